"use strict";
const rows = [...document.querySelectorAll(".misses tbody tr")];
const inputs = [...document.querySelectorAll(".filters select")];
const count = document.getElementById("count");
function filter() {
  let shown = 0;
  for (const row of rows) {
    row.hidden = inputs.some((input) => input.value && row.dataset[input.name] !== input.value);
    shown += !row.hidden;
  }
  if (count) count.textContent = `${shown} of ${rows.length}`;
}
for (const input of inputs) input.addEventListener("change", filter);
filter();
