import { redirect } from '@sveltejs/kit';
import { pageHref } from '#lib/addresses.ts';

/** Leads on to where a page is now: an address of ours or of others, or the path of an editorial page. */
export function led({ to, isPermanent }: { to: string; isPermanent: boolean }): never {
  const where = /^(https?:\/\/|\/(?!\/))/.test(to) ? to : pageHref(to);
  // Editors who may keep the table say where it leads.
  redirect(isPermanent ? 301 : 302, where, { external: true });
}
