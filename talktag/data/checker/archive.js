// Zip archives, read so that every byte is accounted for (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).
// It takes only the one form that talktag writes, as talktag/bundle/archive.py does; it never guesses or repairs.

const ARCHIVE_LIMIT = 501_000_000; // bytes
const TOTAL_LIMIT = 500_000_000;
const MEMBER_LIMIT = 250_000_000;
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
async function readArchive(data) {
  if (data.length > ARCHIVE_LIMIT) refuse("cost", `the archive has more than ${megabytes(ARCHIVE_LIMIT)}`);
  const [start, count] = readEnd(data);
  const members = readDirectory(data, start, count);
  checkSizes(members);
  checkNames(members.map((member) => member.name));
  let position = 0;
  for (const member of members) {
    member.begin = checkLocal(data, member, position);
    position = member.begin + member.packed;
  }
  if (position !== start) refuse("form", "the archive has bytes that belong to no file");
  const files = new Map();
  for (const member of members) files.set(member.name.split("/").slice(1).join("/"), await contentOf(data, member));
  return { root: members[0].name.split("/")[0], files };
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
function readEnd(data) {
  const at = data.length - END_SIZE;
  if (!hasSign(data, 0, LOCAL_SIGN)) refuse("form", "the archive does not start as a zip does");
  if (!hasSign(data, at, END_SIGN)) refuseEnd(data);
  const view = viewOf(data);
  const [disk, firstDisk, here, count] = [4, 6, 8, 10].map((offset) => view.getUint16(at + offset, true));
  const [size, start] = [12, 16].map((offset) => view.getUint32(at + offset, true));
  const isLong = here === 0xffff || count === 0xffff || size === 0xffffffff || start === 0xffffffff;
  if (isLong || hasSign(data, at - 20, LOCATOR_SIGN)) refuse("form", "the archive is in zip64 form");
  if (disk || firstDisk || here !== count) refuse("form", "the archive is one part of several");
  if (count < 1 || count > COUNT_LIMIT) {
    refuse("cost", `the archive has ${count} files, and 1 to ${COUNT_LIMIT} are accepted`);
  }
  if (view.getUint16(at + 20, true)) refuse("form", "the archive says it has a comment, and there is none");
  if (start + size > at) refuse("form", "the end record of the archive points past itself");
  if (start + size < at) {
    refuse("form", "the archive has bytes that its end record does not know: a prefix, or two archives joined");
  }
  return [start, count];
}

function refuseEnd(data) {
  let found = data.length - 4;
  while (found >= 0 && !hasSign(data, found, END_SIGN)) found--;
  if (found < 0) refuse("damaged", "the archive is cut short: it has no end record");
  const isWhole = found + END_SIZE <= data.length;
  const isComment = isWhole && found + END_SIZE + viewOf(data).getUint16(found + 20, true) === data.length;
  refuse("form", isComment ? "the archive has a comment" : "the archive has bytes after its end");
}

function readDirectory(data, start, count) {
  const end = data.length - END_SIZE;
  const members = [];
  let position = start;
  for (let number = 0; number < count; number++) {
    if (!hasSign(data, position, CENTRAL_SIGN) || position + CENTRAL_SIZE > end) {
      refuse("form", "the directory of the archive lists fewer files than it says");
    }
    const member = readEntry(data, position);
    members.push(member);
    position += CENTRAL_SIZE + member.rawName.length;
  }
  if (position !== end) refuse("form", "the directory of the archive has bytes that list no file");
  return members;
}

function readEntry(data, at) {
  const view = viewOf(data);
  const short = (offset) => view.getUint16(at + offset, true);
  const long = (offset) => view.getUint32(at + offset, true);
  const rawName = data.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + short(28));
  const name = new TextDecoder("utf-8", { ignoreBOM: true }).decode(rawName);
  const member = { name, rawName, shared: data.subarray(at + 6, at + 6 + SHARED_SIZE), method: short(10) };
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
function checkLocal(data, member, position) {
  const name = `in the archive ${quoted(member.name)}`;
  if (member.offset !== position) refuse("form", `${name} does not start where the file before it ends`);
  if (!hasSign(data, position, LOCAL_SIGN)) refuse("form", `${name} has no header`);
  const begin = position + LOCAL_SIZE + member.rawName.length;
  const shared = data.subarray(position + 4, position + 4 + SHARED_SIZE);
  const rawName = data.subarray(position + LOCAL_SIZE, begin);
  if (!sameBytes(shared, member.shared) || !sameBytes(rawName, member.rawName)) {
    refuse("form", `${name} has two headers that differ`);
  }
  return begin;
}

function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

async function contentOf(data, member) {
  const packed = data.subarray(member.begin, member.begin + member.packed);
  const content = member.method === 0 ? packed : await inflate(packed, member);
  if (crc32(content) !== member.crc) {
    refuse("damaged", `in the archive ${quoted(member.name)} is damaged: its check sum differs`);
  }
  return content;
}

// What the browser's own inflate makes of it, as far as the size that was claimed and no further.
async function inflate(packed, member) {
  const name = `in the archive ${quoted(member.name)}`;
  const reader = inPieces(packed).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const content = new Uint8Array(member.size);
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (size + part.value.length <= member.size) content.set(part.value, size);
      size += part.value.length;
      if (size > member.size) break;
    }
  } catch {
    // The browser says no more than that it does not like it.
    const isWhole = size === member.size && size > 0;
    refuse("damaged", `${name} ${isWhole ? "has bytes after its packed data" : "is damaged: it does not unpack"}`);
  }
  if (size > member.size) await reader.cancel();
  if (size !== member.size) refuse("damaged", `${name} does not unpack to the size it says`);
  return content;
}

function inPieces(data) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= data.length) return controller.close();
      controller.enqueue(data.slice(at, at + PIECE));
      at += PIECE;
    },
  });
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let crc = number;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(data) {
  let crc = 0xffffffff;
  for (let at = 0; at < data.length; at++) crc = CRC_TABLE[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
