// SSHSIG signatures (OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f, RFC 8032, RFC 5656), read as strictly as
// talktag/seal does. A good signature says which key signed; whose key that is, is never decided here.

const BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
const END = "-----END SSH SIGNATURE-----";
const HASHES = { sha512: "SHA-512", sha256: "SHA-256" };
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n; // of the group of Ed25519 (RFC 8032)
const TOUCHED = 0x01; // the flag of user presence (CTAP 2)

function named(value) {
  return shown(value.slice(0, 64));
}

// The key that signed `message`, and what it signed it for; refused for every reason of its own.
async function verifySignature(message, armored) {
  const fields = readFields(unarmored(latin1(armored)));
  const said = latin1(fields.namespace);
  const isOurs = Object.values(BUNDLE_KINDS).some((kind) => kind.namespace === said);
  checkFields(fields, isOurs ? said : BUNDLE_KINDS.table.namespace);
  const key = signingKey(fields.key);
  const hashed = await digest(HASHES[latin1(fields.hashName)], message);
  const signed = joined(bytesOf("SSHSIG"), packStrings(fields.namespace, bytesOf(""), fields.hashName, hashed));
  await checkSignature(key, fields.signature, signed);
  return { blob: fields.key, namespace: said, ...(await namesOf(fields.key)) };
}

function unarmored(text) {
  if (text.includes("\r")) {
    refuse("signature", "the line ends of the signature were converted, so it is not as it was made");
  }
  if (!text.startsWith(BEGIN)) refuse("signature", "the signature does not start with the line of an SSH signature");
  const end = text.indexOf(END);
  if (end < 0 || text[end - 1] !== "\n") {
    refuse("signature", "the signature does not end with the line of an SSH signature");
  }
  if (!["", "\n"].includes(text.slice(end + END.length))) {
    refuse("signature", "something follows the last line of the signature");
  }
  const blob = fromBase64(text.slice(BEGIN.length, end).replaceAll("\n", ""));
  return blob || refuse("signature", "the signature is not proper base64");
}

function readFields(blob) {
  if (latin1(blob.subarray(0, 6)) !== "SSHSIG") refuse("signature", "the signature is not of the kind SSHSIG");
  const version = blob.subarray(6, 10).reduce((number, byte) => number * 256 + byte, 0);
  if (blob.length < 10 || version !== 1) refuse("signature", `the signature is of version ${version}, not 1`);
  const [values, fault] = unpackStrings(blob.subarray(10), 5);
  if (fault) refuse("signature", `the fields of the signature do not fit together: ${fault}`);
  const [key, namespace, reserved, hashName, signature] = values;
  return { key, namespace, reserved, hashName, signature };
}

function checkFields(fields, namespace) {
  const [said, hashName] = [latin1(fields.namespace), latin1(fields.hashName)];
  if (!said) refuse("purpose", "the signature names no purpose");
  if (said !== namespace) {
    refuse("purpose", `the signature is for "${named(said)}", not for "${namespace}"`);
  }
  if (fields.reserved.length) refuse("signature", "the signature uses a field that is reserved");
  if (!Object.hasOwn(HASHES, hashName)) {
    refuse("signature", `the signature uses the hash "${named(hashName)}", not sha512 or sha256`);
  }
}

function signingKey(blob) {
  const type = typeOf(blob);
  if (type === undefined) refuse("signature", "the key in the signature is cut short");
  if (!Object.hasOwn(KEY_FIELDS, type)) {
    refuse("algorithm", `the signature is by a key of the type "${named(type)}", which talktag cannot check`);
  }
  return readKey(blob) || refuse("signature", "the key in the signature is malformed");
}

function malformed() {
  refuse("signature", "the inner part of the signature is malformed");
}

// A hardware key signs more than the message, and must have been touched for it.
async function checkSignature(key, blob, message) {
  const [type, rest] = takeString(blob);
  if (!type) malformed();
  if (latin1(type) !== key.type) {
    refuse("signature", `the signature calls itself "${named(latin1(type))}", but its key is ${key.type}`);
  }
  const [signature, trailer] = takeString(rest);
  const isHardware = key.type !== ED25519;
  if (!signature || trailer.length !== (isHardware ? 5 : 0)) malformed();
  const hashes = isHardware ? [await digest("SHA-256", key.application), await digest("SHA-256", message)] : [];
  const signed = isHardware ? joined(hashes[0], trailer, hashes[1]) : message;
  const holds = await (key.type === HARDWARE_ECDSA ? holdsEcdsa : holdsEd25519)(key.point, signature, signed);
  if (!holds) refuse("signature", "the signature does not fit: other bytes were signed, or another key signed");
  if (isHardware && !(trailer[0] & TOUCHED)) {
    refuse("signature", "the hardware key made the signature without being touched");
  }
}

async function holdsEd25519(point, signature, message) {
  if (signature.length !== 64) refuse("signature", `the signature proper has ${signature.length} bytes, not 64`);
  if (littleEndian(signature.subarray(32)) >= ORDER) return false; // a second signature of the same, which WebKit takes
  const key = await crypto.subtle.importKey("raw", point, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

async function holdsEcdsa(point, signature, message) {
  const [numbers] = unpackStrings(signature, 2);
  const [first, second] = (numbers || []).map(fixedNumber);
  if (!first || !second) malformed();
  let key;
  try {
    key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  } catch {
    refuse("signature", "the key in the signature is malformed"); // it is no point on the curve
  }
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, joined(first, second), message);
}

// A positive mpint in its one spelling as 32 bytes; null for another.
function fixedNumber(data) {
  const isLoose = data[0] === 0 && !(data[1] >= 0x80);
  if (!data.length || data.length > 33 || data[0] & 0x80 || isLoose) return null;
  const bare = data[0] === 0 ? data.subarray(1) : data;
  if (bare.length > 32) return null;
  const fixed = new Uint8Array(32);
  fixed.set(bare, 32 - bare.length);
  return fixed;
}
