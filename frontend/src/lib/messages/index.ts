import { vi } from './vi.ts';

/** Every text that a citizen reads and that no decision contains. */
export const t = vi;
export type Messages = typeof vi;
