import { DecisionsDocument } from '#lib/graphql/graphql.ts';
import { decisionsHref } from '#lib/addresses.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const after = url.searchParams.get('after') || null;
  const { decisions } = await ask(DecisionsDocument, { after });
  const { hasNextPage, endCursor } = decisions.pageInfo;
  return {
    decisions: decisions.edges.map((edge) => edge.node),
    later: after !== null,
    next: hasNextPage && endCursor ? `${decisionsHref()}?${new URLSearchParams({ after: endCursor })}` : null,
  };
};
