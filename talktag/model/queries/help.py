"""The keys of a query, described for people. Parses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KEYS: Mapping[str, tuple[str, str]] = {
    "name": ("name:camera", "the name holds it"),
    "maker": ("maker:canon", "the maker holds it; so do the other texts:"),
    "model": ("model:r5", "the model"),
    "serial": ("serial:0345", "the serial number"),
    "gtin": ("gtin:4549292", "a part of the 14 digits; gtin:=NUMBER is the whole one"),
    "slug": ("slug:canon", "the file name of the record"),
    "id": ("id:01h2", "the id of the record"),
    "tag": ("tag:7k3m", "a TalkTag, even a retired one; blanks do not matter"),
    "from": ("from:foto", "the seller"),
    "to": ("to:bruno", "lent to that party"),
    "order": ("order:2024-17", "the number of the purchase order"),
    "provider": ("provider:allianz", "who gives a warranty"),
    "file": ("file:invoice", "the name of a file kept with it"),
    "place": ("place:office", "a part of the place; place:home/office is there or below"),
    "inside": ("inside:camera-bag", "a part of that product: its slug or id"),
    "label": ("label:insured", "has the whole label"),
    "state": ("state:lent", "owned, lent, lost, sold, given, recycled; or any"),
    "has": ("has:receipt", "there is one; has:field.colour for a field of your own"),
    "no": ("no:photo", "there is none"),
    "warranty": ("warranty<90d", "ends in fewer than 90 days and is not over"),
    "price": ("price>500EUR", "priced in that currency; nothing is converted"),
    "quantity": ("quantity>1", "so many of it"),
    "bought": ("bought:2024-03", "in that year, month or on that day"),
    "added": ("added<30d", "fewer than 30 days ago"),
    "due": ("due<2w", "back, or serviced, within two weeks; due:over is late"),
    "seen": ("seen>1y", "last checked, or back, over a year ago; no:seen is never"),
}
_OTHER_WORDS = {
    **dict.fromkeys(("seller", "shop", "vendor", "store"), "from"),
    **dict.fromkeys(("party", "borrower", "who", "lent"), "to"),
    **dict.fromkeys(("overdue", "back", "deadline"), "due"),
    **dict.fromkeys(("brand", "manufacturer", "make"), "maker"),
    **dict.fromkeys(("location", "room", "where", "path"), "place"),
    **dict.fromkeys(("category", "labels", "type"), "label"),
    **dict.fromkeys(("cost", "value", "purchase.price", "amount"), "price"),
    **dict.fromkeys(("purchased", "date", "purchase", "purchase.date"), "bought"),
    **dict.fromkeys(("created", "since"), "added"),
    **dict.fromkeys(("until", "expires", "guarantee", "warranty_until"), "warranty"),
    **dict.fromkeys(("ean", "upc", "isbn", "barcode"), "gtin"),
    **dict.fromkeys(("in", "container", "parent"), "inside"),
    **dict.fromkeys(("count", "qty", "number"), "quantity"),
    **dict.fromkeys(("attachment", "document"), "file"),
    **dict.fromkeys(("status", "is"), "state"),
    **dict.fromkeys(("sn", "s/n"), "serial"),
    **dict.fromkeys(("without", "missing", "not"), "no"),
    **dict.fromkeys(("with",), "has"),
    **dict.fromkeys(("title",), "name"),
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
set --where, unless a word says a state: state:any takes everything.

The warranty is the one that ends last. A price is that of one piece; without a
currency it is in the currency of the store. What has no date, price or
warranty matches no comparison.

A shell takes < and > for itself: write 'price>500EUR' with quotes, or
price:500EUR.. without. Give each word its own quotes. A word with a hyphen and
no key would be taken for an option: put -- in front of the query, as in
talktag list -- -canon.
"""
