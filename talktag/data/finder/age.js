// Files of age (age-encryption.org/v1, specified at c2sp.org/age), sealed and opened with the browser's own X25519,
// HKDF and HMAC. It never hands out a byte that was not verified, and keeps no key: a secret is given to it each time.
//
//   canSeal() -> promise of whether this browser can do it all here: it seals something and opens it again. Browsers
//                hide what that takes from pages that came over plain http, and older ones have no X25519
//   makeIdentity() -> promise of {recipient: "age1...", secret: 32 bytes}
//   recipientOf(secret) -> promise of the recipient of 32 secret bytes
//   sealAge(recipients, bytes) -> promise of the text form (armor), which each of the texts "age1..." can open; at most
//                AGE_LIMIT bytes
//   openAge(secret, what) -> promise of bytes; `what` is the file itself as bytes, or a text that it stands in
//                somewhere: quoted, wrapped, indented, words around it, in several lines or one (see armor.js)
//
// Faults: "unable" (this browser cannot), "recipient" (one is none), "large" (more than is read or written here),
// "none" (no age file in the text), "malformed" (damaged at its beginning), "other" (sealed to other keys), "damaged"
// (sealed to this key, and altered or cut short).

const AGE_LIMIT = 65536; // bytes inside: one chunk of the format, and far more than people write to each other here
const AGE_FILE_LIMIT = 131072; // bytes of a file: that, and some 600 recipients
const AGE_TEXT_LIMIT = 2000000; // characters that a file is looked for in
const AGE_VERSION = "age-encryption.org/v1\n";
// A line for each stanza and its arguments, its body in lines of 64 letters and one that is shorter.
const AGE_HEADER =
  /^age-encryption\.org\/v1\n(?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+---/;
const PKCS8_X25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]; // RFC 8410, before a key

async function canSeal() {
  try {
    const { recipient, secret } = await makeIdentity();
    const given = utf8("so it works");
    return sameBytes(await openAge(secret, await sealAge([recipient], given)), given);
  } catch {
    return false;
  }
}

async function makeIdentity() {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { recipient: await recipientOf(secret), secret };
}

async function recipientOf(secret) {
  return toBech32("age", await publicOf(secret));
}

async function sealAge(recipients, bytes) {
  const points = recipients.map((text) => recipientBytes(text) || fail("recipient", text));
  if (!points.length) fail("recipient");
  if (bytes.length > AGE_LIMIT) fail("large");
  const fileKey = crypto.getRandomValues(new Uint8Array(16));
  const stanzas = await Promise.all(points.map((point) => stanzaFor(point, fileKey)));
  const covered = `${AGE_VERSION}${stanzas.join("")}---`;
  const nonce = crypto.getRandomValues(new Uint8Array(16));
  const payload = sealChaCha(await hkdf(fileKey, nonce, "payload"), chunkNonce(), bytes);
  return toArmor(joined(utf8(`${covered} ${toBare(await headerMac(fileKey, covered))}\n`), nonce, payload));
}

async function openAge(secret, what) {
  const isText = typeof what === "string";
  if (!isText && sameBytes(what.subarray(0, 8), utf8("age-encr"))) return openFile(secret, what);
  const text = isText ? what : textOf(what) || "";
  if (text.length > AGE_TEXT_LIMIT) fail("large");
  const codes = [];
  for (const file of filesIn(text)) {
    try {
      return await openFile(secret, file);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      codes.push(error.code);
    }
  }
  // A mail that quotes others may hold several files: what is said of the one that was for this key counts most.
  return fail(["unable", "damaged", "large", "other", "malformed"].find((code) => codes.includes(code)) || "none");
}

function fail(code, detail) {
  throw new Fault(code, detail);
}

// One recipient's part of the header.
async function stanzaFor(point, fileKey) {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const share = await publicOf(secret);
  const key = await wrapKey(secret, point, joined(share, point));
  if (!key) fail("recipient"); // a point of small order, which is nobody's
  return `-> X25519 ${toBare(share)}\n${toBare(sealChaCha(key, new Uint8Array(12), fileKey))}\n`;
}

async function openFile(secret, file) {
  if (file.length > AGE_FILE_LIMIT) fail("large");
  const header = readHeader(file);
  const fileKey = await unwrap(header.stanzas, secret);
  if (!sameBytes(await headerMac(fileKey, header.covered), header.mac)) fail("damaged");
  const payload = file.subarray(header.size + 16);
  if (payload.length > AGE_LIMIT + 16) fail("large");
  const key = await hkdf(fileKey, file.subarray(header.size, header.size + 16), "payload");
  return openChaCha(key, chunkNonce(), payload) || fail("damaged");
}

// The stanzas, the code over them and the text that it covers, and where the payload begins.
function readHeader(file) {
  const [head] = AGE_HEADER.exec(latin1(file)) || fail("malformed");
  const end = head.length + 45;
  const [, bare] = /^ ([A-Za-z0-9+/]{43})\n$/.exec(latin1(file.subarray(head.length, end))) || fail("malformed");
  const stanzas = head.split("\n-> ").slice(1).map((text) => {
    const [first, ...lines] = text.replace(/\n---$/, "").split("\n");
    return { kind: first.split(" ")[0], told: first.split(" ").slice(1), body: unbare(lines.join("")) };
  });
  return { stanzas, mac: unbare(bare), covered: head, size: end };
}

function unbare(text) {
  return fromBare(text) || fail("malformed");
}

async function unwrap(stanzas, secret) {
  const mine = await publicOf(secret);
  const known = stanzas.filter(({ kind }) => kind === "X25519").map(({ told, body }) => {
    const share = told.length === 1 && body.length === 32 ? unbare(told[0]) : fail("malformed");
    return share.length === 32 ? { share, body } : fail("malformed");
  });
  // A passphrase stands alone in a file.
  if (stanzas.length > 1 && stanzas.some(({ kind }) => kind === "scrypt")) fail("malformed");
  let found = null;
  for (const { share, body } of known) {
    const key = (await wrapKey(secret, share, joined(share, mine))) || fail("malformed");
    found = found || openChaCha(key, new Uint8Array(12), body);
  }
  return found || fail("other");
}

// What two keys have in common, as a key for the file key; null for a point of small order.
async function wrapKey(secret, point, salt) {
  const shared = await exchange(secret, point);
  return shared && hkdf(shared, salt, "age-encryption.org/v1/X25519");
}

async function publicOf(secret) {
  const base = new Uint8Array(32);
  base[0] = 9; // RFC 7748, section 4.1
  return exchange(secret, base);
}

// X25519 of a secret and a point; null where it is zero, as for a point of small order.
async function exchange(secret, point) {
  const key = await x25519("pkcs8", joined(PKCS8_X25519, secret), ["deriveBits"]);
  const other = await x25519("raw", point, []);
  try {
    const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, key, 256));
    return shared.some((byte) => byte) ? shared : null; // browsers refuse that themselves, by the latest rules
  } catch {
    return null;
  }
}

async function x25519(form, bytes, uses) {
  try {
    return await crypto.subtle.importKey(form, bytes, { name: "X25519" }, false, uses);
  } catch (error) {
    return fail("unable", String(error)); // no crypto.subtle at all, or none with X25519
  }
}

async function hkdf(bytes, salt, info, length = 32) {
  const key = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}

async function headerMac(fileKey, covered) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const bytes = await hkdf(fileKey, new Uint8Array(), "header");
  const key = await crypto.subtle.importKey("raw", bytes, how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(covered)));
}

// The number of the only chunk, and that it is the last.
function chunkNonce() {
  const nonce = new Uint8Array(12);
  nonce[11] = 1;
  return nonce;
}
