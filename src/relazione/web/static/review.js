// Review from the keyboard, and words taken from the text as the spans of a record.
(() => {
  const Words = window.Words ?? null;
  const desk = document.querySelector(".desk");
  const live = document.getElementById("live");
  const banner = document.querySelector(".banner p");
  if (banner) live.textContent = banner.textContent;
  const byKey = (key) => [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  const keys = document.getElementById("keys");
  const ask = document.querySelector(".ask");
  if (ask) {
    ask.hidden = false;
    ask.addEventListener("click", () => keys.showModal());
  }
  const said = document.getElementById("words-for-script")?.dataset ?? {};
  const edit = document.getElementById("edit");
  const picking = document.querySelector(".picking");
  let open = null; // the field whose spans are being chosen
  let cursor = null; // first and last chosen word, by number

  const chosen = document.querySelector(".desk .piece.chosen");
  chosen?.scrollIntoView({ block: "center" });
  window.scrollTo({ top: 0 });
  document.querySelector('[aria-invalid="true"]')?.focus();

  const startEdit = () => {
    edit.open = true;
    (edit.querySelector("form select, form input:not([type=hidden])") ?? edit).focus();
  };
  const startSpans = (field) => {
    edit.open = true;
    open?.classList.remove("open");
    open = field ?? [...edit.querySelectorAll("[data-spans]")].at(-1);
    open.classList.add("open");
    picking.hidden = false;
    picking.classList.add("choosing");
    const from = Number(open.querySelector("input[type=checkbox]:checked")?.value.split("-")[0] ?? 0);
    const place = Math.max(0, Words.all.findIndex((word) => word.start >= from));
    cursor = [place, place];
    desk.querySelector(".reading").focus();
    show();
    live.textContent = said.spans;
  };
  const stopSpans = () => {
    open?.classList.remove("open");
    open = cursor = null;
    picking.hidden = true;
    picking.classList.remove("choosing");
  };
  const show = () => {
    const [from, to] = [Math.min(...cursor), Math.max(...cursor)];
    const span = { start: Words.all[from].start, end: Words.all[to].end };
    Words.select(span);
    Words.scroll(span);
    live.textContent = Words.wordsOf(span);
  };
  const take = () => {
    const span = Words.selected();
    if (!span || !open) return;
    const name = open.dataset.spans;
    const list = open.querySelector("ul");
    if ("single" in open.dataset) list.querySelectorAll("input").forEach((input) => { input.checked = false; });
    const item = document.createElement("li");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const quote = document.createElement("q");
    label.className = "tick";
    Object.assign(input, { type: "checkbox", name, checked: true, value: `${span.start}-${span.end}` });
    quote.textContent = Words.wordsOf(span);
    label.append(input, " ", quote);
    item.append(label);
    list.append(item);
    stopSpans();
    input.focus();
    live.textContent = `${said.taken} ${quote.textContent}`;
  };
  document.querySelectorAll("[data-spans] .take").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => startSpans(button.closest("[data-spans]")));
  });
  picking?.querySelector(".pick").addEventListener("click", take);

  // a selection with the mouse snaps to words; outside of a choice of spans it offers to add a record
  Words?.text.addEventListener("mouseup", () => setTimeout(() => {
    const span = Words.selected();
    if (!span) {
      if (!open) picking.hidden = true;
      return;
    }
    Words.select(span);
    picking.hidden = false;
    if (open) {
      const first = Words.all.findIndex((word) => word.start === span.start);
      const last = Words.all.findIndex((word) => word.end === span.end);
      cursor = [first, last];
      return;
    }
    picking.querySelectorAll("[data-kind]").forEach((link) => {
      const address = new URL(link.href);
      address.searchParams.delete("spans");
      address.searchParams.set("spans", `${span.start}-${span.end}`);
      link.href = address.href;
    });
  }));

  const move = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") return stopSpans();
    if (event.key === "Enter") { event.preventDefault(); return take(); }
    if (!step) return undefined;
    event.preventDefault();
    const last = Math.min(Words.all.length - 1, Math.max(0, cursor[1] + step));
    cursor = event.shiftKey ? [cursor[0], last] : [last, last];
    return show();
  };
  addEventListener("keydown", (event) => {
    if (keys?.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (cursor && (event.key.startsWith("Arrow") || event.key === "Enter" || event.key === "Escape") && !event.target.matches("button, a, summary")) {
      move(event);
      return;
    }
    if (event.key === "e" && edit) { event.preventDefault(); startEdit(); return; }
    if (event.key === "s" && edit) { event.preventDefault(); startSpans(); return; }
    if (event.key === "?" && keys) { event.preventDefault(); keys.showModal(); return; }
    if ("arunp".includes(event.key)) {
      const button = byKey(event.key);
      if (button) { event.preventDefault(); button.click(); }
    }
  });
})();
