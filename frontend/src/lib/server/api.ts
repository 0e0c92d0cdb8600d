import { createHmac } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { API_TIMEOUT, API_URL, PORTAL_KEY } from '$app/env/private';
import { getRequestEvent } from '$app/server';
import { locale } from '#lib/locale.ts';
import { citizen } from './login.ts';
import type { TypedDocumentString } from '#lib/graphql/graphql.ts';

/** An answer of the API by which a page was made, to ask whether it is still the same. */
export interface Source {
  address: string;
  etag: string;
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/**
 * Asks the API, in the language of the page. Gives the data, without the fields that failed where the rest can stand without them.
 * Throws 400 when the API refuses what was asked, 503 when it gives no usable answer.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, 'locale'>,
): Promise<Data> {
  const query = document.toString();
  const told = query.includes('$locale') ? { ...variables, locale: locale() } : variables;
  return usable(await sendRegistered<Data>(query, document.__meta__?.hash, told));
}

function usable<Data>({ status, answer }: Sent<Data>): Data {
  if (status === 429) error(429, 'too many requests');
  const faults = answer.errors ?? [];
  if (status === 400 || faults.some((fault) => fault.extensions?.code?.startsWith('BAD_')))
    error(400, 'refused');
  if (faults.length)
    console.error('api:', faults[0]?.message, faults[0]?.path?.join('.'), `(${faults.length})`);
  const failed = faults.some((fault) => (fault.path?.length ?? 0) < 2);
  if (!answer.data || failed) unavailable(`status ${status}`);
  return answer.data;
}

/**
 * Asks for what is not public: always by POST, so that nothing of it stands in an address or is kept on the way.
 * Throws as `ask` does.
 */
export async function askPrivately<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const body = JSON.stringify({ query: document.toString(), variables });
  return usable(await send<Data>(API_URL, { method: 'POST', body, headers: citizen() }));
}

/** Fetches `/tep/…` from the API's host, for installations without a proxy in front. */
export async function askFile(path: string, request: Request): Promise<Response> {
  try {
    return await fetch(new URL(path, API_URL), {
      method: request.method,
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(API_TIMEOUT)]),
    });
  } catch (reason) {
    unavailable(reason);
  }
}

// Longer addresses are cut by some proxies.
const LONGEST_ADDRESS = 2000;

/** By the document's hash, so that the API and what stands before it may keep the answer; else by its text. */
async function sendRegistered<Data>(
  query: string,
  documentId: unknown,
  variables: unknown,
): Promise<Sent<Data>> {
  const body = JSON.stringify({ query, variables });
  if (typeof documentId !== 'string' || query.trimStart().startsWith('mutation')) {
    return send(API_URL, { method: 'POST', body });
  }
  const parameters = new URLSearchParams({ documentId, variables: JSON.stringify(variables ?? {}) });
  const address = `${API_URL}?${parameters}`;
  const sent =
    address.length > LONGEST_ADDRESS
      ? await send<Data>(API_URL, { method: 'POST', body: JSON.stringify({ documentId, variables }) })
      : await send<Data>(address, { method: 'GET' });
  // While a new portal meets an older API.
  const unknown = sent.answer.errors?.some(
    (fault) => fault.extensions?.code === 'PERSISTED_DOCUMENT_NOT_FOUND',
  );
  return unknown ? send(API_URL, { method: 'POST', body }) : sent;
}

interface Sent<Data> {
  status: number;
  answer: Answer<Data>;
}

async function send<Data>(address: string, what: RequestInit): Promise<Sent<Data>> {
  try {
    const response = await fetched(address, what);
    const answer = await response.json();
    tellSource(address, what.method === 'GET' && response.ok ? response.headers.get('ETag') : null);
    return { status: response.status, answer };
  } catch (reason) {
    unavailable(reason);
  }
}

const fetched = (address: string, what: RequestInit, headers: Record<string, string> = {}) =>
  fetch(address, {
    ...what,
    headers: {
      Accept: 'application/graphql-response+json',
      ...reader(),
      ...(what.body ? { 'Content-Type': 'application/json' } : {}),
      ...(what.headers as Record<string, string> | undefined),
      ...headers,
    },
    signal: AbortSignal.timeout(API_TIMEOUT),
  });

/** One answer that cannot be asked about again makes a page that is not kept. */
function tellSource(address: string, etag: string | null) {
  const { locals } = getRequestEvent();
  if (etag) locals.sources?.push({ address, etag });
  else locals.sources = null;
}

/** One word that changes with anything the API tells; null where it does not say. */
export async function askState(): Promise<string | null> {
  try {
    const response = await fetched(new URL('/state', API_URL).href, { method: 'GET' });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** Tells how often pages were shown. Throws where the API does not take it. */
export async function tellVisits(counts: Record<string, number>): Promise<void> {
  const response = await fetch(new URL('/visits', API_URL), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...signed('portal') },
    body: JSON.stringify(counts),
    signal: AbortSignal.timeout(API_TIMEOUT),
  });
  if (!response.ok) throw new Error(`the API answered ${response.status}`);
}

/** Whether the API gives the same answer still. */
export async function isUnchanged({ address, etag }: Source): Promise<boolean> {
  try {
    return (await fetched(address, { method: 'GET' }, { 'If-None-Match': etag })).status === 304;
  } catch {
    return false;
  }
}

/** For whom this page is made, signed, so that the API counts its readers and not the portal. */
export const reader = () => signed(getRequestEvent().getClientAddress());

function signed(address: string): Record<string, string> {
  if (!PORTAL_KEY) return {};
  const seconds = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const told = `${address};${seconds}`;
  const signature = createHmac('sha256', PORTAL_KEY).update(told).digest('hex');
  return { 'X-Portal-Reader': `${told};${signature}` };
}

function unavailable(reason: unknown): never {
  console.error('api does not answer:', reason instanceof Error ? reason.message : reason);
  error(503, 'unavailable');
}
