import { locale } from '#lib/locale.ts';
import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The short address of this page, to scan. */
export const GET: RequestHandler = ({ params, request }) =>
  passedOn(`/ma-qr/${encodeURIComponent(params.code)}.svg?locale=${locale()}`, request);
