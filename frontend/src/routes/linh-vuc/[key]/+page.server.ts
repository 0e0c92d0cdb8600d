import { error } from '@sveltejs/kit';
import { sectorHref } from '#lib/addresses.ts';
import { byName } from '#lib/format.ts';
import { SectorDocument } from '#lib/graphql/graphql.ts';
import { markOf } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

/** A field of administration: its procedures by name, what changed last, who handles them. */
export const load: PageServerLoad = async ({ params, url }) => {
  const after = url.searchParams.get('sau') || null;
  const { sectors, procedures, decisions, agencies } = await ask(SectorDocument, { key: params.key, after });
  const sector = sectors.find((each) => each.key === params.key);
  if (!sector) error(404, 'no procedure in force in it');
  const { hasNextPage, endCursor } = procedures.pageInfo;
  return {
    sector,
    procedures: procedures.edges.map(({ node }) => ({
      code: node.code,
      name: node.name ?? node.code,
      lang: markOf(node.edition),
      levels: node.levels.filter((part) => part.state === 'IN_FORCE').map((part) => part.level),
      everyday: node.guide?.isFallback === false ? node.guide.names : [],
    })),
    later: after !== null,
    next:
      hasNextPage && endCursor
        ? `${sectorHref(sector.key)}?${new URLSearchParams({ sau: endCursor })}`
        : null,
    decisions: decisions.edges.map((edge) => edge.node),
    agencies: [...agencies].sort(byName),
  };
};
