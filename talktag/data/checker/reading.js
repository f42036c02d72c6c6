// Reading a bundle in the only safe order: archive, signature, hashes, contents; as talktag/bundle/reading.py does.
// It never says whose key it is, never runs or shows the page in the bundle, and answers only when all of it holds.

const MEDIA = { jpg: "image/jpeg", png: "image/png", webp: "image/webp", pdf: "application/pdf", txt: "text/plain" };
const NOT_TEXT = /[\0-\x08\x0b\x0e-\x1f\x7f]/;
const AGE_BEGINNINGS = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----"];

function isEncrypted(data) {
  const start = latin1(data.subarray(0, 40));
  return AGE_BEGINNINGS.some((beginning) => start.startsWith(beginning));
}

// What a bundle says, its key and its files; Refused for the least thing that is not as it must be.
async function readBundle(file) {
  const { root, files } = await readArchive(file);
  const [manifest, signature] = signedPart(files);
  const key = await verifySignature(manifest, signature);
  const bag = readBag(files);
  if (!bag.payload.has("table.json")) refuse("missing", 'the bundle has no "table.json"', "table.json");
  const table = parseTable(bag.payload.get("table.json"));
  checkShape(table);
  checkSigner(table, key);
  checkLabels(root, bag, table);
  await checkFiles(table.get("files"), bag.payload);
  const uncompared = checkForPeople(bag.payload);
  const hashes = new Map(Array.from(files, ([name, content]) => [name, content.hash]));
  return { table, key, hashes, uncompared, payload: bag.payload, identity: hashes.get(MANIFEST) };
}

function checkSigner(table, key) {
  const kind = table.get("kind");
  if (BUNDLE_KINDS[kind].namespace !== key.namespace) {
    refuse("purpose", `the bundle is a ${kind}, and it is signed as "${key.namespace}"`);
  }
  const said = table.get("signer").get("fingerprint");
  if (said !== key.fingerprint) {
    refuse("disagrees", `the table says it is signed with the key ${said}, and it is signed with ${key.fingerprint}`);
  }
}

// The folder's name and bag-info.txt are not signed, so they may only repeat what is.
function checkLabels(root, bag, table) {
  const bundle = table.get("bundle");
  const day = table.get("created").slice(0, 10);
  if (bag.identifier !== bundle || bag.day !== day) {
    refuse("around", '"bag-info.txt" speaks of another bundle than the table');
  }
  if (!root.startsWith("talktag-") || !root.endsWith(`-${day.replaceAll("-", "")}-${bundle}`)) {
    refuse("around", `the folder ${quoted(root)} is named after another bundle than the table`);
  }
}

async function checkFiles(listed, payload) {
  const known = new Set();
  for (const file of listed) {
    const path = file.get("path");
    const content = payload.get(path);
    if (!content) refuse("disagrees", `the table lists the file ${quoted(path)}, which is not there`);
    if (content.hash !== file.get("sha256") || BigInt(content.size) !== file.get("size")) {
      refuse("disagrees", `the table describes another file ${quoted(path)} than there is`);
    }
    const expected = MEDIA[path.slice(path.lastIndexOf(".") + 1)];
    if (expected && ((await mediaOf(content.blob)) !== expected || (file.get("media") ?? expected) !== expected)) {
      refuse("disagrees", `the file ${quoted(path)} is not of the type it says`);
    }
    known.add(path);
  }
  for (const path of payload.keys()) {
    if (path.startsWith("files/") && !known.has(path)) {
      refuse("disagrees", `the table does not mention the file ${quoted(path)}`);
    }
  }
}

// The media type that the bytes show, by how they begin; null for what is none of those a bundle names.
async function mediaOf(file) {
  const start = latin1(await bytesAt(file, 0, 12));
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("RIFF") && start.slice(8) === "WEBP") return "image/webp";
  if (start.startsWith("%PDF-")) return "application/pdf";
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    for await (const part of partsOf(file)) if (NOT_TEXT.test(decoder.decode(part, { stream: true }))) return null;
    decoder.decode();
  } catch (error) {
    if (error instanceof DOMException) throw error; // the file could not be read
    return null;
  }
  return file.size ? "text/plain" : null;
}
