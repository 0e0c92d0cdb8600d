import { error } from '@sveltejs/kit';
import { askFile } from '#lib/server/api.ts';

const PASSED_ON = [
  'Content-Type',
  'Content-Length',
  'Content-Disposition',
  'Content-Security-Policy',
  'Cache-Control',
  'ETag',
];

/** A file of the API, for installations without a proxy in front that leads there. Throws 404 or 503. */
export async function passedOn(path: string, request: Request): Promise<Response> {
  const file = await askFile(path, request);
  if (!file.ok) error(file.status === 404 ? 404 : 503);
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = file.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(file.body, { headers });
}
