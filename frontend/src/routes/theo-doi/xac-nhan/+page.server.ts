import { ConfirmFollowingDocument, FollowingDocument } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { askPrivately } from '#lib/server/api.ts';
import { SECRET, tokenOf } from '../letter.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the link asks for. Reading confirms nothing: mail servers open links before people do. */
export const load: PageServerLoad = async ({ url, setHeaders }) => {
  setHeaders(SECRET);
  const { following } = await askPrivately(FollowingDocument, { token: tokenOf(url), locale: locale() });
  return { asked: following?.asked ?? null, confirmed: following?.confirmed ?? false };
};

export const actions: Actions = {
  async default({ url }) {
    const told = { token: tokenOf(url), locale: locale() };
    const { confirmFollowing } = await askPrivately(ConfirmFollowingDocument, told);
    return { confirmed: confirmFollowing !== null };
  },
};
