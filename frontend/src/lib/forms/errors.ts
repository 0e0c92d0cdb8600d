import { ELSEWHERE } from './decode.ts';
import {
  itemsOf,
  nameOf,
  pageOf,
  pathTo,
  type Answers,
  type Field,
  type Path,
  type Ui,
  type Value,
} from './ui.ts';

/** What is wrong, as the API's `checkAnswers` says it. */
export interface AnswerError {
  path: string[];
  message: string;
}

/** A line of the list on top of a page: it leads to what has to be mended; nowhere where that is the whole. */
export interface Fault {
  href: string;
  message: string;
}

/** As radio buttons up to so many, else as a list that is opened. */
const MOST_BUTTONS = 7;
export const isList = (field: Field) =>
  field.kind === 'choice' && (field.options?.length ?? 0) > MOST_BUTTONS;

const begins = (error: AnswerError, path: Path) =>
  path.every((part, place) => error.path[place] === String(part));

/** An address as it was answered, perhaps in part; undefined where nothing of it was. */
const addressOf = (value: Value | undefined) => value as Record<string, string> | undefined;

/** Whether only what stands before commune and province was told: both are chosen at once. */
const hasNoPlace = (address: Record<string, string> | undefined) =>
  address !== undefined && Object.keys(address).join() === 'detail';

/** Those at a field, or at parts of its answer. */
export function errorsAt(errors: AnswerError[], field: Field, path: Path, value?: Value): AnswerError[] {
  const found = errors.filter((error) => begins(error, path));
  return field.kind === 'address' && hasNoPlace(addressOf(value))
    ? found.filter((error) => error.path[path.length] !== 'province')
    : found;
}

/** Those of a section itself, as that a group has too few parts. */
export const errorsOfSection = (errors: AnswerError[], key: string) =>
  errors.filter(({ path }) => path[0] === key && path.length === 1);

/** Whether an address was told in words, as one of another province is. */
export function isElsewhere(ui: Ui, value: Value | undefined): boolean {
  const address = addressOf(value);
  return address !== undefined && !hasNoPlace(address) && address.province !== ui.province?.key;
}

/** The id of what is to be mended: the first input of a field, or that of the part which is wrong. */
export function idOf(field: Field, path: Path, part?: string, elsewhere = false): string {
  switch (field.kind) {
    case 'date':
      return nameOf([...path, 'day']);
    case 'choice':
    case 'yes_no':
    case 'several':
      return isList(field) ? nameOf(path) : nameOf([...path, 0]);
    case 'address':
      return nameOf([...path, part === 'detail' || (elsewhere && part) ? part : 'place']);
    case 'bank_account':
      return nameOf([...path, part ?? 'bank']);
    default:
      return nameOf(path);
  }
}

/** All that is wrong on a page, in its order. */
export function faultsOf(ui: Ui, pageKey: string, answers: Answers, errors: AnswerError[]): Fault[] {
  const faults: Fault[] = errors
    .filter(({ path }) => !path.length)
    .map(({ message }) => ({ href: '', message }));
  for (const section of pageOf(ui, pageKey)?.sections ?? []) {
    for (const { message } of errorsOfSection(errors, section.key)) {
      faults.push({ href: `#${nameOf([section.key])}`, message });
    }
    for (const [place, item] of itemsOf(answers, section).entries()) {
      for (const field of section.fields) {
        const path = [...pathTo(section, place), field.key];
        const value = item[field.key];
        for (const error of errorsAt(errors, field, path, value)) {
          const words = field.kind === 'address' && isElsewhere(ui, value);
          const id = idOf(field, path, error.path[path.length], words);
          faults.push({ href: `#${id}`, message: error.message });
        }
      }
    }
  }
  return faults;
}

/** What stands chosen in the list of communes. */
export function placeOf(ui: Ui, value: Value | undefined): string {
  if (isElsewhere(ui, value)) return ELSEWHERE;
  return addressOf(value)?.commune ?? '';
}
