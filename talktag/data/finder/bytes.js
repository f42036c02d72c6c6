// Bytes and their spellings: UTF-8, base64 (RFC 4648), Crockford's base32. It never takes a looser spelling of base64
// than its own, and knows nothing of what the bytes mean.
//
//   utf8(text) -> bytes                     textOf(bytes) -> text, null where they are not UTF-8
//   toBase64(bytes) -> text                 fromBase64(text) -> bytes, null where it is not base64 with its padding
//   toBase64Url(bytes) -> text              fromBase64Url(text) -> bytes, null; as in addresses: - and _, no padding
//   toCrockford(bytes) -> text              fromCrockford(text, count) -> count bytes, null; case, blanks, dashes as
//                                           they come, and O for 0, I or L for 1
//   newId() -> 26 characters of base32 in lower case: 128 bits by chance
//   joined(...parts) -> bytes               sameBytes(one, other) -> whether they are
//   Fault: every error that these files throw on purpose; its `code` is a word that the page has words for

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

class Fault extends Error {
  constructor(code, detail) {
    super(detail || code);
    this.code = code;
  }
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
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

// Looks at every byte, wherever the first difference is.
function sameBytes(one, other) {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= one[at] ^ other[at];
  return difference === 0;
}

// Each byte as the letter of that number, and the other way round.
function latin1(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return letters;
}

function fromLatin1(letters) {
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function toBase64(bytes) {
  return btoa(latin1(bytes));
}

function fromBase64(text) {
  try {
    const letters = atob(text);
    return btoa(letters) === text ? fromLatin1(letters) : null; // atob() takes blanks and stray bits, too
  } catch {
    return null;
  }
}

// Base64 without padding, as in the header of an age file.
function toBare(bytes) {
  return toBase64(bytes).replace(/=+$/, "");
}

function fromBare(text) {
  return text.endsWith("=") ? null : fromBase64(text + "=".repeat(-text.length & 3));
}

function toBase64Url(bytes) {
  return toBare(bytes).replaceAll("+", "-").replaceAll("/", "_");
}

function fromBase64Url(text) {
  return /^[\w-]*$/.test(text) ? fromBare(text.replaceAll("-", "+").replaceAll("_", "/")) : null;
}

function toCrockford(bytes) {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let left = Math.ceil((bytes.length * 8) / 5); left > 0; left--, number >>= 5n) {
    text = CROCKFORD[Number(number & 31n)] + text;
  }
  return text;
}

function fromCrockford(text, count) {
  const letters = text.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  if (letters.length !== Math.ceil((count * 8) / 5)) return null;
  let number = 0n;
  for (const letter of letters) {
    const value = CROCKFORD.indexOf(letter);
    if (value < 0) return null;
    number = (number << 5n) | BigInt(value);
  }
  if (number >> BigInt(count * 8)) return null;
  const bytes = new Uint8Array(count);
  for (let at = count - 1; at >= 0; at--, number >>= 8n) bytes[at] = Number(number & 255n);
  return bytes;
}

function newId() {
  return toCrockford(crypto.getRandomValues(new Uint8Array(16))).toLowerCase();
}
