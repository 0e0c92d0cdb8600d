import { error } from '@sveltejs/kit';
import { HistoryDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const PAGE = 20;

/** The texts that have taken effect, each with the day of the one before it, which it is compared with. */
export const load: PageServerLoad = async ({ params, url }) => {
  const { procedure } = await ask(HistoryDocument, {
    code: params.code,
    after: url.searchParams.get('sau') || null,
  });
  if (!procedure) error(404, 'never announced');
  const { history, ...rest } = procedure;
  const editions = history.map((edition, place) => ({
    ...edition,
    before: history[place + 1]?.effectiveOn ?? null,
  }));
  return {
    procedure: rest,
    editions: editions.slice(0, PAGE),
    next: editions.length > PAGE ? (editions[PAGE - 1]?.key ?? null) : null,
    later: url.searchParams.has('sau'),
  };
};
