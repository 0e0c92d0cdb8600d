import { HomeDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const SECTORS = 12;

export const load: PageServerLoad = async () => {
  const { sectors, decisions, lifeSituations } = await ask(HomeDocument, {});
  const largest = [...sectors].sort((one, other) => (other.procedureCount ?? 0) - (one.procedureCount ?? 0));
  return {
    situations: lifeSituations,
    sectors: largest.slice(0, SECTORS),
    sectorCount: sectors.length,
    decisions: decisions.edges.map((edge) => edge.node),
  };
};
