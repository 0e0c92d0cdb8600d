import type { RequestHandler } from './$types';
import { askHeld } from '#lib/server/filed.ts';

/** The receipt with the promised day, for who may open the dossier. */
export const GET: RequestHandler = ({ params, cookies, request }) =>
  askHeld('/dossier-receipt', params.code, cookies, request);
