import { holds } from './conditions.ts';
import { decimal, minus, plain, plus, times, type Decimal } from './decimal.ts';
import { sectionsOf, type Answers, type Formula, type Item, type Part, type Section, type Ui } from './ui.ts';

type ValueOf = (reference: string) => unknown;

/** The computed values of a form, in the shape of its answers, as `register/forms/computed.py` works them out. */
export function computed(ui: Ui, answers: Answers): Answers {
  const told: Answers = {};
  for (const section of sectionsOf(ui)) {
    const given = answers[section.key];
    if (!given || !section.fields.some((field) => field.computed)) continue;
    told[section.key] = Array.isArray(given)
      ? given.map((item) => ofItem(section, answers, told, item))
      : ofItem(section, answers, told, given);
  }
  return told;
}

function ofItem(section: Section, answers: Answers, told: Answers, item: Item): Item {
  const found: Item = {};
  const valueOf: ValueOf = (reference) => {
    const [of = '', key = ''] = reference.split('.');
    if (of === section.key) return found[key] ?? item[key];
    const there = answers[of];
    if (Array.isArray(there)) return there.map((each) => each[key]).filter((each) => each !== undefined);
    const worked = told[of];
    return (Array.isArray(worked) ? undefined : worked?.[key]) ?? there?.[key];
  };
  for (const field of section.fields) {
    if (!field.computed || (field.show_when && !holds(field.show_when, valueOf))) continue;
    const value = workedOut(field.computed, valueOf, answers);
    if (value) found[field.key] = plain(value, Boolean(field.whole) || field.kind === 'dong');
  }
  return found;
}

/** A sum leaves out what is not answered; of a product or a difference nothing is told then. */
function workedOut(formula: Formula, valueOf: ValueOf, answers: Answers): Decimal | undefined {
  if ('count' in formula) return decimal([answers[formula.count] ?? []].flat().length);
  const parts = 'sum' in formula ? formula.sum : 'product' in formula ? formula.product : formula.difference;
  const values = parts.flatMap((part) => valuesOf(part, valueOf, answers));
  const known = values.filter((each) => each !== undefined);
  if ('sum' in formula) return known.reduce(plus, decimal(0));
  if (known.length < parts.length) return undefined;
  return known.reduce('product' in formula ? times : minus);
}

function valuesOf(part: Part, valueOf: ValueOf, answers: Answers): (Decimal | undefined)[] {
  if (typeof part === 'object') return [workedOut(part, valueOf, answers)];
  const held = typeof part === 'string' ? valueOf(part) : part;
  // A text stands where a number could not be read: the server says so before it works anything out.
  return [held].flat().map((each) => (typeof each === 'number' ? decimal(each) : undefined));
}
