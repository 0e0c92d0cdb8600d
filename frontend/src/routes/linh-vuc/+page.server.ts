import { SectorsDocument } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const inOrder = { vi: new Intl.Collator('vi'), en: new Intl.Collator('en') };

export const load: PageServerLoad = async () => {
  const { sectors } = await ask(SectorsDocument, {});
  return { sectors: [...sectors].sort((one, other) => inOrder[locale()].compare(one.name, other.name)) };
};
