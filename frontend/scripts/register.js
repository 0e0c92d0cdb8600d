// Registers the portal's documents at the API: their texts by hash, in `api/persisted/portal.json`, which is committed.
// With `--check` it only tells whether that file is what the documents make of it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const made = new URL('../src/lib/graphql/persisted-documents.json', import.meta.url);
const folder = new URL('../../api/persisted/', import.meta.url);
const registered = new URL('portal.json', folder);

const documents = JSON.parse(readFileSync(made, 'utf8'));
const sorted = Object.fromEntries(Object.entries(documents).sort());
const wanted = `${JSON.stringify(sorted, null, 1)}\n`;
const current = existsSync(registered) ? readFileSync(registered, 'utf8') : '';
if (current !== wanted) {
  if (process.argv.includes('--check')) {
    console.error('api/persisted/portal.json is not what the documents make of it: run `make schema`.');
    process.exit(1);
  }
  // The image of the portal is built without the API's folder.
  if (existsSync(folder)) writeFileSync(registered, wanted);
}
