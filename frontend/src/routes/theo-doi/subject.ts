import { error } from '@sveltejs/kit';
import { AgenciesDocument, ReportedProcedureDocument, SectorsDocument } from '#lib/graphql/graphql.ts';
import type { SubjectKind } from '#lib/graphql/graphql.ts';
import { SUBJECTS } from '#lib/addresses.ts';
import { markOf } from '#lib/locale.ts';
import { t } from '#lib/messages/index.ts';
import { ask } from '#lib/server/api.ts';

/** What a reader wants to follow, by kind and code or key. */
export interface Subject {
  kind: SubjectKind;
  key: string;
}

/** The subject that an address names, as `?linh-vuc=ho-tich`; null where it names none. */
export function subjectIn(parameters: URLSearchParams): Subject | null {
  for (const kind of Object.keys(SUBJECTS) as SubjectKind[]) {
    const key = parameters.get(SUBJECTS[kind]);
    if (key) return { kind, key };
  }
  return null;
}

/** What it is called, and the language of that where it is not the page's. Throws 404 for what nobody announced. */
export async function nameOf({ kind, key }: Subject): Promise<{ name: string; foreign?: 'vi' }> {
  if (kind === 'PROCEDURE') {
    const { procedure } = await ask(ReportedProcedureDocument, { code: key });
    if (!procedure) error(404, 'never announced');
    return { name: procedure.name ?? `${t.procedure.code} ${key}`, foreign: markOf(procedure.edition) };
  }
  const listed =
    kind === 'SECTOR' ? (await ask(SectorsDocument, {})).sectors : (await ask(AgenciesDocument, {})).agencies;
  const found = listed.find((each) => each.key === key);
  if (!found) error(404, 'no such subject today');
  return { name: found.name };
}
