import { API_URL } from '$app/env/private';
import { error, type Cookies } from '@sveltejs/kit';
import {
  BeginUploadDocument,
  OwnPapersDocument,
  RemoveUploadDocument,
  ReuseFileDocument,
} from '#lib/graphql/graphql.ts';
import type { Chosen, Paper } from '#lib/forms/ui.ts';
import { inLocale, locale, LOCALES } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { askPrivately, reader } from './api.ts';
import { citizen } from './login.ts';

/** A draft or dossier as one opens it: nothing of it stands in an address but its code, which opens nothing. */
export interface Held {
  code: string;
  key: string;
}

/** Neither kept, found nor told to where a link leads: a page of a draft or dossier has a citizen's data in it. */
export const PRIVATE = {
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'same-origin',
};

const COOKIE = 'ho-so';
const BASES = ['/nop-ho-so/nhap', '/tra-cuu-ho-so'];

export const draftHref = (code: string, step = '') =>
  inLocale(`/nop-ho-so/nhap/${encodeURIComponent(code)}`) +
  (step ? `?${new URLSearchParams({ buoc: step })}` : '');

/** The look-up code is kept by the browser until it is closed, for the pages of this one code alone. */
export function hold(cookies: Cookies, { code, key }: Held, url: URL): void {
  for (const base of BASES) {
    for (const each of LOCALES) {
      const path = inLocale(`${base}/${encodeURIComponent(code)}`, each);
      cookies.set(COOKIE, key, { path, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
    }
  }
}

export const heldBy = (cookies: Cookies, code: string): Held => ({ code, key: cookies.get(COOKIE) ?? '' });

/** A file that was sent, as the answer to a field has it; or why it was not taken. */
export type Uploaded = { file: Chosen; message?: undefined } | { file?: undefined; message: string };

/** Sends the bytes on, piece by piece. */
export async function upload(held: Held, file: File): Promise<Uploaded> {
  const { beginUpload: begun } = await askPrivately(BeginUploadDocument, {
    ...held,
    name: file.name,
    size: file.size,
    locale: locale(),
  });
  if (begun.refusal || !begun.id) return { message: begun.refusal?.message ?? t.filing.notUploaded };
  const address = new URL(`/uploads/${begun.id}`, API_URL);
  const piece = begun.piece ?? file.size;
  for (let at = 0; at < file.size; at += piece) {
    const answer = await fetch(address, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${begun.token ?? ''}`,
        'Upload-Offset': String(at),
        'Content-Type': 'application/offset+octet-stream',
        'Accept-Language': locale(),
      },
      body: await file.slice(at, at + piece).arrayBuffer(),
    }).catch(() => null);
    if (answer?.status === 201) return { file: (await answer.json()) as Chosen };
    if (answer?.status === 422) return { message: ((await answer.json()) as { message: string }).message };
    if (answer?.status !== 204) break;
  }
  return { message: t.filing.notUploaded };
}

/** Files that a form sends; an input without one sends an empty one. */
export const filesIn = (sent: FormData, name: string): File[] =>
  sent.getAll(name).filter((each): each is File => typeof each !== 'string' && each.size > 0);

export const takeAway = (held: Held, id: string) =>
  askPrivately(RemoveUploadDocument, { ...held, id, locale: locale() });

/** Papers that were filed with this login, to be used again. */
export async function ownPapers(): Promise<Paper[]> {
  const { me } = await askPrivately(OwnPapersDocument, { locale: locale() });
  return (me?.papers ?? []).map(({ filedAt, file }) => ({ ...file, filedAt }));
}

/** One of them, as a file of its own here. */
export async function useAgain(held: Held, id: string): Promise<Uploaded> {
  const { reuseFile: done } = await askPrivately(ReuseFileDocument, { ...held, id, locale: locale() });
  return done.file
    ? { file: done.file as Chosen }
    : { message: done.refusal?.message ?? t.filing.notUploaded };
}

const PASSED_ON = ['Content-Type', 'Content-Length', 'Content-Disposition', 'Content-Security-Policy'];

/** Passes on what the API gives of a dossier to who may open it. */
export async function askHeld(
  path: string,
  dossier: string,
  cookies: Cookies,
  request: Request,
): Promise<Response> {
  const { code, key } = heldBy(cookies, dossier);
  const answer = await fetch(new URL(path, API_URL), {
    headers: {
      ...reader(),
      ...citizen(),
      'X-Dossier': encodeURIComponent(code),
      'X-Look-Up-Code': encodeURIComponent(key),
    },
    signal: request.signal,
  }).catch(() => null);
  if (!answer?.ok) error(answer?.status === 404 ? 404 : answer?.status === 429 ? 429 : 503);
  const headers = new Headers(PRIVATE);
  for (const name of PASSED_ON) {
    const value = answer.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(answer.body, { headers });
}
