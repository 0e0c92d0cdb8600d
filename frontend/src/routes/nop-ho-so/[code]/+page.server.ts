import { error, fail, redirect } from '@sveltejs/kit';
import { levelOf, LEVELS } from '#lib/addresses.ts';
import { BeginDraftDocument, CommunesDocument, FilingDocument, OwnOfDocument } from '#lib/graphql/graphql.ts';
import type { Ui } from '#lib/forms/ui.ts';
import { locale, markOf } from '#lib/locale.ts';
import { ask, askPrivately } from '#lib/server/api.ts';
import { draftHref, hold, PRIVATE } from '#lib/server/filed.ts';
import { isLoggedIn } from '#lib/server/login.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent, cookies, setHeaders }) => {
  const [{ filing, procedure, intakeForm }, { commune }] = await Promise.all([
    askPrivately(FilingDocument, { code: params.code, locale: locale() }),
    parent(),
  ]);
  if (!procedure) error(404, 'never announced');
  setHeaders(PRIVATE);
  const me = isLoggedIn(cookies)
    ? (await askPrivately(OwnOfDocument, { code: params.code, locale: locale() })).me
    : null;
  const byCommune = filing?.places.some((place) => place.byCommune) ?? false;
  return {
    code: params.code,
    name: procedure.name ?? params.code,
    foreign: markOf(procedure.edition),
    places: filing?.places.map(({ level }) => level) ?? [],
    ui: filing && intakeForm ? (JSON.parse(intakeForm.ui) as Ui) : null,
    communes: byCommune ? (await ask(CommunesDocument, {})).communes : [],
    chosen: commune?.key ?? '',
    guests: filing?.guests ?? false,
    login: filing?.login ?? false,
    me: me ? { name: me.name, earlier: me.dossiers.nodes } : null,
  };
};

export const actions: Actions = {
  async default({ params, request, cookies, url }) {
    const sent = await request.formData();
    const level = levelOf(String(sent.get('cap') ?? ''));
    const commune = String(sent.get('xa') ?? '');
    const place = { cap: level ? LEVELS[level] : '', xa: commune };
    if (!level) return fail(422, { ...place, message: '' });
    const { beginDraft: begun } = await askPrivately(BeginDraftDocument, {
      code: params.code,
      level,
      commune,
      copyOf: String(sent.get('chep') ?? '') || null,
      sections: sent.getAll('phan').map(String),
      locale: locale(),
    });
    if (!begun.draft || !begun.lookUpCode)
      return fail(422, { ...place, message: begun.refusal?.message ?? '' });
    hold(cookies, { code: begun.draft.code, key: begun.lookUpCode }, url);
    redirect(303, draftHref(begun.draft.code));
  },
};
