// SHA-256 (FIPS 180-4, section 6.2) of what comes in parts, which the browser's own cannot take. Tests hold it to the
// standard's examples and to the browser's own; it is for what is too large to hold, and never for anything secret.

const ROUNDS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const FIRST = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

class Sha256 {
  constructor() {
    this.state = Int32Array.from(FIRST); // whole numbers with a sign are what engines add fastest
    this.words = new Int32Array(64);
    this.rest = new Uint8Array(64);
    this.size = 0;
  }

  update(data) {
    let at = 0;
    const filled = this.size % 64;
    this.size += data.length;
    if (filled) {
      at = Math.min(64 - filled, data.length);
      this.rest.set(data.subarray(0, at), filled);
      if (filled + at < 64) return;
      this.mix(this.rest, 0);
    }
    for (; at + 64 <= data.length; at += 64) this.mix(data, at);
    this.rest.set(data.subarray(at));
  }

  // The hash in hex; nothing can be added afterwards.
  finish() {
    const size = this.size;
    const end = new Uint8Array((size % 64 < 56 ? 64 : 128) - (size % 64)); // a bit, zeros, and the size in bits
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(size / 0x20000000));
    view.setUint32(end.length - 4, (size % 0x20000000) * 8);
    this.update(end);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  mix(data, start) {
    const { state, words } = this;
    for (let place = 0, at = start; place < 16; place++, at += 4) {
      words[place] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
    }
    for (let place = 16; place < 64; place++) {
      const far = words[place - 15];
      const near = words[place - 2];
      const low = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3);
      const high = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10);
      words[place] = (words[place - 16] + low + words[place - 7] + high) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3];
    let e = state[4], f = state[5], g = state[6], h = state[7];
    for (let place = 0; place < 64; place++) {
      const one = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const first = (h + one + ((e & f) ^ (~e & g)) + ROUNDS[place] + words[place]) | 0;
      const two = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const second = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
}
