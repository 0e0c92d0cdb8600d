// Does what the portal does with answers to a form: a line of JSON in, a line out, until the input ends.
// {"ui", "answers"} is answered with what is left of the answers and what is worked out of them, {"ui", "page", "sent",
// "before", "locale"} with the answers of a page as its form sends them.
import readline from 'node:readline';
import { computed } from '../src/lib/forms/computed.ts';
import { decoded } from '../src/lib/forms/decode.ts';
import { readAnswers } from '../src/lib/forms/read.ts';
import { pruned } from '../src/lib/forms/shown.ts';

function told({ ui, answers, page, sent, before, locale }) {
  if (!sent) {
    const left = pruned(ui, answers);
    return { pruned: left, computed: computed(ui, left), read: readAnswers(ui, JSON.stringify(answers)) };
  }
  const form = new FormData();
  for (const [name, value] of sent) form.append(name, value);
  return { decoded: decoded(ui, page, form, readAnswers(ui, before), locale) };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = told(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error?.stack) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
