"""Whatever text a picture holds, offers are values that a record takes, and working them out is never long or fails."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.intake import plate
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.plate import plate_offers
from talktag.model.intake.receipt import receipt_offers
from talktag.model.intake.text_line import MOST_LETTERS, Box, TextLine
from talktag.model.intake.words import amounts, bought_day, label, plate_value, shop, total
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.money import parse_money

WORDS = [
    *("S/N", "serial", "no", "nº", "de", "série", "matricola", "model", "type", "typ", "EAN", "FCC", "ID", "total"),
    *("summe", "importe", "subtotal", "VAT", "moms", "incl.", "€", "kr", "$", "1.234,56", "99,90", "4006381333931"),
    *("12/03/2024", "3.4.24", "March", "5,", "2024", "Rechnung", "Nr.", "order", "#", "GmbH", "AB", "www.", "230", "V"),
    *("~", ":", ".", "-", "/", "(", ")", "|"),
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
)
NUMBERS = st.floats(-1e6, 1e6)
LINES = st.lists(
    st.builds(TextLine, TEXTS, st.floats(), st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS)),
    max_size=12,
)


def is_value(offer: FieldOffer) -> bool:
    if offer.key == "gtin":
        return parse_gtin(offer.value) == offer.value
    if offer.key == "bought":
        return datetime.date.fromisoformat(offer.value) <= datetime.date(2026, 3, 2)
    if offer.key == "price":
        return str(parse_money(offer.value)) == offer.value and parse_money(offer.value).amount > 0
    return offer.value == offer.value.strip() and offer.value.isprintable() and 2 <= len(offer.value) <= MOST_LETTERS


@settings(deadline=None)
@given(LINES, st.lists(st.text(max_size=12), max_size=4), st.sampled_from([None, "EUR", "JPY"]))
def test_every_offer_is_a_value_for_its_key_whatever_was_read(
    lines: list[TextLine], names: list[str], currency: str | None
) -> None:
    offers = [
        *plate_offers(lines, names),
        *receipt_offers(lines, names, currency=currency, today=datetime.date(2026, 3, 2)),
    ]
    for offer in offers:
        assert is_value(offer), offer
        assert 0 <= offer.score <= 1
        assert offer.source.isprintable()


# A form that goes back and forth over a text takes a time that grows by its length again and again.
HOSTILE = [
    *(
        each * 100_000
        for each in ("1", "1.", "1,", "1 ", "1 000 ", "a", "a-", "a.", " ", "( ", "n. ", "s/n ", "serial ")
    ),
    *(
        each * 20_000
        for each in ("12/", "12.03.", "total ", "incl. ", "incl 19 ", "gmbh & co ", "bestellung", "March ")
    ),
    "rechnungs" + "-. " * 50_000 + "x",
    "serial" + " " * 100_000 + "x",
    "1" * 199 + "x",
    *("\u0301" * 100_000, "ﷺ" * 20_000, "№" * 100_000, "٣" * 100_000),
]


def test_long_and_hostile_lines_are_done_in_the_time_of_a_few_pages_of_text() -> None:
    # In a process of its own with a bound on processor time, which a loaded machine does not shorten.
    program = (
        "import resource, sys\n"
        "from talktag.model.intake.plate import plate_offers\n"
        "from talktag.model.intake.receipt import receipt_offers\n"
        "from talktag.model.intake.text_line import Box, TextLine\n"
        "from tests.model.intake.test_hostile_text import HOSTILE\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (120, 120))\n"
        "for text in HOSTILE:\n"
        "    for count in (1, 40):\n"
        "        lines = [TextLine(text, 1.0, Box(0, 30 * at, 900, 30 * at + 20)) for at in range(count)]\n"
        "        plate_offers(lines, ['Bosch', text[:50]]); receipt_offers(lines, ['Bosch'], currency='EUR')\n"
        "print('done')\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout == "done\n", run.stderr[-2000:]


@pytest.mark.parametrize("module", [amounts, bought_day, label, plate, plate_value, shop, total])
def test_no_form_repeats_a_repetition(module: object) -> None:
    """What `(x+)*` costs shows at some lengths only, so that it is not in there at all."""
    forms = [each for each in vars(module).values() if isinstance(each, re.Pattern)]
    assert forms
    for form in forms:
        assert not re.search(r"[*+]|\{[0-9]+,\}", re.sub(r"\[[^\]]*\]|\\.|\(\?[<!=:P]*", "", form.pattern)), (
            form.pattern
        )
