import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request }) =>
  passedOn(`/feeds/sectors/${encodeURIComponent(params.key)}.atom`, request);
