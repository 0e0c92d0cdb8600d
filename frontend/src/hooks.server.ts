import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { DESK_URL } from '$app/env/private';
import { COOKIE } from '#lib/server/commune.ts';
import { isForeign } from '#lib/server/origin.ts';
import { bare, localeOf, tellLocaleBy, type Locale } from '#lib/locale.ts';

// Many pages are made at once: each request has a language of its own.
const asked = new AsyncLocalStorage<Locale>();
tellLocaleBy(() => asked.getStore() ?? 'vi');

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

const DESK = new URL(DESK_URL).origin;
// The user bar of the desk runs in a previewed page: its scripts and styles come from there, and nothing else may.
const PREVIEW_HEADERS = {
  ...HEADERS,
  'Content-Security-Policy':
    `default-src 'self'; script-src 'self' ${DESK}/static/; style-src 'self' ${DESK}/static/; ` +
    `img-src 'self' ${DESK}/static/; font-src 'self' ${DESK}/static/; connect-src 'self'; ` +
    `object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ${DESK}`,
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
} as Record<string, string>;
delete PREVIEW_HEADERS['X-Frame-Options']; // frame-ancestors says it, and knows more than yes and no

/** Whether this address is one of previews, which alone the desk may frame; also where there is none. */
const isPreview = (path: string) => path === '/xem-truoc' || path.startsWith('/xem-truoc/');

/** Puts the security headers on; a page is asked for anew each time, because texts turn with the day. */
export const handle: Handle = async ({ event, resolve }) => {
  if (isForeign(event.request)) return new Response('forms of other sites are refused', { status: 403 });
  const lang = localeOf(event.url.pathname);
  const response = await asked.run(lang, () =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%portal.lang%', lang),
      // Fonts come with the page: text that is drawn twice moves while one reads.
      preload: ({ type }) => type === 'font' || type === 'css',
    }),
  );
  const preview = isPreview(bare(event.url.pathname));
  for (const [name, value] of Object.entries(preview ? PREVIEW_HEADERS : HEADERS)) {
    if (preview || !response.headers.has(name)) response.headers.set(name, value);
  }
  const html = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  // Every page tells which commune was chosen: what one reader's browser is told is no other's.
  if (html) response.headers.append('Vary', 'Cookie');
  if (!response.headers.has('Cache-Control')) {
    const own = html && event.cookies.get(COOKIE) !== undefined;
    response.headers.set(
      'Cache-Control',
      response.ok ? (own ? 'private, no-cache' : 'no-cache') : 'no-store',
    );
  }
  if (response.status === 503) response.headers.set('Retry-After', '60');
  return response;
};

/** Logs the fault; the citizen reads a sentence, never a stack trace. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown') console.error(caught.event.route.id, caught.error);
};
