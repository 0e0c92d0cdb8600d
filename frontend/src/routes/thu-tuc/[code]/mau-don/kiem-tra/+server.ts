import { json } from '@sveltejs/kit';
import { computed } from '#lib/forms/computed.ts';
import { errorsAt } from '#lib/forms/errors.ts';
import { isRequired } from '#lib/forms/shown.ts';
import { told } from '#lib/forms/told.ts';
import { itemsOf, nameOf, pageOf, pathTo } from '#lib/forms/ui.ts';
import { conditionalShown } from '#lib/forms/walk.ts';
import { answersSent, check, formOf, PRIVATE } from '../trial.ts';
import type { RequestHandler } from './$types';

/**
 * For the script of a page whose form is being filled in: what is shown with these answers, what must be answered, what
 * is worked out of them, and what is wrong at each field, by the ids of the page. Nothing of it is kept.
 */
export const POST: RequestHandler = async ({ params, request }) => {
  const sent = await request.formData();
  const form = await formOf(params.code);
  const page = pageOf(form.ui, sent.get('page'));
  if (!page || sent.get('version') !== form.version) return new Response(null, { status: 409 });
  const answers = answersSent(form, sent);
  const found = await check(form, answers, page.key);
  const worked = computed(form.ui, answers);
  const required: string[] = [];
  const values: Record<string, string> = {};
  const errors: Record<string, string[]> = {};
  for (const section of page.sections) {
    for (const [place, item] of itemsOf(answers, section).entries()) {
      for (const field of section.fields) {
        const path = [...pathTo(section, place), field.key];
        const id = nameOf(path);
        const wrong = errorsAt(found, field, path, item[field.key]);
        if (wrong.length) errors[id] = [...new Set(wrong.map(({ message }) => message))];
        if (isRequired(field, section, answers, item)) required.push(id);
        if (field.computed) values[id] = told(form.ui, field, itemsOf(worked, section)[place]?.[field.key]);
      }
    }
  }
  return json({ shown: conditionalShown(page, answers), required, values, errors }, { headers: PRIVATE });
};
