// The words of the page in the language that its reader chose. What an owner or a finder wrote is never taken for one.

const WORDS = JSON.parse(document.getElementById("texts").textContent);
const LANGUAGES = Object.keys(WORDS);
let language = LANGUAGES.includes(document.documentElement.lang) ? document.documentElement.lang : "en";

function place(id) {
  return document.getElementById(id);
}

function word(key, parts = {}) {
  return WORDS[language][key].replace(/\{([a-z]+)\}/g, (_, name) => String(parts[name]));
}

// The first language of the browser that the page is written in; null where it is in none of them.
function preferred(tags) {
  const bases = Array.from(tags || [], (tag) => String(tag).toLowerCase().split("-")[0]);
  return bases.find((base) => LANGUAGES.includes(base)) || null;
}

// Say everything on the page in that language: each element names the text that it holds.
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  place("language").value = chosen;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word, each.parts);
  for (const each of document.querySelectorAll("#photo img")) each.alt = word("photo");
  document.title = place("heading").textContent;
}

// Put a text of ours into an element, so that it is said again in the next language; nothing for null.
function tell(id, key, parts) {
  const element = place(id);
  element.hidden = key === null;
  if (key === null) {
    delete element.dataset.word;
    element.textContent = "";
  } else {
    element.dataset.word = key;
    element.parts = parts;
    element.textContent = word(key, parts);
  }
}

function make(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

// Words of somebody else as one text: what would steer, hide or cover something is spelled out.
function foreign(tag, text, attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, SIGNED.shown(text, true));
}
