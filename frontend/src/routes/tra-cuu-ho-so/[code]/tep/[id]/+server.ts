import { error } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { reader } from '#lib/server/api.ts';
import { heldBy, PRIVATE } from '#lib/server/filed.ts';
import { citizen } from '#lib/server/login.ts';
import type { RequestHandler } from './$types';

const PASSED_ON = ['Content-Type', 'Content-Length', 'Content-Disposition', 'Content-Security-Policy'];

/** A file of a dossier, for who holds its look-up code. */
export const GET: RequestHandler = async ({ params, cookies, request }) => {
  const { code, key } = heldBy(cookies, params.code);
  const address = new URL(`/dossier-files/${encodeURIComponent(params.id)}`, API_URL);
  const answer = await fetch(address, {
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
};
