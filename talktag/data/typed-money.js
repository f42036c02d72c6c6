"use strict";
// Money as people write it, in any country's way, as talktag/model/typed/money.py reads it; where digits such as
// "1,234" are two amounts in two countries, the language of the page settles it. It never converts or rounds.

const MONEY_PARTS = /^([^0-9]*)([0-9](?:[^]*[0-9])?)([.,]\s?[-\u2010-\u2015\u2212]{1,2})?([^0-9]*)$/;
const MONEY_MINUS = /[-\u2010-\u2015\u2212(]/;
const MONEY_PLAIN = /^[0-9]{1,15}(?:[.,][0-9]{1,4})?$/;
const MONEY_GROUPED = /^[1-9][0-9]{0,2}([,.' ])[0-9]{3}(?:\1[0-9]{3}){0,4}([.,][0-9]{1,4})?$/;
const MONEY_INDIAN = /^[1-9][0-9]?(,)(?:[0-9]{2},){1,6}[0-9]{3}(\.[0-9]{1,4})?$/;

// "80", "80,00 €", "1.234,50 EUR", "CHF 1'234.50" as talktag writes them: "80.00 EUR". Null for what is no amount, or
// is less than nothing. `known` has `codes`, `signs`, `usual` ones of a sign, `places`, the
// decimal `mark` and perhaps a `currency`.
function readMoney(text, known) {
  const plain = text.normalize("NFKC").replace(/[\u2019\u02bc\u2032\u00b4\u0060\u066c]/g, "'").replace(/\u066b/g, ".");
  const found = plain.length <= 80 ? MONEY_PARTS.exec(plain) : null;
  if (!found || MONEY_MINUS.test(found[1])) return null;
  const words = (found[1] + " " + found[4]).split(/\s+/).filter(Boolean);
  const currency = words.length ? currencyOf(words, known) : known.currency;
  if (!currency) return null;
  const least = Object.hasOwn(known.places, currency) ? known.places[currency] : 2;
  const digits = digitsOf(found[2], least, Boolean(found[3]), known.mark);
  if (digits === null) return null;
  const [whole, part] = digits.split(".");
  const cents = (part || "").replace(/0+$/, "").padEnd(least, "0");
  return whole.replace(/^0+(?=\d)/, "") + (cents ? "." + cents : "") + " " + currency;
}

// The one currency that all the words beside the digits stand for: the one given, else the usual one of several; null
// where there is none, or neither.
function currencyOf(words, known) {
  const meant = words.map((word) => {
    const sign = word.toLowerCase();
    if (Object.hasOwn(known.signs, sign)) return known.signs[sign];
    return known.codes.includes(word.toUpperCase()) ? [word.toUpperCase()] : [];
  });
  const common = meant[0].filter((code) => meant.every((codes) => codes.includes(code)));
  if (common.includes(known.currency)) return known.currency;
  const usual = common.length === 1 ? common : known.usual.filter((code) => common.includes(code));
  return usual.length ? usual[0] : null;
}

// The digits with a decimal point; null where that cannot be told. `whole` is where ".-" says that there are no cents.
function digitsOf(digits, least, whole, mark) {
  const grouped = MONEY_GROUPED.exec(digits) || MONEY_INDIAN.exec(digits);
  if (grouped && (!grouped[2] || (!whole && grouped[2][0] !== grouped[1]))) {
    const [, group, point] = grouped;
    const joined = digits.slice(0, digits.length - (point || "").length).replace(/[^0-9]/g, "");
    if (point) return joined + "." + point.slice(1);
    if (whole || "' ".includes(group) || digits.split(group).length > 2 || least === 0) return joined;
    if (group !== mark && least !== 3) return joined;
    return group === mark && least === 3 ? digits.replace(",", ".") : null;
  }
  return MONEY_PLAIN.test(digits) && !(whole && /\D/.test(digits)) ? digits.replace(",", ".") : null;
}
