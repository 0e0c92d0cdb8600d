import type { PageQuery } from '#lib/graphql/graphql.ts';

export type Block = Extract<NonNullable<PageQuery['page']>, { __typename: 'Page' }>['body'][number];
type Step = Extract<Block, { __typename: 'StepBlock' }>;

/** A block as it stands, or steps that follow each other with the number of the first. */
export type Part = { block: Exclude<Block, Step> } | { steps: Step[]; first: number };

/** The parts of a page; steps are counted through the whole of it. */
export function partsOf(body: Block[]): Part[] {
  const parts: Part[] = [];
  let counted = 0;
  for (const block of body) {
    if (block.__typename !== 'StepBlock') {
      parts.push({ block });
      continue;
    }
    counted += 1;
    const last = parts.at(-1);
    if (last && 'steps' in last) last.steps.push(block);
    else parts.push({ steps: [block], first: counted });
  }
  return parts;
}
