import { json } from '@sveltejs/kit';
import { computed } from './computed.ts';
import { errorsAt, type AnswerError } from './errors.ts';
import { isRequired } from './shown.ts';
import { told } from './told.ts';
import { itemsOf, nameOf, pathTo, type Answers, type Page, type Ui } from './ui.ts';
import { conditionalShown } from './walk.ts';

/**
 * For the script of a page whose form is being filled in: what is shown with these answers, what must be answered, what
 * is worked out of them, and what is wrong at each field, by the ids of the page.
 */
export function looked(ui: Ui, page: Page, answers: Answers, found: AnswerError[]): Response {
  const worked = computed(ui, answers);
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
        if (field.computed) values[id] = told(ui, field, itemsOf(worked, section)[place]?.[field.key]);
      }
    }
  }
  const headers = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };
  return json({ shown: conditionalShown(page, answers), required, values, errors }, { headers });
}
