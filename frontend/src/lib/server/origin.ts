const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether another site makes a reader's browser send this. JSON is let through, which browsers send across sites only
 * after asking. A form must say that it comes from here: by `Sec-Fetch-Site`, or, where a browser tells that on https
 * alone, by an `Origin` of the host that was asked.
 */
export function isForeign({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (READING.includes(method) || headers.get('content-type')?.startsWith('application/json')) return false;
  const site = headers.get('sec-fetch-site');
  return site === null ? hostOf(headers.get('origin')) !== headers.get('host') : site !== 'same-origin';
}

/**
 * The one click of a mail program (RFC 8058): its server sends the form of a letter's link, without a browser and so
 * without a word of where it comes from. The link itself is the right to it.
 */
export function isOneClick({ method, headers }: Pick<Request, 'method' | 'headers'>, path: string): boolean {
  const told = ['origin', 'sec-fetch-site', 'cookie'].some((name) => headers.has(name));
  return method === 'POST' && path === '/theo-doi/thoi' && !told;
}

/** Of `https://example.vn:8443` `example.vn:8443`; null where there is none, as for the origin `null`. */
function hostOf(origin: string | null): string | null {
  return origin && URL.canParse(origin) ? new URL(origin).host : null;
}
