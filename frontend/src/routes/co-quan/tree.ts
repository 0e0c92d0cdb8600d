import type { AgenciesQuery, Level } from '#lib/graphql/graphql.ts';
import { byName } from '#lib/format.ts';

export type Agency = AgenciesQuery['agencies'][number];

/** An agency with those below it. */
export interface Branch {
  agency: Agency;
  below: Branch[];
}

const ORDER: Level[] = ['PROVINCE', 'COMMUNE', 'DISTRICT', 'MINISTRY', 'OTHER'];

/** The trees of each level, in the order of their names: what a citizen is most likely to look for first. */
export function levelsOf(agencies: Agency[]): { level: Level; branches: Branch[] }[] {
  const sorted = [...agencies].sort(byName);
  const levels = new Map(agencies.map((agency) => [agency.key, agency.level]));
  const branch = (agency: Agency): Branch => ({
    agency,
    below: sorted.filter((each) => each.parentKey === agency.key && each.level === agency.level).map(branch),
  });
  // One that is below an agency of another level stands in its own level's list.
  const isTop = (agency: Agency) => !agency.parentKey || levels.get(agency.parentKey) !== agency.level;
  return ORDER.map((level) => ({
    level,
    branches: sorted.filter((agency) => agency.level === level && isTop(agency)).map(branch),
  })).filter((each) => each.branches.length > 0);
}

/** The agencies that stand now for those found, which may be former ones: these are called by their successors' names. */
export function standing(found: { key: string; name: string }[], agencies: Agency[]): Agency[] {
  const keys = new Set(agencies.map((agency) => agency.key));
  const names = new Set(found.filter((each) => !keys.has(each.key)).flatMap((each) => each.name.split(', ')));
  const wanted = new Set(found.map((each) => each.key));
  return agencies.filter((agency) => wanted.has(agency.key) || names.has(agency.name));
}
