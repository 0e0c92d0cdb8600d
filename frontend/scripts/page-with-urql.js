// Pages through `procedures` with urql's normalized cache against the address given, forth and then back, and prints
// what the cache holds after each page as codes, one JSON a line, and at last how many requests were sent.
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { getIntrospectionQuery } from 'graphql';

const [url] = process.argv.slice(2);
let requests = 0;

const asked = await fetch(url, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const { data: schema } = await asked.json();

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String) {
  procedures(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id code } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

function client() {
  return new Client({
    url,
    preferGetMethod: false,
    fetch: (...what) => {
      requests += 1;
      return fetch(...what);
    },
    exchanges: [
      cacheExchange({ schema, resolvers: { Query: { procedures: relayPagination() } } }),
      fetchExchange,
    ],
  });
}

async function page(from, variables) {
  const { data, error } = await from.query(PAGE, variables).toPromise();
  if (error) throw error;
  console.log(JSON.stringify(data.procedures.edges.map((edge) => edge.node.code)));
  return data.procedures.pageInfo;
}

const forth = client();
let info = await page(forth, { first: 2 });
while (info.hasNextPage) info = await page(forth, { first: 2, after: info.endCursor });
await page(forth, { first: 2 }); // stands in the cache

const back = client();
info = await page(back, { last: 2 });
while (info.hasPreviousPage) info = await page(back, { last: 2, before: info.startCursor });

console.log(JSON.stringify({ requests }));
