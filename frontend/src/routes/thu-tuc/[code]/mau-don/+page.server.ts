import { error, fail } from '@sveltejs/kit';
import { ReportedProcedureDocument } from '#lib/graphql/graphql.ts';
import { markOf } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import { formOf, go, PRIVATE } from './trial.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const [{ procedure }, form] = await Promise.all([
    ask(ReportedProcedureDocument, { code: params.code }),
    formOf(params.code),
  ]);
  if (!procedure) error(404, 'never announced');
  setHeaders(PRIVATE);
  return { code: params.code, name: procedure.name, foreign: markOf(procedure.edition), ...form };
};

export const actions: Actions = {
  async default({ params, request }) {
    const sent = await request.formData();
    const place = await go(await formOf(params.code), sent);
    return place.errors.length ? fail(422, place) : place;
  },
};
