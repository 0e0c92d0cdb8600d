import { holds } from './conditions.ts';
import {
  itemsOf,
  sectionsOf,
  type Answers,
  type Field,
  type Item,
  type Page,
  type Section,
  type Ui,
} from './ui.ts';

/** Gives the answer to `section.field`: within a group that of the same part. */
export const valueIn =
  (answers: Answers, own?: Section, item?: Item) =>
  (reference: string): unknown => {
    const [section = '', key = ''] = reference.split('.');
    if (own && section === own.key) return item?.[key];
    const there = answers[section];
    return there && !Array.isArray(there) ? there[key] : undefined;
  };

export const isSectionShown = (section: Section, answers: Answers) =>
  !section.show_when || holds(section.show_when, valueIn(answers));

export const isFieldShown = (field: Field, section: Section, answers: Answers, item: Item) =>
  !field.show_when || holds(field.show_when, valueIn(answers, section, item));

/** Whether an answer must be given where the field is shown. */
export const isRequired = (field: Field, section: Section, answers: Answers, item: Item) =>
  field.required || Boolean(field.require_when && holds(field.require_when, valueIn(answers, section, item)));

/** Whether anything is asked on the page. */
export const isPageShown = (page: Page, answers: Answers) =>
  page.sections.some((section) => isSectionShown(section, answers));

/** Whether an answer is taken from outside. */
export const isAsked = (field: Field) => field.kind !== 'information' && !field.computed;

/**
 * The answers as the server takes them: every section that is shown, without what is hidden, computed or not asked. A
 * condition sees only what is left of the answers before it.
 */
export function pruned(ui: Ui, answers: Answers): Answers {
  const left: Answers = {};
  for (const section of sectionsOf(ui)) {
    if (!isSectionShown(section, left)) continue;
    const items = itemsOf(answers, section).map((item) => withoutHidden(section, left, item));
    left[section.key] = section.repeat ? items : (items[0] ?? {});
  }
  return left;
}

function withoutHidden(section: Section, answers: Answers, given: Item): Item {
  const item: Item = {};
  for (const field of section.fields) {
    const value = given[field.key];
    if (value !== undefined && isAsked(field) && isFieldShown(field, section, answers, item))
      item[field.key] = value;
  }
  return item;
}
