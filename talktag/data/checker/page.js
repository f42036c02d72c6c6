// The page: takes a file, has it read, and says what came of it; then holds the key against what the visitor gives.
// It never loads, sends or keeps anything. Whatever a file says becomes text, never an element.

const VALUES = JSON.parse(document.getElementById("values").textContent);
const WORDS = VALUES.words;
const PAGE = VALUES.page; // what the page in a bundle calls things
const SAVING = "application/octet-stream"; // no browser opens it by itself

// RFC 8032, section 7.1, test 2: whether this browser can tell a good signature from a bad one.
const TEST_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const TEST_SIGNATURE =
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

let current = null; // the bundle that is shown, if it is intact
let turn = 0; // which file was taken last; what comes of an earlier one is not shown

function place(id) {
  return document.getElementById(id);
}

function make(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content.filter((part) => part !== null));
  return made;
}

// The nodes of a text of ours with each {name} of `parts` in its place.
function filled(text, parts) {
  return text.split(/\{([a-z]+)\}/).map((piece, number) => (number % 2 ? parts[piece] : piece));
}

function foreign(tag, text, attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, shown(text, true));
}

function called(names, word) {
  return Object.hasOwn(names, word) ? names[word] : word;
}

async function isAble() {
  try {
    new DecompressionStream("deflate-raw");
    const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
    const [key, signature] = [fromHex(TEST_KEY), fromHex(TEST_SIGNATURE)];
    const good = await holdsEd25519(key, signature, bytesOf("\x72"));
    return good && !(await holdsEd25519(key, signature, bytesOf("\x73")));
  } catch {
    return false;
  }
}

// What came of a file: {state}, and with it the bundle, or why it was refused.
async function examine(file) {
  try {
    if (!file.size) await file.arrayBuffer(); // which fails where the file is gone
    if (isEncrypted(await bytesAt(file, 0, 40))) return { state: "encrypted" };
    return { state: "intact", bundle: await readBundle(file) };
  } catch (error) {
    if (error instanceof Refused) return { state: "refused", refusal: error };
    if (error instanceof DOMException) return { state: "unreadable" };
    console.error(error);
    return { state: "failed" };
  }
}

async function takeFile(file) {
  const own = ++turn;
  current = null;
  showBundle();
  say("busy", WORDS.checking, [], file.name);
  const outcome = await examine(file);
  if (own !== turn) return;
  if (outcome.state === "intact") {
    current = { name: file.name, ...outcome.bundle };
    showBundle();
    compare();
  } else if (outcome.state === "refused") {
    say("refused", WORDS.refused, reasonLines(outcome.refusal), file.name);
  } else {
    const how = filled(WORDS.encrypted_how, { command: make("code", {}, VALUES.decrypt) });
    say("notice", WORDS[outcome.state], outcome.state === "encrypted" ? [make("p", {}, ...how)] : [], file.name);
  }
}

// The verdict, in words before it is in colours.
function say(state, heading, lines, name) {
  const file = name ? foreign("p", name, { class: "muted" }) : null;
  place("verdict").className = `verdict ${state}`;
  place("verdict").replaceChildren(make("h2", {}, heading), ...lines, ...(file ? [file] : []));
  place("verdict").hidden = false;
}

function reasonLines(refusal) {
  const file = make("code", { dir: "auto" }, shown(refusal.file || ""));
  return [
    make("p", { class: "reason" }, ...filled(WORDS.reasons[refusal.reason], { file })),
    make("p", {}, WORDS.refused_how),
    make("p", { class: "detail" }, WORDS.in_english, " ", make("q", { lang: "en", dir: "auto" }, refusal.message)),
  ];
}

// Hold the key of the bundle against what was given, and say so.
function compare() {
  const text = place("given").value;
  const given = readGiven(text);
  place("compared").textContent = text.trim() && !given ? WORDS.given_part : "";
  if (!current) return null;
  const isSame = given && isSameKey(given, current.key);
  const isOther = given && !isSame; // then nothing is shown of what somebody else says
  place("said").hidden = isOther;
  place("files").hidden = isOther || !current.table.get("files").length;
  if (!given) return say("unknown", WORDS.unknown, [make("p", {}, WORDS.unknown_how)], current.name);
  const word = given.kind === "digits" ? "digits" : "line";
  const [heading, how] = isSame ? [`known_${word}`, "known_how"] : [`other_${word}`, "other_how"];
  place("compared").textContent = WORDS[heading];
  return say(isSame ? "known" : "refused", WORDS[heading], [make("p", {}, WORDS[how])], current.name);
}

// The key, what the signer says and the files: of the bundle that is shown, hidden where there is none.
function showBundle() {
  for (const id of ["key", "said", "files"]) place(id).hidden = true;
  place("compared").textContent = "";
  if (!current) return;
  place("key").hidden = false;
  place("fingerprint").textContent = current.key.fingerprint;
  place("digits").textContent = current.key.digits.match(/.{5}/g).join(" ");
  place("claims").replaceChildren(...claims(current.table));
  place("shared").replaceChildren(...sharedLine(current.table));
  place("number").replaceChildren(...numberLine(current.table));
  place("uncompared").replaceChildren(...uncomparedLine(current.uncompared));
  place("hashes").textContent = Array.from(current.hashes, ([name, hash]) => `${hash}  ${name}\n`).join("");
  place("list").replaceChildren(...current.table.get("files").map(fileItem));
}

function claims(table) {
  const [signer, audience] = [table.get("signer"), table.get("audience")];
  const created = table.get("created");
  const moment = PAGE.moment.replace("{moment}", `${created.slice(0, 10)} ${created.slice(11, 16)}`);
  const role = audience?.get("role");
  const rows = [
    [WORDS.what, WORDS.kinds[table.get("kind")]],
    ...productsOf(table).map((product) => [PAGE.product, product.get("name")]),
    [PAGE.sender, signer.get("name"), signer.get("contact")],
    [PAGE.audience, audience?.get("name"), role && called(PAGE.roles, role)],
    [PAGE.made, moment],
    [PAGE.purpose, table.get("purpose")],
    [PAGE.until, table.get("until")],
    [PAGE.terms, table.get("terms")],
    [WORDS.answers, table.get("in_reply_to")?.get("bundle")],
    [WORDS.channel, table.get("channel")],
    [WORDS.follows, table.get("previous")],
    ...conversation(table),
  ];
  return rows.filter(([, value]) => value).map(([name, value, detail]) => {
    const more = detail ? foreign("span", detail, { class: "muted" }) : null;
    return make("div", {}, make("dt", {}, shown(name)), make("dd", { dir: "auto" }, foreign("bdi", value), more));
  });
}

function sharedLine(table) {
  const sections = table.get("shared").map((section) => {
    const [head, ...rest] = section.split(":");
    const names = { files: PAGE.files, entries: PAGE.entries }[head] || {};
    return rest.length ? called(names, rest.join(":")) : called(PAGE.sections, head);
  });
  return sections.length ? filled(PAGE.shared, { sections: foreign("bdi", sections.join(", ")) }) : [];
}

function numberLine(table) {
  const bundle = make("code", {}, table.get("bundle"));
  return filled(PAGE.bundle, { bundle, number: String(table.get("sequence")) });
}

function uncomparedLine(names) {
  return names.length ? filled(WORDS.uncompared, { files: make("code", {}, names.join(", ")) }) : [];
}

function fileItem(file) {
  const path = file.get("path");
  const name = path.slice("files/".length);
  const button = make("button", { type: "button", "aria-label": WORDS.save.replace("{file}", name) }, WORDS.action);
  button.addEventListener("click", () => save(name, current.payload.get(path).blob));
  const detail = [foreign("bdi", called(PAGE.files, file.get("kind"))), " \u00b7 ", sizeIn(Number(file.get("size")))];
  return make("li", {}, make("span", {}, name, make("span", { class: "muted" }, ...detail)), button);
}

function sizeIn(size) {
  for (const [unit, factor] of [[PAGE.mega, 1_000_000], [PAGE.kilo, 1000]]) {
    if (size >= factor) return `${(size / factor).toFixed(1).replace(".", PAGE.decimal_mark)} ${unit}`;
  }
  return `${size} ${PAGE.small}`;
}

function save(name, blob) {
  const address = URL.createObjectURL(new Blob([blob], { type: SAVING }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function takeFiles(files) {
  if (files.length === 1) return takeFile(files[0]);
  if (!files.length) return null;
  turn++;
  current = null;
  showBundle();
  return say("notice", WORDS.one, []);
}

function holdsFiles(event) {
  return event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
}

function listen() {
  place("file").addEventListener("change", (event) => {
    const files = Array.from(event.target.files);
    event.target.value = ""; // so that the same file can be chosen again
    takeFiles(files);
  });
  place("given").addEventListener("input", compare);
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault(); // or the browser would open the file in place of this page
      place("choose").classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") takeFiles(Array.from(event.dataTransfer.files));
    });
  }
}

// Until it is known that this browser can check, the page says that it cannot.
isAble().then((able) => {
  if (!able) return;
  place("unable").hidden = true;
  place("choose").hidden = false;
  listen();
});
