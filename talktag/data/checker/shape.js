// The shape of a table: which members it must have, which it may have, and of what form; as talktag/bundle/schema.py.
// It never repairs. Members that are not known are let through, so that a later version can say more.

const FORMAT = "talktag-bundle/1";
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/u;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;

function wrong(place, fault) {
  refuse("table", place ? `in the table ${quoted(place)} ${fault}` : `the table ${fault}`);
}

function inner(place, key) {
  return place ? `${place}.${key}` : key;
}

function checkShape(table) {
  checkText(table, "");
  if (table instanceof Map && table.get("format") !== FORMAT) {
    const said = table.get("format");
    const found = typeof said === "string" ? quoted(said) : "none";
    refuse("table", `the table has the format ${found}, and this program reads "${FORMAT}"`);
  }
  TABLE(table, "");
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

function isText(value, place) {
  if (typeof value !== "string") wrong(place, "is not text");
}

function isSaid(value, place) {
  isText(value, place);
  if (/^[^\S\ufeff]*$/.test(value)) wrong(place, "is empty");
}

function isLike(pattern, form) {
  return (value, place) => {
    if (typeof value !== "string" || !pattern.test(value)) wrong(place, `is not ${form}`);
  };
}

function isTime(pattern, form) {
  return (value, place) => {
    const found = typeof value === "string" && pattern.exec(value);
    const [year, month, day, hour = 0, minute = 0, second = 0] = (found || []).slice(1).map(Number);
    const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate(); // the calendar repeats in 400 years
    const isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days;
    if (!found || !isDay || hour > 23 || minute > 59 || second > 59) wrong(place, `is not ${form}`);
  };
}

function isOneOf(...words) {
  return (value, place) => {
    if (!words.includes(value)) wrong(place, `is none of ${words.join(", ")}`);
  };
}

function isCount(least) {
  return (value, place) => {
    if (typeof value !== "bigint" || value < least) wrong(place, `is not a whole number from ${least} up`);
  };
}

function isList(rule) {
  return (value, place) => {
    if (!Array.isArray(value)) wrong(place, "is not a list");
    value.forEach((item, index) => rule(item, `${place}[${index + 1}]`));
  };
}

function isObject(required, optional) {
  return (value, place) => {
    if (!(value instanceof Map)) wrong(place, "is not an object");
    for (const key of Object.keys(required)) if (!value.has(key)) wrong(inner(place, key), "is missing");
    for (const [key, rule] of [...Object.entries(required), ...Object.entries(optional)]) {
      if (value.has(key)) rule(value.get(key), inner(place, key));
    }
  };
}

function texts(...keys) {
  return Object.fromEntries(keys.map((key) => [key, isText]));
}

const DAY = isTime(DATE, "a date like 2026-11-22");
const SHA256 = isLike(/^[0-9a-f]{64}$/, "a SHA-256 of 64 lower-case digits");
const ID = isLike(/^[0-9a-hjkmnp-tv-z]{13}$/, "an id of 13 characters");
const FINGERPRINT = isLike(/^SHA256:[A-Za-z0-9+/]{43}$/, "a fingerprint of a key");
const RECIPIENT = isLike(/^age1[02-9ac-hj-np-z]{58}$/, "an age recipient");

const ENTRY_TEXTS = texts("kind", "date", "title", "text", "party", "cost", "original", "signer");
const ENTRY = isObject({}, { ...ENTRY_TEXTS, due: DAY });
const PRODUCT = isObject(
  { id: isSaid, name: isSaid },
  {
    ...texts("maker", "model", "serial", "gtin", "place"),
    quantity: isCount(1),
    tags: isList(isText),
    labels: isList(isText),
    purchase: isObject({}, texts("date", "from", "price", "order")),
    value: isObject({}, {}),
    fields: isObject({}, {}),
    warranties: isList(isObject({}, texts("kind", "term", "until", "provider"))),
    entries: isList(ENTRY),
  },
);
const FILE = isObject(
  { path: isLike(FILE_PATH, "a path like files/photo-1.jpg"), kind: isSaid, sha256: SHA256, size: isCount(0) },
  { media: isLike(/^[a-z]+\/[a-z0-9.+-]{1,80}$/, "a media type") },
);
const TABLE = isObject(
  {
    kind: isOneOf(...Object.keys(BUNDLE_KINDS)),
    bundle: ID,
    sequence: isCount(1),
    created: isTime(MOMENT, "a moment like 2026-11-22T03:49:58Z"),
    product: PRODUCT,
    shared: isList(isText),
    signer: isObject({ name: isSaid, fingerprint: FINGERPRINT }, { contact: isText, age: RECIPIENT }),
    files: isList(FILE),
  },
  {
    in_reply_to: isObject({ bundle: ID, sha256: SHA256 }, {}),
    audience: isObject({ name: isSaid }, { role: isText, fingerprint: FINGERPRINT }),
    purpose: isText,
    until: DAY,
    terms: isText,
    notes: isList(isObject({ text: isText }, { note: isText, created: isText })),
  },
);
