import type { RequestHandler } from './$types';

/** That the portal's process answers; nothing is asked of the API. */
export const GET: RequestHandler = () =>
  new Response('live\n', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } });
