import { error } from '@sveltejs/kit';
import { API_TIMEOUT, API_URL } from '$app/env/private';
import type { TypedDocumentString } from '#lib/graphql/graphql.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/**
 * Asks the API. Gives the data, without the fields that failed where the rest can stand without them.
 * Throws 400 when the API refuses what was asked, 503 when it gives no usable answer.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { status, answer } = await send<Data>(JSON.stringify({ query: document.toString(), variables }));
  const faults = answer.errors ?? [];
  if (status === 400 || faults.some((fault) => fault.extensions?.code?.startsWith('BAD_')))
    error(400, 'refused');
  if (faults.length)
    console.error('api:', faults[0]?.message, faults[0]?.path?.join('.'), `(${faults.length})`);
  const failed = faults.some((fault) => (fault.path?.length ?? 0) < 2);
  if (!answer.data || failed) unavailable(`status ${status}`);
  return answer.data;
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

async function send<Data>(body: string): Promise<{ status: number; answer: Answer<Data> }> {
  try {
    const response = await fetch(API_URL, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
      signal: AbortSignal.timeout(API_TIMEOUT),
    });
    return { status: response.status, answer: await response.json() };
  } catch (reason) {
    unavailable(reason);
  }
}

function unavailable(reason: unknown): never {
  console.error('api does not answer:', reason instanceof Error ? reason.message : reason);
  error(503, 'unavailable');
}
