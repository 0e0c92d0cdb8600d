import type { Locale } from '../locale.ts';

/**
 * A number as people write it: `1.234.567,5` in Vietnamese, `1,234,567.5` in English, with or without đồng after it. A
 * sign that groups no three digits stands for the point, so `1.5` is one and a half in both. Gives back what is none.
 */
export function numberTyped(text: string, locale: Locale): number | string {
  const [group, point] = locale === 'vi' ? ['.', ','] : [',', '.'];
  const bare = text.replace(/(đồng|vnđ|vnd|đ|₫)$/i, '').replace(/\s/g, '');
  const grouped = new RegExp(`^[-−]?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const written = grouped.test(bare) ? bare.replaceAll(group, '') : bare;
  const value = written.replace('−', '-').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : text;
}

/** A number as `numberTyped` reads it again. */
export const numberWritten = (value: number, locale: Locale) =>
  new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 15 }).format(value);

/** Day, month and year as an ISO day, whether or not there is such a day: the server says what is wrong. */
export function dayTyped(day: string, month: string, year: string): string {
  const parts = [year, month, day].map((part) => part.replace(/[\s-]/g, ''));
  if (!parts.some(Boolean)) return '';
  return parts
    .map((part, place) => (/^\d+$/.test(part) ? part.padStart(place ? 2 : 4, '0') : part))
    .join('-');
}

/** Day, month and year again, as they were typed. */
export function partsOfDay(typed: string): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = typed.split('-');
  return { day, month, year };
}
