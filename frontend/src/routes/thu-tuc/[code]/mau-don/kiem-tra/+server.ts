import { looked } from '#lib/forms/look.ts';
import { pageOf } from '#lib/forms/ui.ts';
import { answersSent, check, formOf } from '../trial.ts';
import type { RequestHandler } from './$types';

/** For the script of a page of the trial; nothing of it is kept. */
export const POST: RequestHandler = async ({ params, request }) => {
  const sent = await request.formData();
  const form = await formOf(params.code);
  const page = pageOf(form.ui, sent.get('page'));
  if (!page || sent.get('version') !== form.version) return new Response(null, { status: 409 });
  const answers = answersSent(form, sent);
  return looked(form.ui, page, answers, await check(form, answers, page.key));
};
