import { error, fail, isHttpError, redirect } from '@sveltejs/kit';
import { reportHref } from '#lib/addresses.ts';
import {
  ReportedProcedureDocument,
  ReportMistakeDocument,
  type ReportMistakeMutation,
} from '#lib/graphql/graphql.ts';
import { markOf } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import { MOST, parts, type Mistake } from './mistake.ts';
import type { Actions, PageServerLoad } from './$types';

/** While the API is away the form stands all the same, so that nothing is lost that somebody has typed. */
export const load: PageServerLoad = async ({ params }) => {
  const known = await ask(ReportedProcedureDocument, { code: params.code }).catch((reason: unknown) => {
    if (isHttpError(reason) && reason.status === 400) throw reason;
    return null;
  });
  if (known && !known.procedure) error(404, 'never announced');
  return {
    code: params.code,
    name: known?.procedure?.name ?? null,
    foreign: markOf(known?.procedure?.edition),
  };
};

export const actions: Actions = {
  async default({ params, request }) {
    const sent = await request.formData();
    const mistake: Mistake = {
      field: String(sent.get('field') ?? ''),
      // Forms send each end of a line as two characters.
      text: String(sent.get('text') ?? '').replaceAll('\r\n', '\n'),
    };
    const { received, refusal, waitSeconds } = await report(params.code, mistake);
    if (received) redirect(303, `${reportHref(params.code)}/da-gui`);
    const status = refusal === 'TOO_MANY' ? 429 : refusal === 'UNAVAILABLE' ? 503 : 422;
    return fail(status, { ...mistake, refusal, waitSeconds });
  },
};

type Told = Omit<ReportMistakeMutation['reportMistake'], 'refusal'> & Pick<Mistake, 'refusal'>;

async function report(code: string, { field, text }: Mistake): Promise<Told> {
  // So long a text is not worth a way, and might be longer than the API reads at all.
  if ([...text].length > MOST) return { received: false, refusal: 'TOO_LONG', waitSeconds: null };
  const part = parts().find(([name]) => name === field)?.[0] ?? null;
  try {
    return (await ask(ReportMistakeDocument, { input: { code, field: part, text } })).reportMistake;
  } catch (reason) {
    if (isHttpError(reason) && reason.status === 400) throw reason;
    return { received: false, refusal: 'UNAVAILABLE', waitSeconds: null };
  }
}
