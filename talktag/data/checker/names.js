// Names inside an archive: which ones may stand there. It judges names, it never turns one into a path.
// The rules are those of talktag/bundle/names.py, the same on every system.

const NAME_LIMIT = 100; // bytes
const DEPTH_LIMIT = 4;
const CAPITAL_NAMES = ["data/README.txt"]; // below the root; every other name is lower case
const SEGMENT = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const DEVICE = /^(?:con|prn|aux|nul|conin\$?|conout\$?|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;

const NAME_RULES = [
  [(name) => !name, "is empty"],
  [(name) => new TextEncoder().encode(name).length > NAME_LIMIT, `is longer than ${NAME_LIMIT} bytes`],
  [(name) => name.includes("\0"), "holds a NUL"],
  [(name) => name.includes("\\"), "holds a backslash"],
  [(name) => name.includes(":"), "holds a colon"],
  [(name) => name.startsWith("/"), "starts at the top of the disk"],
  [(name) => name.endsWith("/"), "is a folder entry"],
  [(name) => name.split("/").some((part) => part === "." || part === ".."), "steps out of its folder"],
  [(name) => name.includes("//"), "has an empty part"],
  [(name) => name.split("/").length > DEPTH_LIMIT, `is more than ${DEPTH_LIMIT} levels deep`],
  [(name) => !name.includes("/"), "is not inside a folder"],
];
const SEGMENT_RULES = [
  [(part) => /[. ]$/.test(part), "ends in a dot or a space"],
  [(part) => DEVICE.test(part.split(".")[0].trimEnd()), "is a device on Windows"],
  [(part) => !isAscii(part), "is not plain ASCII"],
  [(part) => part.startsWith("."), "is hidden"],
];

function isAscii(text) {
  return !/[^\0-\x7f]/.test(text);
}

function checkNames(names) {
  checkTwins(names);
  for (const name of names) {
    const fault = nameFault(name);
    if (fault) refuse("name", `in the archive the name ${quoted(name)} ${fault}`);
  }
  if (new Set(names.map((name) => name.split("/")[0])).size > 1) {
    refuse("name", "in the archive the files are not all in one folder");
  }
}

// Two names that one system or another would take for the same file.
function checkTwins(names) {
  const seen = new Map();
  for (const name of names) {
    const folded = name.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    if (other === name) refuse("name", `in the archive the name ${quoted(name)} is there twice`);
    if (other !== undefined) {
      refuse("name", `in the archive the names ${quoted(other)} and ${quoted(name)} are the same to some systems`);
    }
    seen.set(folded, name);
  }
  for (const [folded, name] of seen) {
    const parts = folded.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      if (seen.has(parts.slice(0, depth).join("/"))) {
        const both = name.split("/").slice(0, depth).join("/");
        refuse("name", `in the archive the name ${quoted(both)} is both a file and a folder`);
      }
    }
  }
}

function nameFault(name) {
  for (const [breaks, fault] of NAME_RULES) if (breaks(name)) return fault;
  const parts = name.split("/");
  for (const part of parts) {
    for (const [breaks, fault] of SEGMENT_RULES) if (breaks(part)) return fault;
  }
  const isKnown = CAPITAL_NAMES.includes(parts.slice(1).join("/"));
  if (isKnown || parts.every((part) => SEGMENT.test(part))) return null;
  return "has characters other than a-z, 0-9, dot and hyphen";
}
