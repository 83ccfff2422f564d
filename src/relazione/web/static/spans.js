// Words of the text: where they stand in code points, and how a selection snaps to them. Offsets of the ledger count
// code points, those of the browser UTF-16 units; every stretch of text says at which code point it begins.
window.Words = (() => {
  const text = document.querySelector(".desk .text");
  if (!text) return null;
  const WORD = /[\p{L}\p{N}\p{M}]+(?:[-\u2010\u2011'\u2018\u2019\u02bc.,][\p{L}\p{N}\p{M}]+)*/gu;
  const points = (string) => [...string].length;
  const stretches = [...text.querySelectorAll("[data-start]")].map((element) => ({
    node: element.firstChild, start: Number(element.dataset.start), length: points(element.textContent),
  })).filter((stretch) => stretch.node);
  const lines = [...text.querySelectorAll("p")].map((line) => ({
    start: Number(line.querySelector("[data-start]").dataset.start), words: line.textContent,
  }));
  const all = lines.flatMap((line) => [...line.words.matchAll(WORD)].map((match) => {
    const start = line.start + points(line.words.slice(0, match.index));
    return { start, end: start + points(match[0]) };
  }));

  // code point of a place in the page
  const pointOf = (node, offset) => {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!element) return null;
    const before = node.nodeType === Node.TEXT_NODE ? node.textContent.slice(0, offset) : offset ? element.textContent : "";
    return Number(element.dataset.start) + points(before);
  };
  // place in the page of a code point
  const placeOf = (point, isEnd) => {
    const fits = (one) => (isEnd ? one.start < point && point <= one.start + one.length : one.start <= point && point < one.start + one.length);
    const stretch = stretches.find(fits);
    return stretch && [stretch.node, [...stretch.node.textContent].slice(0, point - stretch.start).join("").length];
  };
  // the words that a selection touches, as one span; null where it touches none
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const first = pointOf(range.startContainer, range.startOffset);
    const last = pointOf(range.endContainer, range.endOffset);
    if (first === null || last === null) return null;
    const touched = all.filter((word) => word.end > first && word.start < last);
    return touched.length ? { start: touched[0].start, end: touched.at(-1).end } : null;
  };
  const select = (span) => {
    const [start, end] = [placeOf(span.start, false), placeOf(span.end, true)];
    if (start && end) getSelection().setBaseAndExtent(...start, ...end);
  };
  const wordsOf = (span) => stretches.map((one) => {
    const from = Math.max(span.start, one.start);
    const to = Math.min(span.end, one.start + one.length);
    return from < to ? [...one.node.textContent].slice(from - one.start, to - one.start).join("") : "";
  }).join("");
  const scroll = (span) => placeOf(span.start, false)?.[0].parentElement.scrollIntoView({ block: "nearest" });
  return { text, all, selected, select, wordsOf, scroll };
})();
