import { isAsked, pruned } from './shown.ts';
import {
  sectionsOf,
  type Answers,
  type Chosen,
  type Field,
  type Item,
  type Section,
  type Ui,
  type Value,
} from './ui.ts';

/** Answers from the JSON text that a page carries, of which anybody may make another: what fits no field is left out. */
export function readAnswers(ui: Ui, text: unknown): Answers {
  const raw = objectIn(text);
  const answers: Answers = {};
  for (const section of sectionsOf(ui)) {
    const given = Object.hasOwn(raw, section.key) ? raw[section.key] : undefined;
    if (section.repeat) {
      const items = Array.isArray(given) ? given.slice(0, section.repeat.most + 1) : [];
      answers[section.key] = items.map((item) => readItem(section, item));
    } else {
      answers[section.key] = readItem(section, given);
    }
  }
  return pruned(ui, answers);
}

function objectIn(text: unknown): Record<string, unknown> {
  try {
    const raw: unknown = typeof text === 'string' ? JSON.parse(text) : null;
    return isObject(raw) ? raw : {};
  } catch {
    return {};
  }
}

const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

const isText = (raw: unknown): raw is string => typeof raw === 'string';

function readItem(section: Section, raw: unknown): Item {
  const item: Item = {};
  if (!isObject(raw)) return item;
  for (const field of section.fields) {
    const value =
      isAsked(field) && Object.hasOwn(raw, field.key) ? readValue(field, raw[field.key]) : undefined;
    if (value !== undefined) item[field.key] = value;
  }
  return item;
}

function readValue(field: Field, raw: unknown): Value | undefined {
  switch (field.kind) {
    case 'number':
    case 'dong':
      return typeof raw === 'number' || isText(raw) ? raw : undefined;
    case 'yes_no':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'declaration':
      return raw === true ? true : undefined;
    case 'several':
      return Array.isArray(raw) && raw.every(isText) ? raw : undefined;
    case 'address':
    case 'bank_account':
      return isObject(raw) && Object.values(raw).every(isText) ? (raw as Record<string, string>) : undefined;
    case 'file':
      return Array.isArray(raw) && raw.every(isChosen) ? raw : undefined;
    default:
      return isText(raw) ? raw : undefined;
  }
}

const isChosen = (raw: unknown): raw is Chosen =>
  isObject(raw) && [raw.id, raw.name, raw.type].every(isText) && typeof raw.size === 'number';
