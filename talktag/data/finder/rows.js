// The sealed rows of the page: what it holds for one sticker, opened with the code on it. What seals them is
// talktag/seal/finder/rows.py. It never opens a part: where one row does not open, the code proves nothing.
//
//   openSticker(page, tag, code) -> promise of {state, message, photo}, null where the code opens nothing on this page
//     page: {salt, owner, tickets, messages, photos}: texts, all but `owner` in base64, `owner` letter for letter as it
//           stands in the page, since every row is bound to it
//     tag, code: 9 and 16 characters in upper case, as on the sticker
//     state: "in use", "lost", "retired" or "blank" (given to nothing yet)
//     message: {name, words, reward, urgent, hand_in}, each a text or undefined; {} where there is none
//     photo: the bytes of a JPEG, null where there is none
//   Fault: "unable" (no crypto.subtle, as over plain http)

const ROW_FORMAT = "talktag-finder/1";
const TICKET_SIZE = 64;
const MESSAGE_SIZE = 2048;
const PHOTO_SIZE = 12288;
const PLACE_SIZE = 16;
const NO_ROW = 0xffffffff;
const STICKER_STATES = ["in use", "lost", "retired", "blank"];
const TOLD = ["name", "words", "reward", "urgent", "hand_in"];

async function openSticker(page, tag, code) {
  if (!globalThis.crypto || !crypto.subtle) fail("unable");
  const [key, salt] = [fromCrockford(code, 10), fromBase64(page.salt)];
  if (!key || !salt) return null;
  const bound = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(page.owner)));
  const place = await derive(key, salt, `place ${tag}`, PLACE_SIZE);
  const row = findTicket(fromBase64(page.tickets) || new Uint8Array(), place);
  const ticket = row && openRow(await derive(key, salt, `ticket ${tag}`), row, bound);
  const state = ticket && STICKER_STATES[ticket[0]];
  if (!state) return null;
  const view = new DataView(ticket.buffer);
  const secret = ticket.subarray(10, 26);
  const open = async (what, table, size, number) =>
    number === NO_ROW ? new Uint8Array() : openRow(await derive(secret, salt, what), rowAt(table, size, number), bound);
  const message = await open("message", page.messages, MESSAGE_SIZE, view.getUint32(2));
  const photo = await open("photo", page.photos, PHOTO_SIZE, view.getUint32(6));
  const told = message && readTold(message);
  return told && photo && { state, message: told, photo: photo.length ? photo.slice(4, 4 + lengthOf(photo, 4)) : null };
}

function derive(key, salt, what, length) {
  return hkdf(key, salt, `${ROW_FORMAT} ${what}`, length);
}

function openRow(key, row, bound) {
  return openChaCha(key, new Uint8Array(12), row, bound); // every key seals one row, so its number is zero
}

function findTicket(tickets, place) {
  for (let at = 0; at < tickets.length; at += TICKET_SIZE) {
    if (sameBytes(tickets.subarray(at, at + PLACE_SIZE), place)) {
      return tickets.subarray(at + PLACE_SIZE, at + TICKET_SIZE);
    }
  }
  return null;
}

// One row of a table, without reading all of it: photos may be megabytes.
function rowAt(table, size, number) {
  const start = number * size;
  const from = Math.floor(start / 3);
  const letters = table.slice(from * 4, Math.ceil((start + size) / 3) * 4);
  return (fromBase64(letters) || new Uint8Array()).subarray(start - from * 3, start - from * 3 + size);
}

function lengthOf(bytes, count) {
  return bytes.subarray(0, count).reduce((number, byte) => number * 256 + byte, 0);
}

// Only what the page has a place for, and only texts; null where it is no JSON.
function readTold(message) {
  if (!message.length) return {};
  try {
    const said = JSON.parse(textOf(message.subarray(2, 2 + lengthOf(message, 2))));
    return Object.fromEntries(TOLD.filter((key) => typeof said[key] === "string").map((key) => [key, said[key]]));
  } catch {
    return null;
  }
}
