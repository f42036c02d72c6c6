"""The keys of a query, described for people. Parses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from talktag.model.products.key_order import in_order
from talktag.model.products.keys import KEYS as TABLE

# What can be asked for besides the keys of a record.
_BESIDE = {
    "to": ("to:bruno", "lent to that party"),
    "provider": ("provider:allianz", "who gives a warranty"),
    "has": ("has:receipt", "there is one; has:field.colour for a field of your own"),
    "no": ("no:photo", "there is none"),
    "due": ("due<2w", "back, or serviced, within two weeks; due:over is late"),
    "seen": ("seen>1y", "last checked, or back, over a year ago; no:seen is never"),
}
_FORMS = {**{key.name: key.query for key in TABLE if key.query[0]}, **_BESIDE}
_ORDER = (
    *("name", "maker", "model", "serial", "gtin", "slug", "id", "tag", "from", "to", "order", "provider", "file"),
    *("place", "inside", "label", "state", "has", "no", "warranty", "price", "quantity", "bought", "added", "due"),
    "seen",
)
KEYS: Mapping[str, tuple[str, str]] = {name: _FORMS[name] for name in in_order(_FORMS, _ORDER)}
_OTHER_WORDS = {
    **{word: key.name for key in TABLE for word in (*key.alike, key.listed, key.path) if word != key.name},
    **dict.fromkeys(("party", "borrower", "who", "lent"), "to"),
    **dict.fromkeys(("overdue", "back", "deadline"), "due"),
    **dict.fromkeys(("without", "missing", "not"), "no"),
    **dict.fromkeys(("with",), "has"),
    **dict.fromkeys(("checked", "verified", "verified_on", "audited", "last_seen"), "seen"),
}


def near_keys(word: str, names: Iterable[str] = KEYS) -> list[str]:
    """Up to three of `names` that were perhaps meant by `word`."""
    from talktag.model.values.near import near_words

    known = list(names)
    meant = [name for name in known if name == _OTHER_WORDS.get(word.lower())]
    return near_words(word, known, meant=meant)


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {form:<20}{meaning}" for form, meaning in rows)


QUERY_HELP = f"""\
A query is any number of words; a product is chosen when all of them hold.
Case and accents do not count.

{
    _lines(
        [
            ("canon", "the text stands anywhere in the record"),
            ('"two words"', "this text, even where it looks like a key"),
            ("-WORD", "WORD does not hold: -label:stored, -canon, -warranty:over"),
        ]
    )
}

Keys:

{_lines(KEYS.values())}
{_lines([("field.colour:black", "a field of your own")])}

After a text key, : looks for a part, and := for the whole value letter by
letter: maker:=Canon. Labels, states and what it is inside of are always whole.

Dates, prices and quantities:

{
    _lines(
        [
            (":  <  <=  >  >=", "equal, less, at most, more, at least"),
            ("LOW..HIGH", "from LOW to HIGH, one may be missing: price:500EUR..900EUR"),
            ("2024-03-02", "a day; 2024-03, 2024: all their days; today, yesterday"),
            ("30d 12w 6m 1y", "days, weeks, months, years from today: ahead for warranty"),
            ("", "and due, back for others; bought>2y is over two years ago"),
            ("warranty:over", "the last warranty has ended; warranty:lifetime never ends"),
        ]
    )
}

What is lost, sold, given or recycled is left out of list, stats, sheet and
set --where, unless a word says a state: state:any takes everything. What an
intake brought in and nobody named yet is state:unnamed.

The warranty is the one that ends last. A price is that of one piece; without a
currency it is in the currency of the store. What has no date, price or
warranty matches no comparison.

A shell takes < and > for itself: write 'price>500EUR' with quotes, or
price:500EUR.. without. Give each word its own quotes. A word with a hyphen and
no key would be taken for an option: put -- in front of the query, as in
talktag list -- -canon.
"""
