/** Announced texts are plain and dirty; this finds the paragraphs and lists in them. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: Item[] };
export interface Item {
  text: string;
  items: string[];
}

// A sign before a word; before a digit only with a space between, because `-5 °C` is a number.
const MARK = /^([-–—•·*+])(?:\s+(?=\S)|(?=[\p{L}"“(]))/u;

/**
 * Paragraphs and lists of a plain text: each line is a paragraph, lines that begin with `-`, `+` or `•` are
 * items, `+` below `-` a level deeper.
 */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  for (const line of lines(text)) {
    const mark = MARK.exec(line);
    const last = found.at(-1);
    if (!mark) {
      found.push({ kind: 'paragraph', text: line });
      continue;
    }
    const words = line.slice(mark[0].length);
    const list = last?.kind === 'list' ? last : undefined;
    const parent = list?.items.at(-1);
    if (mark[1] === '+' && parent) parent.items.push(words);
    else if (list) list.items.push({ text: words, items: [] });
    else found.push({ kind: 'list', items: [{ text: words, items: [] }] });
  }
  return found;
}

/** Splits after about so many characters, between blocks and between the items of a list. */
export function split(all: Block[], limit: number): [Block[], Block[]] {
  const head: Block[] = [];
  let room = limit;
  for (const [place, block] of all.entries()) {
    if (room <= 0) return [head, all.slice(place)];
    if (block.kind === 'paragraph' || length(block) <= room) {
      head.push(block);
      room -= length(block);
      continue;
    }
    let cut = 0;
    while (room > 0) room -= itemLength(block.items[cut++]);
    head.push({ kind: 'list', items: block.items.slice(0, cut) });
    const rest = block.items.slice(cut);
    return [
      head,
      [...(rest.length ? [{ kind: 'list', items: rest } as Block] : []), ...all.slice(place + 1)],
    ];
  }
  return [head, []];
}

/** One clean line of it. */
export const line = (text: string) => lines(text).join(' ');

function lines(text: string): string[] {
  return text
    .replace(/\u200b|\u200c|\u200d|\ufeff|\u00ad/g, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((raw) => raw.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((clean) => /[\p{L}\p{N}]/u.test(clean));
}

const length = (block: Block) =>
  block.kind === 'paragraph'
    ? block.text.length
    : block.items.reduce((sum, item) => sum + itemLength(item), 0);

const itemLength = (item?: Item) => (item ? item.text.length + item.items.join('').length : Infinity);
