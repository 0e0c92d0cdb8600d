import { error } from '@sveltejs/kit';
import { PageDocument, PagesBelowDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { led } from '#lib/server/moved.ts';
import type { PageServerLoad } from './$types';

/** An editorial page; a section lists the texts below it, newest first. */
export const load: PageServerLoad = async ({ params, url }) => {
  const { page } = await ask(PageDocument, { path: params.path });
  if (!page) error(404, 'no such page');
  if (page.__typename === 'PageMoved') led(page);
  const isList = page.kind === 'SECTION' || page.kind === 'HOME';
  const list = isList
    ? (await ask(PagesBelowDocument, { path: page.path, after: url.searchParams.get('sau') || null })).pages
    : null;
  return { page, list };
};
