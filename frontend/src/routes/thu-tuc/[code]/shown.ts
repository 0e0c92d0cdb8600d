import { dayBefore } from '#lib/format.ts';
import type { EditionTextFragment, Level, ProcedureTextFragment } from '#lib/graphql/graphql.ts';
import type { Commune } from '#lib/server/commune.ts';
import { facts, type Fact } from './facts.ts';
import { servicesAt, type Service } from './services.ts';

/** What the page of a procedure shows, of what the API answered. */
export interface Shown {
  procedure: ProcedureTextFragment;
  edition: EditionTextFragment | null;
  inForce: boolean;
  levels: Level[];
  choices: Level[];
  level: Level | undefined;
  endedLevels: ProcedureTextFragment['levels'];
  lastDay: string | null;
  facts: Fact[];
  services: Service[];
  places: Places;
}

/** Whose desks receive it today. */
export interface Places {
  /** Whether the commune's desk does at the levels that are shown. */
  atCommune: boolean;
  /** Where the reader lives, once he has told. */
  commune: Commune | null;
  desks: ProcedureTextFragment['desks'];
  /** The areas of fees that he surely lives outside of. */
  outside: string[];
}

interface Choice {
  /** The level that the reader asked for. */
  asked: Level | undefined;
  /** The text at a level, where it differs from the newest one. */
  textAt: (level: Level) => Promise<EditionTextFragment | null>;
  nationalPortal: string;
  commune: Commune | null;
  /** Those of these areas that the commune surely lies outside of. */
  outsideOf: (commune: Commune, areas: string[]) => Promise<string[]>;
  /** Desks are those of today: with the text of another day they would be told wrongly. */
  isToday: boolean;
}

/** Whom to call about it, "" where no desk tells. */
export const telephoneOf = ({ atCommune, commune, desks }: Places): string =>
  (atCommune && commune?.desk?.telephone) ||
  desks.map((agency) => agency.desk?.telephone).find(Boolean) ||
  '';

export async function shown(procedure: ProcedureTextFragment, choice: Choice): Promise<Shown> {
  const levels = procedure.levels.filter((part) => part.state === 'IN_FORCE');
  const differ = new Set(levels.map((part) => part.edition.key)).size > 1;
  let edition = procedure.edition;
  let level = differ ? levels.find((part) => part.edition.key === edition?.key)?.level : undefined;
  if (differ && choice.asked && levels.some((part) => part.level === choice.asked)) {
    level = choice.asked;
    edition = (await choice.textAt(level)) ?? edition;
  }
  const inForce = procedure.state === 'IN_FORCE';
  const inForceAt = levels.map((part) => part.level);
  const at = level ? [level] : inForceAt;
  const services = inForce ? servicesAt(procedure.services, at) : [];
  const atCommune =
    choice.isToday &&
    inForce &&
    procedure.atCommuneDesk &&
    (at.includes('COMMUNE') || services.some((service) => service.kind === 'ANYWHERE'));
  const areas = (edition?.content.methods ?? []).flatMap((method) => method.fees.map((fee) => fee.area));
  const places = {
    atCommune,
    commune: choice.commune,
    desks: choice.isToday && inForce ? procedure.desks : [],
    outside: choice.commune && choice.isToday ? await choice.outsideOf(choice.commune, areas) : [],
  };
  return {
    procedure,
    edition,
    inForce,
    levels: inForce ? inForceAt : procedure.levels.map((part) => part.level),
    choices: differ ? inForceAt : [],
    level,
    endedLevels: inForce ? procedure.levels.filter((part) => part.state !== 'IN_FORCE') : [],
    lastDay: !inForce && edition ? dayBefore(edition.effectiveOn) : null,
    facts:
      edition && inForce
        ? facts(edition.content, procedure.on, choice.nationalPortal, services, at, places)
        : [],
    services,
    places,
  };
}
