import { fail, redirect } from '@sveltejs/kit';
import { lookUpHref } from '#lib/addresses.ts';
import { ReadDossierDocument, ReadDraftDocument, type RefusedFragment } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { askPrivately } from '#lib/server/api.ts';
import { draftHref, hold, PRIVATE } from '#lib/server/filed.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST = 60;

export const load: PageServerLoad = ({ url, setHeaders }) => {
  setHeaders(PRIVATE);
  const code = url.searchParams.get('ma')?.slice(0, LONGEST) ?? '';
  return { code, again: code !== '' };
};

/** Where a code and its look-up code lead, or why nowhere. */
async function found(
  code: string,
  key: string,
): Promise<{ href?: string; refusal?: RefusedFragment | null }> {
  const asked = { code, key, locale: locale() };
  if (code.toUpperCase().startsWith('NHAP-')) {
    const { draft } = await askPrivately(ReadDraftDocument, asked);
    if (draft.draft) return { href: draftHref(draft.draft.code) };
    if (draft.refusal?.reason !== 'SENT') return { refusal: draft.refusal };
  }
  const { dossier } = await askPrivately(ReadDossierDocument, asked);
  if (!dossier.dossier) return { refusal: dossier.refusal };
  return { href: `${lookUpHref()}/${encodeURIComponent(dossier.dossier.code)}` };
}

/** As it was told: `7k2m 9qxc 4tbd` → `7K2M-9QXC-4TBD`. */
const printed = (key: string) =>
  (
    key
      .replace(/[^0-9A-Za-z]/g, '')
      .toUpperCase()
      .match(/.{1,4}/g) ?? []
  ).join('-');

export const actions: Actions = {
  async default({ request, cookies, url }) {
    const sent = await request.formData();
    const typed = (name: string) =>
      String(sent.get(name) ?? '')
        .trim()
        .slice(0, LONGEST);
    const [code, key] = [typed('ma'), printed(typed('tra-cuu'))];
    const { href, refusal } = await found(code, key);
    if (!href) return fail(refusal?.waitSeconds ? 429 : 422, { code, message: refusal?.message ?? '' });
    hold(cookies, { code: decodeURIComponent(href.split('/').at(-1) ?? ''), key }, url);
    redirect(303, href);
  },
};
