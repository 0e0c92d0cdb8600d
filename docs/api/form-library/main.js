/**
 * Draws the form of a procedure with react-jsonschema-form and lets the server check what is sent.
 * index.html?code=9.000101&locale=vi, beside a proxy that leads /graphql to the API.
 */
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import Form from '@rjsf/core';
import { customizeValidator } from '@rjsf/validator-ajv8';
import Ajv2020 from 'ajv/dist/2020.js';

const FORM = `
  query Form($code: ProcedureCode!, $locale: String) {
    intakeForm(procedureCode: $code, locale: $locale) { version schema ui }
  }`;
const CHECK = `
  query Check($version: String!, $answers: String!, $locale: String) {
    checkAnswers(version: $version, answers: $answers, locale: $locale) { path message }
  }`;
const WORDS = {
  vi: {
    send: 'Kiểm tra',
    right: 'Đã điền đúng',
    yes: 'Có',
    no: 'Không',
    province: 'Tỉnh',
    commune: 'Xã, phường',
    detail: 'Số nhà, đường, thôn',
  },
  en: {
    send: 'Check',
    right: 'Everything is right',
    yes: 'Yes',
    no: 'No',
    province: 'Province',
    commune: 'Commune',
    detail: 'House, street, hamlet',
  },
};

const parameters = new URLSearchParams(location.search);
const code = parameters.get('code');
const locale = parameters.get('locale') ?? 'vi';
const words = WORDS[locale];

// Dates are checked by a pattern as well, so the format is left to the server.
const validator = customizeValidator({ AjvClass: Ajv2020, ajvOptionsOverrides: { validateFormats: false } });

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

/** What JSON Schema does not say: the order, the words for options, how a field is drawn. */
function drawn(ui) {
  const sections = ui.pages.flatMap((page) => page.sections);
  const told = {
    'ui:order': sections.map((section) => section.key),
    'ui:submitButtonOptions': { submitText: words.send },
  };
  for (const section of sections) {
    const fields = Object.fromEntries(section.fields.map((field) => [field.key, fieldOf(field, ui)]));
    const order = section.fields
      .filter((field) => field.kind !== 'information' && !field.computed)
      .map(({ key }) => key);
    const one = { 'ui:order': order, ...fields };
    told[section.key] = section.repeat
      ? { items: one, 'ui:description': section.help }
      : { ...one, 'ui:description': section.help };
  }
  return told;
}

function fieldOf(field, ui) {
  const options = field.options?.map((option) => option.label);
  switch (field.kind) {
    case 'choice':
      return { 'ui:widget': 'radio', 'ui:enumNames': options, 'ui:help': field.help };
    case 'several':
      return { 'ui:widget': 'checkboxes', items: { 'ui:enumNames': options }, 'ui:help': field.help };
    case 'yes_no':
      return { 'ui:widget': 'radio', 'ui:enumNames': [words.yes, words.no], 'ui:help': field.help };
    case 'long_text':
      return { 'ui:widget': 'textarea', 'ui:help': field.help };
    case 'file':
      return { 'ui:field': Files, 'ui:options': { asked: field } };
    case 'address':
      return { 'ui:field': Address, 'ui:options': { asked: field, province: ui.province } };
    default:
      return { 'ui:help': field.help };
  }
}

/** A portal would upload the file and answer with the id that it got. */
function Files({ onChange, fieldPathId, uiSchema, rawErrors }) {
  const { label, types, most, help } = uiSchema['ui:options'].asked;
  function taken(event) {
    const files = [...event.target.files].map((file) => ({
      id: crypto.randomUUID(),
      name: file.name,
      type: file.type,
      size: file.size,
    }));
    onChange(files.length ? files : undefined, fieldPathId.path);
  }
  return h(
    'p',
    {},
    h('label', { htmlFor: fieldPathId.$id }, label),
    h('input', {
      id: fieldPathId.$id,
      type: 'file',
      multiple: most > 1,
      accept: types.map((type) => `.${type}`).join(),
      onChange: taken,
    }),
    help && h('small', {}, help),
    rawErrors?.map((error) => h('span', { key: error, role: 'alert' }, error)),
  );
}

/** In the own province a commune of the day is chosen; elsewhere both are written. */
function Address({ formData = {}, onChange, fieldPathId, uiSchema, rawErrors }) {
  const { asked, province } = uiSchema['ui:options'];
  const put = (name) => (event) =>
    onChange({ ...formData, [name]: event.target.value || undefined }, fieldPathId.path);
  const part = (name, drawnAs, more, ...inside) =>
    h(
      'label',
      {},
      words[name],
      h(
        drawnAs,
        { name: `${fieldPathId.$id}_${name}`, value: formData[name] ?? '', onChange: put(name), ...more },
        ...inside,
      ),
    );
  const option = ({ key, label }) => h('option', { key, value: key }, label);
  const isOwn = formData.province === province.key;
  return h(
    'fieldset',
    { id: fieldPathId.$id },
    h('legend', {}, asked.label),
    part('province', 'input', { list: 'provinces' }),
    h('datalist', { id: 'provinces' }, option(province)),
    isOwn
      ? part('commune', 'select', {}, h('option', { key: '', value: '' }), ...province.communes.map(option))
      : part('commune', 'input', {}),
    part('detail', 'input', {}),
    rawErrors?.map((error) => h('span', { key: error, role: 'alert' }, error)),
  );
}

/** The server's errors where the library shows its own. */
function atTheirPlaces(errors) {
  const tree = {};
  for (const { path, message } of errors) {
    let place = tree;
    for (const part of path) place = place[part] ??= {};
    (place.__errors ??= []).push(message);
  }
  return tree;
}

function Drawn({ form }) {
  const [answers, setAnswers] = useState({});
  const [errors, setErrors] = useState(null);
  async function send({ formData }) {
    const told = await ask(CHECK, { version: form.version, answers: JSON.stringify(formData), locale });
    setErrors(told.checkAnswers);
  }
  return h(
    'div',
    {},
    h(Form, {
      schema: form.schema,
      uiSchema: form.ui,
      formData: answers,
      validator,
      extraErrors: atTheirPlaces(errors ?? []),
      // A part that is no longer shown is not sent.
      omitExtraData: true,
      liveOmit: true,
      onChange: ({ formData }) => setAnswers(formData),
      onSubmit: send,
    }),
    errors?.length === 0 && h('p', { role: 'status' }, words.right),
  );
}

const { intakeForm } = await ask(FORM, { code, locale });
const form = {
  version: intakeForm.version,
  schema: JSON.parse(intakeForm.schema),
  ui: drawn(JSON.parse(intakeForm.ui)),
};
createRoot(document.querySelector('main')).render(h(Drawn, { form }));
