import { fail, redirect } from '@sveltejs/kit';
import { placeHref } from '#lib/addresses.ts';
import { CommuneDocument, CommunesDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { backTo, forget, remember } from '#lib/server/commune.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST = 100;
const short = (text: unknown) => (typeof text === 'string' ? text.trim().slice(0, LONGEST) : '');

/** The communes of a name that was typed, all of them where it names none; and where to go back to. */
export const load: PageServerLoad = async ({ url }) => {
  const called = short(url.searchParams.get('ten'));
  const found = called ? (await ask(CommunesDocument, { called })).communes : [];
  return {
    called,
    found: found.length > 0,
    communes: found.length ? found : (await ask(CommunesDocument, {})).communes,
    back: backTo(url.searchParams.get('ve'), url.origin),
  };
};

export const actions: Actions = {
  /** The name that was typed: taken at once where it means one commune alone. */
  async tim({ request, cookies, url }) {
    const sent = await request.formData();
    const called = short(sent.get('ten'));
    const back = backTo(sent.get('ve'), url.origin);
    const found = called ? (await ask(CommunesDocument, { called })).communes : [];
    if (found.length !== 1 || !found[0]) redirect(303, placeHref(back, called));
    remember(cookies, found[0].key, url);
    redirect(303, back);
  },
  async chon({ request, cookies, url }) {
    const sent = await request.formData();
    const back = backTo(sent.get('ve'), url.origin);
    const { communes } = await ask(CommuneDocument, { key: String(sent.get('xa') ?? '') });
    if (communes.length !== 1 || !communes[0]) return fail(422, {});
    remember(cookies, communes[0].key, url);
    redirect(303, back);
  },
  async quen({ request, cookies, url }) {
    const sent = await request.formData();
    forget(cookies, url);
    redirect(303, backTo(sent.get('ve'), url.origin));
  },
};
