import {
  RecordClickDocument,
  RecordNextDocument,
  RecordSearchDocument,
  RecordViewDocument,
} from '#lib/graphql/graphql.ts';
import { ask } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const LONGEST = 300;

interface Note {
  search?: unknown;
  query?: unknown;
  total?: unknown;
  code?: unknown;
  position?: unknown;
  next?: unknown;
}

/** What the page's script tells of its use. Nobody waits for the answer, so a note that is no use is dropped. */
export const POST: RequestHandler = async ({ request }) => {
  const note: Note = await request.json().catch(() => ({}));
  await passOn(note).catch(() => undefined);
  return new Response(null, { status: 204 });
};

async function passOn(note: Note): Promise<unknown> {
  const code = String(note.code ?? '');
  if (note.search === undefined) return code ? ask(RecordViewDocument, { code }) : undefined;
  const search = String(note.search);
  if (code) return ask(RecordClickDocument, { search, code, position: Number(note.position) || 1 });
  if (note.next) return ask(RecordNextDocument, { search });
  const query = String(note.query ?? '').slice(0, LONGEST);
  return ask(RecordSearchDocument, { search, query, total: Number(note.total) || 0 });
}
