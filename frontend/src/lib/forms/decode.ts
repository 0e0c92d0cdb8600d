import type { Locale } from '../locale.ts';
import { isAsked, pruned } from './shown.ts';
import { dayTyped, numberTyped } from './typed.ts';
import {
  itemsOf,
  nameOf,
  pageOf,
  pathTo,
  type Answers,
  type Chosen,
  type Field,
  type Item,
  type Path,
  type Section,
  type Ui,
  type Value,
} from './ui.ts';

/** What a form sends of a page. */
export type Sent = Pick<FormData, 'get' | 'getAll' | 'has'>;

/** An address that is in another province. */
export const ELSEWHERE = 'khac';

/**
 * The answers with those of one page as they were sent, in the shape that the server takes: texts trimmed, empty ones
 * left out, hidden ones dropped. What cannot be read stays as it was typed, for the server to say what is wrong.
 */
export function decoded(ui: Ui, pageKey: string, sent: Sent, before: Answers, locale: Locale): Answers {
  const answers = { ...before };
  for (const section of pageOf(ui, pageKey)?.sections ?? []) {
    const known = itemsOf(before, section);
    const items = Array.from({ length: countSent(section, sent) }, (_, place) =>
      itemSent(ui, section, pathTo(section, place), sent, known[place] ?? {}, locale),
    );
    answers[section.key] = section.repeat ? items : (items[0] ?? {});
  }
  return pruned(ui, answers);
}

/** How many parts of a group were sent; no more than one beyond what it may have. */
function countSent(section: Section, sent: Sent): number {
  if (!section.repeat) return 1;
  return Math.min(sent.getAll(nameOf([section.key])).length, section.repeat.most + 1);
}

function itemSent(ui: Ui, section: Section, path: Path, sent: Sent, known: Item, locale: Locale): Item {
  const item: Item = {};
  for (const field of section.fields) {
    if (!isAsked(field)) continue;
    const value = valueSent(ui, field, [...path, field.key], sent, known[field.key], locale);
    if (value !== undefined) item[field.key] = value;
  }
  return item;
}

function valueSent(
  ui: Ui,
  field: Field,
  path: Path,
  sent: Sent,
  known: Value | undefined,
  locale: Locale,
): Value | undefined {
  const text = (...part: string[]) => line(sent.get(nameOf([...path, ...part])));
  switch (field.kind) {
    case 'long_text': {
      const written = sent.get(nameOf(path));
      // Forms send each end of a line as two characters.
      return typeof written === 'string' ? written.replaceAll('\r\n', '\n').trim() || undefined : undefined;
    }
    case 'number':
    case 'dong':
      return text() ? numberTyped(text(), locale) : undefined;
    case 'date':
      return dayTyped(text('day'), text('month'), text('year')) || undefined;
    case 'several': {
      const chosen = sent.getAll(nameOf(path)).filter((each) => typeof each === 'string');
      return chosen.length ? chosen : undefined;
    }
    case 'yes_no':
      return { co: true, khong: false }[text()];
    case 'declaration':
      return text() === 'co' ? true : undefined;
    case 'name':
      return text().replace(/\s+/g, ' ') || undefined;
    case 'id_number':
      return text().replace(/[\s.]/g, '') || undefined;
    case 'address':
      return address(ui, text('place'), text('province'), text('commune'), text('detail'));
    case 'bank_account':
      return filled({
        bank: text('bank'),
        number: text('number')
          .replace(/[\s.-]/g, '')
          .toUpperCase(),
        holder: text('holder').replace(/\s+/g, ' '),
      });
    case 'file':
      return filesSent(field, path, sent, (known as Chosen[] | undefined) ?? []);
    default:
      return text() || undefined;
  }
}

const line = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value.trim() : '');

/** What has words in it; undefined where nothing has. */
function filled(parts: Record<string, string>): Record<string, string> | undefined {
  const told = Object.entries(parts).filter(([, text]) => text);
  return told.length ? Object.fromEntries(told) : undefined;
}

/** A commune of the own province by its key, one elsewhere in words. */
function address(ui: Ui, place: string, province: string, commune: string, detail: string) {
  const own = ui.province?.communes.some(({ key }) => key === place);
  if (own && ui.province) return filled({ province: ui.province.key, commune: place, detail });
  const parts = filled({ province, commune, detail });
  // With nothing in it an address elsewhere has been begun all the same.
  return place === ELSEWHERE ? (parts ?? {}) : parts;
}

/** By the ends of their names: no form sends a file here, `FILE_TYPES` in register/forms/definition.py. */
const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Files by their names alone, with sizes where a script has told them: the form is sent without its files. Those that
 * were chosen before stay until they are taken away.
 */
function filesSent(field: Field, path: Path, sent: Sent, known: Chosen[]): Chosen[] | undefined {
  const removed = sent.getAll(nameOf([...path, 'removed']));
  const kept = known.filter(({ name }) => !removed.includes(name));
  const sizes = line(sent.get(nameOf([...path, 'sizes']))).split(',');
  const names = sent.getAll(nameOf(path)).map((each) => (typeof each === 'string' ? each : each.name));
  const chosen = names.map((name, place) => named(name, Number(sizes[place]) || 1));
  const most = (field.most ?? 1) + 1;
  const all = [...kept, ...chosen.filter(({ name }) => name && !kept.some((each) => each.name === name))];
  return all.length ? all.slice(0, most) : undefined;
}

function named(name: string, size: number): Chosen {
  const end = name.split('.').at(-1)?.toLowerCase() ?? '';
  return { id: 'ban-thu-khong-gui-tep', name, type: TYPES[end] ?? UNKNOWN_TYPE, size };
}
