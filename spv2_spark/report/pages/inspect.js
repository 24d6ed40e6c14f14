"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const panel = document.getElementById("token");
let shown = data.views[0] ? data.views[0].key : "";

function make(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (parent) parent.appendChild(node);
  return node;
}

function fieldOf(label) { return label < 0 ? -1 : Math.floor((label + 1) / 2); }

function paint() {
  for (const page of data.pages) {
    page.rects.forEach((rect, at) => {
      const view = page[shown];
      const label = view ? view.field[at] : 0;
      const other = page.gold && page.predicted
        && fieldOf(page.gold.field[at]) !== fieldOf(page.predicted.field[at])
        && page.gold.field[at] >= 0;
      let colour = data.colours[fieldOf(label) < 0 ? "masked" : fieldOf(label)];
      if (shown === "differences") colour = other ? "#e0003c88" : "transparent";
      rect.style.fill = colour || "transparent";
      const begins = view && view.entry[at] === 1;
      rect.setAttribute("class", begins ? "entry" : "");
    });
  }
}

function describe(page, at) {
  const rows = [["page, token", `${page.number}, ${at}`]];
  for (const key of ["gold", "predicted"]) {
    const view = page[key];
    if (!view) continue;
    const field = view.field[at] < 0 ? "masked" : data.fieldLabels[view.field[at]];
    const entry = view.entry[at] < 0 ? "masked" : data.entryLabels[view.entry[at]];
    rows.push([key, `${field}; entry: ${entry}`]);
  }
  for (const [name, values] of Object.entries(page.columns)) rows.push([name, values[at]]);
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
      rect.addEventListener("mouseenter", () => describe(page, at));
      return rect;
    });
  }
  for (const input of document.querySelectorAll("input[name=view]")) {
    input.addEventListener("change", () => { shown = input.value; paint(); });
  }
  for (const value of document.querySelectorAll(".value[data-places]")) {
    value.addEventListener("mouseenter", () => show(JSON.parse(value.dataset.places), false));
    value.addEventListener("click", () => show(JSON.parse(value.dataset.places), true));
    value.addEventListener("mouseleave", () => show([], false));
  }
  paint();
}

function show(places, scroll) {
  for (const old of document.querySelectorAll(".place")) old.remove();
  for (const { page, box } of places) {
    const svg = document.querySelector(`#page-${page} svg`);
    if (!svg) continue;
    make("rect", { class: "place", x: box[0] - 1, y: box[1] - 1,
      width: box[2] - box[0] + 2, height: box[3] - box[1] + 2 }, svg);
  }
  if (scroll && places.length) {
    const page = document.getElementById(`page-${places[0].page}`);
    if (page) page.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}

build();
