import { byName } from '#lib/format.ts';
import { SectorsDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
  const { sectors } = await ask(SectorsDocument, {});
  return { sectors: [...sectors].sort(byName) };
};
