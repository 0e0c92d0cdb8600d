import { locale, type Locale } from './locale.ts';
import { t } from './messages/index.ts';

const LANGUAGES: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB' };
const inEach = <Tool>(make: (language: string) => Tool): Record<Locale, Tool> => ({
  vi: make(LANGUAGES.vi),
  en: make(LANGUAGES.en),
});
const grouped = inEach((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }));
const clocks = inEach(
  (language) =>
    new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }),
);
// A day such as 01/12/2026 would be read in two ways.
const english = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `1234567` → `1.234.567`. */
export const number = (value: number) => grouped[locale()].format(value);

/** An amount in đồng, e.g. `8.000 đồng`. */
export const money = (amount: number) => t.money(number(amount));

/** `2026-12-01` → `01/12/2026`, in English `1 December 2026`. */
export const day = (date: string) =>
  locale() === 'en' ? english.format(Date.parse(date)) : date.split('-').reverse().join('/');

const collators = inEach((language) => new Intl.Collator(language));

/** The order of names, for `sort`. */
export const byName = (one: { name: string }, other: { name: string }) =>
  collators[locale()].compare(one.name, other.name);

/** A moment as the hour in Viet Nam, `18:05`. */
export const timeOfDay = (moment: string) => clocks[locale()].format(new Date(moment));

/** The day of a moment in Viet Nam, `2026-12-01`. */
export const dayOf = (moment: string) =>
  new Date(moment).toLocaleDateString('sv', { timeZone: 'Asia/Ho_Chi_Minh' });

/** The day before `2023-07-01`: `2023-06-30`. */
export const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** Whether it is a real day as `2026-12-01`. */
export function isDay(text: string): boolean {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

/** Size of a file for a reader, e.g. `120 KB`. */
export function fileSize(bytes: number): string {
  return bytes < 1_000_000
    ? t.file.kilobytes(number(Math.max(1, Math.round(bytes / 1000))))
    : t.file.megabytes(number(Math.round(bytes / 100_000) / 10));
}

/** Names one after another, as one part of a sentence: `Cấp tỉnh, cấp xã`. */
export const listed = (names: string[]) =>
  names
    .map((name, place) => (place ? name.charAt(0).toLocaleLowerCase(locale()) + name.slice(1) : name))
    .join(', ');

/** First letter large, for labels made of parts. */
export const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
