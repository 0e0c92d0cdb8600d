import { error } from '@sveltejs/kit';
import { originOf, urlset, xml } from '#lib/server/sitemap.ts';
import { PARTS } from './parts.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url }) => {
  const places = Object.hasOwn(PARTS, params.part) ? PARTS[params.part] : undefined;
  if (!places) error(404, 'no such part');
  return xml(urlset(await places(), originOf(url)));
};
