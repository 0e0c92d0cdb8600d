import { decoded } from '#lib/forms/decode.ts';
import { looked } from '#lib/forms/look.ts';
import { pageOf } from '#lib/forms/ui.ts';
import { locale } from '#lib/locale.ts';
import { check, draftOf } from '../draft.ts';
import type { RequestHandler } from './$types';

/** For the script of a page of a draft; nothing of it is kept. */
export const POST: RequestHandler = async ({ params, cookies, request }) => {
  const sent = await request.formData();
  const draft = await draftOf(cookies, params.draft);
  const page = pageOf(draft.ui, sent.get('page'));
  if (!page) return new Response(null, { status: 409 });
  const answers = decoded(draft.ui, page.key, sent, draft.answers, locale());
  return looked(draft.ui, page, answers, await check(draft, answers, page.key));
};
