import { isFieldShown, isPageShown, isSectionShown } from './shown.ts';
import { itemsOf, nameOf, pathTo, type Answers, type Field, type Page, type Ui } from './ui.ts';

/** The pages on which something is asked. */
export const steps = (ui: Ui, answers: Answers): Page[] =>
  ui.pages.filter((page) => isPageShown(page, answers));

/** The page so many steps on, none beyond the ends. */
export function stepFrom(ui: Ui, answers: Answers, key: string, by: 1 | -1): Page | undefined {
  const place = ui.pages.findIndex((page) => page.key === key);
  const beyond = by === 1 ? ui.pages.slice(place + 1) : ui.pages.slice(0, place).reverse();
  return beyond.find((page) => isPageShown(page, answers));
}

/** Where on a page a section or a field of that id begins. */
export const beginningOf = (id: string) => (id.split('-').length > 2 ? `${id}-row` : id);

/** Ids of the sections and fields of a page that are shown only sometimes, and are shown with these answers. */
export function conditionalShown(
  page: Page,
  answers: Answers,
  counts: (field: Field) => boolean = () => true,
): string[] {
  const found: string[] = [];
  for (const section of page.sections) {
    if (!isSectionShown(section, answers)) continue;
    if (section.show_when) found.push(nameOf([section.key]));
    for (const [place, item] of itemsOf(answers, section).entries()) {
      for (const field of section.fields) {
        if (field.show_when && counts(field) && isFieldShown(field, section, answers, item)) {
          found.push(nameOf([...pathTo(section, place), field.key]));
        }
      }
    }
  }
  return found;
}
