// Cuts Be Vietnam Pro down to what Vietnamese texts are written with, in two weights, and writes the faces as CSS.
// The portal's other letters come from the reader's own fonts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';

const WEIGHTS = [400, 600];
const from = new URL('../node_modules/@fontsource/be-vietnam-pro/files/', import.meta.url);
const to = new URL('../src/lib/fonts/', import.meta.url);

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place)).join('');
// The parts are those in which the package delivers the font.
const PARTS = {
  latin: range(0x20, 0x7e) + '\u00a0ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý' + '«»©®°±²³·×÷¼½¾–—‘’“”•…′″€→−',
  vietnamese: 'ĂăĐđĨĩŨũƠơƯư₫\u0300\u0301\u0303\u0309\u0323' + range(0x1ea0, 0x1ef9),
};

/** `U+20-7E, U+A0, …`, neighbours as one range. */
function unicodeRange(letters) {
  const points = [...letters].map((letter) => letter.codePointAt(0)).sort((one, other) => one - other);
  const runs = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && run[1] === point - 1) run[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point) => point.toString(16).toUpperCase();
  return runs.map(([first, last]) => `U+${hex(first)}${last > first ? `-${hex(last)}` : ''}`).join(', ');
}

mkdirSync(to, { recursive: true });
const faces = [];
for (const weight of WEIGHTS) {
  for (const [part, letters] of Object.entries(PARTS)) {
    const whole = readFileSync(new URL(`be-vietnam-pro-${part}-${weight}-normal.woff2`, from));
    const name = `${part}-${weight}.woff2`;
    writeFileSync(new URL(name, to), await subsetFont(whole, letters, { targetFormat: 'woff2' }));
    faces.push(`@font-face {
  font-family: 'Be Vietnam Pro';
  font-weight: ${weight};
  font-display: swap;
  src: url('./${name}') format('woff2');
  unicode-range: ${unicodeRange(letters)};
}`);
  }
}
writeFileSync(new URL('faces.css', to), `${faces.join('\n')}\n`);
