import { error } from '@sveltejs/kit';
import { levelOf } from '#lib/addresses.ts';
import { dayBefore, isDay } from '#lib/format.ts';
import { ProcedureDocument, ProcedureLevelsDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { NATIONAL_PORTAL_URL } from '$app/env/private';
import { facts } from './facts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const code = params.code;
  const on = url.searchParams.get('ngay') || null;
  if (on && !isDay(on)) error(400, 'no such day');
  const { procedure, today } = await ask(ProcedureDocument, { code, on });
  if (!procedure) error(404, 'never announced');

  const levels = procedure.levels.filter((part) => part.state === 'IN_FORCE');
  const differ = new Set(levels.map((part) => part.edition.key)).size > 1;
  const asked = levelOf(url.searchParams.get('cap'));
  let edition = procedure.edition;
  let level = differ ? levels.find((part) => part.edition.key === edition?.key)?.level : undefined;
  if (differ && levels.some((part) => part.level === asked)) {
    level = asked;
    const texts = await ask(ProcedureLevelsDocument, { code, on });
    edition = texts.procedure?.levels.find((part) => part.level === asked)?.edition ?? edition;
  }
  const inForce = procedure.state === 'IN_FORCE';
  return {
    procedure,
    edition,
    inForce,
    levels: (inForce ? levels : procedure.levels).map((part) => part.level),
    otherDay: today?.on !== procedure.on,
    unchanged: today?.edition?.key === procedure.edition?.key && today?.state === procedure.state,
    choices: differ ? levels.map((part) => part.level) : [],
    level,
    endedLevels: inForce ? procedure.levels.filter((part) => part.state !== 'IN_FORCE') : [],
    lastDay: !inForce && edition ? dayBefore(edition.effectiveOn) : null,
    facts: edition && inForce ? facts(edition.content, procedure.on, NATIONAL_PORTAL_URL) : [],
  };
};
