import { error } from '@sveltejs/kit';
import { askFile } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const PASSED_ON = [
  'Content-Type',
  'Content-Length',
  'Content-Disposition',
  'Content-Security-Policy',
  'Cache-Control',
  'ETag',
];

/** The files that announced decisions name, where no proxy in front leads `/tep/` to the API. */
export const GET: RequestHandler = async ({ params, request }) => {
  if (!/^[0-9a-f]{64}$/.test(params.sha256)) error(404);
  const file = await askFile(`/tep/${params.sha256}`, request);
  if (!file.ok) error(file.status === 404 ? 404 : 503);
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = file.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(file.body, { headers });
};
