import { error, fail, redirect } from '@sveltejs/kit';
import { lookUpHref } from '#lib/addresses.ts';
import { SubmitDossierDocument } from '#lib/graphql/graphql.ts';
import type { AnswerError } from '#lib/forms/errors.ts';
import { withFirstParts, without, withOneMore } from '#lib/forms/groups.ts';
import { nameOf, pageOf, type Answers } from '#lib/forms/ui.ts';
import { conditionalShown, stepFrom, steps } from '#lib/forms/walk.ts';
import { locale } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { askPrivately } from '#lib/server/api.ts';
import { draftHref, hold, ownPapers, PRIVATE } from '#lib/server/filed.ts';
import { isLoggedIn } from '#lib/server/login.ts';
import { check, draftOf, pageAsked, pageWith, prefilled, save, sentOf, type Draft } from './draft.ts';
import type { Actions, PageServerLoad } from './$types';

/** Steps that are no page of the form. */
const LOOK = 'xem';
const LEFT = 'luu';

export const load: PageServerLoad = async ({ params, cookies, url, setHeaders }) => {
  const draft = await draftOf(cookies, params.draft);
  setHeaders(PRIVATE);
  const step = url.searchParams.get('buoc');
  const isNew = draft.revision === 0 && step === null;
  const at = isNew || step === LEFT || step === null ? 'codes' : step === LOOK ? 'look' : 'page';
  const page = at === 'page' ? (pageAsked(draft.ui, step)?.key ?? '') : '';
  const { held, ...told } = draft;
  const papers = page && isLoggedIn(cookies) ? await ownPapers() : [];
  return {
    ...told,
    papers,
    at,
    page,
    isNew,
    key: at === 'codes' ? held.key : '',
    first: steps(draft.ui, draft.answers)[0]?.key ?? '',
    answers: page ? withFirstParts(draft.ui, draft.answers, page) : draft.answers,
    returning: url.searchParams.has('ve'),
  };
};

/** What a page shows again: nothing that was typed is lost. */
interface Again {
  answers: Answers;
  revision: number;
  errors: AnswerError[];
  added: string[];
  page: string;
  message: string;
}

const again = (draft: Draft, page: string, more: Partial<Again>): Again => ({
  answers: withFirstParts(draft.ui, more.answers ?? draft.answers, page),
  revision: draft.revision,
  errors: [],
  added: [],
  message: '',
  ...more,
  page,
});

export const actions: Actions = {
  /** A page of the form: kept first, whatever comes of it. */
  async trang({ params, cookies, request }) {
    const sent = await request.formData();
    const draft = await draftOf(cookies, params.draft);
    const page = pageOf(draft.ui, sent.get('page'));
    if (!page) error(400, 'no such page');
    const returning = sent.get('returning') === '1';
    const [act = '', part = '', place = ''] = String(sent.get('go') ?? '').split(':');
    const given = await sentOf(draft, page, sent);
    let answers = prefilled(draft.ui, page.key, draft.answers, given.answers);
    if (act === 'add') answers = withOneMore(draft.ui, answers, part);
    if (act === 'remove') answers = without(draft.ui, answers, part, Number(place));
    const kept = await save(draft, answers, Number(sent.get('revision')));
    if (!kept.draft) {
      const message = kept.refusal?.reason === 'CHANGED' ? t.filing.changed : (kept.refusal?.message ?? '');
      return fail(409, again(draft, page.key, { answers, errors: given.errors, message }));
    }
    const saved = kept.draft;
    if (act === 'add' || act === 'remove') return again(saved, page.key, { answers });
    if (given.errors.length) return fail(422, again(saved, page.key, { answers, errors: given.errors }));
    if (act === 'save') redirect(303, draftHref(draft.code, LEFT));
    if (act === 'back') {
      redirect(303, draftHref(draft.code, stepFrom(draft.ui, answers, page.key, -1)?.key ?? page.key));
    }
    const shown = sent.getAll('shown');
    const added = conditionalShown(page, answers, ({ computed }) => !computed).filter(
      (id) => !shown.includes(id),
    );
    const errors = (await check(saved, answers, page.key)).filter(
      ({ path }) => !added.some((id) => `${nameOf(path)}-`.startsWith(`${id}-`)),
    );
    if (errors.length || added.length) {
      return fail(422, again(saved, page.key, { answers, errors, added }));
    }
    const next = returning ? LOOK : (stepFrom(draft.ui, answers, page.key, 1)?.key ?? LOOK);
    redirect(303, draftHref(draft.code, next));
  },

  /** What was looked through is sent, and nothing else. */
  async nop({ params, cookies, request, url }) {
    const sent = await request.formData();
    const draft = await draftOf(cookies, params.draft);
    const [act = '', key = ''] = String(sent.get('go') ?? '').split(':');
    if (act === 'edit') redirect(303, `${draftHref(draft.code, key)}&ve=1`);
    if (act === 'back')
      redirect(303, draftHref(draft.code, steps(draft.ui, draft.answers).at(-1)?.key ?? ''));
    if (Number(sent.get('revision')) !== draft.revision) {
      return fail(409, again(draft, '', { message: t.filing.changedSince }));
    }
    const { submitDossier: done } = await askPrivately(SubmitDossierDocument, {
      ...draft.held,
      answers: JSON.stringify(draft.answers),
      locale: locale(),
    });
    if (done.dossier) {
      hold(cookies, { code: done.dossier.code, key: draft.held.key }, url);
      redirect(303, `${lookUpHref()}/${encodeURIComponent(done.dossier.code)}?moi=1`);
    }
    const refusal = done.refusal;
    if (refusal?.reason === 'CONFLICT') redirect(303, `${lookUpHref()}/${draft.code}`);
    if (refusal?.reason === 'EXPIRED') {
      const kept = await save(draft, draft.answers, draft.revision);
      return fail(409, again(kept.draft ?? draft, '', { message: t.filing.savedAnew }));
    }
    if (refusal?.reason === 'INVALID') {
      const page = pageWith(draft.ui, refusal.errors)?.key ?? '';
      return fail(422, again(draft, page, { errors: refusal.errors }));
    }
    return fail(409, again(draft, '', { message: refusal?.message ?? '' }));
  },

  /** On the form that counts by now, with what was answered before. */
  async moi({ params, cookies }) {
    const draft = await draftOf(cookies, params.draft);
    if (draft.newer) await save(draft, draft.answers, draft.revision, draft.newer);
    redirect(303, draftHref(draft.code));
  },
};
