import { json } from '@sveltejs/kit';
import { procedureHref, searchHref, sectorHref } from '#lib/addresses.ts';
import { SuggestDocument, type SuggestionKind } from '#lib/graphql/graphql.ts';
import { t } from '#lib/messages/index.ts';
import { ask } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const LONGEST = 100;
const HREFS: Record<SuggestionKind, (key: string) => string> = {
  PROCEDURE: procedureHref,
  SECTOR: sectorHref,
  QUERY: searchHref,
};

/** Proposals for what stands in the search box so far, for its script. */
export const GET: RequestHandler = async ({ url }) => {
  const prefix = (url.searchParams.get('q') ?? '').slice(0, LONGEST);
  const { suggest } = prefix.trim() ? await ask(SuggestDocument, { prefix }) : { suggest: [] };
  return json({
    told: suggest.length ? t.search.suggested(suggest.length) : '',
    options: suggest.map(({ kind, key, pieces }) => ({
      kind: t.search.suggestedKinds[kind],
      href: HREFS[kind](key),
      pieces: pieces.map(({ text, marked }) => [text, marked]),
    })),
  });
};
