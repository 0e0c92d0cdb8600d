import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { DESK_URL, MAINTENANCE_UNTIL, ORIGIN } from '$app/env/private';
import { answered, currentState, keep, keptPage, pageOf } from '#lib/server/kept.ts';
import { countVisit } from '#lib/server/visits.ts';
import { isForeign, isOneClick } from '#lib/server/origin.ts';
import { COOKIE } from '#lib/server/commune.ts';
import { bare, inLocale, localeOf, tellLocaleBy, type Locale } from '#lib/locale.ts';

// Many pages are made at once: each request has a language of its own.
const asked = new AsyncLocalStorage<Locale>();
tellLocaleBy(() => asked.getStore() ?? 'vi');

// What a page never asks a browser for; sharing and copying it does.
const UNUSED =
  'accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid idle-detection ' +
  'keyboard-map magnetometer microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock ' +
  'serial usb xr-spatial-tracking';

const isSecure = ORIGIN.startsWith('https:');

// Line by line beside OWASP's list in docs/running.md.
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" +
    (isSecure ? '; upgrade-insecure-requests' : ''),
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': UNUSED.split(' ')
    .map((feature) => `${feature}=()`)
    .join(', '),
  // To ourselves alone: without any, forms would come from an origin called null.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  ...(isSecure ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
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
// Files of the desk are shown in it, and the desk frames it.
delete PREVIEW_HEADERS['Cross-Origin-Embedder-Policy'];

/** Whether this address is one of previews, which alone the desk may frame; also where there is none. */
const isPreview = (path: string) => path === '/xem-truoc' || path.startsWith('/xem-truoc/');

/** Whether this address names a draft or a dossier: nobody learns how often one is looked at. */
const isHeld = (path: string) =>
  /^\/(nop-ho-so\/nhap\/|tra-cuu-ho-so\/|ho-so-cua-toi$|cong-dan\/)/.test(path);

const MAINTENANCE = '/bao-tri';
// When a page that is not there now may be asked for again: a day and hour, or a number of seconds.
const BACK = MAINTENANCE_UNTIL ? new Date(MAINTENANCE_UNTIL).toUTCString() : '60';

/** What answers while the portal is closed: the page that says so, and who asks whether the process lives. */
const isOpenAlways = (path: string) => path === MAINTENANCE || path.startsWith('/health/');

/**
 * Gives a page that is kept, or makes it. The security headers are put on; a browser asks for a page anew each time,
 * because texts turn with the day.
 */
export const handle: Handle = async ({ event, resolve }) => {
  const { request, url, locals } = event;
  if (MAINTENANCE_UNTIL && !isOpenAlways(bare(url.pathname))) {
    return event.fetch(inLocale(MAINTENANCE, localeOf(url.pathname)));
  }
  if (isForeign(request) && !isOneClick(request, bare(url.pathname)))
    return new Response('forms of other sites are refused', { status: 403 });
  const preview = isPreview(bare(url.pathname));
  // Who has said where he lives is shown a page that is his alone.
  const shared =
    ['GET', 'HEAD'].includes(request.method) && event.cookies.get(COOKIE) === undefined && !preview;
  const state = shared ? await currentState() : null;
  const kept = shared && (await keptPage(url.href, state));
  if (kept) {
    countVisit(url.pathname, request);
    return answered(kept, request);
  }
  locals.sources = [];
  const response = await made({ event, resolve, preview });
  // Of a page without its body nothing is known but that it is there.
  if (request.method === 'HEAD') response.headers.delete('ETag');
  const counted = !preview && !isHeld(bare(url.pathname));
  if (counted && request.method === 'GET' && isPage(response)) countVisit(url.pathname, request);
  if (!shared || request.method === 'HEAD' || !isWholePage(response)) return response;
  const page = await pageOf(response, locals.sources ?? [], state);
  // A search is told to the API each time: what is often asked for is counted there.
  if (event.route.id !== '/tim-kiem') keep(url.href, page);
  return answered(page, request);
};

const isPage = (response: Response) =>
  response.status === 200 && (response.headers.get('Content-Type') ?? '').startsWith('text/html');

const isWholePage = (response: Response) =>
  isPage(response) && !/private|no-store/.test(response.headers.get('Cache-Control') ?? '');

async function made({
  event,
  resolve,
  preview,
}: Parameters<Handle>[0] & { preview: boolean }): Promise<Response> {
  const lang = localeOf(event.url.pathname);
  const response = await asked.run(lang, () =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%portal.lang%', lang),
      // Fonts come with the page: text that is drawn twice moves while one reads.
      preload: ({ type }) => type === 'font' || type === 'css',
    }),
  );
  for (const [name, value] of Object.entries(preview ? PREVIEW_HEADERS : HEADERS)) {
    if (preview || !response.headers.has(name)) response.headers.set(name, value);
  }
  const html = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  if (html) response.headers.set('Content-Type', 'text/html; charset=utf-8');
  // Every page tells which commune was chosen: what one reader's browser is told is no other's.
  if (html) response.headers.append('Vary', 'Cookie');
  if (!response.headers.has('Cache-Control')) {
    const own = html && event.cookies.get(COOKIE) !== undefined;
    response.headers.set(
      'Cache-Control',
      response.ok ? (own ? 'private, no-cache' : 'no-cache') : 'no-store',
    );
  }
  response.headers.delete('X-SvelteKit-Page');
  if (response.status === 503) response.headers.set('Retry-After', BACK);
  return response;
}

/** Logs the fault; the citizen reads a sentence, never a stack trace. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown') console.error(caught.event.route.id, caught.error);
};
