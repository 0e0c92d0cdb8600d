import { error } from '@sveltejs/kit';
import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The documents that live editorial pages name. */
export const GET: RequestHandler = ({ params, request }) => {
  if (!/^[0-9a-f]{40}$/.test(params.hash)) error(404);
  return passedOn(`/tai-lieu/${params.hash}`, request);
};
