/**
 * The word of a letter's link. Pages that have it in their address tell no other site of it, and stand in no cache.
 */
export function tokenOf(url: URL): string {
  return url.searchParams.get('ma') ?? '';
}

export const SECRET = { 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' };
