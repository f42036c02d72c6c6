// Searches the things of a site: every word that is typed has to be in what is known of a thing. It loads nothing,
// keeps nothing and sends nothing; what it shows is text, never markup.

(function () {
"use strict";

const { rows, folder, shown, found, more } = JSON.parse(document.getElementById("values").text);
const words = document.getElementById("words");
const count = document.getElementById("count");
const hits = document.getElementById("hits");
let texts = null; // made when something is typed first: thousands of things take a moment

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}

function lineOf([stem, name, beside]) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${folder}/${stem}.html`;
  link.dir = "auto";
  link.textContent = name;
  const rest = document.createElement("span");
  rest.className = "muted";
  rest.dir = "auto";
  rest.textContent = beside;
  line.append(link, rest);
  return line;
}

function search() {
  texts = texts || rows.map((row) => folded(row.slice(1).join("\n")));
  const wanted = folded(words.value).split(/\s+/).filter(Boolean);
  const met = wanted.length ? rows.filter((_, at) => wanted.every((word) => texts[at].includes(word))) : [];
  hits.replaceChildren(...met.slice(0, shown).map(lineOf));
  const text = met.length > shown ? more : found;
  count.textContent = wanted.length ? text.replace("{count}", met.length).replace("{shown}", shown) : "";
}

document.getElementById("field").hidden = false;
words.addEventListener("input", search);
if (words.value) search(); // as after going back to this page
})();
