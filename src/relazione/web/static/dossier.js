"use strict";
// The dossier made livelier: evidence that closes again, a band to zoom in time, a network to drag. All works without.
(function () {
  const DAY = 86400000;
  const iso = (day) => day.toISOString().slice(0, 10);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.proof");
    if (!link || link.getAttribute("aria-expanded") !== "true") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    evidenceOf(link).replaceChildren();
    link.setAttribute("aria-expanded", "false");
  }, true);

  let before = null, driven = -1; // the line above a button for more, and the band whose keys or buttons were used
  document.addEventListener("htmx:beforeRequest", (event) => {
    const more = event.target.closest("li.more");
    before = more && { line: more.previousElementSibling };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const link = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (link && link.matches("a.proof")) link.setAttribute("aria-expanded", "true");
    enliven();
    keepFocus();
  });

  function keepFocus() {
    const line = before && before.line && before.line.nextElementSibling;
    const band = driven < 0 ? null : document.querySelectorAll(".band")[driven];
    before = null;
    driven = -1;
    const place = line ? line.querySelector("a, button") : band && band.querySelector("svg");
    if (place) place.focus({ preventScroll: true });
  }

  function evidenceOf(link) {
    const all = [...document.querySelectorAll("a.proof, .evidence")];
    return all.slice(all.indexOf(link)).find((one) => one.classList.contains("evidence"));
  }

  function enliven() {
    const live = document.getElementById("dossier");
    if (!live || typeof d3 === "undefined") return;
    live.querySelectorAll(".band").forEach((band) => { if (!band.firstChild) drawBand(live, band); });
    live.querySelectorAll("svg.network:not(.alive)").forEach(dragNetwork);
    live.querySelectorAll("a.proof:not([aria-expanded])").forEach((link) => link.setAttribute("aria-expanded", "false"));
  }

  function drawBand(live, band) {
    const events = band.dataset.events.split(";").filter(Boolean).map((entry) => {
      const [day, score, quad] = entry.split(",");
      return { day: new Date(day), score: Number(score), quad };
    });
    const narrowed = live.dataset.since || live.dataset.until;
    if (events.length < 2 && !narrowed) return;
    const width = Math.max(320, band.parentElement.clientWidth), height = 92, left = 28, right = 28;
    const asked = [live.dataset.since, live.dataset.until].map((day) => (day ? new Date(day) : null));
    const [first, last] = d3.extent([...events.map((event) => event.day), ...asked.filter(Boolean)]);
    const around = Math.max(0, 7 * DAY - (last - first)) / 2;
    const domain = [asked[0] || new Date(first - around), asked[1] || new Date(+last + DAY + around)];
    const x = d3.scaleUtc(domain, [left, width - right]);
    const y = d3.scaleLinear([-10, 10], [66, 8]);
    const svg = d3.select(band).append("svg").attr("viewBox", `0 0 ${width} ${height}`)
      .attr("tabindex", "0").attr("role", "group").attr("aria-label", band.dataset.label);
    svg.append("line").attr("class", "zero").attr("x1", left).attr("x2", width - right).attr("y1", y(0)).attr("y2", y(0));
    svg.append("g").selectAll("circle").data(events).join("circle").attr("class", (event) => `q${event.quad}`)
      .attr("cx", (event) => x(event.day)).attr("cy", (event) => y(event.score)).attr("r", 3.2);
    svg.append("g").attr("class", "axis").attr("transform", "translate(0,70)").call(axisOf(x));
    const brush = d3.brushX().extent([[left, 2], [width - right, 68]]).on("end", (event) => {
      if (event.selection && event.sourceEvent) choose(event.selection.map(x.invert));
    });
    svg.append("g").attr("class", "brush").call(brush);
    svg.on("wheel", null);
    const zoom = (factor, shift) => {
      const span = domain[1] - domain[0], middle = (+domain[0] + +domain[1]) / 2 + shift * span;
      const half = Math.max(span * factor / 2, DAY / 2);
      choose([new Date(middle - half), new Date(middle + half)]);
    };
    svg.on("keydown", (event) => {
      const keys = { ArrowLeft: [1, -0.25], ArrowRight: [1, 0.25], "+": [0.5, 0], "-": [2, 0] };
      if (event.key === "0" || event.key === "Escape") choose(null);
      else if (keys[event.key]) zoom(...keys[event.key]);
      else return;
      event.preventDefault();
    });
    const row = d3.select(band).append("div").attr("class", "zoom");
    const button = (words, act) => row.append("button").attr("type", "button").text(words).on("click", act);
    button(`+ ${band.dataset.nearer}`, () => zoom(0.5, 0));
    button(`− ${band.dataset.farther}`, () => zoom(2, 0));
    button(band.dataset.all, () => choose(null));
    row.append("span").attr("class", "soft").text(`${iso(domain[0])} – ${iso(new Date(+domain[1] - 1))}`);
  }

  function axisOf(x) {
    const [start, end] = x.domain(), days = (end - start) / DAY;
    const parts = days > 1500 ? { year: "numeric" } : days > 120 ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang; // as in the lists
    const said = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...parts });
    return d3.axisBottom(x).ticks(days < 8 ? d3.utcDay : 6).tickSizeOuter(0).tickFormat((day) => said.format(day));
  }

  function choose(period) {
    const form = document.querySelector("form.filters");
    if (!form) return;
    driven = [...document.querySelectorAll(".band")].indexOf(document.activeElement.closest(".band"));
    form.elements.since.value = period ? iso(period[0]) : "";
    form.elements.until.value = period ? iso(period[1]) : "";
    htmx.trigger(form, "submit");
  }

  function dragNetwork(drawn) {
    const svg = d3.select(drawn).classed("alive", true);
    const ties = svg.selectAll(".tie");
    const nodes = svg.selectAll(".node");
    nodes.each(function () { this.at = { x: 0, y: 0 }; });
    nodes.call(d3.drag().on("drag", function (event) {
      this.at.x += event.dx;
      this.at.y += event.dy;
      d3.select(this).attr("transform", `translate(${this.at.x},${this.at.y})`);
      const circle = this.querySelector("circle");
      const x = Number(circle.getAttribute("cx")) + this.at.x, y = Number(circle.getAttribute("cy")) + this.at.y;
      ties.filter(`[data-left="${CSS.escape(this.dataset.name)}"]`).attr("x1", x).attr("y1", y);
      ties.filter(`[data-right="${CSS.escape(this.dataset.name)}"]`).attr("x2", x).attr("y2", y);
    }));
    nodes.on("mouseenter", function () {
      const name = this.dataset.name, near = new Set([name]);
      ties.classed("near", function () {
        const mine = this.dataset.left === name || this.dataset.right === name;
        if (mine) near.add(this.dataset.left).add(this.dataset.right);
        return mine;
      });
      nodes.classed("near", function () { return near.has(this.dataset.name); });
      svg.classed("hovered", true);
    }).on("mouseleave", () => svg.classed("hovered", false));
  }

  enliven();
})();
