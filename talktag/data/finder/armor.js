// The text form of an age file, and the files that stand in a text however mail or a messenger left it. It never judges
// what it finds: only opening tells which of several readings is the file.
//
//   toArmor(bytes) -> the text form, in lines of 64 characters
//   binaryOf(armor) -> the bytes of one that toArmor made, for a link
//   filesIn(text) -> the readings of all files in a text, as bytes, likely ones first

const AGE_BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const AGE_END = "-----END AGE ENCRYPTED FILE-----";
const AGE_MARK = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx"; // "age-encryption.org/v1" in base64, with which every file begins
const MOST_FILES = 20; // in one text, and as many readings of them: each may cost a computation with keys

function toArmor(bytes) {
  return `${AGE_BEGIN}\n${toBase64(bytes).replace(/.{1,64}/g, "$&\n")}${AGE_END}\n`;
}

function binaryOf(armor) {
  return fromBase64(armor.replace(AGE_BEGIN, "").replace(AGE_END, "").replaceAll("\n", ""));
}

function filesIn(text) {
  // Mail as it is sent breaks lines with "=" and writes "=3D" for it; a text that was not written so loses by that.
  const asSent = text.replace(/=[ \t]*\r?\n/g, "").replace(/=3D/gi, "=");
  const runs = [text, asSent].flatMap((each) => runsIn(stripped(each)).map(readingsOf));
  const likely = [0, 1, 2, 3, 4].flatMap((place) => runs.map((readings) => readings[place]));
  return [...new Set(likely)].slice(0, MOST_FILES).map(fromLoose);
}

// Without what stands around and between the lines: marks of HTML and of quoting, letters that nobody sees.
function stripped(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/<\/?(?![a-z]+:)[a-z!][^<>]*>/gi, "\n")
    .replace(/&gt;/gi, ">")
    .replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, " ")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/^[^\n<>]*>[> \t]*/gm, "")
    .replace(/-{0,9}\s?(?:BEGIN|END)\s+AGE\s+ENCRYPTED\s+FILE/gi, "!");
}

// From each beginning of a file as far as base64 goes on, that of links too, with the white space and the bars of
// quoting that are in it. Five dashes are the end of a text form.
function runsIn(text) {
  const mark = new RegExp([...AGE_MARK].join("[\\s|*]*"), "g");
  const starts = Array.from(text.matchAll(mark), (found) => found.index).slice(0, MOST_FILES);
  return starts.map((start, place) => /^(?:[\w+/\s|*]|-(?!----))*/.exec(text.slice(start, starts[place + 1]))[0]);
}

// Where the file ends is not said: with the run, before a blank line, with or before the first line of another length,
// or at the first blank.
function readingsOf(run) {
  const lines = run.split("\n").map((line) => line.replace(/[\s|*]/g, ""));
  const blank = lines.indexOf("");
  const short = lines.findIndex((line) => line.length !== lines[0].length);
  const upTo = (count) => lines.slice(0, count < 0 ? lines.length : count).join("");
  return [upTo(-1), upTo(blank), upTo(short < 0 ? -1 : short + 1), upTo(short), run.split(/\s/)[0]];
}

// Also of a file that was cut anywhere, so that it can be told what is wrong with it.
function fromLoose(letters) {
  const text = letters.replaceAll("-", "+").replaceAll("_", "/");
  return fromLatin1(atob(text.length % 4 === 1 ? text.slice(0, -1) : text));
}
