"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const panel = document.getElementById("token");
let pinned = null;
let shown = data.views[0] || "";

function make(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (parent) parent.appendChild(node);
  return node;
}

function fieldOf(label) { return label < 0 ? -1 : Math.floor((label + 1) / 2); }

// How gold and prediction differ in a token's field: a key of data.differences, or "".
function difference(page, at) {
  const gold = fieldOf(page.gold.field[at]);
  const predicted = fieldOf(page.predicted.field[at]);
  if (gold < 0) return predicted > 0 ? "unsure" : "";
  if (gold === predicted) return "";
  if (gold === 0) return "predicted";
  return predicted === 0 ? "gold" : "other";
}

function look(page, at) {
  if (shown === "differences") {
    const [gold, predicted] = [page.gold.entry[at], page.predicted.entry[at]];
    const uneven = gold >= 0 && (gold === 1) !== (predicted === 1);
    return [data.differences[difference(page, at)], uneven ? "uneven" : ""];
  }
  const view = page[shown];
  if (!view) return ["", ""];
  const field = fieldOf(view.field[at]);
  const begins = view.field[at] > 0 && view.field[at] % 2 === 1 ? "begin" : "";
  const frame = view.entry[at] === 1 ? "entry" : begins;
  return [data.colours[field < 0 ? "masked" : field], frame];
}

function paint() {
  for (const page of data.pages) {
    page.rects.forEach((rect, at) => {
      const [colour, name] = look(page, at);
      rect.style.fill = colour || "transparent";
      rect.setAttribute("class", name);
      const [width, height] = [rect.width.baseVal.value, rect.height.baseVal.value];
      // Of a field's first token the left edge alone is drawn.
      rect.style.strokeDasharray = name === "begin" ? `0 ${2 * width + height} ${height} 0` : "";
    });
  }
  for (const key of document.querySelectorAll(".key")) {
    key.hidden = (key.dataset.for === "differences") !== (shown === "differences");
  }
}

function describe(page, at) {
  const rows = [["page, token", `${page.number + 1}, ${at + 1}`]];
  for (const key of ["gold", "predicted"]) {
    const view = page[key];
    if (!view) continue;
    const field = view.field[at] < 0 ? "masked" : data.fieldLabels[view.field[at]];
    const entry = view.entry[at] < 0 ? "masked" : data.entryLabels[view.entry[at]];
    rows.push([key, `${field}; entry: ${entry}`]);
  }
  const facts = Object.entries(page.columns).map(([name, values]) => [name, values[at]]);
  panel.replaceChildren();
  const title = document.createElement("b");
  title.textContent = page.texts[at];
  const table = document.createElement("table");
  const add = (name, value, share) => {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    const cell = row.insertCell();
    if (share !== undefined) {
      const bar = document.createElement("span");
      bar.className = "bar";
      bar.style.width = `${Math.round(share * 120)}px`;
      cell.append(bar, " ");
    }
    cell.append(String(value));
  };
  for (const [name, value] of rows) add(name, value);
  for (const [label, share] of (page.top ? page.top[at] : [])) {
    add(data.fieldLabels[label], share.toFixed(3), share);
  }
  // A document has a hundred features: those that are 0 are left out.
  for (const [name, value] of facts) if (value !== 0 && value !== "") add(name, value);
  panel.append(title, table);
}

function build() {
  for (const page of data.pages) {
    const svg = document.querySelector(`#page-${page.number} svg`);
    page.rects = page.texts.map((text, at) => {
      const [left, top, right, bottom] = page.boxes[at];
      const rect = make("rect", {
        x: left, y: top, width: Math.max(right - left, 0.5), height: Math.max(bottom - top, 0.5),
      }, svg);
      rect.addEventListener("mouseenter", () => { if (!pinned) describe(page, at); });
      rect.addEventListener("click", () => pin(rect, page, at));
      return rect;
    });
  }
  for (const input of document.querySelectorAll("input[name=view]")) {
    input.addEventListener("change", () => { shown = input.value; paint(); });
  }
  for (const value of document.querySelectorAll(".value[data-regions]")) {
    value.addEventListener("mouseenter", () => show(JSON.parse(value.dataset.regions), false));
    value.addEventListener("click", () => show(JSON.parse(value.dataset.regions), true));
    value.addEventListener("mouseleave", () => show([], false));
  }
  paint();
}

// Keep a token in the panel, so that the mouse may go there; a second click lets it go.
function pin(rect, page, at) {
  const again = pinned === rect;
  if (pinned) pinned.style.stroke = "";
  pinned = again ? null : rect;
  if (pinned) pinned.style.stroke = "#d0006f";
  describe(page, at);
}

function show(regions, scroll) {
  for (const old of document.querySelectorAll(".region")) old.remove();
  for (const { page, box } of regions) {
    const svg = document.querySelector(`#page-${page} svg`);
    if (!svg) continue;
    make("rect", { class: "region", x: box[0] - 1, y: box[1] - 1,
      width: box[2] - box[0] + 2, height: box[3] - box[1] + 2 }, svg);
  }
  const first = document.querySelector(".region");
  if (scroll && first) first.scrollIntoView({ block: "center", behavior: "smooth" });
}

build();
