import { error } from '@sveltejs/kit';
import { KIT } from '$app/env/private';
import type { PageServerLoad } from './$types';

/** For who works on the portal: an installation does not show it. */
export const load: PageServerLoad = () => {
  if (!KIT) error(404, 'no such page');
};
