import type { RequestHandler } from './$types';
import { askHeld } from '#lib/server/filed.ts';

/** A file of a dossier, for who holds its look-up code. */
export const GET: RequestHandler = ({ params, cookies, request }) =>
  askHeld(`/dossier-files/${encodeURIComponent(params.id)}`, params.code, cookies, request);
