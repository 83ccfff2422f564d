"use strict";
// The map of one state's relations, drawn from the table beside it, which says the same.
(function () {
  const holder = document.getElementById("map");
  if (!holder || typeof d3 === "undefined") return;
  const width = 900, height = 450;
  const rows = new Map([...document.querySelectorAll(".partners tr[data-code]")].map((row) => [row.dataset.code, {
    events: Number(row.dataset.events), mean: Number(row.dataset.mean),
    href: row.querySelector("a").getAttribute("href"), name: row.querySelector("a").textContent,
    said: [...row.cells].map((cell) => cell.textContent).join(" · "),
  }]));
  const areas = new Map(holder.dataset.areas.split(";").filter(Boolean).map((entry) => {
    const [id, drawn, name] = entry.split("=");
    return [id, { drawn, name }];
  }));
  const most = d3.max([...rows.values()], (row) => row.events) || 1;
  let by = "mean";

  const owner = (feature) => {
    const area = areas.get(feature.id);
    return area ? area.drawn : feature.id;
  };
  const shade = (code) => {
    if (code === holder.dataset.chosen) return "state self";
    const row = rows.get(code);
    if (!row) return "state";
    if (by === "events") return `state e${1 + Math.min(3, Math.floor(4 * Math.log1p(row.events) / Math.log1p(most + 1)))}`;
    return `state m${row.mean <= -5 ? 1 : row.mean < -1 ? 2 : row.mean <= 1 ? 3 : row.mean < 5 ? 4 : 5}`;
  };

  fetch(holder.dataset.map).then((answer) => answer.json()).then((world) => {
    const features = topojson.feature(world, world.objects.world).features;
    const projection = d3.geoNaturalEarth1().fitExtent([[6, 6], [width - 6, height - 6]], { type: "FeatureCollection", features });
    const path = d3.geoPath(projection);
    const svg = d3.select(holder).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", holder.dataset.label);
    const hatch = svg.append("defs").append("pattern").attr("id", "hatch").attr("width", 4).attr("height", 4)
      .attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
    hatch.append("rect").attr("class", "hatch-ground").attr("width", 4).attr("height", 4);
    hatch.append("line").attr("class", "hatch-line").attr("y2", 4);
    const ground = svg.append("g");
    const say = d3.select(holder).append("div").attr("class", "map-say").attr("aria-hidden", "true");

    const known = (feature) => rows.has(owner(feature));
    features.sort((one, other) => Number(known(one)) - Number(known(other)));
    for (const feature of features) {
      const code = owner(feature), row = rows.get(code), area = areas.get(feature.id);
      const hatched = area && area.drawn === "hatched";
      let place = ground;
      if (row && !area) {
        place = ground.append("a").attr("href", row.href).attr("aria-label", row.said);
        place.on("mouseenter focus", () => say.text(row.said)).on("mouseleave blur", () => say.text(""));
      } else if (area) {
        place = ground.append("g").on("mouseenter", () => say.text(`${area.name} (${holder.dataset.disputed})`)).on("mouseleave", () => say.text(""));
      }
      const shape = feature.geometry && path(feature);
      if (hatched) place.append("path").attr("class", "area").attr("d", shape).attr("fill", "url(#hatch)");
      else if (shape) place.append("path").datum(code).attr("class", shade(code)).attr("d", shape);
      if (row && feature.properties.at) {
        const [x, y] = projection(feature.properties.at);
        place.append("circle").datum(code).attr("class", shade(code)).attr("cx", x).attr("cy", y).attr("r", 3);
      }
    }

    const zoom = d3.zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [width, height]])
      .filter((event) => event.type !== "wheel" || event.ctrlKey || zoomed > 1)
      .on("zoom", (event) => { zoomed = event.transform.k; ground.attr("transform", event.transform); });
    let zoomed = 1;
    svg.call(zoom).on("dblclick.zoom", null);
    const tools = d3.select(holder).append("div").attr("class", "map-tools");
    const button = (words, name, act) => tools.append("button").attr("type", "button").attr("aria-label", name).text(words).on("click", act);
    const choices = [["mean", holder.dataset.mean], ["events", holder.dataset.events]].map(([key, words]) => {
      const choice = button(words, `${holder.dataset.colour} ${words}`, () => {
        by = key;
        ground.selectAll(".state").attr("class", (code) => shade(code));
        choices.forEach(([other, chosen]) => chosen.attr("aria-pressed", String(other === by)));
      }).attr("aria-pressed", String(key === by));
      return [key, choice];
    });
    button("+", "+", () => svg.call(zoom.scaleBy, 2));
    button("−", "−", () => svg.call(zoom.scaleBy, 0.5));
    document.querySelector(".map-key").hidden = false;
  });
})();
