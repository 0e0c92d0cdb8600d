import type { ComparisonQuery } from '#lib/graphql/graphql.ts';

type Difference = NonNullable<ComparisonQuery['procedure']>['changes']['differences'][number];
export type Piece = Difference['pieces'][number];

const AROUND = 160; // letters of what stayed, beside what changed
const LEFT_OUT = ' […] ';

/** What a reader needs of a comparison: words that changed side by side as phrases, long parts that stayed shortened. */
export const readable = (pieces: Piece[]): Piece[] => shortened(phrases(pieces));

/** Words that went and came in turns, with nothing but a space between them, as what went and what came. */
function phrases(pieces: Piece[]): Piece[] {
  const made: Piece[] = [];
  let run: Record<'REMOVED' | 'ADDED', string> = { REMOVED: '', ADDED: '' };
  let gap = ''; // spaces that stayed since the last word that changed
  const end = () => {
    for (const part of ['REMOVED', 'ADDED'] as const) if (run[part]) made.push({ part, text: run[part] });
    run = { REMOVED: '', ADDED: '' };
    if (gap) made.push({ part: 'SAME', text: gap });
    gap = '';
  };
  for (const piece of pieces) {
    const changing = run.REMOVED !== '' || run.ADDED !== '';
    if (piece.part !== 'SAME') {
      if (gap) run = { REMOVED: run.REMOVED + gap, ADDED: run.ADDED + gap };
      gap = '';
      run[piece.part] += piece.text;
    } else if (changing && /^[ \u00a0]+$/.test(piece.text)) {
      gap += piece.text;
    } else {
      end();
      made.push(piece);
    }
  }
  end();
  return made;
}

function shortened(pieces: Piece[]): Piece[] {
  return pieces.map((piece, place) => {
    if (piece.part !== 'SAME') return piece;
    const first = place === 0;
    const last = place === pieces.length - 1;
    const kept = (first ? 0 : AROUND) + (last ? 0 : AROUND);
    if (piece.text.length <= kept + LEFT_OUT.length + AROUND) return piece;
    const start = first ? '' : atWord(piece.text.slice(0, AROUND), /\s+\S*$/);
    const end = last ? '' : atWord(piece.text.slice(-AROUND), /^\S*\s+/);
    return { ...piece, text: start + LEFT_OUT + end };
  });
}

/** Cut where a word ends, so that none is shown by half. */
const atWord = (text: string, half: RegExp) => text.replace(half, '');
