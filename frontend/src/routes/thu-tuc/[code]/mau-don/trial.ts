import { error } from '@sveltejs/kit';
import { CheckAnswersDocument, DrawnFormDocument } from '#lib/graphql/graphql.ts';
import { decoded } from '#lib/forms/decode.ts';
import type { AnswerError } from '#lib/forms/errors.ts';
import { withFirstParts, without, withOneMore } from '#lib/forms/groups.ts';
import { readAnswers } from '#lib/forms/read.ts';
import { nameOf, pageOf, type Answers, type Page, type Ui } from '#lib/forms/ui.ts';
import { conditionalShown, stepFrom, steps } from '#lib/forms/walk.ts';
import { locale } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { ask, askPrivately } from '#lib/server/api.ts';

/** Neither kept nor found by a search engine: a page of a trial has a citizen's answers in it. */
export const PRIVATE = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };

/** Bytes of the answers as they are sent to the API, which reads 100 kB at once. */
const MOST_BYTES = 90_000;

export interface Form {
  version: string;
  ui: Ui;
}

/** The form in use today. Throws 404 where there is none. */
export async function formOf(code: string): Promise<Form> {
  const { intakeForm } = await ask(DrawnFormDocument, { code });
  if (!intakeForm) error(404, 'no form in use');
  return { version: intakeForm.version, ui: JSON.parse(intakeForm.ui) as Ui };
}

/** What is wrong with the answers: of one page, or with all of them. */
export async function check(form: Form, answers: Answers, page: string | null): Promise<AnswerError[]> {
  const text = JSON.stringify(answers);
  if (Buffer.byteLength(JSON.stringify(text)) > MOST_BYTES) return [{ path: [], message: t.form.tooMuch }];
  const variables = { version: form.version, answers: text, page, locale: locale() };
  const { checkAnswers } = await askPrivately(CheckAnswersDocument, variables);
  if (!checkAnswers) error(503, 'the form was taken back');
  return checkAnswers;
}

/** Where somebody stands in a trial, with all that was answered; nothing of it is kept anywhere else. */
export interface Place {
  at: 'page' | 'summary' | 'end' | 'replaced';
  /** The page that is asked. */
  page: string;
  answers: Answers;
  errors: AnswerError[];
  /** Ids of what the answers just given ask for in addition. */
  added: string[];
  /** Whether it leads back to the summary. */
  returning: boolean;
}

const place = (of: Partial<Place>): Place => ({
  at: 'page',
  page: '',
  answers: {},
  errors: [],
  added: [],
  returning: false,
  ...of,
});

/** The answers as a page sent them, with those of its own fields. */
export function answersSent(form: Form, sent: FormData): Answers {
  const before = readAnswers(form.ui, sent.get('answers'));
  const page = String(sent.get('page') ?? '');
  return pageOf(form.ui, page) ? decoded(form.ui, page, sent, before, locale()) : before;
}

/** Where a press of a button leads. */
export async function go(form: Form, sent: FormData): Promise<Place> {
  const [act = '', key = '', part = ''] = String(sent.get('go') ?? '').split(':');
  if (act !== 'begin' && sent.get('version') !== form.version) return place({ at: 'replaced' });
  const answers = answersSent(form, sent);
  const page = pageOf(form.ui, sent.get('page'));
  const returning = sent.get('returning') === '1';
  switch (act) {
    case 'begin':
      return asked(form, steps(form.ui, {})[0], {});
    case 'edit':
      return asked(form, pageOf(form.ui, key) ?? page, answers, {
        returning: true,
      });
    case 'add':
      return asked(form, page, withOneMore(form.ui, answers, key), { returning });
    case 'remove':
      return asked(form, page, without(form.ui, answers, key, Number(part)), { returning });
    case 'back':
      return asked(
        form,
        (page && stepFrom(form.ui, answers, page.key, -1)) ?? steps(form.ui, answers).at(-1),
        answers,
      );
    case 'on':
      return page ? onwards(form, page, answers, sent.getAll('shown'), returning) : summary(form, answers);
    default: {
      const found = await summary(form, answers);
      return found.at === 'summary' ? { ...found, at: 'end', answers: {} } : found;
    }
  }
}

function asked(form: Form, page: Page | undefined, answers: Answers, more: Partial<Place> = {}): Place {
  if (!page) error(400, 'no such page');
  return place({ page: page.key, answers: withFirstParts(form.ui, answers, page.key), ...more });
}

/** The next page, or the same once more: with what is wrong, or with what these answers ask for in addition. */
async function onwards(
  form: Form,
  page: Page,
  answers: Answers,
  shown: FormDataEntryValue[],
  returning: boolean,
): Promise<Place> {
  // What is worked out is told on the last page, too: nobody has to come back for it.
  const added = conditionalShown(page, answers, ({ computed }) => !computed).filter(
    (id) => !shown.includes(id),
  );
  const found = await check(form, answers, page.key);
  // What was not asked yet is not missing.
  const errors = found.filter(({ path }) => !added.some((id) => `${nameOf(path)}-`.startsWith(`${id}-`)));
  if (errors.length || added.length) return place({ page: page.key, answers, errors, added, returning });
  const next = stepFrom(form.ui, answers, page.key, 1);
  return returning || !next ? summary(form, answers) : asked(form, next, answers);
}

/** All answers to look through; where something is wrong, the page on which it is. */
async function summary(form: Form, answers: Answers): Promise<Place> {
  const errors = await check(form, answers, null);
  if (!errors.length) return place({ at: 'summary', answers });
  const page =
    form.ui.pages.find((each) => each.sections.some(({ key }) => key === errors[0]?.path[0])) ??
    form.ui.pages[0];
  return asked(form, page, answers, { errors, returning: true });
}
