// Refusals, and foreign text made fit to be shown. It never drops a letter, and never makes an element of one.

class Refused extends Error {
  // `reason` is one of the reasons that the page has words for; `detail` is what `talktag verify` says of the same
  // bundle; `file` is the name that the words of the reason speak of, if they do.
  constructor(reason, detail, file) {
    super(detail);
    this.reason = reason;
    this.file = file;
  }
}

function refuse(reason, detail, file) {
  throw new Refused(reason, detail, file);
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const PILED = /[\p{Mn}\p{Me}]/u;
const SPACING = /\p{Mc}/u;
const JOINERS = "\u200c\u200d"; // ordinary spelling in Persian and Hindi, and inside one emoji
const MOST_MARKS = 4; // on one letter: as many as any living script piles up; hundreds would cover the lines around them

// Control, format and direction characters as escapes; with `lines`, line feeds and tabs stay as they are. The same as
// `escape` in talktag/model/values/foreign_text.py; a test holds the two together.
function shown(text, lines) {
  let out = "";
  let marks = 0;
  for (const letter of text) {
    const isJoiner = JOINERS.includes(letter);
    if (PILED.test(letter)) marks += 1;
    else if (!isJoiner && !SPACING.test(letter)) marks = 0; // neither begins a letter on which more could be piled
    const isPlain = isJoiner || !UNSEEN.test(letter) || (lines && (letter === "\n" || letter === "\t"));
    out += isPlain && !(PILED.test(letter) && marks > MOST_MARKS) ? letter : escaped(letter);
  }
  return out;
}

function escaped(letter) {
  const code = letter.codePointAt(0);
  if (code < 0x100) return "\\x" + code.toString(16).padStart(2, "0");
  if (code < 0x10000) return "\\u" + code.toString(16).padStart(4, "0");
  return "\\U" + code.toString(16).padStart(8, "0");
}

// In double quotes for a message, and cut after 60 characters.
function quoted(text) {
  const letters = Array.from(text);
  return `"${shown(letters.length > 60 ? letters.slice(0, 60).join("") + "\u2026" : text)}"`;
}
