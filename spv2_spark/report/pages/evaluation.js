"use strict";
const rows = [...document.querySelectorAll(".misses tbody tr")];
const filters = document.querySelector(".filters");

function add(name) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.name = name;
  select.add(new Option("all", ""));
  for (const value of [...new Set(rows.map((row) => row.dataset[name]))].sort()) {
    select.add(new Option(value));
  }
  select.addEventListener("change", filter);
  label.append(`${name} `, select);
  filters.insertBefore(label, filters.lastChild);
}

function filter() {
  const chosen = [...filters.querySelectorAll("select")].filter((one) => one.value);
  let shown = 0;
  for (const row of rows) {
    row.hidden = chosen.some((one) => row.dataset[one.name] !== one.value);
    shown += !row.hidden;
  }
  document.getElementById("count").textContent = `${shown} of ${rows.length}`;
}

if (filters) {
  for (const name of ["collection", "field", "soft"]) add(name);
  filter();
}
