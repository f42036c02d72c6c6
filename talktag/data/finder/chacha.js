// ChaCha20-Poly1305 (RFC 8439), which browsers do not offer to pages. It never hands out a byte that was not verified.
// Tests hold it to the vectors of the RFC and to other people's implementations.
//
//   sealChaCha(key, nonce, bytes, bound) -> what is sealed and 16 bytes more; 32 bytes of key, 12 of nonce, which must
//                                           never come twice under one key; `bound` is associated data, may be left out
//   openChaCha(key, nonce, sealed, bound) -> bytes, null where one bit of anything is another

const POLY_SIZE = 16;
const LIMBS = 10; // of 13 bits each: products and their sums stay whole numbers for any engine
const POLY_PRIME = 2n ** 130n - 5n;

function sealChaCha(key, nonce, bytes, bound = new Uint8Array()) {
  const sealed = chacha20(key, nonce, 1, bytes);
  return joined(sealed, polyTag(key, nonce, sealed, bound));
}

function openChaCha(key, nonce, sealed, bound = new Uint8Array()) {
  const end = sealed.length - POLY_SIZE;
  if (end < 0) return null;
  const body = sealed.subarray(0, end);
  return sameBytes(polyTag(key, nonce, body, bound), sealed.subarray(end)) ? chacha20(key, nonce, 1, body) : null;
}

// Section 2.8: the tag is over both texts, each filled up to 16 bytes, and their lengths.
function polyTag(key, nonce, sealed, bound) {
  const lengths = new DataView(new ArrayBuffer(16));
  lengths.setBigUint64(0, BigInt(bound.length), true);
  lengths.setBigUint64(8, BigInt(sealed.length), true);
  const filling = (bytes) => new Uint8Array(-bytes.length & 15);
  const parts = [bound, filling(bound), sealed, filling(sealed), new Uint8Array(lengths.buffer)];
  return poly1305(chacha20(key, nonce, 0, new Uint8Array(32)), joined(...parts));
}

// Section 2.4: the bytes with the stream of the key, from a block on; the same again gives them back.
function chacha20(key, nonce, first, bytes) {
  const state = chachaState(key, nonce, first);
  const out = Uint8Array.from(bytes);
  const block = new Uint8Array(64);
  for (let start = 0; start < out.length; start += 64, state[12]++) {
    chachaBlock(state, block);
    const size = Math.min(64, out.length - start);
    for (let at = 0; at < size; at++) out[start + at] ^= block[at];
  }
  return out;
}

function chachaState(key, nonce, counter) {
  const words = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: bytes.length / 4 }, (_, place) => view.getUint32(place * 4, true));
  };
  return Uint32Array.from([...words(utf8("expand 32-byte k")), ...words(key), counter, ...words(nonce)]);
}

// Section 2.3: twenty rounds, by columns and by diagonals, and the state added.
function chachaBlock(state, block) {
  const mixed = new Int32Array(state); // whole numbers with a sign are what engines add fastest
  for (let round = 0; round < 10; round++) {
    quarterRound(mixed, 0, 4, 8, 12);
    quarterRound(mixed, 1, 5, 9, 13);
    quarterRound(mixed, 2, 6, 10, 14);
    quarterRound(mixed, 3, 7, 11, 15);
    quarterRound(mixed, 0, 5, 10, 15);
    quarterRound(mixed, 1, 6, 11, 12);
    quarterRound(mixed, 2, 7, 8, 13);
    quarterRound(mixed, 3, 4, 9, 14);
  }
  for (let place = 0, at = 0; place < 16; place++, at += 4) {
    const word = mixed[place] + state[place];
    block[at] = word;
    block[at + 1] = word >>> 8;
    block[at + 2] = word >>> 16;
    block[at + 3] = word >>> 24;
  }
}

function quarterRound(state, one, two, three, four) {
  let a = state[one], b = state[two], c = state[three], d = state[four];
  a = (a + b) | 0; d ^= a; d = (d << 16) | (d >>> 16);
  c = (c + d) | 0; b ^= c; b = (b << 12) | (b >>> 20);
  a = (a + b) | 0; d ^= a; d = (d << 8) | (d >>> 24);
  c = (c + d) | 0; b ^= c; b = (b << 7) | (b >>> 25);
  state[one] = a; state[two] = b; state[three] = c; state[four] = d;
}

// Section 2.5: the message as a polynomial at the point r, modulo 2^130 - 5, and s added; `key` is r and then s.
function poly1305(key, message) {
  const factors = polyFactors(key);
  const block = new Uint8Array(17);
  let total = new Float64Array(LIMBS);
  let next = new Float64Array(LIMBS);
  for (let start = 0; start < message.length; start += 16) {
    const part = message.subarray(start, start + 16);
    block.fill(0);
    block.set(part);
    block[part.length] = 1;
    for (let place = 0; place < LIMBS; place++) total[place] += limbOf(block, place);
    multiply(total, factors, next);
    [total, next] = [next, total];
  }
  const sum = total.reduceRight((number, limb) => (number << 13n) + BigInt(limb), 0n) % POLY_PRIME;
  return littleEndianOf(sum + numberOf(key.subarray(16)));
}

// The limbs of r behind five times the same: what a product has past 2^130 counts five times at its beginning.
function polyFactors(key) {
  const clamped = new Uint8Array(17);
  clamped.set(littleEndianOf(numberOf(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn));
  const limbs = Array.from({ length: LIMBS }, (_, place) => limbOf(clamped, place));
  return Float64Array.from([...limbs.slice(1).map((limb) => limb * 5), ...limbs]);
}

function limbOf(block, place) {
  const bit = place * 13;
  const at = bit >>> 3;
  return ((block[at] | (block[at + 1] << 8) | (block[at + 2] << 16)) >>> (bit & 7)) & 8191;
}

function multiply(total, factors, out) {
  let carry = 0;
  for (let place = 0; place < LIMBS; place++) {
    let sum = carry;
    for (let from = 0; from < LIMBS; from++) sum += total[from] * factors[LIMBS - 1 + place - from];
    carry = Math.floor(sum / 8192);
    out[place] = sum - carry * 8192;
  }
  const wrapped = out[0] + carry * 5;
  out[0] = wrapped & 8191;
  out[1] += wrapped >>> 13;
}

function numberOf(bytes) {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

// The lowest 128 bits.
function littleEndianOf(number) {
  return Uint8Array.from({ length: 16 }, (_, at) => Number((number >> BigInt(at * 8)) & 255n));
}
