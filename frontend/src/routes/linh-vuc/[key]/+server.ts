import { redirect } from '@sveltejs/kit';
import { sectorHref } from '#lib/addresses.ts';
import type { RequestHandler } from './$types';

/** A sector is, for now, a search narrowed to it. */
export const GET: RequestHandler = ({ params }) => redirect(307, sectorHref(params.key));
