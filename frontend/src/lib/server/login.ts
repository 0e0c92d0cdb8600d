import { error, type Cookies } from '@sveltejs/kit';
import { API_TIMEOUT, API_URL } from '$app/env/private';
import { getRequestEvent } from '$app/server';
import { reader } from './api.ts';

/** Holds the token of a citizen's login; the API sets it. */
const COOKIE = 'cong-dan';
const SLOW = 3 * API_TIMEOUT; // the API asks the sign-on in turn

/** What a request for what is not public says of who is logged in. */
export function citizen(): Record<string, string> {
  const token = getRequestEvent().cookies.get(COOKIE);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export const isLoggedIn = (cookies: Cookies) => cookies.get(COOKIE) !== undefined;

/** Passes a step of the login on, with its cookies, both ways. */
export async function askLogin(path: string, request: Request): Promise<Response> {
  const answer = await fetch(new URL(path, API_URL), {
    redirect: 'manual',
    headers: { Cookie: request.headers.get('Cookie') ?? '', ...reader() },
    signal: AbortSignal.timeout(SLOW),
  }).catch(() => null);
  if (!answer) error(503, 'unavailable');
  if (answer.status === 404) error(404, 'no login here');
  const headers = new Headers({ 'Cache-Control': 'private, no-store' });
  headers.set('Location', answer.headers.get('Location') ?? '/');
  for (const cookie of answer.headers.getSetCookie()) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Ends the login, here and there: a browser that is left behind opens nothing. */
export async function endLogin(cookies: Cookies): Promise<void> {
  await fetch(new URL('/cong-dan/dang-xuat', API_URL), {
    method: 'POST',
    headers: citizen(),
    signal: AbortSignal.timeout(API_TIMEOUT),
  }).catch(() => null);
  cookies.delete(COOKIE, { path: '/' });
}
