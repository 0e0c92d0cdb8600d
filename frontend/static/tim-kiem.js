// Where one searches: proposals while somebody types, and notes of what is opened. Without it the pages do all the same.
const PAUSE = 150; // milliseconds without a key before proposals are asked for
const LEAST = 2; // letters

// -- What is searched for and opened, without anybody's name: see “Dữ liệu về lượt tìm” in the privacy notice ---------

function note(what) {
  navigator.sendBeacon('/tim-kiem/ghi', new Blob([JSON.stringify(what)], { type: 'application/json' }));
}

const results = document.querySelector('[data-search]');
if (results) {
  const search = results.dataset.search;
  note({ search, query: results.dataset.query, total: Number(results.dataset.total) });
  const hits = [...results.querySelectorAll('[data-hit]')];
  for (const [place, hit] of hits.entries()) {
    hit.addEventListener('click', () => note({ search, code: hit.dataset.hit, position: place + 1 }));
  }
  for (const form of document.querySelectorAll('form[role=search]')) {
    form.addEventListener('submit', () => note({ search, next: true }));
  }
}

// -- Proposals while typing: a combobox with a list, as WAI-ARIA describes it ----------------------------------------

for (const input of document.querySelectorAll('input[data-proposals]')) propose(input);

function propose(input) {
  const list = document.createElement('ul');
  const told = document.createElement('p');
  let timer = 0;
  let asked = null;
  let chosen = -1;

  list.id = `${input.id}-list`;
  list.className = 'proposals';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.proposals ?? '');
  told.className = 'visually-hidden';
  told.setAttribute('role', 'status');
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
  })) {
    input.setAttribute(name, value);
  }
  input.parentElement.append(list, told);

  input.addEventListener('input', () => {
    clearTimeout(timer);
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(fetchProposals, PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !list.hidden) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      choose(chosen < 0 && step < 0 ? count - 1 : ((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      open(list.children[chosen]);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, 100));
  // A press on a proposal must not take the cursor out of the box before it counts.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('li');
    if (option) open(option);
  });

  async function fetchProposals() {
    asked?.abort();
    asked = new AbortController();
    const typed = input.value;
    try {
      // In the language of the page, which the form's own address has.
      const address = `${input.form.action}/goi-y?${new URLSearchParams({ q: typed })}`;
      const response = await fetch(address, { signal: asked.signal });
      const answer = response.ok ? await response.json() : { told: '', options: [] };
      if (typed === input.value && document.activeElement === input) show(answer);
    } catch {
      close(); // asked anew, or the server is away: the box works without proposals
    }
  }

  function show({ told: words, options }) {
    list.replaceChildren(...options.map(optionOf));
    told.textContent = words;
    list.hidden = !options.length;
    input.setAttribute('aria-expanded', String(options.length > 0));
    choose(-1);
  }

  function optionOf({ kind, href, pieces }, place) {
    const option = document.createElement('li');
    const small = document.createElement('small');
    option.id = `${list.id}-${place}`;
    option.dataset.href = href;
    option.setAttribute('role', 'option');
    for (const [text, marked] of pieces) {
      const piece = document.createElement(marked ? 'b' : 'span');
      piece.textContent = text;
      option.append(piece);
    }
    small.textContent = kind;
    option.append(' ', small);
    return option;
  }

  function choose(place) {
    chosen = place;
    for (const [each, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(each === place));
    }
    if (place < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', list.children[place].id);
      list.children[place].scrollIntoView({ block: 'nearest' });
    }
  }

  function open(option) {
    if (results) note({ search: results.dataset.search, next: true });
    location.assign(option.dataset.href);
  }

  function close() {
    asked?.abort();
    list.hidden = true;
    told.textContent = '';
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  }
}
