// Holds a table against its schema, which is talktag/model/bundles/schema.py; as talktag/bundle/schema.py does.
// It never repairs. Members that are not known are let through, so that a later version can say more.

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/u;
const TYPES = {
  string: [(value) => typeof value === "string", "is not text"],
  array: [Array.isArray, "is not a list"],
  object: [(value) => value instanceof Map, "is not an object"],
  integer: [(value) => typeof value === "bigint", "is not a whole number"],
  boolean: [(value) => typeof value === "boolean", "is neither true nor false"],
};

function wrong(place, fault) {
  refuse("table", place ? `in the table ${quoted(place)} ${fault}` : `the table ${fault}`);
}

function inner(place, key) {
  return place ? `${place}.${key}` : key;
}

function checkShape(table) {
  checkText(table, "");
  if (table instanceof Map && table.get("format") !== BUNDLE_FORMAT) {
    const said = table.get("format");
    const found = typeof said === "string" ? quoted(said) : "none";
    refuse("table", `the table has the format ${found}, and this program reads "${BUNDLE_FORMAT}"`);
  }
  const said = table instanceof Map ? table.get("kind") : null;
  const kind = typeof said === "string" && Object.hasOwn(SCHEMA.kinds, said) ? said : SCHEMA.other;
  checkRule(table, SCHEMA.kinds[kind], "");
  const paths = new Set();
  for (const file of table.get("files")) {
    const path = file.get("path");
    if (paths.has(path)) refuse("table", `the table lists the file ${quoted(path)} twice`);
    paths.add(path);
  }
}

// No text anywhere, in a known member or not, may hold control characters or half of a surrogate pair.
function checkText(value, place) {
  if (typeof value === "string") {
    const found = CONTROL.exec(value);
    if (found) wrong(place, `holds ${found[0] >= "\ud800" ? "half a character" : "a control character"}`);
  } else if (value instanceof Map) {
    for (const [key, item] of value) {
      checkText(key, place ? `a name in ${place}` : "a name");
      checkText(item, inner(place, key));
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => checkText(item, `${place}[${index + 1}]`));
  }
}

function checkRule(value, stated, place) {
  const rule = stated.$ref ? SCHEMA.$defs[stated.$ref.slice("#/$defs/".length)] : stated;
  for (const each of rule.allOf || []) checkRule(value, each, place);
  const fault = faultOf(value, rule);
  if (fault) wrong(place, rule.fault || fault);
  for (const key of rule.required || []) if (!value.has(key)) wrong(inner(place, key), "is missing");
  for (const [key, each] of Object.entries(rule.properties || {})) {
    if (value.has(key)) checkRule(value.get(key), each, inner(place, key));
  }
  if (rule.items) value.forEach((item, index) => checkRule(item, rule.items, `${place}[${index + 1}]`));
}

// What is wrong with a value itself, its members aside; the words are those for a rule that has none of its own.
function faultOf(value, rule) {
  const [isOfType, words] = TYPES[rule.type] || [() => true, ""];
  if (!isOfType(value)) return words;
  if (rule.enum && !rule.enum.includes(value)) return `is none of ${rule.enum.join(", ")}`;
  const isWrong =
    rule.not ||
    (rule.pattern && !new RegExp(rule.pattern, "u").test(value)) ||
    (rule.format && !isInCalendar(value)) ||
    ("minimum" in rule && value < rule.minimum) ||
    ("maxItems" in rule && value.length > rule.maxItems);
  return isWrong ? "is not as it must be" : "";
}

// Of a text that has the form of a day, or of a day and a time.
function isInCalendar(text) {
  const [year, month, day, hour = 0, minute = 0, second = 0] = text.match(/\d+/g).map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate(); // the calendar repeats in 400 years
  const isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days;
  return isDay && hour <= 23 && minute <= 59 && second <= 59;
}
