import { index, originOf, xml } from '#lib/server/sitemap.ts';
import { PARTS } from '../sitemap/[part].xml/parts.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ url }) => xml(index(Object.keys(PARTS), originOf(url)));
