// Holds answers against schemas with ajv, as a browser does: a line of JSON in, a line out, until the input ends.
// {"name", "schema"} keeps a schema, {"name", "answers"} is answered with the paths of all errors.
import readline from 'node:readline';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const ajv = new Ajv.default({ allErrors: true, ownProperties: true, strictTypes: false });
addFormats.default(ajv, ['date']);

/** The path of an error; what is missing or unknown stands at its own place. */
function pathOf({ instancePath, params }) {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [...parts, ...[params.missingProperty ?? params.additionalProperty ?? []].flat()];
}

function told({ name, schema, answers }) {
  if (schema) {
    ajv.removeSchema(name);
    ajv.addSchema(schema, name);
    return { valid: ajv.validateSchema(schema), compiled: Boolean(ajv.getSchema(name)) };
  }
  const validate = ajv.getSchema(name);
  const valid = validate(answers);
  // `if` only says that its `then` failed, which says itself what and where.
  const errors = valid ? [] : validate.errors.filter(({ keyword }) => keyword !== 'if');
  return { valid, paths: errors.map(pathOf) };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = told(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
