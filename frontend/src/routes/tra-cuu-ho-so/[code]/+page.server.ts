import { fail, redirect, type Cookies } from '@sveltejs/kit';
import { lookUpHref } from '#lib/addresses.ts';
import {
  ComplainDocument,
  RateDocument,
  ReadDossierDocument,
  SendMessageDocument,
  SupplementDocument,
  WithdrawDocument,
  type RefusedFragment,
} from '#lib/graphql/graphql.ts';
import type { Answers, Ui } from '#lib/forms/ui.ts';
import { locale } from '#lib/locale.ts';
import { askPrivately } from '#lib/server/api.ts';
import { filesIn, heldBy, PRIVATE, upload, type Held } from '#lib/server/filed.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, cookies, url, setHeaders }) => {
  const held = heldBy(cookies, params.code);
  const { dossier: found } = await askPrivately(ReadDossierDocument, { ...held, locale: locale() });
  if (!found.dossier) redirect(303, lookUpHref(params.code));
  setHeaders(PRIVATE);
  const { formUi, answers, ...dossier } = found.dossier;
  const isNew = url.searchParams.has('moi');
  return {
    dossier,
    here: `${lookUpHref()}/${encodeURIComponent(params.code)}`,
    ui: formUi ? (JSON.parse(formUi) as Ui) : null,
    answers: JSON.parse(answers) as Answers,
    isNew,
    done: url.searchParams.get('xong'),
    key: isNew ? held.key : '',
  };
};

type Refusing = { done: { refusal?: RefusedFragment | null } };

/** What came of it: the page anew, or the words with why not. */
function told(act: string, code: string, text: string, { done }: Refusing) {
  if (done.refusal) return fail(422, { act, text, message: done.refusal.message });
  redirect(303, `${lookUpHref()}/${encodeURIComponent(code)}?xong=${act}`);
}

interface Given {
  held: Held & { locale: string };
  sent: FormData;
  text: string;
}

async function given(cookies: Cookies, code: string, request: Request): Promise<Given> {
  const sent = await request.formData();
  return {
    held: { ...heldBy(cookies, code), locale: locale() },
    sent,
    text: String(sent.get('text') ?? ''),
  };
}

async function taken({ held, sent }: Given): Promise<{ files: string[]; message: string }> {
  const files: string[] = [];
  for (const file of filesIn(sent, 'files')) {
    const uploaded = await upload(held, file);
    if (!uploaded.file) return { files, message: `${file.name}: ${uploaded.message}` };
    files.push(uploaded.file.id);
  }
  return { files, message: '' };
}

export const actions: Actions = {
  async 'bo-sung'({ params, cookies, request }) {
    const asked = await given(cookies, params.code, request);
    const { files, message } = await taken(asked);
    if (message) return fail(422, { act: 'bo-sung', text: asked.text, message });
    const answer = await askPrivately(SupplementDocument, { ...asked.held, text: asked.text, files });
    return told('bo-sung', params.code, asked.text, answer);
  },
  async 'tin-nhan'({ params, cookies, request }) {
    const asked = await given(cookies, params.code, request);
    const { files, message } = await taken(asked);
    if (message) return fail(422, { act: 'tin-nhan', text: asked.text, message });
    const answer = await askPrivately(SendMessageDocument, { ...asked.held, text: asked.text, files });
    return told('tin-nhan', params.code, asked.text, answer);
  },
  async rut({ params, cookies, request }) {
    const { held, sent, text } = await given(cookies, params.code, request);
    if (sent.get('chac') !== '1') return fail(422, { act: 'rut', text, message: '' });
    return told('rut', params.code, text, await askPrivately(WithdrawDocument, { ...held, text }));
  },
  async 'cham-tre'({ params, cookies, request }) {
    const { held, text } = await given(cookies, params.code, request);
    return told('cham-tre', params.code, text, await askPrivately(ComplainDocument, { ...held, text }));
  },
  async 'danh-gia'({ params, cookies, request }) {
    const { held, sent, text } = await given(cookies, params.code, request);
    const grades = [0, 1, 2, 3, 4].map((place) => Number(sent.get(`diem-${place}`)) || 0);
    const answer = await askPrivately(RateDocument, { ...held, grades, text });
    return told('danh-gia', params.code, text, answer);
  },
};
