// BagIt bags (RFC 8493): every file is held against the list that was signed, as talktag/bundle/bag.py does.
// It never checks a signature, and never lets a file through that is missing, additional or another.

const MANIFEST = "manifest-sha256.txt";
const SIGNATURE = "manifest-sha256.txt.sig";
const DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const TAG_FILES = ["bag-info.txt", "bagit.txt", MANIFEST, SIGNATURE]; // those the tag manifest lists
const BESIDE = [...TAG_FILES, "tagmanifest-sha256.txt"];
const INFO = /^Bagging-Date: (\d{4}-\d{2}-\d{2})\nExternal-Identifier: ([0-9a-z]{1,64})\nPayload-Oxum: (\d+\.\d+)\n$/;
const LINE = /^([0-9a-f]{64}) {2}data\/(.+)$/;
const FILE_PATH = new RegExp(`^(?:${FILE_PATH_FORM})$`);
const OWN_NAMES = ["table.json", "index.html", "summary.txt", "README.txt"];
const PART_LIMITS = { [MANIFEST]: 100_000, [SIGNATURE]: 10_000 }; // bytes

// The two files to verify before anything else is looked at.
function signedPart(files) {
  if (!files.has(MANIFEST)) refuse("unsigned", `the bundle has no list of its files: "${MANIFEST}" is missing`);
  if (!files.has(SIGNATURE)) refuse("unsigned", `the bundle is not signed: "${SIGNATURE}" is missing`);
  for (const [name, limit] of Object.entries(PART_LIMITS)) {
    if (files.get(name).size > limit) refuse("cost", `"${name}" has more than ${limit} bytes`);
  }
  return [files.get(MANIFEST).data, files.get(SIGNATURE).data];
}

// The payload by path below data/, and what bag-info.txt says.
function readBag(files) {
  const payload = payloadOf(files);
  const listed = readManifest(latin1(files.get(MANIFEST).data));
  for (const path of listed.keys()) {
    if (!payload.has(path)) refuse("missing", `the file ${quoted("data/" + path)} is listed and is missing`, path);
  }
  for (const [path, content] of payload) {
    const file = quoted("data/" + path);
    if (!listed.has(path)) refuse("extra", `the file ${file} is not listed in the manifest`, path);
    if (content.hash !== listed.get(path)) {
      refuse("changed", `the file ${file} is not the one that was signed`, path);
    }
  }
  return { payload, ...checkTagFiles(files, payload) };
}

function payloadOf(files) {
  const payload = new Map();
  for (const [name, content] of files) {
    if (name.startsWith("data/") && name.length > 5) payload.set(name.slice(5), content);
    else if (!BESIDE.includes(name)) {
      refuse("extra", `the bundle has ${quoted(name)}, a file that does not belong in it`, name);
    }
  }
  for (const name of BESIDE) if (!files.has(name)) refuse("missing", `the bundle has no "${name}"`, name);
  return payload;
}

// The hash of each payload file, by its path below data/.
function readManifest(text) {
  if (text.startsWith("\u00ef\u00bb\u00bf")) refuse("list", `"${MANIFEST}" starts with a byte order mark`);
  if (!isAscii(text)) refuse("list", `"${MANIFEST}" is not plain ASCII`);
  if (text.includes("\r")) refuse("list", `"${MANIFEST}" has line ends of another system`);
  if (!text.endsWith("\n")) refuse("list", `"${MANIFEST}" does not end with a line end`);
  const listed = new Map();
  let before = "";
  let isSorted = true;
  text.slice(0, -1).split("\n").forEach((line, index) => {
    const [hash, path] = readLine(line, index + 1);
    if (listed.has(path)) refuse("list", `"${MANIFEST}" lists ${quoted("data/" + path)} twice`);
    listed.set(path, hash);
    isSorted = isSorted && before < path;
    before = path;
  });
  if (!isSorted) refuse("list", `"${MANIFEST}" is not in order`);
  return listed;
}

function readLine(line, number) {
  const found = LINE.exec(line);
  if (!found) {
    const isCapital = LINE.test(line.slice(0, 64).toLowerCase() + line.slice(64));
    const fault = isCapital ? "has a hash in capital letters" : "is not a hash, two spaces and a path in data/";
    refuse("list", `line ${number} of "${MANIFEST}" ${fault}`);
  }
  const [, hash, path] = found;
  if (!OWN_NAMES.includes(path) && !FILE_PATH.test(path)) {
    refuse("list", `line ${number} of "${MANIFEST}" lists ${quoted(path)}, which no bundle may hold`);
  }
  return [hash, path];
}

// The tag files must be exactly what talktag writes; no signature covers them.
function checkTagFiles(files, payload) {
  if (!sameBytes(files.get("bagit.txt").data, bytesOf(DECLARATION))) {
    refuse("around", '"bagit.txt" does not declare BagIt 1.0 in UTF-8');
  }
  const info = files.get("bag-info.txt");
  const found = info.size < 1000 && INFO.exec(latin1(info.data));
  if (!found) refuse("around", '"bag-info.txt" is not in the form of a bundle');
  const size = Array.from(payload.values()).reduce((sum, content) => sum + content.size, 0);
  if (found[3] !== `${size}.${payload.size}`) {
    refuse("around", '"bag-info.txt" gives another size or number of files than there are');
  }
  const tags = TAG_FILES.map((name) => `${files.get(name).hash}  ${name}\n`).join("");
  if (!sameBytes(files.get("tagmanifest-sha256.txt").data, bytesOf(tags))) {
    refuse("around", '"tagmanifest-sha256.txt" does not agree with the files it lists');
  }
  return { day: found[1], identifier: found[2] };
}
