// Public keys in OpenSSH's format, and bytes as SSH writes them (RFC 4251 section 5). It never holds a secret.
// A key is told by its whole blob: a hardware key and a plain one can hold the same point and are not the same key.

const ED25519 = "ssh-ed25519";
const HARDWARE_ED25519 = "sk-ssh-ed25519@openssh.com";
const HARDWARE_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";
const KEY_FIELDS = { [ED25519]: 2, [HARDWARE_ED25519]: 3, [HARDWARE_ECDSA]: 4 }; // of a blob, the type counted
// A type and a key, also behind the principals and options of an allowed-signers line.
const KEY_LINE = /(?<!\S)((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+(\S+)/;
const SPOKEN_LABEL = "talktag-spoken-key-1:";
const SPOKEN_DIGITS = 30;

function latin1(data) {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

function bytesOf(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function hex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function digest(name, data) {
  return new Uint8Array(await crypto.subtle.digest(name, data));
}

// The bytes of base64 in its one canonical spelling, null for any other.
function fromBase64(text) {
  try {
    const decoded = atob(text);
    return btoa(decoded) === text ? bytesOf(decoded) : null;
  } catch {
    return null;
  }
}

// The SSH string at the start of `data`, and what follows it; nothing where `data` is too short.
function takeString(data) {
  const end = data.length < 4 ? Infinity : 4 + viewOf(data).getUint32(0);
  return end > data.length ? [] : [data.subarray(4, end), data.subarray(end)];
}

// Exactly `count` SSH strings that fill `data`, or what is wrong with them.
function unpackStrings(data, count) {
  const values = [];
  let rest = data;
  while (values.length < count) {
    const [value, after] = takeString(rest);
    if (!value) return [null, "cut short"];
    values.push(value);
    rest = after;
  }
  return rest.length ? [null, "bytes left over"] : [values, null];
}

function packStrings(...values) {
  const packed = new Uint8Array(values.reduce((size, value) => size + 4 + value.length, 0));
  let at = 0;
  for (const value of values) {
    viewOf(packed).setUint32(at, value.length);
    packed.set(value, at + 4);
    at += 4 + value.length;
  }
  return packed;
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// The type a key blob names itself, null where it names none.
function typeOf(blob) {
  const [value] = takeString(blob);
  return value && latin1(value);
}

// The type, the curve point and the application of a key; null where it is not of the form of its type.
function readKey(blob) {
  const type = typeOf(blob);
  const [fields] = Object.hasOwn(KEY_FIELDS, type || "") ? unpackStrings(blob, KEY_FIELDS[type]) : [null];
  if (!fields) return null;
  if (type !== HARDWARE_ECDSA) {
    return fields[1].length === 32 ? { type, point: fields[1], application: fields[2] || bytesOf("") } : null;
  }
  const isPoint = latin1(fields[1]) === "nistp256" && fields[2].length === 65 && fields[2][0] === 4;
  return isPoint ? { type, point: fields[2], application: fields[3] } : null;
}

// What a key is told by: its fingerprint as ssh-keygen prints it, and the digits that two people can read out.
async function namesOf(blob) {
  const fingerprint = "SHA256:" + btoa(latin1(await digest("SHA-256", blob))).replace(/=+$/, "");
  const number = BigInt("0x" + hex(await digest("SHA-256", joined(bytesOf(SPOKEN_LABEL), blob))));
  const digits = (number % 10n ** BigInt(SPOKEN_DIGITS)).toString().padStart(SPOKEN_DIGITS, "0");
  return { fingerprint, digits };
}

// What a person gave to compare with, as {kind, value}: the blob of a key "line" in base64, a "fingerprint" or
// "digits"; null while it is none of these.
function readGiven(text) {
  for (const line of text.split(/[\r\n]+/)) {
    const found = line.startsWith("#") || line.includes("cert-authority") ? null : KEY_LINE.exec(line);
    const blob = found && fromBase64(found[2]);
    const key = blob && readKey(blob);
    if (key && key.type === found[1]) return { kind: "line", value: found[2] };
  }
  const bare = text.replace(/\s/g, "");
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(bare)) return { kind: "fingerprint", value: bare };
  const digits = bare.replace(/[-.,]/g, "");
  return /^[0-9]{30}$/.test(digits) ? { kind: "digits", value: digits } : null;
}

function isSameKey(given, key) {
  const own = { line: btoa(latin1(key.blob)), fingerprint: key.fingerprint, digits: key.digits };
  return own[given.kind] === given.value;
}
