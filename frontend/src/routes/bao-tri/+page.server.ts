import { error, redirect } from '@sveltejs/kit';
import { MAINTENANCE_UNTIL } from '$app/env/private';
import { inLocale } from '#lib/locale.ts';
import type { PageServerLoad } from './$types';

/** What every address answers while the operator works on the portal; nothing at all at other times. */
export const load: PageServerLoad = () => {
  if (MAINTENANCE_UNTIL) error(503, 'maintenance');
  redirect(302, inLocale('/'));
};
