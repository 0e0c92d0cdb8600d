import { error } from '@sveltejs/kit';
import { DecisionDocument, type Change, type DecisionQuery } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

type Edition = NonNullable<DecisionQuery['decision']>['editions'][number];

const ORDER: Change[] = ['NEW', 'AMENDED', 'REPLACED', 'ABOLISHED'];

export const load: PageServerLoad = async ({ params }) => {
  const { decision, decisions } = await ask(DecisionDocument, { number: params.number });
  const candidates = decisions.edges.map((edge) => edge.node);
  if (!decision && candidates.length === 0) error(404, 'never announced');
  return { number: params.number, decision, candidates, changes: byChange(decision?.editions ?? []) };
};

const byChange = (editions: Edition[]) =>
  ORDER.map((change) => ({
    change,
    editions: editions.filter((edition) => edition.change === change),
  })).filter((group) => group.editions.length > 0);
