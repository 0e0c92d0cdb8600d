import { error } from '@sveltejs/kit';
import { dayBefore, isDay } from '#lib/format.ts';
import { ComparisonDocument, LastChangeDocument } from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import { readable } from './pieces.ts';
import type { PageServerLoad } from './$types';

/** Two days of one procedure; without days the last change: the day before it and today. */
export const load: PageServerLoad = async ({ params, url }) => {
  const code = params.code;
  const from = url.searchParams.get('tu') || (await dayBeforeLastChange(code));
  const to = url.searchParams.get('den') || null;
  if (!isDay(from) || (to && !isDay(to))) error(400, 'no such day');
  const { procedure } = await ask(ComparisonDocument, { code, from, to });
  if (!procedure) error(404, 'never announced');
  const { changes, ...rest } = procedure;
  return {
    procedure: rest,
    changes: {
      ...changes,
      differences: changes.differences.map((each) => ({ ...each, pieces: readable(each.pieces) })),
    },
  };
};

async function dayBeforeLastChange(code: string): Promise<string> {
  const { procedure } = await ask(LastChangeDocument, { code });
  if (!procedure) error(404, 'never announced');
  return dayBefore(procedure.history[0]?.effectiveOn ?? procedure.on);
}
