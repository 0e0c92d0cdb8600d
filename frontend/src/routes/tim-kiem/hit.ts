import type { SearchQuery } from '#lib/graphql/graphql.ts';
import { t } from '#lib/messages/index.ts';
import { feesOn, feeTerm, limitTerm, merged, type Term } from '#lib/terms.ts';

type Edge = SearchQuery['searchProcedures']['edges'][number];

/** What a card of the results shows; "" where the text does not say. */
export const hitOf = ({ highlights, node }: Edge) => {
  const content = node.edition?.content;
  const methods = content?.methods ?? [];
  return {
    code: node.code,
    pieces: highlights,
    sector: content?.sector?.name ?? '',
    levels: node.levels.filter((part) => part.state === 'IN_FORCE').map((part) => part.level),
    time: short(merged(methods, (method) => method.limits.map(limitTerm))),
    fee: short(merged(methods, (method) => feesOn(method.fees, node.on).map(feeTerm))),
    online: methods.length ? methods.some((method) => method.channel === 'ONLINE') : null,
  };
};

export type Hit = ReturnType<typeof hitOf>;

// One answer for all cases, else a word that there are several.
function short(terms: Term[]): string {
  const texts = new Set(terms.map((term) => term.text));
  if (texts.size > 1) return t.search.varies;
  const [text] = texts;
  return text && text.length < 60 ? text : text ? t.search.varies : '';
}
