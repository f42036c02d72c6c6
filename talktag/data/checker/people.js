// What a person opens in a bundle: a page that runs and loads nothing, or plain text; as talktag/page/page_form.py.
// It never shows any of it, and does not judge its words: what it says is not held against the table.

const FOR_PEOPLE = ["index.html", "summary.txt", "README.txt"];
const PAGE_HEAD =
  '<meta charset="utf-8">\n' +
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; " +
  "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n" +
  '<meta name="viewport" content="width=device-width, initial-scale=1">\n' +
  '<meta name="referrer" content="no-referrer">\n';
const PAGE_BEGINS = /^<!doctype html>\n<html lang="[A-Za-z0-9-]+"><head>\n/;
const PAGE_HEAD_ENDS = /^<title>[^<]*<\/title>\n<style>([^<]*)<\/style>\n<\/head><body>\n/;
const PAGE_ENDS = "\n</body></html>\n";
const INERT =
  "main|header|footer|section|article|h[1-6]|p|div|span|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|" +
  "figure|figcaption|strong|em|b|i|small|sub|sup|mark|code|pre|bdi|bdo|time|abbr|blockquote|br|hr";
const SAYING = '(?:class|dir|lang|datetime|colspan|rowspan|scope|title|alt|width|height)="[^"<>]*"';
const PICTURE = '(?:src)="data:image/(?:jpeg|png|webp);base64,[A-Za-z0-9+/=]*"';
const TAG = new RegExp(`</?(?:${INERT})(?: ${SAYING})*>|<img(?: (?:${PICTURE}|${SAYING}))*>`, "g");
// What loads something in CSS, or hides that it does; the policy of the head would stop it as well.
const LOADS = /\\|\/\/|@import|@namespace|url|src|image|element\(|expression|behavior|binding/i;
// Control, format and direction characters: fixed here, so that every reader has the same of them.
const OBEYED =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0001}\u{e0020}-\u{e007f}]/u;

// The names of what is there to be read, none of which can do more than that.
function checkForPeople(payload) {
  if (payload.has("index.html") && payload.has("summary.txt")) {
    refuse("list", 'the bundle has two pages, "index.html" and "summary.txt"');
  }
  const present = FOR_PEOPLE.filter((name) => payload.has(name));
  for (const name of present) {
    const text = checkPlain(name, payload.get(name));
    if (name === "index.html") checkPage(name, text);
  }
  return present;
}

function checkPage(name, text) {
  const odd = () => refuse("page", `${quoted(name)} does not begin and end as the page of a bundle does`, name);
  const begins = PAGE_BEGINS.exec(text) || odd();
  let at = begins[0].length;
  if (!text.startsWith(PAGE_HEAD, at)) odd();
  at += PAGE_HEAD.length;
  const head = PAGE_HEAD_ENDS.exec(text.slice(at)) || odd();
  if (!text.endsWith(PAGE_ENDS)) odd();
  const loads = LOADS.exec(head[1]);
  if (loads) refuse("page", `the style of ${quoted(name)} holds ${quoted(loads[0])}, which could load something`, name);
  // What is left of a `<` when every inert tag is taken away was never the start of one.
  const rest = text.slice(at + head[0].length, -PAGE_ENDS.length).replace(TAG, "");
  const found = rest.indexOf("<");
  if (found < 0) return;
  const said = quoted(Array.from(rest.slice(found, found + 42)).slice(0, 21).join(""));
  refuse("page", `${quoted(name)} holds ${said}, which is not in the page of a bundle`, name);
}

function checkPlain(name, { size, data }) {
  if (size > HELD_LIMIT) refuse("cost", `${quoted(name)} has more than ${megabytes(HELD_LIMIT)}`);
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    refuse("page", `${quoted(name)} is not text in UTF-8`, name);
  }
  const found = OBEYED.exec(text);
  if (found) {
    refuse("page", `${quoted(name)} holds ${quoted(found[0])}, a character that is not shown but obeyed`, name);
  }
  return text;
}
