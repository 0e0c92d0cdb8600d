"use strict";
const example = `# Ctrl-Enter asks. Every type and field is described in the documentation on the left.
{
  searchProcedures(query: "khai sinh", first: 3) {
    totalCount
    edges { node { code name } highlights { text marked } }
  }
}
`;
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: example }),
);
