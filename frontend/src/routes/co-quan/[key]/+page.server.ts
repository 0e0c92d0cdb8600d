import { error } from '@sveltejs/kit';
import { byName } from '#lib/format.ts';
import { AgencyDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

/** One agency that stands today: where to go, what it handles. */
export const load: PageServerLoad = async ({ params }) => {
  const { agencies, procedures } = await ask(AgencyDocument, { key: params.key });
  const agency = agencies.find((each) => each.key === params.key);
  if (!agency) error(404, 'no such agency today');
  return {
    agency,
    parent: agencies.find((each) => each.key === agency.parentKey) ?? null,
    children: agencies.filter((each) => each.parentKey === agency.key).sort(byName),
    procedures: procedures.edges.map((edge) => edge.node),
    total: procedures.totalCount,
  };
};
