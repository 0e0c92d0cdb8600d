import { error } from '@sveltejs/kit';
import { AgencyDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

/** One agency that stands today: where to go, what it handles. */
export const load: PageServerLoad = async ({ params }) => {
  const { agencies, procedures } = await ask(AgencyDocument, { key: params.key });
  const agency = agencies.find((each) => each.key === params.key);
  if (!agency) error(404, 'no such agency today');
  const { compare } = new Intl.Collator('vi');
  return {
    agency,
    parent: agencies.find((each) => each.key === agency.parentKey) ?? null,
    children: agencies
      .filter((each) => each.parentKey === agency.key)
      .sort((one, other) => compare(one.name, other.name)),
    procedures: procedures.edges.map((edge) => edge.node),
    total: procedures.totalCount,
  };
};
