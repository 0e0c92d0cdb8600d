// Remarks at the fields of a draft: a button at each field, what was said below it, and all of them in the side panel.
(() => {
  const panel = document.querySelector("[data-remarks]");
  const form = document.querySelector("form[data-edit-form]");
  if (!panel || !form) return;
  const words = panel.dataset;
  let told = JSON.parse(document.getElementById("remarks-told").textContent);

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const button = (text, act) => {
    const element = made("button", "button button-small button-secondary", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  // The page's own form keeps its text: nothing is loaded anew.
  const send = async (values) => {
    const body = new FormData();
    Object.entries(values).forEach(([name, value]) => body.append(name, value));
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const response = await fetch(words.remarks, { method: "POST", body, headers: { Accept: "application/json" } });
      const answer = await response.json();
      if (!response.ok) return answer.error || words.failed;
      told = answer;
      draw();
      return "";
    } catch {
      return words.failed;
    }
  };

  const place = (remark) => {
    const [field, block] = remark.place.split(".");
    const whole = form.querySelector(`[data-contentpath="${field}"]`);
    return (block && whole?.querySelector(`[data-contentpath="${block}"]`)) || whole;
  };

  const shown = (remark, inPanel) => {
    const item = made("li", remark.settledBy ? "desk-remark settled" : "desk-remark");
    if (inPanel) {
      const link = made("a", "", remark.label);
      link.href = "#";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(place(remark));
      });
      item.append(link);
    }
    item.append(made("p", "", remark.text));
    const settled = remark.settledBy ? ` · ${words.settled} ${remark.settledBy}` : "";
    item.append(made("small", "desk-soft", `${remark.author}, ${remark.at}${settled}`));
    if (told.mayWrite && !remark.settledBy) item.append(button(words.settle, () => send({ settle: remark.id })));
    return item;
  };

  const goTo = (element) => {
    if (!element) return;
    const tab = element.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][aria-controls="${tab.id}"], a[href="#${tab.id}"]`)?.click();
    element.scrollIntoView({ block: "center" });
    element.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true]")?.focus();
  };

  const writing = (path, holder) => {
    if (holder.querySelector("textarea")) return;
    const area = made("textarea", "");
    area.rows = 3;
    area.maxLength = 2000;
    area.setAttribute("aria-label", words.label);
    // Not a field of the text: it takes no part in saving or in the warning of unsaved changes.
    ["input", "change", "keyup"].forEach((name) => area.addEventListener(name, (event) => event.stopPropagation()));
    const failed = made("p", "error-message");
    failed.setAttribute("role", "alert");
    failed.hidden = true;
    const box = made("div", "desk-remark-form");
    const buttons = made("p", "desk-buttons");
    buttons.append(
      button(words.send, async () => {
        failed.textContent = await send({ place: path, text: area.value });
        failed.hidden = !failed.textContent;
      }),
      button(words.cancel, () => {
        box.remove();
        asking.hidden = false;
      }),
    );
    box.append(area, failed, buttons);
    const asking = holder.querySelector(":scope > .button");
    asking.hidden = true;
    holder.append(box);
    area.focus();
  };

  const draw = () => {
    form.querySelectorAll("[data-remarks-at]").forEach((element) => element.remove());
    form.querySelectorAll("[data-contentpath]").forEach((element) => {
      const above = element.parentElement.closest("[data-contentpath]");
      const path = above ? `${above.dataset.contentpath}.${element.dataset.contentpath}` : element.dataset.contentpath;
      if (above && (above.parentElement.closest("[data-contentpath]") || !/^[0-9a-f-]{36}$/.test(element.dataset.contentpath))) return;
      const said = told.remarks.filter((remark) => remark.place === path && !remark.settledBy);
      if (!said.length && !told.mayWrite) return;
      const holder = made("div", "desk-remarks-at");
      holder.dataset.remarksAt = path;
      if (said.length) {
        const list = made("ul", "");
        list.append(...said.map((remark) => shown(remark, false)));
        holder.append(list);
      }
      if (told.mayWrite) holder.append(button(words.say, () => writing(path, holder)));
      element.append(holder);
    });
    panel.replaceChildren();
    const open = told.remarks.filter((remark) => !remark.settledBy);
    const list = made("ul", "");
    list.append(...open.concat(told.remarks.filter((remark) => remark.settledBy)).map((remark) => shown(remark, true)));
    panel.append(told.remarks.length ? list : made("p", "desk-soft", words.none));
    const counter = document.querySelector('[data-side-panel-toggle="remarks"] [data-side-panel-toggle-counter]');
    if (counter) {
      counter.textContent = open.length;
      counter.hidden = !open.length;
    }
  };
  // Blocks are drawn by Wagtail's script after the page came.
  const begin = () => window.setTimeout(draw, 300);
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
})();
