// Words lead to their records and records to their words; arrow keys go from mark to mark.
(() => {
  const report = document.querySelector(".report");
  if (!report) return;
  const all = [...report.querySelectorAll(".piece")];
  const pieces = all.filter((piece) => piece.matches("a"));
  const over = report.querySelector(".over");
  const cards = new Map([...report.querySelectorAll(".record")].map((card) => [card.dataset.record, card]));
  const live = document.getElementById("live");
  const recordsOf = (piece) => piece.dataset.records.split(" ");
  const piecesOf = (id) => all.filter((piece) => recordsOf(piece).includes(id));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bring = (element, block) => element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });

  const choose = (ids, words) => {
    all.forEach((piece) => piece.classList.toggle("chosen", words.includes(piece)));
    cards.forEach((card, id) => card.classList.toggle("chosen", ids.includes(id)));
  };
  const showRecords = (piece) => {
    const ids = recordsOf(piece).filter((id) => cards.get(id)?.offsetParent);
    if (!ids.length) return;
    choose(ids, [piece]);
    over.querySelector("ol").replaceChildren(...ids.map((id) => {
      const copy = cards.get(id).cloneNode(true);
      copy.removeAttribute("id");
      copy.classList.remove("chosen");
      return copy;
    }));
    over.hidden = false;
    live.textContent = `${report.dataset.found} ${ids.map((id) => cards.get(id).querySelector(".title").textContent).join("; ")}`;
  };
  const showWords = (id) => {
    const words = piecesOf(id);
    if (!words.length) return;
    choose([id], words);
    if (!over.contains(document.activeElement)) over.hidden = true;
    bring(words[0], "center");
    live.textContent = `${report.dataset.shown} ${words.map((piece) => piece.textContent).join("")}`;
    rove(words.find((piece) => piece.matches("a")) ?? current);
  };
  let current = pieces[0];
  const rove = (piece) => {
    current.tabIndex = -1;
    current = piece;
    current.tabIndex = 0;
  };
  pieces.forEach((piece) => { piece.tabIndex = piece === current ? 0 : -1; });

  report.addEventListener("click", (event) => {
    const piece = event.target.closest("a.piece");
    if (event.target.closest(".over .close")) { close(); return; }
    const title = event.target.closest(".record .title");
    const quoted = event.target.closest(".record .quoted");
    if (piece) {
      event.preventDefault();
      rove(piece);
      piece.focus({ preventScroll: true });
      showRecords(piece);
      history.replaceState(null, "", `#r-${recordsOf(piece)[0]}`);
    } else if (title || quoted) {
      event.preventDefault();
      const id = event.target.closest(".record").dataset.record;
      showWords(id);
      const at = quoted && all.find((found) => found.dataset.start === quoted.dataset.at);
      if (at) { bring(at, "center"); if (at.matches("a")) rove(at); }
      history.replaceState(null, "", `#r-${id}`);
    }
  });
  report.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("a.piece")) return;
    const next = pieces[pieces.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    rove(next);
    next.focus();
  });
  const close = () => {
    over.hidden = true;
    choose([], []);
    current.focus({ preventScroll: true });
  };
  report.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !over.hidden) close();
  });
  const follow = () => {
    const id = location.hash.match(/^#[rw]-(\w+)$/)?.[1];
    if (!id || !cards.has(id)) return;
    showWords(id);
    bring(cards.get(id), "nearest");
  };
  document.querySelector(".hint")?.removeAttribute("hidden");
  addEventListener("hashchange", follow);
  follow();
})();
