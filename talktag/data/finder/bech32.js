// Bech32 (BIP 173) without its length limit, as age writes its recipients. It knows nothing of keys but their form.
//
//   toBech32(prefix, bytes) -> text in lower case
//   fromBech32(text) -> {prefix, bytes}, null for whatever is not exactly so; in upper case it comes out in lower
//   recipientBytes(text) -> the 32 bytes of an X25519 recipient "age1...", null for another text

const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BECH32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function toBech32(prefix, bytes) {
  const values = regroup(bytes, 8, 5);
  const sum = bech32Sum([...expanded(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  for (let shift = 25; shift >= 0; shift -= 5) values.push((sum >>> shift) & 31);
  return `${prefix}1${values.map((value) => BECH32[value]).join("")}`;
}

function fromBech32(text) {
  const lower = text.toLowerCase();
  if ((text !== lower && text !== text.toUpperCase()) || !/^[!-~]+$/.test(text)) return null;
  const end = lower.lastIndexOf("1");
  const prefix = lower.slice(0, Math.max(end, 0));
  const values = Array.from(lower.slice(end + 1), (letter) => BECH32.indexOf(letter));
  if (!prefix || values.length < 6 || values.includes(-1)) return null;
  if (bech32Sum([...expanded(prefix), ...values]) !== 1) return null;
  const held = values.slice(0, -6);
  const spare = (held.length * 5) % 8;
  if (spare > 4 || (spare && held.at(-1) & ((1 << spare) - 1))) return null; // a whole value too many, or stray bits
  return { prefix, bytes: Uint8Array.from(regroup(held, 5, 8).slice(0, Math.floor((held.length * 5) / 8))) };
}

function recipientBytes(text) {
  const found = fromBech32(text);
  return found && found.prefix === "age" && found.bytes.length === 32 ? found.bytes : null;
}

function expanded(prefix) {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

function bech32Sum(values) {
  let total = 1;
  for (const value of values) {
    const top = total >>> 25;
    total = ((total & 0x1ffffff) << 5) ^ value;
    BECH32_GENERATOR.forEach((generator, place) => {
      if ((top >>> place) & 1) total ^= generator;
    });
  }
  return total;
}

// The bits of values of `width` bits in groups of `target` bits, the last filled up with zeros.
function regroup(values, width, target) {
  const groups = [];
  let [held, bits] = [0, 0];
  for (const value of values) {
    held = (held << width) | value;
    for (bits += width; bits >= target; ) {
      bits -= target;
      groups.push(held >>> bits);
      held &= (1 << bits) - 1;
    }
  }
  if (bits) groups.push(held << (target - bits));
  return groups;
}
