import type { SearchQuery } from '#lib/graphql/graphql.ts';
import { markOf } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { feesOn, feeTerm, limitTerm, merged, type Term } from '#lib/terms.ts';

type Edge = SearchQuery['searchProcedures']['edges'][number];

/** What a card of the results shows; "" where the text does not say. */
export const hitOf = ({ alike, highlights, passage, node }: Edge) => {
  const content = node.edition?.content;
  const methods = content?.methods ?? [];
  return {
    code: node.code,
    alike,
    lang: markOf(node.edition),
    pieces: highlights,
    passage,
    sector: content?.sector?.name ?? '',
    levels: node.levels.filter((part) => part.state === 'IN_FORCE').map((part) => part.level),
    time: short(merged(methods, (method) => method.limits.map(limitTerm))),
    fee: short(merged(methods, (method) => feesOn(method.fees, node.on).map(feeTerm))),
    online: methods.length ? methods.some((method) => method.channel === 'ONLINE') : null,
  };
};

export type Hit = ReturnType<typeof hitOf>;

/** Hits whose names differ by level alone, each group in the place of its first. */
export function grouped(hits: Hit[]): { hit: Hit; others: Hit[] }[] {
  const groups = new Map<string, { hit: Hit; others: Hit[] }>();
  for (const hit of hits) {
    const group = groups.get(hit.alike);
    if (group) group.others.push(hit);
    else groups.set(hit.alike, { hit, others: [] });
  }
  return [...groups.values()];
}

// One answer for all cases, else a word that there are several.
function short(terms: Term[]): string {
  const texts = new Set(terms.map((term) => term.text));
  if (texts.size > 1) return t.search.varies;
  const [text] = texts;
  return text && text.length < 60 ? text : text ? t.search.varies : '';
}
