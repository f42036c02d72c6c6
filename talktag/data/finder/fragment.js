// What stands behind the # of the address: the tag, the sticker's code, the finder's one-time secret, an answer. No
// browser ever sends that part to anybody, and this never puts another address in its place.

const LIKE = { I: "1", L: "1", O: "0" };
const TAG_LENGTH = 9;
const CODE_LENGTH = 16;

// {tag, code, secret, answer}, each null where it is not said; `isOdd` where something stands there that is no tag.
function readFragment(text) {
  const [first, ...more] = decoded(text.replace(/^#/, "")).split("&");
  const said = { ...readTyped(first), secret: null, answer: null };
  for (const each of more) {
    const value = each.slice(2).replace(/\s/g, "");
    if (each.startsWith("k=")) said.secret = ofLength(fromBase64Url(value), 32);
    if (each.startsWith("a=")) said.answer = value;
  }
  return said;
}

// The tag and the code in what somebody typed or scanned; case, blanks, dashes and TT- before it do not matter.
function readTyped(text) {
  const bare = text.replace(/^.*#/s, "").toUpperCase().replace(/[\s\u2010-\u2015\u2212-]/g, "");
  const signs = bare.replace(/^TT(?=.{9}$|.{25}$)/, "").replace(/[ILO]/g, (sign) => LIKE[sign]);
  const isWhole = [TAG_LENGTH, TAG_LENGTH + CODE_LENGTH].includes(signs.length);
  if (!isWhole || Array.from(signs).some((sign) => !CROCKFORD.includes(sign)) || !hasCheckSign(signs.slice(0, TAG_LENGTH))) {
    return { tag: null, code: null, isOdd: bare !== "" };
  }
  return { tag: signs.slice(0, TAG_LENGTH), code: signs.slice(TAG_LENGTH) || null, isOdd: false };
}

// The last sign of a tag finds any wrong one and any two that changed places, as in talktag/model/values/ident.py.
function hasCheckSign(tag) {
  let total = 0;
  for (const sign of tag.slice(0, -1)) {
    total ^= CROCKFORD.indexOf(sign);
    total = total & 16 ? (total << 1) ^ 0b100101 : total << 1;
  }
  return CROCKFORD[total] === tag.slice(-1);
}

function fragmentOf(said) {
  const secret = said.secret ? `&k=${toBase64Url(said.secret)}` : "";
  return `#${said.tag}${said.code || ""}${secret}${said.answer ? `&a=${said.answer}` : ""}`;
}

function printedTag(tag) {
  return `TT-${tag.match(/.{1,4}/g).join(" ")}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function ofLength(data, length) {
  return data && data.length === length ? data : null;
}
