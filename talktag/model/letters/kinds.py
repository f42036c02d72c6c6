"""Every kind of letter in one table: what it tells of a product, what it needs, which law it cites, by when it asks.

A new kind is a row here, and its words in each language of `page/letters/wording`. What a letter says of the law is
where it stands, never that it applies.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.letters.acts import DATA, GDPR, REPAIR, SAFETY, SALES, Cite
from talktag.model.values.warranty import Duration

WORDS = "words"  # among what a letter needs: what the person says in their own words
# What no record of a product knows: the day on which a contract is to end, and terms that two agreed on.
ENDS, TERMS = "ends", "terms"
_IDENTITY = ("name", "maker", "model")
_BOUGHT = ("purchase.date", "purchase.from", "purchase.order")
_TWO_WEEKS = Duration(14, "day")
# Shaped like the European Repair Information Form: the points of art. 4 of directive (EU) 2024/1799, in their order.
GOODS, DEFECT = "goods", "defect"
REPAIR_FORM = (
    *("repairer", "address", "phone", "mail", GOODS, DEFECT, "repair", "price", "time"),
    *("replacement", "place", "services", "validity", "further"),
)


class LetterKind(NamedTuple):
    """One kind of letter.

    It tells the `facts` of a product, in this order, as far as they are known; for each of `needs` that is not, it has
    a line to be filled in. It `says` further values that no record has, by their names. `cites` are the articles that
    it refers to. The other side has `period` to answer: by `law` where one names it, else that is only asked for.
    `form` are fields that the other side fills in. One that `needs_product` is about no party alone.
    """

    name: str
    facts: tuple[str, ...]
    cites: tuple[Cite, ...] = ()
    needs: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    period: Duration = _TWO_WEEKS
    law: Cite | None = None
    form: tuple[str, ...] = ()
    needs_product: bool = True


_ONE_MONTH, _SAYS_MONTH = Duration(1, "month"), Cite(GDPR, ("12(3)",))

LETTERS: Mapping[str, LetterKind] = {
    each.name: each
    for each in (
        LetterKind(
            "guarantee",
            (*_IDENTITY, "serial", *_BOUGHT, "warranties"),
            (Cite(SALES, ("10", "13", "14"), "seller"), Cite(SALES, ("17",), "others")),
            needs=("purchase.date", WORDS),
        ),
        LetterKind(
            "repair",
            (*_IDENTITY, "serial", "purchase.date"),
            (Cite(REPAIR, ("4",)),),
            needs=(WORDS,),
            form=REPAIR_FORM,
        ),
        LetterKind(
            "data", (*_IDENTITY, "serial", "gtin", "purchase.date"), (Cite(DATA, ("4(1)",)),), needs=("model", "serial")
        ),
        LetterKind(
            "access",
            ("name", *_BOUGHT),
            (Cite(GDPR, ("15", "12(3)")),),
            period=_ONE_MONTH,
            law=_SAYS_MONTH,
            needs_product=False,
        ),
        LetterKind(
            "erasure",
            ("name", *_BOUGHT),
            (Cite(GDPR, ("17", "19", "12(3)")),),
            period=_ONE_MONTH,
            law=_SAYS_MONTH,
            needs_product=False,
        ),
        LetterKind(
            "recall",
            (*_IDENTITY, "serial", "gtin", "purchase.date", "purchase.from"),
            (Cite(SAFETY, ("35", "36", "37")),),
            needs=("model", "serial"),
        ),
        LetterKind(
            "cancellation",
            ("name", *_BOUGHT),
            needs=("purchase.order",),
            says=(ENDS,),
            needs_product=False,
        ),
        LetterKind(
            "withdrawal",
            ("name",),
            (Cite(GDPR, ("7(3)",)),),
            needs=(TERMS,),
            says=(TERMS,),
            needs_product=False,
        ),
        LetterKind("breach", ("name",), needs=(TERMS, WORDS), says=(TERMS,), needs_product=False),
    )
}


def cites_for(kind: LetterKind, *, is_seller: bool) -> tuple[Cite, ...]:
    """The articles that a letter to that party refers to: what a seller owes is another thing than what others do."""
    left_out = "others" if is_seller else "seller"
    return tuple(each for each in kind.cites if each.whom != left_out)


def answer_day(kind: LetterKind, day: datetime.date) -> datetime.date:
    """By which day an answer is asked for that is written on `day`; of a month without that day, its last."""
    return kind.period.after(day)
