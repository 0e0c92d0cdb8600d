import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A sector is, for now, a search narrowed to it. */
export const GET: RequestHandler = ({ params }) =>
  redirect(307, `/tim-kiem?${new URLSearchParams({ 'linh-vuc': params.key })}`);
