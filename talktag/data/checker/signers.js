// Files of keys: public key lines, and OpenSSH's allowed signers (ssh-keygen(1)), read as
// talktag/seal/ssh/allowed_signers.py reads them. It says what a line vouches for; it never believes one.

const KEY_AT = /^((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)[ \t]+([^ \t]+)/;
const MARKED_KEY = /(?<!\S)((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)[ \t]+(\S+)/;
const PRINCIPALS = /^([^ \t\r"]*)(?:"([^"]*)"|(?=[ \t\r])|$)[ \t\r]*/;
const OPTIONS = /^(?:\\"|[^ \t"]|"(?:\\"|\\(?!")|[^"\\])*")*/;
const OPTION = /(cert-authority)|(namespaces|valid-after|valid-before)="((?:\\"|\\(?!")|[^"\\])*)"/iy;
const SSH_MOMENT = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|UTC)?$/i;
const MOST = [12, 31, 23, 59, 61]; // of month, day, hour, minute, second
const FILLINGS = [["", "0"], ["q7x", "q"]]; // what may stand for `*` and for `?`

// Every line that names a key, as {value, namespaces, after, before, revoked, refused}: `value` is its blob in base64.
function readSigners(text) {
  return text.replace(/^\ufeff/, "").split("\n").map((line) => signerLine(line.replace(/^[ \t\r]+|[ \t\r]+$/g, "")))
    .filter(Boolean);
}

// Whether a line vouches for a key that signed for `namespace`. One that any line calls revoked is so.
function vouchesFor(lines, value, namespace) {
  const found = lines.filter((line) => line.value === value);
  const now = Math.floor(Date.now() / 1000);
  return !found.some((line) => line.revoked) && found.some((line) => !line.refused &&
    (line.namespaces === undefined || matchesList(namespace, line.namespaces)) &&
    !(now < line.after) && !(now > line.before));
}

function signerLine(line) {
  if (!line || line.startsWith("#")) return null;
  const marker = line.split(/[ \t]/)[0].toLowerCase();
  if (["@revoked", "@cert-authority"].includes(marker)) {
    const value = keyOf(MARKED_KEY.exec(line));
    return value && { value, refused: true, revoked: marker === "@revoked" };
  }
  const bare = KEY_AT.exec(line);
  if (bare) return keyOf(bare) && { value: keyOf(bare) };
  const head = PRINCIPALS.exec(line);
  if (!head) return null;
  const principals = head[1] + (head[2] || "");
  let rest = line.slice(head[0].length);
  const options = KEY_AT.test(rest) ? "" : OPTIONS.exec(rest)[0];
  rest = rest.slice(options.length).replace(/^[ \t]+/, "");
  const value = keyOf(KEY_AT.exec(rest));
  const isNobody = !namesSomebody(principals) || principals.includes("=") || principals.toLowerCase() === "cert-authority";
  const said = value && !isNobody && readOptions(options);
  return said && { value, ...said };
}

// The blob in base64 of a type and a key, null where it is no key that can be checked.
function keyOf(found) {
  const blob = found && fromBase64(found[2]);
  const key = blob && readKey(blob);
  return key && key.type === found[1] ? found[2] : null;
}

// What options say; null where one of them is not known or does not hold up.
function readOptions(text) {
  const said = {};
  for (let at = 0; at < text.length; at = OPTION.lastIndex + 1) {
    OPTION.lastIndex = at;
    const found = OPTION.exec(text);
    const rest = found ? text.slice(OPTION.lastIndex) : "";
    if (!found || rest === "," || (rest && !rest.startsWith(","))) return null;
    if (found[1]) {
      said.refused = true;
      continue;
    }
    const name = found[2].toLowerCase().replace("valid-", "");
    const value = found[3].replaceAll('\\"', '"');
    if (name in said) return null;
    said[name] = name === "namespaces" ? value : instantOf(value);
    if (said[name] === null) return null;
  }
  return said.before <= said.after ? null : said;
}

// Seconds since 1970 of a moment as OpenSSH writes it; without a Z in this computer's zone and its standard time.
function instantOf(text) {
  const found = SSH_MOMENT.exec(text);
  const [year, ...rest] = found ? found.slice(1, 7).map((each) => Number(each || 0)) : [0, 0];
  if (year < 1970 || !rest[0] || !rest[1] || rest.some((value, place) => value > MOST[place])) return null;
  const [month, day, hour, minute, second] = rest;
  const zones = [new Date(year, 0, 1), new Date(year, 6, 1)].map((date) => date.getTimezoneOffset());
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 + (found[7] ? 0 : Math.max(...zones) * 60);
  return seconds > 0 ? seconds : null;
}

// Whether one of the patterns matches and none of those that begin with `!` does (ssh_config(5), PATTERNS).
function matchesList(text, patterns) {
  let isFound = false;
  for (const each of patterns.split(",")) {
    const pattern = each.replace(/^!/, "");
    if (new TextEncoder().encode(pattern).length > 1022) return false;
    if (!matchesPattern(text, pattern)) continue;
    if (pattern !== each) return false;
    isFound = true;
  }
  return isFound;
}

function matchesPattern(text, pattern) {
  let [place, at, star, kept] = [0, 0, -1, 0];
  while (place < text.length) {
    if (pattern[at] === "*") {
      [star, kept] = [at, place];
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === text[place]) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      kept += 1;
      [place, at] = [kept, star + 1];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

// Whether there is a name with a letter or digit in it that a list of patterns matches.
function namesSomebody(patterns) {
  return patterns.split(",").some((each) => !each.startsWith("!") && FILLINGS.some(([stars, letter]) => {
    const name = each.replaceAll("*", stars).replaceAll("?", letter);
    return /[\p{L}\p{N}]/u.test(name) && matchesList(name, patterns);
  }));
}
