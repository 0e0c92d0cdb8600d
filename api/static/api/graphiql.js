"use strict";
const first = `# Ctrl-Enter asks. Every type and field is described in the documentation on the left.
{
  searchProcedures(query: "khai sinh", first: 3) {
    totalCount
    edges { node { code name } highlights { text marked } }
  }
}
`;
const examples = JSON.parse(document.getElementById("examples").textContent);
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: first,
    // Only for who comes the first time; later GraphiQL shows the tabs that were left.
    defaultTabs: [first, ...examples].map((query) => ({ query })),
  }),
);
