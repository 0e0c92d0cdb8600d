import { locale, type Locale } from '../locale.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** The shape of every catalogue: texts stay texts, sentences with gaps stay functions, and none may be missing. */
type Told<Value> = Value extends (...gaps: infer Gaps) => string
  ? (...gaps: Gaps) => string
  : Value extends string
    ? string
    : Value extends readonly string[]
      ? string[]
      : { [Key in keyof Value]: Told<Value[Key]> };
export type Messages = Told<typeof vi>;

export const catalogues: Record<Locale, Messages> = { vi, en };

/**
 * Every text that a citizen reads and that no decision contains, in the language of the page that is being made: read
 * it while the page is made, never while a module is loaded.
 */
export const t: Messages = new Proxy(vi as Messages, {
  get: (_, part) => catalogues[locale()][part as keyof Messages],
});
