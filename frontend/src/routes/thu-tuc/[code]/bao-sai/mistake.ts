import type { MistakeRefusal, TextField } from '#lib/graphql/graphql.ts';
import { number } from '#lib/format.ts';
import { t } from '#lib/messages/index.ts';

/** As many characters as the API takes. */
export const MOST = 2000;

/** What a reader tells of, and why it was not taken where it was not. */
export interface Mistake {
  field: string;
  text: string;
  refusal?: MistakeRefusal | 'UNAVAILABLE' | null;
  waitSeconds?: number | null;
}

/** Parts of the text as the page calls them, in its order. */
export const parts = (): [TextField, string][] => [
  ['NAME', t.report.name],
  ['STEPS', t.procedure.steps],
  ['METHODS', t.report.methods],
  ['RECEPTION', t.procedure.place],
  ['COMPONENTS', t.report.papers],
  ['CONDITIONS', t.procedure.conditions],
  ['AUDIENCES', t.procedure.audiences],
  ['RESULTS', t.procedure.results],
  ['AGENCIES', t.procedure.agencies],
  ['LEGAL_BASIS', t.procedure.legalBasis],
];

/** In a reader's words what became of it; "" where nothing is wrong. */
export function refusalOf({ refusal, text, waitSeconds }: Mistake): string {
  if (!refusal) return '';
  if (refusal === 'TOO_LONG') return t.report.tooLong(number(MOST), number([...text].length));
  if (refusal === 'TOO_MANY') return t.report.tooMany(Math.ceil((waitSeconds ?? 60) / 60));
  return t.report.refusal[refusal];
}
