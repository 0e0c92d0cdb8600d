import type { Level, ProcedureTextFragment } from '#lib/graphql/graphql.ts';
import { listed } from '#lib/format.ts';
import { t } from '#lib/messages/index.ts';

type Told = ProcedureTextFragment['services'][number];

/** What a list of the province says of a procedure; `where` names its levels where it does not hold at all of them. */
export interface Service {
  kind: Told['kind'];
  number: string;
  fromOn: string;
  levels: Level[];
  where: string;
}

/** The services at these levels, each list once. */
export function servicesAt(told: Told[], levels: Level[]): Service[] {
  const lists = new Map<string, Told[]>();
  for (const each of told.filter(({ level }) => levels.includes(level))) {
    lists.set(each.kind, [...(lists.get(each.kind) ?? []), each]);
  }
  return [...lists.values()].map((same) => {
    const { kind, decisionNumber: number, fromOn } = same[0]!;
    const at = same.map(({ level }) => level);
    return { kind, number, fromOn, levels: at, where: at.length < levels.length ? namesOf(at) : '' };
  });
}

/** `Cấp tỉnh, cấp xã`. */
export const namesOf = (levels: Level[]) => listed(levels.map((level) => t.level[level]));
