import { error } from '@sveltejs/kit';
import { levelOf } from '#lib/addresses.ts';
import { isDay } from '#lib/format.ts';
import { IsFiledDocument, ProcedureDocument, ProcedureLevelsDocument } from '#lib/graphql/graphql.ts';
import { ask, askPrivately } from '#lib/server/api.ts';
import { outsideOf } from '#lib/server/commune.ts';
import { NATIONAL_PORTAL_URL } from '$app/env/private';
import { shown, telephoneOf } from './shown.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, parent }) => {
  const code = params.code;
  const on = url.searchParams.get('ngay') || null;
  if (on && !isDay(on)) error(400, 'no such day');
  const [{ procedure, today, intakeForm }, site] = await Promise.all([
    ask(ProcedureDocument, { code, on }),
    parent(),
  ]);
  if (!procedure) error(404, 'never announced');
  const otherDay = today?.on !== procedure.on;
  const hasForm = intakeForm !== null && !otherDay;
  // Where one may file is switched without the record changing: a page that tells of it is not kept.
  const filing = hasForm ? (await askPrivately(IsFiledDocument, { code })).filing : null;
  const told = await shown(procedure, {
    asked: levelOf(url.searchParams.get('cap')),
    async textAt(level) {
      const texts = await ask(ProcedureLevelsDocument, { code, on });
      return texts.procedure?.levels.find((part) => part.level === level)?.edition ?? null;
    },
    nationalPortal: NATIONAL_PORTAL_URL,
    commune: site.commune,
    outsideOf,
    isToday: !otherDay,
  });
  return {
    ...told,
    phone: telephoneOf(told.places) || site.phone,
    otherDay,
    hasForm,
    isFiled: filing !== null,
    unchanged: today?.edition?.key === procedure.edition?.key && today?.state === procedure.state,
  };
};
