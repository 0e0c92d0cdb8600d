import { FollowingDocument, UnfollowDocument, type SubjectKind } from '#lib/graphql/graphql.ts';
import { SUBJECTS } from '#lib/addresses.ts';
import { locale } from '#lib/locale.ts';
import { askPrivately } from '#lib/server/api.ts';
import { SECRET, tokenOf } from '../letter.ts';
import { subjectIn } from '../subject.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is followed by who has this link. Reading ends nothing: mail servers open links before people do. */
export const load: PageServerLoad = async ({ url, setHeaders }) => {
  setHeaders(SECRET);
  const { following } = await askPrivately(FollowingDocument, { token: tokenOf(url), locale: locale() });
  return { known: following !== null && !following.asked, subjects: following?.subjects ?? [] };
};

export const actions: Actions = {
  /** One subject where the form names it, else all: so does the one click of mail programs (RFC 8058). */
  async default({ request, url }) {
    const sent = await request.formData();
    const named = new URLSearchParams();
    for (const kind of Object.keys(SUBJECTS) as SubjectKind[]) {
      const key = sent.get(SUBJECTS[kind]);
      if (typeof key === 'string') named.set(SUBJECTS[kind], key);
    }
    const { unfollow } = await askPrivately(UnfollowDocument, { token: tokenOf(url), ...subjectIn(named) });
    return { ended: unfollow };
  },
};
