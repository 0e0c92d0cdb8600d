import { error } from '@sveltejs/kit';
import { recentHref } from '#lib/addresses.ts';
import { RecentDocument, type RecentQuery } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

type Change = RecentQuery['recentChanges']['edges'][number]['node'];

/** What took effect or was corrected, by day, of all procedures or of a sector's. */
export const load: PageServerLoad = async ({ url }) => {
  const after = url.searchParams.get('sau') || null;
  const key = url.searchParams.get('linh-vuc') || null;
  const { sectors, recentChanges } = await ask(RecentDocument, { sector: key, after });
  const sector = sectors.find((each) => each.key === key) ?? null;
  if (key && !sector) error(404, 'no such sector');
  const { hasNextPage, endCursor } = recentChanges.pageInfo;
  const first = sector ? `${recentHref()}?${new URLSearchParams({ 'linh-vuc': sector.key })}` : recentHref();
  const more = new URLSearchParams({ ...(sector ? { 'linh-vuc': sector.key } : {}), sau: endCursor ?? '' });
  return {
    sector,
    days: byDay(recentChanges.edges.map((edge) => edge.node)),
    first: after === null ? null : first,
    next: hasNextPage ? `${recentHref()}?${more}` : null,
  };
};

/** The changes of each day, one after another as they come. */
function byDay(changes: Change[]): { day: string; changes: Change[] }[] {
  const days: { day: string; changes: Change[] }[] = [];
  for (const change of changes) {
    const last = days.at(-1);
    if (last?.day === change.on) last.changes.push(change);
    else days.push({ day: change.on, changes: [change] });
  }
  return days;
}
