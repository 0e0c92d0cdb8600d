import { error } from '@sveltejs/kit';
import { MovedDocument } from '#lib/graphql/graphql.ts';
import { askPrivately } from '#lib/server/api.ts';
import { led } from '#lib/server/moved.ts';
import { bare } from '#lib/locale.ts';
import type { PageServerLoad } from './$types';

/** An address of the portal that was here before: editors keep a table of where they lead. Its parameters count. */
export const load: PageServerLoad = async ({ url }) => {
  // Not by a registered document: addresses that nobody ever had would push out the answers that are kept.
  const { page } = await askPrivately(MovedDocument, { path: bare(url.pathname) + url.search });
  if (page?.__typename === 'PageMoved') led(page);
  error(404, 'no such page');
};
