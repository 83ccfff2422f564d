// What every page does beyond HTML and htmx.
// What was typed is not lost without a question: by going elsewhere, or by sending another form of the page.
(function () {
  let typed = null;
  document.addEventListener("input", (event) => { typed = event.target.closest("form[method=post]") || typed; });
  document.addEventListener("submit", (event) => { if (event.target === typed) typed = null; });
  addEventListener("beforeunload", (event) => { if (typed && typed.isConnected) event.preventDefault(); });
})();
