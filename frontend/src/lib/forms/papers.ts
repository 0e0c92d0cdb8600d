import { getContext, setContext } from 'svelte';
import type { Paper } from './ui.ts';

const PAPERS = Symbol('papers');

/** Papers that fields of files in this part of the page offer to use again. */
export const offerPapers = (papers: Paper[]) => setContext(PAPERS, papers);

export const papersOf = () => getContext<Paper[] | undefined>(PAPERS) ?? [];
