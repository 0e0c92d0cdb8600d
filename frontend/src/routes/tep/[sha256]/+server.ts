import { error } from '@sveltejs/kit';
import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The files that announced decisions name. */
export const GET: RequestHandler = ({ params, request }) => {
  if (!/^[0-9a-f]{64}$/.test(params.sha256)) error(404);
  return passedOn(`/tep/${params.sha256}`, request);
};
