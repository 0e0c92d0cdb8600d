import type { Reroute } from '@sveltejs/kit/hooks';
import { bare } from '#lib/locale.ts';

/** Both languages have the same routes. */
export const reroute: Reroute = ({ url }) => bare(url.pathname);
