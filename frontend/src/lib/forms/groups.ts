import { itemsOf, pageOf, sectionsOf, type Answers, type Section, type Ui } from './ui.ts';

const groupOf = (ui: Ui, key: string): Section | undefined =>
  sectionsOf(ui).find((section) => section.key === key && section.repeat);

/** The answers with one part more of a group, empty; as they are where it has as many as it may. */
export function withOneMore(ui: Ui, answers: Answers, key: string): Answers {
  const section = groupOf(ui, key);
  if (!section?.repeat) return answers;
  const items = itemsOf(answers, section);
  return items.length < section.repeat.most ? { ...answers, [key]: [...items, {}] } : answers;
}

/** The answers without one part of a group. */
export function without(ui: Ui, answers: Answers, key: string, place: number): Answers {
  const section = groupOf(ui, key);
  return section
    ? { ...answers, [key]: itemsOf(answers, section).filter((_, each) => each !== place) }
    : answers;
}

/** The answers with as many parts of each group of a page as it must have, where none is there yet. */
export function withFirstParts(ui: Ui, answers: Answers, pageKey: string): Answers {
  const begun = { ...answers };
  for (const section of pageOf(ui, pageKey)?.sections ?? []) {
    if (!section.repeat || itemsOf(answers, section).length) continue;
    begun[section.key] = Array.from({ length: section.repeat.least }, () => ({}));
  }
  return begun;
}
