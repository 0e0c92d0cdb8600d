import { OwnDocument } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { askPrivately } from '#lib/server/api.ts';
import { PRIVATE } from '#lib/server/filed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, setHeaders }) => {
  const after = url.searchParams.get('sau');
  const { me, loginOffered } = await askPrivately(OwnDocument, { after, locale: locale() });
  setHeaders(PRIVATE);
  const why = url.searchParams.get('loi');
  return {
    me: me ?? null,
    offered: loginOffered,
    message: why === null || me ? '' : why === 'nhieu' ? t.own.tooMany : t.own.failed,
    later: after !== null,
  };
};
