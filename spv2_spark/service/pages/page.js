"use strict";
// What papers say is put on the page as text alone: textContent, never as HTML.
const FIELDS = [["title", "title"], ["author", "author"], ["bib-title", "title of a reference"],
  ["bib-author", "author of a reference"], ["venue", "venue"], ["year", "year"]];
const PT_PER_INCH = 72;
const AT_ONCE = 4; // files that are sent at a time

const formats = document.body.dataset.formats.split(" ");
const dpi = Number(document.body.dataset.dpi);
const papers = document.getElementById("papers");
const status = document.getElementById("status");

function make(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function button(text, act) {
  const node = make("button", text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

function pathOf(format, file) {
  return `v1/${format}/pdf?name=${encodeURIComponent(file.name)}`;
}

// A full queue says when to come again.
async function asked(format, file) {
  for (;;) {
    const answer = await fetch(pathOf(format, file), {
      method: "POST", body: file, headers: { "Content-Type": "application/pdf" },
    });
    if (answer.status !== 429) return answer;
    const wait = Number(answer.headers.get("Retry-After")) || 1;
    await new Promise((resolve) => setTimeout(resolve, 1000 * wait));
  }
}

// [field, place] of every value of a paper.
function placesOf(doc) {
  const found = [];
  const add = (field, value) => {
    for (const place of (value ? value.places : [])) found.push([field, place]);
  };
  add("title", doc.details.title);
  for (const one of doc.details.authors) add("author", one);
  for (const { details } of doc.bibs) {
    add("bib-title", details.title);
    for (const one of details.authors) add("bib-author", one);
    add("venue", details.venue);
    add("year", details.year);
  }
  return found;
}

// The pages of a paper as pictures with its spans over them.
class Sheet {
  constructor(article, file, doc) {
    this.article = article;
    this.file = file;
    this.places = placesOf(doc);
    this.pages = [...new Set(this.places.map(([, place]) => place.page))].sort((a, b) => a - b);
    if (!this.pages.length) this.pages = [0];
    this.urls = new Map();
    this.image = article.querySelector("img");
    for (const [name, step] of [["before", -1], ["after", 1]]) {
      article.querySelector(`.${name}`).addEventListener("click", () => {
        this.show(this.pages[this.pages.indexOf(this.page) + step], []);
      });
    }
    for (const [name, label] of FIELDS) article.querySelector(".key").append(make("li", label, name));
  }

  async show(page, marked) {
    this.page = page;
    const at = this.pages.indexOf(page);
    this.article.querySelector(".number").textContent = `Page ${page + 1}`;
    this.article.querySelector(".before").disabled = at <= 0;
    this.article.querySelector(".after").disabled = at === this.pages.length - 1;
    const url = await this.picture(page);
    if (this.page !== page) return; // another one was asked for meanwhile
    this.article.querySelector(".spans").replaceChildren();
    this.image.alt = url ? `Page ${page + 1} of ${this.file.name}` : "This page cannot be shown.";
    if (!url) { this.image.removeAttribute("src"); return; }
    this.image.src = url;
    await this.image.decode().catch(() => undefined);
    if (this.page === page) this.draw(marked);
  }

  async picture(page) {
    if (!this.urls.has(page)) {
      const answer = await fetch(`v1/png/pdf?page=${page}`, { method: "POST", body: this.file });
      this.urls.set(page, answer.ok ? URL.createObjectURL(await answer.blob()) : "");
    }
    return this.urls.get(page);
  }

  draw(marked) {
    const width = this.image.naturalWidth * PT_PER_INCH / dpi;
    const height = this.image.naturalHeight * PT_PER_INCH / dpi;
    const spans = [...this.places, ...marked.map((place) => ["shown", place])]
      .filter(([, place]) => place.page === this.page)
      .map(([field, { box }]) => {
        const span = make("span", undefined, field);
        span.style.left = `${100 * box[0] / width}%`;
        span.style.top = `${100 * box[1] / height}%`;
        span.style.width = `${100 * (box[2] - box[0]) / width}%`;
        span.style.height = `${100 * (box[3] - box[1]) / height}%`;
        return span;
      });
    this.article.querySelector(".spans").replaceChildren(...spans);
  }
}

function rowOf(bib, number, sheet) {
  const row = make("tr");
  const cells = [String(number), bib.authors.join(", "), bib.title, bib.venue, bib.year];
  for (const text of cells) row.append(make("td", text || ""));
  const last = make("td");
  if (bib.places.length) {
    const page = bib.places[0].page;
    const show = button(String(page + 1), () => sheet.show(page, bib.places));
    show.setAttribute("aria-label", `Show reference ${number} on page ${page + 1}`);
    last.append(show);
  }
  row.append(last);
  return row;
}

async function copy(format, file, article) {
  const answer = await asked(format, file);
  const text = await answer.text();
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = `Copied ${file.name} as ${format}.`;
  } catch { // no clipboard here: the text itself, to be copied by hand
    const area = article.querySelector(".copied");
    area.value = text;
    area.hidden = false;
    area.select();
    status.textContent = `${file.name} as ${format}: press the keys for copying.`;
  }
}

function showPaper(article, file, doc) {
  article.querySelector("h2").textContent = doc.title || "(no title found)";
  const counts = `${doc.authors.length} authors, ${doc.bibs.length} references`;
  article.querySelector(".facts").textContent = `${file.name}: ${counts}`;
  const sheet = new Sheet(article, file, doc);
  for (const name of doc.authors) article.querySelector(".authors").append(make("li", name));
  doc.bibs.forEach((bib, at) => article.querySelector("tbody").append(rowOf(bib, at + 1, sheet)));
  for (const format of formats) {
    article.querySelector(".actions").append(
      button(`Copy as ${format}`, () => copy(format, file, article)));
  }
  return sheet.show(sheet.pages[0], []);
}

function showFailure(article, file, message) {
  article.className = "failed";
  article.querySelector("h2").textContent = file.name;
  article.querySelector(".facts").textContent = message;
  article.querySelector(".parts").remove();
}

async function read(file) {
  const article = document.getElementById("paper").content.cloneNode(true).firstElementChild;
  let doc = null;
  let message = "";
  try {
    const answer = await (await asked("json", file)).json();
    doc = answer.doc;
    if (!doc) message = `Could not be read: ${answer.error.message}`;
  } catch (error) {
    message = `No answer: ${error.message}`;
  }
  papers.append(article);
  if (doc) await showPaper(article, file, doc);
  else showFailure(article, file, message);
}

async function readAll(files) {
  const todo = [...files];
  const total = todo.length;
  let ended = 0;
  const first = papers.childElementCount;
  const tell = () => { status.textContent = `${ended} of ${total} papers read.`; };
  tell();
  const work = async () => {
    while (todo.length) {
      await read(todo.shift());
      ended += 1;
      tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  papers.children[first]?.querySelector("h2").focus();
}

const drop = document.getElementById("drop");
const files = document.getElementById("files");
drop.addEventListener("submit", (event) => event.preventDefault());
files.addEventListener("change", () => {
  readAll(files.files);
});
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", over);
    if (name === "drop") readAll(event.dataTransfer.files);
  });
}
