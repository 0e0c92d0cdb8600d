// On a page of a form: questions appear as one answers, and what was answered is checked when one leaves it, by the same
// server that checks the whole. Without it the button that leads on does both.
document.querySelector('[data-takes-focus]')?.focus();

let asking = new AbortController();
let due;
begin();

function begin() {
  const form = document.querySelector('[data-form]');
  if (!form) return;
  for (const address of form.querySelectorAll('[data-address]')) foldAddress(address);
  form.addEventListener('input', ({ target }) => {
    rowOf(target)?.setAttribute('data-changed', '');
    if (target.type === 'file') tellSizes(target);
  });
  form.addEventListener('change', ({ target }) => {
    const address = target.closest('[data-address]');
    if (address) foldAddress(address);
    look(form, null);
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    const row = rowOf(target);
    // An answer that nobody has touched is not wrong yet; one of several inputs is not the answer yet.
    if (row?.hasAttribute('data-changed') && !row.contains(relatedTarget)) look(form, row);
  });
  form.addEventListener('submit', (event) => {
    const act = event.submitter?.value ?? '';
    if (!/^(add|remove):/.test(act)) return;
    event.preventDefault();
    swap(form, event.submitter);
  });
}

const rowOf = (input) => input.closest('[data-field]');

/** What is sent of a form: as the browser does it, with names of files alone. */
function sent(form, submitter) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    data.append(name, typeof value === 'string' ? value : value.name);
  }
  return data;
}

/** Soon, once for all that happens together: a box that is left tells of its change as well. */
function look(form, left) {
  if (left) left.setAttribute('data-left', '');
  clearTimeout(due);
  due = setTimeout(() => lookNow(form));
}

/** Shows what these answers ask for, and what is wrong at the rows that were left. */
async function lookNow(form) {
  asking.abort();
  asking = new AbortController();
  let told;
  try {
    const answer = await fetch(form.dataset.form, {
      method: 'POST',
      body: sent(form),
      signal: asking.signal,
    });
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return; // the button that leads on checks it all
  }
  for (const part of form.querySelectorAll('[data-when]')) {
    const shown = told.shown.includes(part.dataset.field ?? part.id);
    part.hidden = !shown;
    part.querySelector(':scope > [name=shown]').disabled = !shown;
  }
  for (const mark of form.querySelectorAll('[data-optional]')) {
    mark.hidden = told.required.includes(rowOf(mark).dataset.field);
  }
  for (const [id, value] of Object.entries(told.values)) {
    const output = document.getElementById(id);
    if (output) output.value = value;
  }
  // Also those that are mended by now.
  for (const row of form.querySelectorAll('[data-left], .refused'))
    tell(row, told.errors[row.dataset.field] ?? []);
}

function tell(row, messages) {
  const place = document.getElementById(`${row.dataset.field}-error`);
  if (!place) return;
  place.replaceChildren(
    ...messages.map((message) => Object.assign(document.createElement('p'), { textContent: message })),
  );
  place.hidden = !messages.length;
  row.classList.toggle('refused', messages.length > 0);
  const described =
    row.querySelector('fieldset') ?? row.querySelector('input:not([type=hidden]), select, textarea');
  const others = (described.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id && id !== place.id);
  const ids = messages.length ? [place.id, ...others] : others;
  if (ids.length) described.setAttribute('aria-describedby', ids.join(' '));
  else described.removeAttribute('aria-describedby');
  for (const input of row.querySelectorAll(
    'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea',
  )) {
    if (messages.length) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
}

/** Another province and its commune are asked for where none of the list was chosen. */
function foldAddress(address) {
  const place = address.querySelector('select');
  address.querySelector('[data-elsewhere]').hidden = place.value !== address.dataset.address;
}

function tellSizes(input) {
  const sizes = document.getElementsByName(`${input.name}-sizes`)[0];
  sizes.value = [...input.files].map((file) => file.size).join(',');
}

/** One part of a group more or less: the form comes anew, and the page stays. */
async function swap(form, submitter) {
  const act = submitter.value.split(':');
  // Files that were chosen are sent with it where they are kept.
  const body = form.enctype === 'multipart/form-data' ? new FormData(form, submitter) : sent(form, submitter);
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  let fresh;
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-form]');
  } catch {
    fresh = null;
  }
  if (!fresh) {
    for (const button of form.querySelectorAll('button')) button.disabled = false;
    return;
  }
  form.replaceWith(fresh);
  begin();
  const parts = fresh.querySelectorAll(`[data-part="${act[1]}"] > legend`);
  (parts[act[0] === 'add' ? parts.length - 1 : 0] ?? document.getElementById(`o-${act[1]}`)).focus();
}
