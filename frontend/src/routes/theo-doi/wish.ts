import type { FollowRefusal } from '#lib/graphql/graphql.ts';
import { t } from '#lib/messages/index.ts';

/** What was typed, and why it was not taken where it was not. */
export interface Wish {
  address: string;
  refusal?: FollowRefusal | 'UNAVAILABLE' | null;
  waitSeconds?: number | null;
}

/** In a reader's words what became of it; "" where nothing is wrong. */
export function refusalOf({ refusal, waitSeconds }: Wish): string {
  if (!refusal) return '';
  if (refusal === 'TOO_MANY') return t.follow.tooMany(Math.ceil((waitSeconds ?? 60) / 60));
  return t.follow.refusal[refusal];
}
