// JSON (RFC 8259) without what could be read in two ways, as talktag/bundle/document.py reads it. It never repairs.
// Objects become Maps, whole numbers BigInts; a doubled member, deep nesting and numbers out of bounds are refused.

const TABLE_LIMIT = 256_000; // bytes
const NESTING_LIMIT = 16;
const NUMBER_LIMIT = 20; // characters
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const STRING = /"((?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/y;
const SPACE = /[ \t\n\r]*/y;
const LITERALS = [["true", true], ["false", false], ["null", null]];
const CONSTANTS = ["NaN", "Infinity", "-Infinity"];

function parseTable({ size, data }) {
  if (size > TABLE_LIMIT) refuse("table", `the table has more than ${TABLE_LIMIT / 1000} kB`);
  const text = latin1(data);
  if (!isAscii(text)) refuse("table", "the table is not plain ASCII");
  const reader = { text, at: 0 };
  const value = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at !== text.length) notJson();
  return value;
}

function notJson() {
  refuse("table", "the table is not JSON");
}

// What the pattern finds right here, or nothing.
function take(reader, pattern) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}

function skipSpace(reader) {
  take(reader, SPACE);
}

function takes(reader, word) {
  if (!reader.text.startsWith(word, reader.at)) return false;
  reader.at += word.length;
  return true;
}

function readValue(reader, depth) {
  skipSpace(reader);
  const first = reader.text[reader.at];
  if (first === '"') return readText(reader);
  if (first === "{" || first === "[") {
    if (depth === NESTING_LIMIT) refuse("table", `the table is nested more than ${NESTING_LIMIT} deep`);
    reader.at++;
    return first === "{" ? readMembers(reader, depth + 1) : readItems(reader, depth + 1);
  }
  for (const [word, value] of LITERALS) if (takes(reader, word)) return value;
  for (const word of CONSTANTS) if (takes(reader, word)) refuse("table", `the table has "${word}" for a number`);
  return readNumber(reader);
}

function readText(reader) {
  const found = take(reader, STRING);
  return found ? JSON.parse(found[0]) : notJson();
}

function readNumber(reader) {
  const found = take(reader, NUMBER);
  if (!found) notJson();
  const [text, whole, fraction, exponent] = found;
  if (fraction === undefined && exponent === undefined) {
    if (text.length > NUMBER_LIMIT) refuse("table", `the table has a number of more than ${NUMBER_LIMIT} characters`);
    return BigInt(whole);
  }
  const number = text.length > NUMBER_LIMIT ? Infinity : Number(text);
  if (!Number.isFinite(number)) {
    const cut = text.length > NUMBER_LIMIT ? text.slice(0, NUMBER_LIMIT) + "\u2026" : text;
    refuse("table", `the table has the number "${cut}", which is out of bounds`);
  }
  return number;
}

function readItems(reader, depth) {
  const items = [];
  skipSpace(reader);
  if (takes(reader, "]")) return items;
  for (;;) {
    items.push(readValue(reader, depth));
    skipSpace(reader);
    if (takes(reader, "]")) return items;
    if (!takes(reader, ",")) notJson();
  }
}

function readMembers(reader, depth) {
  const members = new Map();
  skipSpace(reader);
  if (takes(reader, "}")) return members;
  for (;;) {
    skipSpace(reader);
    const key = readText(reader);
    if (members.has(key)) refuse("table", `the table gives ${quoted(key)} twice`);
    skipSpace(reader);
    if (!takes(reader, ":")) notJson();
    members.set(key, readValue(reader, depth));
    skipSpace(reader);
    if (takes(reader, "}")) return members;
    if (!takes(reader, ",")) notJson();
  }
}
