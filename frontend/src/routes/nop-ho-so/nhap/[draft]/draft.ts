import { redirect, type Cookies } from '@sveltejs/kit';
import {
  CheckAnswersDocument,
  ReadDraftDocument,
  SaveDraftDocument,
  type DraftPartsFragment,
  type RefusedFragment,
} from '#lib/graphql/graphql.ts';
import { lookUpHref } from '#lib/addresses.ts';
import { decoded } from '#lib/forms/decode.ts';
import type { AnswerError } from '#lib/forms/errors.ts';
import { readAnswers } from '#lib/forms/read.ts';
import { isFieldShown } from '#lib/forms/shown.ts';
import {
  itemsOf,
  nameOf,
  pageOf,
  pathTo,
  sectionsOf,
  type Answers,
  type Chosen,
  type Item,
  type Page,
  type Ui,
} from '#lib/forms/ui.ts';
import { locale } from '#lib/locale.ts';
import { askPrivately } from '#lib/server/api.ts';
import { filesIn, heldBy, takeAway, upload, useAgain, type Held } from '#lib/server/filed.ts';

/** The pages that stand around every form: docs/dossiers.md. */
const PEOPLE = '_people';

export interface Draft {
  held: Held;
  code: string;
  procedure: { code: string; name: string };
  version: string;
  ui: Ui;
  answers: Answers;
  revision: number;
  savedAt: string;
  expiresAt: string;
  /** Of the form that counts by now, where it is another. */
  newer: string | null;
}

/** The draft of this address, for who holds its look-up code; else one is asked for it. What was sent leads on. */
export async function draftOf(cookies: Cookies, code: string): Promise<Draft> {
  const held = heldBy(cookies, code);
  const { draft: found } = await askPrivately(ReadDraftDocument, { ...held, locale: locale() });
  if (found.draft) return read(held, found.draft);
  redirect(303, found.refusal?.reason === 'SENT' ? `${lookUpHref()}/${code}` : lookUpHref(code));
}

function read(held: Held, draft: DraftPartsFragment): Draft {
  const ui = JSON.parse(draft.form?.ui ?? '{"title":"","pages":[]}') as Ui;
  return {
    held,
    code: draft.code,
    procedure: { code: draft.procedureCode, name: draft.procedureName },
    version: draft.form?.version ?? '',
    ui,
    answers: readAnswers(ui, draft.answers),
    revision: draft.revision,
    savedAt: draft.savedAt,
    expiresAt: draft.expiresAt,
    newer: draft.newerForm?.version ?? null,
  };
}

/** Keeps these answers; `newer` takes them over to the form that counts by now. */
export async function save(
  draft: Draft,
  answers: Answers,
  revision: number,
  newer: string | null = null,
): Promise<{ draft?: Draft; refusal?: RefusedFragment }> {
  const { saveDraft: saved } = await askPrivately(SaveDraftDocument, {
    ...draft.held,
    revision,
    answers: JSON.stringify(answers),
    version: newer,
    locale: locale(),
  });
  return saved.draft
    ? { draft: read(draft.held, saved.draft) }
    : saved.refusal
      ? { refusal: saved.refusal }
      : {};
}

/** What is wrong with the answers: of one page, or with all of them. */
export async function check(draft: Draft, answers: Answers, page: string | null): Promise<AnswerError[]> {
  const { checkAnswers } = await askPrivately(CheckAnswersDocument, {
    version: draft.version,
    answers: JSON.stringify(answers),
    page,
    locale: locale(),
  });
  return checkAnswers ?? [];
}

/** The answers with those that a page sends, its files taken in; and why a file was not. */
export async function sentOf(
  draft: Draft,
  page: Page,
  sent: FormData,
): Promise<{ answers: Answers; errors: AnswerError[] }> {
  const answers = decoded(draft.ui, page.key, sent, draft.answers, locale());
  const errors: AnswerError[] = [];
  for (const section of page.sections) {
    for (const [place, item] of itemsOf(answers, section).entries()) {
      for (const field of section.fields.filter(({ kind }) => kind === 'file')) {
        if (!isFieldShown(field, section, answers, item)) continue;
        const path = [...pathTo(section, place), field.key];
        const before = (itemsOf(draft.answers, section)[place]?.[field.key] ?? []) as Chosen[];
        const { files, messages } = await filesOf(draft.held, sent, nameOf(path), before);
        if (files.length) item[field.key] = files;
        else delete item[field.key];
        errors.push(...messages.map((message) => ({ path: path.map(String), message })));
      }
    }
  }
  return { answers, errors };
}

/** Those that were there and stay, and those that are sent now. */
async function filesOf(held: Held, sent: FormData, name: string, before: Chosen[]) {
  const removed = sent.getAll(`${name}-removed`);
  const files = before.filter((file) => !removed.includes(file.name));
  for (const file of before.filter((each) => removed.includes(each.name))) await takeAway(held, file.id);
  const messages: string[] = [];
  for (const file of filesIn(sent, name)) {
    const taken = await upload(held, file);
    if (taken.file) files.push(taken.file);
    else messages.push(taken.message);
  }
  for (const id of sent.getAll(`${name}-again`).map(String).filter(Boolean)) {
    const taken = await useAgain(held, id);
    if (taken.file) files.push(taken.file);
    else messages.push(taken.message);
  }
  return { files, messages };
}

/** Who has told of himself need not tell it again: what the form asks of who files is filled in, once. */
export function prefilled(ui: Ui, page: string, before: Answers, answers: Answers): Answers {
  if (page !== PEOPLE) return answers;
  const own = answers._applicant as Item | undefined;
  const who = own?.for_whom === 'another' ? (answers._submitter as Item | undefined) : own;
  if (!who) return answers;
  const filled = { ...answers };
  for (const section of sectionsOf(ui)) {
    const untouched = !section.key.startsWith('_') && !section.repeat && isEmpty(before[section.key]);
    if (!untouched) continue;
    const known = section.fields.flatMap(({ key, prefill }) =>
      prefill && who[prefill] !== undefined ? [[key, who[prefill]] as const] : [],
    );
    if (known.length) filled[section.key] = Object.fromEntries(known) as Item;
  }
  return filled;
}

const isEmpty = (given: Item | Item[] | undefined) => !given || Object.keys(given).length === 0;

/** The page on which the first of these is. */
export const pageWith = (ui: Ui, errors: AnswerError[]): Page | undefined =>
  ui.pages.find((page) => page.sections.some(({ key }) => key === errors[0]?.path[0])) ?? ui.pages[0];

export const pageAsked = (ui: Ui, key: string | null): Page | undefined => pageOf(ui, key) ?? ui.pages[0];
