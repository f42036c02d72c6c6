// The text form of an age file, and the files that stand in a text however mail or a messenger left it. It never judges
// what it finds: only opening tells which of several readings is the file.
//
//   toArmor(bytes) -> the text form, in lines of 64 characters
//   binaryOf(armor) -> the bytes of one that toArmor made, for a link
//   filesIn(text) -> the readings of all files in a text, as bytes, likely ones first

const AGE_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const AGE_END = "-----END AGE ENCRYPTED FILE-----";
const AGE_MARK = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx"; // "age-encryption.org/v1" in base64, with which every file begins
const MOST_FILES = 20; // of a text: every one costs a computation with keys

function toArmor(bytes) {
  return `${AGE_BEGIN}\n${toBase64(bytes).replace(/.{1,64}/g, "$&\n")}${AGE_END}\n`;
}

function binaryOf(armor) {
  return fromBase64(armor.replace(AGE_BEGIN, "").replace(AGE_END, "").replaceAll("\n", ""));
}

function filesIn(text) {
  // Mail as it is sent ends lines with "=" and writes "=3D" for it; read so, an ordinary text might lose its end.
  const readings = [text, text.replace(/=[ \t]*\r?\n/g, "").replace(/=3D/gi, "=")];
  const found = new Set(readings.flatMap((reading) => runsIn(bare(reading)).flatMap(readingsOf)));
  return [...found].slice(0, MOST_FILES).map((letters) => fromLoose(letters)).filter(Boolean);
}

// Without what stands around and between the lines: marks of quoting and of HTML, letters nobody sees.
function bare(text) {
  return text
    .replace(/<[^<>]*>/g, "\n")
    .replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, " ")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^[^\n>]*>[> \t]*/gm, "")
    .replace(/(?:BEGIN|END)\s+AGE\s+ENCRYPTED\s+FILE/gi, "!");
}

// From each beginning of a file as far as base64 goes on, white space and quoting signs in it left as they are.
function runsIn(text) {
  const run = new RegExp(`${[...AGE_MARK].join("[\\s|:*]*")}(?:[\\w+/\\s|:*]|-(?!-))*`, "g");
  return text.match(run) || [];
}

// Where it ends is not said: at the end of the run, before a blank line, with the first line that is shorter, at once.
function readingsOf(run) {
  const lines = run.split("\n").map((line) => line.replace(/[\s|:*]/g, ""));
  const blank = lines.findIndex((line) => !line);
  const short = lines.findIndex((line) => line.length !== lines[0].length);
  const paragraph = lines.slice(0, blank < 0 ? lines.length : blank).join("");
  const even = lines.slice(0, short < 0 ? lines.length : short + 1).join("");
  return [lines.join(""), paragraph, even, run.split(/\s/)[0]];
}

function fromLoose(letters) {
  const text = letters.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(text + "=".repeat(-text.length & 3));
}
