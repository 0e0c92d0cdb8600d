import { randomUUID } from 'node:crypto';
import { searchAddress } from '#lib/addresses.ts';
import { SearchDocument, type SearchSort } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { grouped, hitOf } from './hit.ts';
import { answersGiven, isAnswered, ofTheCase, questionAbout } from './question.ts';
import { choicesOf, filterOf, unfiltered } from './selection.ts';
import type { PageServerLoad } from './$types';

const PAGE = 20;
const MOST = 100; // that the API gives at once
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
  // The case is told by names, which the API does not filter by: of one case all is shown at once.
  const answered = isAnswered(url);
  const variables = {
    query,
    filter,
    first: answered ? MOST : PAGE,
    after: answered ? null : after,
    exactly,
    sort,
  };
  const { searchProcedures: found } = await ask(SearchDocument, variables);
  const page = after ? Math.max(2, Number.parseInt(url.searchParams.get('trang') ?? '') || 2) : 1;
  const choices = choicesOf(found.facets, url);
  const every = found.edges.map(hitOf);
  const hits = answered ? ofTheCase(every, url) : every;
  return {
    query,
    newest,
    otherOrder: unpaged(url, newest ? null : NEWEST),
    // Random, and only of this one answer: what the page's script notes of it.
    search: query && !after && !answered ? randomUUID() : null,
    total: answered ? hits.length : found.totalCount,
    degraded: found.degraded,
    didYouMean: found.didYouMean,
    corrected: found.corrected,
    hits: grouped(hits),
    shown: hits.length,
    answers: answersGiven(url),
    question: query && !after ? questionAbout(hits, url) : null,
    ended: after ? [] : found.ended,
    agencies: after ? [] : found.agencies,
    decisions: after ? [] : found.decisions,
    pages: after ? [] : found.pages,
    signposts: after ? [] : found.signposts,
    choices,
    chosen: choices.flatMap((facet) => facet.values.filter((value) => value.selected)),
    filtered: Object.values(filter).some((values) => values?.length),
    unfiltered: unfiltered(url),
    start: (page - 1) * PAGE + 1,
    first: after ? paged(url, null, 1) : null,
    next: found.pageInfo.hasNextPage && !answered ? paged(url, found.pageInfo.endCursor, page + 1) : null,
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
