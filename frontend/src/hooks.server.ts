import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';

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

/** Puts the security headers on; a page is asked for anew each time, because texts turn with the day. */
export const handle: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (!response.headers.has('Cache-Control')) {
    response.headers.set('Cache-Control', response.ok ? 'no-cache' : 'no-store');
  }
  if (response.status === 503) response.headers.set('Retry-After', '60');
  return response;
};

/** Logs the fault; the citizen reads a sentence, never a stack trace. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown') console.error(caught.event.route.id, caught.error);
};
