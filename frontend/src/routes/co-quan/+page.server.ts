import { AgenciesDocument, AgenciesNamedDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { levelsOf, standing } from './tree.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 100;

/** The agencies that stand today as a tree, or those whose name, of now or of before, was asked for. */
export const load: PageServerLoad = async ({ url }) => {
  const query = (url.searchParams.get('ten') ?? '').trim().slice(0, LONGEST);
  const { agencies } = await ask(AgenciesDocument, {});
  if (!query) return { query, found: [], levels: levelsOf(agencies) };
  const { searchProcedures } = await ask(AgenciesNamedDocument, { query });
  return { query, found: standing(searchProcedures.agencies, agencies), levels: [] };
};
