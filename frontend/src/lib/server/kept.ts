import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { PAGE_SECONDS } from '$app/env/private';
import { askState, isUnchanged, type Source } from '#lib/server/api.ts';

/** A whole page, and the answers of the API that it was made of. */
interface Page {
  body: Buffer;
  packed: Map<Packing, Promise<Buffer>>;
  etag: string;
  headers: [string, string][];
  sources: readonly Source[];
  /** The API's before its sources were read or found unchanged. */
  state: string | null;
  /** When to look at them again though the state is the same, in milliseconds of the process. */
  checkAt: number;
  checking?: Promise<boolean>;
}

type Packing = 'br' | 'gzip';

const MOST_PAGES = 2000;
const MOST_BYTES = 64_000_000; // packed ones not counted, which are a fifth
const WORTH_PACKING = 1000; // bytes
const LONGEST = 60_000; // milliseconds; the order of what search proposes moves without a change of the state

const pack: Record<Packing, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body) => promisify(gzip)(body, { level: 6 }),
};

/** The least recently asked first. */
const pages = new Map<string, Page>();
let bytes = 0;

interface Told {
  state: Promise<string | null>;
  /** When it was asked for, in milliseconds of the process. */
  at: number;
}

let told: Told | undefined;
let next: Told | undefined;

/**
 * The API's state, asked for once in PAGE_SECONDS for all readers together and never older than that. While there are
 * readers it is asked for again at half of that time, so that none of them waits for the answer.
 */
export function currentState(): Promise<string | null> {
  const age = told ? performance.now() - told.at : Infinity;
  if (told && age < PAGE_SECONDS * 1000) {
    if (age >= PAGE_SECONDS * 500) next ??= asked();
    return told.state;
  }
  told = next ?? asked();
  next = undefined;
  return told.state;
}

function asked(): Told {
  const asking = { state: askState(), at: performance.now() };
  void asking.state.then(() => {
    // Unless it has taken this place already, because a reader had to wait for it.
    if (next === asking) [told, next] = [asking, undefined];
  });
  return asking;
}

/** The page of this address as it was made before, as long as nothing has changed of what it was made of. */
export async function keptPage(address: string, state: string | null): Promise<Page | null> {
  const page = pages.get(address);
  if (!page) return null;
  if (!state || page.state !== state) {
    page.checking ??= hasChanged(page, state);
    if (await page.checking) {
      // Unless another reader has put a new one there meanwhile.
      if (pages.get(address) === page) forget(address, page);
      return null;
    }
  }
  if (pages.delete(address)) pages.set(address, page);
  // Nothing that is announced has changed, so nobody waits for it.
  if (performance.now() > page.checkAt) {
    page.checking ??= hasChanged(page, state);
    void page.checking.then((changed) => {
      if (changed && pages.get(address) === page) forget(address, page);
    });
  }
  return page;
}

/** When to look again; not for all pages at once. */
const soon = () => performance.now() + LONGEST * (0.5 + Math.random());

async function hasChanged(page: Page, state: string | null): Promise<boolean> {
  const held = await Promise.all(page.sources.map(isUnchanged));
  page.checking = undefined;
  if (held.includes(false)) return true;
  page.state = state;
  page.checkAt = soon();
  return false;
}

function forget(address: string, page: Page) {
  pages.delete(address);
  bytes -= page.body.length;
}

/** The page that was just made, without a body left in `response`; `state` was asked for before. */
export async function pageOf(
  response: Response,
  sources: readonly Source[],
  state: string | null,
): Promise<Page> {
  const body = Buffer.from(await response.arrayBuffer());
  return {
    body,
    packed: new Map(),
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    headers: [...response.headers].filter(([name]) => name !== 'etag' && name !== 'content-length'),
    sources,
    state,
    checkAt: soon(),
  };
}

/** Holds it for the next reader. A page that was made of nothing the API can be asked about again is not held. */
export function keep(address: string, page: Page) {
  if (!PAGE_SECONDS || !page.sources.length) return;
  const before = pages.get(address);
  if (before) forget(address, before);
  pages.set(address, page);
  bytes += page.body.length;
  for (const [oldest, held] of pages) {
    if (pages.size <= MOST_PAGES && bytes <= MOST_BYTES) break;
    forget(oldest, held);
  }
}

/** The page as this browser takes it: packed, or not at all where it has it already. */
export async function answered(page: Page, request: Request): Promise<Response> {
  const packing = page.body.length < WORTH_PACKING ? null : packingFor(request);
  const etag = `"${page.etag}${packing ? `-${packing}` : ''}"`;
  const headers = new Headers(page.headers);
  headers.set('ETag', etag);
  headers.append('Vary', 'Accept-Encoding');
  const known = request.headers.get('If-None-Match')?.split(',') ?? [];
  // What stands before us may have packed it anew, and then calls the ETag weak.
  if (known.some((each) => each.trim().replace(/^W\//, '') === etag)) {
    headers.delete('Content-Type');
    return new Response(null, { status: 304, headers });
  }
  if (packing) headers.set('Content-Encoding', packing);
  const body = packing ? await packed(page, packing) : page.body;
  headers.set('Content-Length', String(body.length));
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers });
}

function packingFor(request: Request): Packing | null {
  const taken = (request.headers.get('Accept-Encoding') ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
    .map((each) => each.split(';')[0]);
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : null;
}

function packed(page: Page, packing: Packing): Promise<Buffer> {
  const before = page.packed.get(packing);
  if (before) return before;
  const made = pack[packing](page.body);
  page.packed.set(packing, made);
  return made;
}
