import type { Channel, EditionTextFragment } from './graphql/graphql.ts';
import { capital, day } from './format.ts';
import { line } from './prose.ts';
import { t } from './messages/index.ts';

/** How long it takes and what it costs, put into words: for the key facts, the table of methods, a hit. */
export type Method = EditionTextFragment['content']['methods'][number];
export type Limit = Method['limits'][number];
export type Fee = Method['fees'][number];

/** What holds, and in which case ("" for all). */
export interface Term {
  text: string;
  where: string;
  aside: string;
}

// What the old national database puts where the amount stands in the description.
const IN_DESCRIPTION = 'xem phần mô tả';

export function limitTerm(limit: Limit): Term | null {
  const words = line(limit.text);
  if (!limit.duration) {
    return words ? { text: words, where: line(limit.case), aside: '' } : null;
  }
  const { duration, statutory } = limit;
  return {
    text: duration.text,
    where: line(limit.case),
    aside: statutory && statutory.text !== duration.text ? t.procedure.byLaw(statutory.text) : '',
  };
}

export function feeTerm(fee: Fee): Term | null {
  const rule = line(fee.rule);
  const where = [fee.case, fee.area].map(line).filter(Boolean).join(', ');
  const aside = [
    fee.fromOn ? t.procedure.since(day(fee.fromOn)) : '',
    fee.untilOn ? t.procedure.until(day(fee.untilOn)) : '',
  ]
    .filter(Boolean)
    .join(', ');
  if (fee.amount) {
    const text = fee.amount.dong === 0 ? t.procedure.free : fee.amount.text;
    return { text, where, aside: [rule, aside].filter(Boolean).join('; ') };
  }
  if (rule.toLocaleLowerCase('vi') === IN_DESCRIPTION) {
    return { text: t.procedure.feeInDescription, where, aside };
  }
  return rule ? { text: rule, where, aside } : null;
}

/** Fees that hold on a day. */
export const feesOn = (fees: Fee[], on: string) =>
  fees.filter((fee) => (!fee.fromOn || fee.fromOn <= on) && (!fee.untilOn || fee.untilOn >= on));

/** The terms of all methods, each once; named by its channels where not all of them share it. */
export function merged(methods: Method[], terms: (method: Method) => (Term | null)[]): Term[] {
  const found = new Map<string, { term: Term; channels: Set<Channel> }>();
  for (const method of methods) {
    for (const term of terms(method)) {
      if (!term) continue;
      const key = JSON.stringify(term);
      const entry = found.get(key) ?? { term, channels: new Set() };
      entry.channels.add(method.channel);
      found.set(key, entry);
    }
  }
  const all = new Set(methods.map((method) => method.channel)).size;
  return [...found.values()].map(({ term, channels }) => {
    if (channels.size === all) return term;
    const names = [...channels].map((channel) => t.channel[channel].toLocaleLowerCase('vi')).join(', ');
    return { ...term, where: capital([names, term.where].filter(Boolean).join(': ')) };
  });
}
