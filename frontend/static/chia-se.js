// On the page of a procedure: its address handed on in the device's own way, or copied. Without it the address is text.
const tools = document.querySelector('[data-share]');
if (tools) begin();

function begin() {
  const { share: url, title, copied } = tools.dataset;
  const status = tools.querySelector('[role=status]');
  offer('[data-hand-on]', navigator.share, () => navigator.share({ title, url }));
  offer('[data-copy]', navigator.clipboard, async () => {
    await navigator.clipboard.writeText(url);
    status.textContent = copied;
  });

  function offer(place, there, act) {
    if (!there) return;
    const button = tools.querySelector(place);
    // Whoever shuts the device's window again has done nothing wrong.
    button.addEventListener('click', () => act().catch(() => {}));
    button.hidden = tools.hidden = false;
  }
}
