"""The day of a receipt. Between day and month it never guesses: it offers what the receipt itself settles."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.text_line import TextLine, row_score, row_text
from talktag.model.intake.words.label import fold_in_place
from talktag.model.typed.day import day_first_of, is_open, typed_day

_NUMBERS = re.compile(
    r"(?<![0-9.,])(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|[0-9]{1,2}(?P<mark>[-/.]) ?[0-9]{1,2}(?P=mark) ?"
    r"(?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9])))(?![.,/-][0-9])"
)
_NAMED = re.compile(
    r"(?<![0-9a-z])(?:[0-9]{1,2}(?:st|nd|rd|th|er|o)?[-./ ]{1,2}(?:de |del |of )?[a-z]{3,12}[-.,/ ]{1,2}(?:de |del )?"
    r"(?:19|20)[0-9]{2}|[a-z]{3,12}[. ]{1,2}[0-9]{1,2}(?:st|nd|rd|th)?,? ?(?:19|20)[0-9]{2})(?![0-9])"
)
_DATE_WORD = re.compile(r"\b(?:date|datum|fecha|data|dato|vom|den|le|del|kopdatum|verkauf|sale)\b")
# Days that are not the day of buying.
_OTHER = re.compile(
    r"until|valid|gultig|expir|caduc|scad|best before|mindest|haltbar|garanti|warrant|return|ruckgabe|umtausch|due"
    r"|fallig|echeance|venc|forfall|liefer|deliver|ship|entrega|livraison|consegna|leverans|born|geb[.]|seit|since"
    r"|bis (?:zum|spat)|from|periodo|leistungszeit|hasta|jusqu|fino al|giltig|t[.]o[.]m|angerratt|oppet kop|devol"
)
# What tells that the month comes first: a receipt with a sales tax in dollars; and that the day does.
_MONTH_FIRST = re.compile(r"\b(?:sales tax|tax [0-9]|usd|zip|[a-z]{2} [0-9]{5})\b")
_DAY_FIRST = re.compile(
    r"€|£|\b(?:eur|gbp|chf|sek|nok|dkk|mwst|ust|iva|tva|moms|vat|mva|btw|gmbh|siret|nif|cif|p[.] ?iva)\b"
)


def day_offers(
    rows: Sequence[Sequence[TextLine]], today: datetime.date | None = None, *, day_first: bool | None = None
) -> Iterator[FieldOffer]:
    """The days a receipt names, as `bought`; none after `today`, none with two readings that nothing settles.

    `day_first` is what the person says elsewhere; what the receipt shows comes before it.
    """
    texts = [row_text(row) for row in rows]
    spelled = [(row, text, each) for row, text in zip(rows, texts, strict=True) for each in _spellings(text)]
    order = _order(texts, [each for _, _, each in spelled], day_first)
    century = (today.year - 99) if today else 1950
    seen = 0
    for row, text, each in spelled:
        day = _day(each, order, century, today)
        folded = fold_in_place(text)
        if day is None or _OTHER.search(folded):
            continue
        sure = 0.95 if _DATE_WORD.search(folded) else 0.85 if re.search(r"[0-9]{1,2}:[0-9]{2}", text) else 0.75
        yield FieldOffer("bought", day.isoformat(), (sure - 0.05 * min(seen, 4)) * row_score(row), text)
        seen += 1


def _spellings(text: str) -> list[str]:
    folded = fold_in_place(text)
    found = sorted([*_NUMBERS.finditer(folded), *_NAMED.finditer(folded)], key=lambda each: each.start())
    return [each.group() for each in found]


def _order(texts: Sequence[str], days: Sequence[str], given: bool | None) -> bool | None:
    proved = day_first_of(days)
    if proved is not None:
        return proved
    whole = "\n".join(fold_in_place(each) for each in texts)
    signs = {bool(first) for first, form in ((True, _DAY_FIRST), (False, _MONTH_FIRST)) if form.search(whole)}
    return signs.pop() if len(signs) == 1 else given


def _day(text: str, order: bool | None, century: int, today: datetime.date | None) -> datetime.date | None:
    """The one day that a text is; of two readings the one that is settled or not yet to come, else none."""
    text = re.sub(r"(?<=[-/.]) ", "", text)
    orders: tuple[bool | None, ...] = (None,)
    if is_open(text):  # with points the day comes first wherever points are written
        orders = (True,) if "." in text else (True, False) if order is None else (order,)
    days = set()
    for each in orders:
        try:
            day = typed_day(text, day_first=each, century=century)
        except ValueError:
            continue
        if today is None or day <= today:
            days.add(day)
    return days.pop() if len(days) == 1 else None
