import { PORTAL_KEY, VISIT_SECONDS } from '$app/env/private';
import { tellVisits } from '#lib/server/api.ts';

/** How often each page was shown since the API was last told: no address of a reader, no cookie. */
let counts = new Map<string, number>();
let timer: NodeJS.Timeout | undefined;

const MOST_PAGES = 1000; // that the API takes at once
const LONGEST = 200; // letters
const MACHINE = /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless|lighthouse/i;

/** Counts a page by its path, for readers alone: who asks by a program mostly says so. */
export function countVisit(path: string, request: Request) {
  const agent = request.headers.get('User-Agent') ?? '';
  if (!PORTAL_KEY || !agent || MACHINE.test(agent) || path.length > LONGEST) return;
  if (!counts.has(path) && counts.size >= MOST_PAGES) return;
  counts.set(path, (counts.get(path) ?? 0) + 1);
  timer ??= setTimeout(tell, VISIT_SECONDS * 1000).unref();
}

async function tell() {
  const told = counts;
  counts = new Map();
  timer = undefined;
  if (!told.size) return;
  try {
    await tellVisits(Object.fromEntries(told));
  } catch (reason) {
    // They are lost: a number that is a little low does less harm than one that grows by being told twice.
    console.error('visits:', reason instanceof Error ? reason.message : reason);
  }
}

process.on('sveltekit:shutdown', () => void tell());
