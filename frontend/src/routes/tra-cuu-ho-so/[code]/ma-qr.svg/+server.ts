import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The dossier's code alone, to scan at a desk. */
export const GET: RequestHandler = ({ params, request }) =>
  passedOn(`/ma-qr/ho-so/${encodeURIComponent(params.code)}.svg`, request);
