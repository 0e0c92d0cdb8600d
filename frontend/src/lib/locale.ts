/**
 * In which language a page is told. The address says it: what stands below `/en` is English, all else Vietnamese, with
 * the same words after it. While the server makes a page, `locale()` is that of its request (src/hooks.server.ts).
 */
export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const PREFIXES: Record<Locale, string> = { vi: '', en: '/en' };

let source: () => Locale = () => 'vi';

/** The language of the page that is being made. */
export const locale = (): Locale => source();

/** Tells where the language of a request is known; the server does it once, when it starts. */
export function tellLocaleBy(told: () => Locale): void {
  source = told;
}

/**
 * The language in which a text is marked: Vietnamese where nobody has translated it into that of the page, so that
 * readers and screen readers know; nothing where it is that of the page.
 */
export const markOf = (text: { isFallback: boolean } | null | undefined): 'vi' | undefined =>
  locale() !== 'vi' && text?.isFallback ? 'vi' : undefined;

/** The language that an address asks for. */
export const localeOf = (path: string): Locale => (path === '/en' || path.startsWith('/en/') ? 'en' : 'vi');

/** An address without its language: `/en/thu-tuc/1.001612` → `/thu-tuc/1.001612`. */
export const bare = (path: string): string =>
  localeOf(path) === 'vi' ? path : path.slice(PREFIXES.en.length) || '/';

/** An address of the portal in a language, that of the page by default: `/thu-tuc` → `/en/thu-tuc`. */
export function inLocale(path: string, wanted: Locale = locale()): string {
  const prefix = PREFIXES[wanted];
  return prefix && path === '/' ? prefix : prefix + path;
}
