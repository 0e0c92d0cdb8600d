import { SectorsDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const { compare } = new Intl.Collator('vi');

export const load: PageServerLoad = async () => {
  const { sectors } = await ask(SectorsDocument, {});
  return { sectors: [...sectors].sort((one, other) => compare(one.name, other.name)) };
};
