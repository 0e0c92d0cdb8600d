import { randomUUID } from 'node:crypto';
import { searchAddress } from '#lib/addresses.ts';
import { SearchDocument, type SearchSort } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { grouped, hitOf } from './hit.ts';
import { choicesOf, filterOf, unfiltered } from './selection.ts';
import type { PageServerLoad } from './$types';

const PAGE = 20;
const NEWEST = 'moi-nhat';
// No name is longer; the rest of a pasted page would only cost time.
const LONGEST_QUERY = 300;

export const load: PageServerLoad = async ({ url }) => {
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST_QUERY);
  const after = url.searchParams.get('after') || null;
  const filter = filterOf(url);
  const exactly = url.searchParams.has('dung-nhu-go');
  const newest = url.searchParams.get('xep') === NEWEST;
  const sort: SearchSort = newest ? 'NEWEST' : 'RELEVANCE';
  const variables = { query, filter, first: PAGE, after, exactly, sort };
  const { searchProcedures: found } = await ask(SearchDocument, variables);
  const page = after ? Math.max(2, Number.parseInt(url.searchParams.get('trang') ?? '') || 2) : 1;
  const choices = choicesOf(found.facets, url);
  return {
    query,
    newest,
    otherOrder: unpaged(url, newest ? null : NEWEST),
    // Random, and only of this one answer: what the page's script notes of it.
    search: query && !after ? randomUUID() : null,
    total: found.totalCount,
    degraded: found.degraded,
    didYouMean: found.didYouMean,
    corrected: found.corrected,
    hits: grouped(found.edges.map(hitOf)),
    shown: found.edges.length,
    ended: after ? [] : found.ended,
    agencies: after ? [] : found.agencies,
    decisions: after ? [] : found.decisions,
    pages: after ? [] : found.pages,
    choices,
    chosen: choices.flatMap((facet) => facet.values.filter((value) => value.selected)),
    filtered: Object.values(filter).some((values) => values?.length),
    unfiltered: unfiltered(url),
    start: (page - 1) * PAGE + 1,
    first: after ? paged(url, null, 1) : null,
    next: found.pageInfo.hasNextPage ? paged(url, found.pageInfo.endCursor, page + 1) : null,
  };
};

function unpaged(url: URL, order: string | null): string {
  const parameters = new URLSearchParams(url.searchParams);
  for (const name of ['after', 'trang', 'xep']) parameters.delete(name);
  if (order) parameters.set('xep', order);
  return searchAddress(parameters);
}

function paged(url: URL, after: string | null, page: number): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.delete('after');
  parameters.delete('trang');
  if (after) {
    parameters.set('after', after);
    parameters.set('trang', String(page));
  }
  return searchAddress(parameters);
}
