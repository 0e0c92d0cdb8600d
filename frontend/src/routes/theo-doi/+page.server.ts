import { error, fail, isHttpError, redirect } from '@sveltejs/kit';
import { followedHref } from '#lib/addresses.ts';
import { FollowChangesDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { nameOf, subjectIn, type Subject } from './subject.ts';
import type { Wish } from './wish.ts';
import type { Actions, PageServerLoad } from './$types';

/** While the API is away the form stands all the same, so that nothing is lost that somebody has typed. */
export const load: PageServerLoad = async ({ url }) => {
  const subject = subjectIn(url.searchParams);
  if (!subject) return { subject: null };
  const named = await nameOf(subject).catch((reason: unknown) => {
    if (isHttpError(reason) && reason.status < 500) throw reason;
    return { name: subject.key, foreign: undefined };
  });
  return { subject: { ...subject, ...named } };
};

export const actions: Actions = {
  async default({ request, url }) {
    const subject = subjectIn(url.searchParams);
    if (!subject) error(400, 'nothing to follow');
    const address = String((await request.formData()).get('email') ?? '').trim();
    const { received, refusal, waitSeconds } = await follow(subject, address);
    if (received) redirect(303, followedHref());
    const status = refusal === 'TOO_MANY' ? 429 : refusal === 'UNAVAILABLE' ? 503 : 422;
    // Whoever sends a page of letters gets none of them back.
    return fail(status, { address: address.slice(0, 254), refusal, waitSeconds });
  },
};

async function follow(
  subject: Subject,
  address: string,
): Promise<Omit<Wish, 'address'> & { received: boolean }> {
  // So long a text is no address, and might be longer than the API reads at all.
  if (address.length > 254) return { received: false, refusal: 'BAD_ADDRESS' };
  try {
    return (await ask(FollowChangesDocument, { ...subject, address })).followChanges;
  } catch (reason) {
    if (isHttpError(reason) && reason.status === 400) throw reason;
    return { received: false, refusal: 'UNAVAILABLE' };
  }
}
