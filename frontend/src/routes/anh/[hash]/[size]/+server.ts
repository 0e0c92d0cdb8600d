import { error } from '@sveltejs/kit';
import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The images that live editorial pages show. */
export const GET: RequestHandler = ({ params, request }) => {
  if (!/^[0-9a-f]{40}\/[a-z]{1,10}$/.test(`${params.hash}/${params.size}`)) error(404);
  return passedOn(`/anh/${params.hash}/${params.size}`, request);
};
