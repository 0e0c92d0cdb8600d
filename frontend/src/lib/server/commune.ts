import type { Cookies } from '@sveltejs/kit';
import { CommuneDocument, WithinDocument, type CommuneQuery } from '#lib/graphql/graphql.ts';
import { ask } from './api.ts';

/** Where a reader lives, as far as he has told: nothing else is kept of him, and only from then on. */
export const COOKIE = 'noi-o';
const MOST_AREAS = 100; // of one question to the API
const YEAR = 365 * 24 * 60 * 60;
const KEY = /^[a-z0-9_-]{1,80}$/i;

export type Commune = CommuneQuery['communes'][number];

const keyIn = (cookies: Cookies) => {
  const key = cookies.get(COOKIE) ?? '';
  return KEY.test(key) ? key : null;
};

/** The commune that was chosen, or the one that stands for it today; null where none is, or several are. */
export async function chosen(cookies: Cookies): Promise<Commune | null> {
  const key = keyIn(cookies);
  if (!key) return null;
  const { communes } = await ask(CommuneDocument, { key });
  return communes.length === 1 ? (communes[0] ?? null) : null;
}

/** Those of these areas that a commune surely lies outside of; what their words do not tell is none of them. */
export async function outsideOf({ key }: Commune, areas: string[]): Promise<string[]> {
  const asked = [...new Set(areas)].filter((area) => area.trim()).slice(0, MOST_AREAS);
  if (!asked.length) return [];
  const { communes } = await ask(WithinDocument, { key, areas: asked });
  const within = communes.length === 1 ? (communes[0]?.within ?? []) : [];
  return asked.filter((_area, place) => within[place] === false);
}

export const remember = (cookies: Cookies, key: string, url: URL) =>
  cookies.set(COOKIE, key, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: YEAR,
  });

export const forget = (cookies: Cookies, url: URL) =>
  cookies.delete(COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });

/** Where a reader came from, an address of this portal; the first page where it is none. */
export function backTo(told: unknown, origin: string): string {
  const address = typeof told === 'string' && told.startsWith('/') ? told : '/';
  if (!URL.canParse(address, origin)) return '/';
  const url = new URL(address, origin);
  // Two slashes would begin another host's address.
  return url.origin === new URL(origin).origin && !url.pathname.startsWith('//')
    ? url.pathname + url.search + url.hash
    : '/';
}
