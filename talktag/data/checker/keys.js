// Public keys in OpenSSH's format, and bytes as SSH writes them (RFC 4251 section 5). It never holds a secret.
// A key is told by its whole blob: a hardware key and a plain one can hold the same point and are not the same key.

const ED25519 = "ssh-ed25519";
const HARDWARE_ED25519 = "sk-ssh-ed25519@openssh.com";
const HARDWARE_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";
const KEY_FIELDS = { [ED25519]: 2, [HARDWARE_ED25519]: 3, [HARDWARE_ECDSA]: 4 }; // of a blob, the type counted
const PRIME = 2n ** 255n - 19n; // of the field that Ed25519 computes in (RFC 8032)
const OF_ORDER_8 = 0x5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n; // y of four such points
const SMALL = [0n, 1n, PRIME - 1n, OF_ORDER_8, PRIME - OF_ORDER_8]; // y of every point of small order
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
    return isPoint(fields[1]) ? { type, point: fields[1], application: fields[2] || bytesOf("") } : null;
  }
  const isOnCurve = latin1(fields[1]) === "nistp256" && fields[2].length === 65 && fields[2][0] === 4;
  return isOnCurve ? { type, point: fields[2], application: fields[3] } : null;
}

function littleEndian(data) {
  return BigInt("0x" + hex(data.slice().reverse()));
}

// Whether 32 bytes can be an Ed25519 key: for a point of small order anybody can sign.
function isPoint(data) {
  const height = data.length === 32 ? BigInt.asUintN(255, littleEndian(data)) : PRIME;
  return height < PRIME && !SMALL.includes(height);
}

// What a key is told by: its fingerprint as ssh-keygen prints it, and the digits that two people can read out.
async function namesOf(blob) {
  const fingerprint = "SHA256:" + btoa(latin1(await digest("SHA-256", blob))).replace(/=+$/, "");
  const number = BigInt("0x" + hex(await digest("SHA-256", joined(bytesOf(SPOKEN_LABEL), blob))));
  const digits = (number % 10n ** BigInt(SPOKEN_DIGITS)).toString().padStart(SPOKEN_DIGITS, "0");
  return { fingerprint, digits };
}

// What a person gave to compare with, as {kind, value}: the lines of a file of keys, a "fingerprint" or "digits";
// null while it is none of these.
function readGiven(text) {
  const lines = readSigners(text);
  if (lines.some((line) => !line.refused || line.revoked)) return { kind: "line", value: lines };
  const bare = text.replace(/\s/g, "");
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(bare)) return { kind: "fingerprint", value: bare };
  const digits = bare.replace(/[-.,]/g, "");
  return /^[0-9]{30}$/.test(digits) ? { kind: "digits", value: digits } : null;
}

function isSameKey(given, key) {
  if (given.kind === "line") return vouchesFor(given.value, btoa(latin1(key.blob)), key.namespace);
  return key[given.kind] === given.value;
}
