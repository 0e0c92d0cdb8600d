import { passedOn } from '#lib/server/files.ts';
import type { RequestHandler } from './$types';

/** The feed of announced decisions. */
export const GET: RequestHandler = ({ request }) => passedOn('/feeds/decisions.atom', request);
