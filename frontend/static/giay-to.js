// On the page of a procedure: its papers to tick, kept by this browser alone and sent nowhere. Without it they are a list.
// That it is read is noted without anybody's name: see “Dữ liệu về lượt tìm” in the privacy notice.
const shown = document.querySelector('[data-procedure]');
if (shown) {
  const note = JSON.stringify({ code: shown.dataset.procedure });
  navigator.sendBeacon('/tim-kiem/ghi', new Blob([note], { type: 'application/json' }));
}

const tools = document.querySelector('[data-checklist]');
const papers = [...document.querySelectorAll('[data-paper]')];
if (tools && papers.length) begin();

function begin() {
  // A corrected text may have other papers; its ticks begin anew.
  const key = `giay-to:${tools.dataset.checklist}:${papers.length}`;
  const status = tools.querySelector('[role=status]');
  const boxes = papers.map(boxBefore);
  const ticked = read(key);
  for (const [place, box] of boxes.entries()) {
    box.checked = ticked.includes(place);
    box.addEventListener('change', keep);
  }
  tools.querySelector('[data-print]').addEventListener('click', () => print());
  tools.querySelector('[data-clear]').addEventListener('click', () => {
    for (const box of boxes) box.checked = false;
    keep();
  });
  tools.hidden = false;
  tell();

  function keep() {
    const places = [...boxes.keys()].filter((place) => boxes[place].checked);
    try {
      if (places.length) localStorage.setItem(key, JSON.stringify(places));
      else localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing: the ticks stand as long as the page.
    }
    tell();
  }

  function tell() {
    const done = boxes.filter((box) => box.checked).length;
    status.textContent = tools.dataset.ready.replace('{done}', done).replace('{all}', boxes.length);
  }
}

/** A box before a paper, named by the first words of it: a press on them ticks as well. */
function boxBefore(paper, place) {
  const box = document.createElement('input');
  const label = document.createElement('label');
  const words = paper.querySelector('p, li') ?? paper;
  box.type = 'checkbox';
  box.id = `giay-to-${place + 1}`;
  box.autocomplete = 'off'; // so that going back shows what is kept
  label.htmlFor = box.id;
  label.append(...[...words.childNodes].filter((node) => node.nodeName !== 'UL'));
  words.prepend(label);
  paper.before(box);
  return box;
}

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
