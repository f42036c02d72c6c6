// Zip archives, read in parts so that every byte is accounted for (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).
// It takes only the one form that talktag writes, as talktag/bundle/archive.py does; it never guesses or repairs.

const ARCHIVE_LIMIT = 501_000_000; // bytes
const TOTAL_LIMIT = 500_000_000;
const MEMBER_LIMIT = 250_000_000;
const HELD_LIMIT = 25_000_000; // of what is held as a whole
const PART = 1_000_000; // bytes read at once
const COUNT_LIMIT = 500;
const RATIO_LIMIT = 200;
const PIECE = 16_384; // bytes unpacked at once: at most some 16 MB come of it, whatever they claim
const LOCAL_SIGN = 0x04034b50;
const CENTRAL_SIGN = 0x02014b50;
const END_SIGN = 0x06054b50;
const LOCATOR_SIGN = 0x07064b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const SHARED_SIZE = 26; // what a local and a central header have in common
const END_SIZE = 22;
const REGULAR = 0o100644 * 0x10000;

// The root folder and the files in it, a Map by their names below the root.
async function readArchive(file) {
  if (file.size > ARCHIVE_LIMIT) refuse("cost", `the archive has more than ${megabytes(ARCHIVE_LIMIT)}`);
  const [start, count] = await readEnd(file);
  const members = await readDirectory(file, start, count);
  checkSizes(members);
  checkNames(members.map((member) => member.name));
  let position = 0;
  for (const member of members) {
    member.begin = await checkLocal(file, member, position);
    position = member.begin + member.packed;
  }
  if (position !== start) refuse("form", "the archive has bytes that belong to no file");
  const files = new Map();
  for (const member of members) files.set(member.name.split("/").slice(1).join("/"), await contentOf(file, member));
  return { root: members[0].name.split("/")[0], files };
}

async function bytesAt(file, at, length) {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

async function* partsOf(file) {
  for (let at = 0; at < file.size; at += PART) yield bytesAt(file, at, PART);
}

function megabytes(size) {
  return `${size / 1_000_000} MB`;
}

function viewOf(data) {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

function hasSign(data, at, sign) {
  return at >= 0 && at + 4 <= data.length && viewOf(data).getUint32(at, true) === sign;
}

// Where the central directory starts, and how many members it lists.
async function readEnd(file) {
  const at = file.size - END_SIZE;
  if (!hasSign(await bytesAt(file, 0, 4), 0, LOCAL_SIGN)) refuse("form", "the archive does not start as a zip does");
  const record = at < 0 ? new Uint8Array() : await bytesAt(file, at, END_SIZE);
  if (!hasSign(record, 0, END_SIGN)) await refuseEnd(file);
  const view = viewOf(record);
  const [disk, firstDisk, here, count] = [4, 6, 8, 10].map((offset) => view.getUint16(offset, true));
  const [size, start] = [12, 16].map((offset) => view.getUint32(offset, true));
  const hasLocator = at >= 20 && hasSign(await bytesAt(file, at - 20, 4), 0, LOCATOR_SIGN);
  const isLong = here === 0xffff || count === 0xffff || size === 0xffffffff || start === 0xffffffff;
  if (isLong || hasLocator) refuse("form", "the archive is in zip64 form");
  if (disk || firstDisk || here !== count) refuse("form", "the archive is one part of several");
  if (count < 1 || count > COUNT_LIMIT) {
    refuse("cost", `the archive has ${count} files, and 1 to ${COUNT_LIMIT} are accepted`);
  }
  if (view.getUint16(20, true)) refuse("form", "the archive says it has a comment, and there is none");
  if (start + size > at) refuse("form", "the end record of the archive points past itself");
  if (start + size < at) {
    refuse("form", "the archive has bytes that its end record does not know: a prefix, or two archives joined");
  }
  return [start, count];
}

async function refuseEnd(file) {
  const found = await findLast(file, END_SIGN);
  if (found < 0) refuse("damaged", "the archive is cut short: it has no end record");
  const size = await bytesAt(file, found + 20, 2);
  const isComment = size.length === 2 && found + END_SIZE + viewOf(size).getUint16(0, true) === file.size;
  refuse("form", isComment ? "the archive has a comment" : "the archive has bytes after its end");
}

// Where a sign stands last; -1 where it does not.
async function findLast(file, sign) {
  for (let end = file.size; end > 0; end -= PART) {
    const start = Math.max(0, end - PART);
    const data = await bytesAt(file, start, end - start + 3);
    for (let at = data.length - 4; at >= 0; at--) if (hasSign(data, at, sign)) return start + at;
  }
  return -1;
}

async function readDirectory(file, start, count) {
  const end = file.size - END_SIZE;
  const members = [];
  let position = start;
  for (let number = 0; number < count; number++) {
    const head = await bytesAt(file, position, CENTRAL_SIZE);
    if (!hasSign(head, 0, CENTRAL_SIGN) || position + CENTRAL_SIZE > end) {
      refuse("form", "the directory of the archive lists fewer files than it says");
    }
    const rawName = await bytesAt(file, position + CENTRAL_SIZE, viewOf(head).getUint16(28, true));
    members.push(readEntry(head, rawName));
    position += CENTRAL_SIZE + rawName.length;
  }
  if (position !== end) refuse("form", "the directory of the archive has bytes that list no file");
  return members;
}

function readEntry(head, rawName) {
  const view = viewOf(head);
  const short = (offset) => view.getUint16(offset, true);
  const long = (offset) => view.getUint32(offset, true);
  const name = new TextDecoder("utf-8", { ignoreBOM: true }).decode(rawName);
  const member = { name, rawName, shared: head.subarray(6, 6 + SHARED_SIZE), method: short(10) };
  Object.assign(member, { crc: long(16), packed: long(20), size: long(24), offset: long(42) });
  const [version, flags, external] = [short(6), short(8), long(38)];
  const isLong = [member.packed, member.size, member.offset].includes(0xffffffff) || version === 45;
  const faults = [
    [flags & 1, "is encrypted"],
    [flags & 8, "has a data descriptor"],
    [flags & ~0x0800, "has flags that are not known"], // 0x0800: the name is UTF-8, so also ASCII
    [isLong, "is in zip64 form"],
    [(version !== 10 && version !== 20) || short(4) !== 0x0314, "is of a zip version that is not known"],
    [member.method !== 0 && member.method !== 8, "is compressed by a method that is not known"],
    [short(30), "has an extra field"],
    [short(32), "has a comment"],
    [short(34), "is on another disk"],
    [short(36) || external !== REGULAR, modeFault(external)],
  ];
  for (const [wrong, fault] of faults) if (wrong) refuse("form", `in the archive ${quoted(name)} ${fault}`);
  return member;
}

function modeFault(external) {
  const kind = (external >>> 16) & 0o170000;
  const known = { 0o120000: "is a symbolic link", 0o040000: "is a folder entry", 0o100000: "has an unusual mode" };
  return known[kind] || (kind ? "is a device or another special file" : "has no mode of a regular file");
}

// Refuse by what is claimed, before a byte is decompressed; contentOf then holds each member to its claim.
function checkSizes(members) {
  let total = 0;
  for (const member of members) {
    const name = `in the archive ${quoted(member.name)}`;
    if (member.size > MEMBER_LIMIT) refuse("cost", `${name} has more than ${megabytes(MEMBER_LIMIT)}`);
    if (member.size > member.packed * RATIO_LIMIT) refuse("cost", `${name} is packed more than ${RATIO_LIMIT} to 1`);
    if (member.method === 0 && member.size !== member.packed) {
      refuse("form", `${name} is stored, and its two sizes differ`);
    }
    total += member.size;
  }
  if (total > TOTAL_LIMIT) refuse("cost", `the files in the archive have more than ${megabytes(TOTAL_LIMIT)} together`);
}

// Where the member's packed bytes begin; its local header must stand at `position` and say the same as the directory.
async function checkLocal(file, member, position) {
  const name = `in the archive ${quoted(member.name)}`;
  if (member.offset !== position) refuse("form", `${name} does not start where the file before it ends`);
  const head = await bytesAt(file, position, LOCAL_SIZE + member.rawName.length);
  if (!hasSign(head, 0, LOCAL_SIGN)) refuse("form", `${name} has no header`);
  const shared = head.subarray(4, 4 + SHARED_SIZE);
  if (!sameBytes(shared, member.shared) || !sameBytes(head.subarray(LOCAL_SIZE), member.rawName)) {
    refuse("form", `${name} has two headers that differ`);
  }
  return position + LOCAL_SIZE + member.rawName.length;
}

function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

// What a member holds: its size, its hash, its bytes as a Blob, and as `data` where it is no attachment.
async function contentOf(file, member) {
  const packed = file.slice(member.begin, member.begin + member.packed);
  const isStored = member.method === 0;
  const isSmall = member.size <= HELD_LIMIT;
  const large = new Sha256(); // the browser's own takes no parts
  const kept = [];
  let crc = 0xffffffff;
  for await (const part of isStored ? partsOf(packed) : inflate(packed, member)) {
    crc = crc32(part, crc);
    if (!isSmall) large.update(part);
    if (isSmall || !isStored) kept.push(part);
  }
  if ((crc ^ 0xffffffff) >>> 0 !== member.crc) {
    refuse("damaged", `in the archive ${quoted(member.name)} is damaged: its check sum differs`);
  }
  const data = isSmall ? joined(...kept) : new Uint8Array();
  const hash = isSmall ? hex(await digest("SHA-256", data)) : large.finish();
  const isAttached = member.name.includes("/data/files/");
  return { size: member.size, hash, blob: isStored ? packed : new Blob(kept), data: isAttached ? null : data };
}

// What the browser's own inflate makes of it, as far as the size that was claimed and no further.
async function* inflate(packed, member) {
  const name = `in the archive ${quoted(member.name)}`;
  const reader = inPieces(packed).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > member.size) break;
      yield part.value;
    }
  } catch (error) {
    if (error instanceof DOMException) throw error; // the file could not be read
    // The browser says no more than that it does not like it.
    const isWhole = size === member.size && size > 0;
    refuse("damaged", `${name} ${isWhole ? "has bytes after its packed data" : "is damaged: it does not unpack"}`);
  }
  if (size > member.size) await reader.cancel();
  if (size !== member.size) refuse("damaged", `${name} does not unpack to the size it says`);
}

function inPieces(file) {
  let [at, held, used] = [0, new Uint8Array(), 0];
  return new ReadableStream({
    async pull(controller) {
      if (used >= held.length) {
        if (at >= file.size) return controller.close();
        [held, used] = [await bytesAt(file, at, PART), 0];
        at += held.length;
      }
      controller.enqueue(held.slice(used, used + PIECE));
      used += PIECE;
    },
  });
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let crc = number;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

// The check sum goes on from `crc`, which begins and ends as its complement.
function crc32(data, crc) {
  for (let at = 0; at < data.length; at++) crc = CRC_TABLE[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return crc;
}
