import { searchHref } from '#lib/addresses.ts';
import { t } from '#lib/messages/index.ts';
import { originOf } from '#lib/server/sitemap.ts';
import type { RequestHandler } from './$types';

/** Searches and previews are no pages of their own; everything else may be read. */
const CLOSED = ['/tim-kiem', '/en/tim-kiem', '/xem-truoc'];

export const GET: RequestHandler = ({ url }) =>
  new Response(
    [
      'User-agent: *',
      ...CLOSED.map((path) => `Disallow: ${path}`),
      // The results that our own first page leads to; the longer rule counts.
      ...t.home.oftenSearched.map((words) => `Allow: ${searchHref(words)}$`),
      `Sitemap: ${originOf(url)}/sitemap.xml`,
      '',
    ].join('\n'),
    { headers: { 'Content-Type': 'text/plain; charset=utf-8' } },
  );
