import { ORIGIN } from '$app/env/private';
import { inLocale, LOCALES } from '#lib/locale.ts';

/** An address of the portal, without its language, and the day since when it says what it says. */
export interface Place {
  path: string;
  lastmod?: string | undefined;
}

const NAMESPACES =
  'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';

/** The addresses in each language, each with the others; as the protocol wants it (sitemaps.org, at most 50,000). */
export const urlset = (places: Place[], origin: string): string =>
  document(
    'urlset',
    places.flatMap(({ path, lastmod }) =>
      LOCALES.map(
        (locale) =>
          `<url><loc>${whole(origin, inLocale(path, locale))}</loc>${changed(lastmod)}` +
          LOCALES.map(
            (other) =>
              `<xhtml:link rel="alternate" hreflang="${other}" href="${whole(origin, inLocale(path, other))}"/>`,
          ).join('') +
          '</url>',
      ),
    ),
  );

export const index = (parts: string[], origin: string): string =>
  document(
    'sitemapindex',
    parts.map((part) => `<sitemap><loc>${whole(origin, `/sitemap/${part}.xml`)}</loc></sitemap>`),
  );

export const xml = (text: string) =>
  new Response(text, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });

/** The public address of the portal. */
export const originOf = (url: URL) => ORIGIN || url.origin;

const document = (root: string, rows: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NAMESPACES}>\n${rows.join('\n')}\n</${root}>\n`;

const changed = (day?: string) => (day ? `<lastmod>${day}</lastmod>` : '');

const whole = (origin: string, path: string) =>
  (origin + path).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
