import {
  SitemapAgenciesDocument,
  SitemapDecisionsDocument,
  SitemapPagesDocument,
  SitemapProceduresDocument,
  SitemapSectorsDocument,
} from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { Place } from '#lib/server/sitemap.ts';

const at = (folder: string, last: string, lastmod?: string): Place => ({
  path: `/${folder}/${last.split('/').map(encodeURIComponent).join('/')}`,
  lastmod,
});

interface Part<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** All of a list, page after page. */
async function every<Node>(read: (after: string | null) => Promise<Part<Node>>): Promise<Node[]> {
  const found: Node[] = [];
  let after: string | null = null;
  do {
    const { edges, pageInfo }: Part<Node> = await read(after);
    found.push(...edges.map((edge) => edge.node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return found;
}

/** What a search engine is led to, by kind. */
export const PARTS: Record<string, () => Promise<Place[]>> = {
  chung: async () => ['/', '/linh-vuc', '/co-quan', '/quyet-dinh', '/moi-cap-nhat'].map((path) => ({ path })),
  'thu-tuc': async () =>
    (await every(async (after) => (await ask(SitemapProceduresDocument, { after })).procedures)).map((each) =>
      at('thu-tuc', each.code, each.edition?.effectiveOn),
    ),
  'quyet-dinh': async () =>
    (await every(async (after) => (await ask(SitemapDecisionsDocument, { after })).decisions)).map((each) =>
      at('quyet-dinh', each.address, each.signedOn),
    ),
  'linh-vuc': async () =>
    (await ask(SitemapSectorsDocument, {})).sectors.map((each) => at('linh-vuc', each.key)),
  'co-quan': async () =>
    (await ask(SitemapAgenciesDocument, {})).agencies.map((each) => at('co-quan', each.key)),
  trang: async () =>
    (await every(async (after) => (await ask(SitemapPagesDocument, { after })).pages)).map((each) =>
      at('trang', each.path, each.updatedAt.slice(0, 10)),
    ),
};
