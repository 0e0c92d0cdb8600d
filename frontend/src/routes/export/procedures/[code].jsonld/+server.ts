import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** A procedure as a public service of CPSV-AP. */
export const GET: RequestHandler = ({ params, request }) =>
  passedOn(`/export/procedures/${encodeURIComponent(params.code)}.jsonld`, request);
