"""PDFs page by page: as shops send them, as scanners make them, and as nobody should."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any

import pytest

from talktag.errors import InvalidError
from talktag.media.pdf_pages import LONGEST, MOST_PAGES, pdf_pages
from talktag.media.text_in_picture import read_text_of
from talktag.model.intake.receipt import receipt_offers
from talktag.model.intake.text_line import row_text, rows_of
from tests.kit.pdfs import locked_pdf, made_pdf, scan_pdf, text_pdf
from tests.media.test_text_in_picture import PLATE, needs_reader, texts, written

INVOICE = """Fahrrad Schmitz e.K.
Hauptstr. 3 (Hof), 10115 Berlin
Rechnungsnummer: RE-2023/118
Rechnungsdatum: 12.06.2023
Trekkingrad, Größe 56|1.190,00 €
Schloss|60,00 €
Gesamtbetrag|1.250,00 €"""
ROWS = [each.replace("|", "  ") for each in INVOICE.splitlines()]


def rows(data: bytes) -> list[str]:
    (page,) = pdf_pages(data)
    return [row_text(each) for each in rows_of(page.lines)]


def test_the_text_of_a_page_comes_in_rows_without_being_read_as_a_picture() -> None:
    assert rows(text_pdf(INVOICE)) == ROWS


@pytest.mark.parametrize("rotate", [90, 270])
def test_the_text_of_a_page_that_is_shown_turned_comes_in_rows(rotate: int) -> None:
    assert rows(text_pdf(INVOICE, rotate=rotate)) == ROWS


@pytest.mark.parametrize("slant", ["0 1 -1 0 842 0", "0 -1 1 0 0 842"])
def test_text_that_is_set_on_its_side_comes_in_rows(slant: str) -> None:
    assert rows(text_pdf(INVOICE, slant=slant)) == ROWS


def test_a_receipt_as_a_shop_sends_it_offers_what_stands_on_it() -> None:
    (page,) = pdf_pages(text_pdf(INVOICE))
    offers = {each.key: each.value for each in reversed(receipt_offers(page.lines, today=datetime.date(2026, 3, 2)))}
    assert offers == {
        "from": "Fahrrad Schmitz e.K.",
        "bought": "2023-06-12",
        "price": "1250.00 EUR",
        "order": "RE-2023/118",
    }


@needs_reader
def test_a_scan_has_no_text_and_its_picture_is_read() -> None:
    (page,) = pdf_pages(scan_pdf(written()))
    assert page.lines == ()
    assert texts(read_text_of(page.picture)) == PLATE


@needs_reader
@pytest.mark.parametrize("turned", [{"rotate": 180}, {"slant": "-1 0 0 -1 595 842"}])
def test_text_upside_down_is_read_from_the_picture_of_its_page(turned: dict[str, Any]) -> None:
    (page,) = pdf_pages(text_pdf("Fahrrad Schmitz e.K.\nGesamtbetrag 1.250,00", **turned))
    assert page.lines == ()
    assert texts(read_text_of(page.picture)) == ("Fahrrad Schmitz e.K.", "Gesamtbetrag 1.250,00")


def test_pages_come_in_their_order_and_of_very_many_the_first_ones_and_the_last() -> None:
    two = list(pdf_pages(text_pdf("this is the first page", "this is the second page")))
    assert [(each.number, each.of, texts(each.lines)) for each in two] == [
        (1, 2, ("this is the first page",)),
        (2, 2, ("this is the second page",)),
    ]
    many = list(pdf_pages(text_pdf(*(f"this is the page {number}" for number in range(1, 41)))))
    assert [each.number for each in many] == [*range(1, MOST_PAGES), 40]
    assert texts(many[-1].lines) == ("this is the page 40",)


def test_the_picture_of_a_page_is_bounded_whatever_size_it_claims() -> None:
    for size in [(14_400, 14_400), (595, 842), (20, 20), (3, 14_400), (1, 1)]:
        (page,) = pdf_pages(text_pdf("x", size=size))
        assert max(page.picture.size) <= LONGEST + 1, size
        assert page.picture.mode == "RGB"


def test_a_locked_pdf_is_named_as_locked_with_what_to_do() -> None:
    with pytest.raises(InvalidError, match=r'the PDF "bill\.pdf" is locked with a password') as told:
        list(pdf_pages(locked_pdf("secret"), "bill.pdf"))
    assert told.value.hints == ("open it with its password, and print it into a PDF without one",)


def test_a_pdf_that_only_may_not_be_changed_is_read() -> None:
    assert rows(locked_pdf("")) == ["Fahrrad Schmitz e.K.", "Gesamtbetrag  1.250,00 EUR"]


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"%PDF-1.7\nhello", text_pdf(INVOICE)[:200], b"\xff\xd8\xff\xe0" + bytes(100)],
    ids=["empty", "head alone", "no PDF", "cut short", "a JPEG"],
)
def test_a_damaged_pdf_is_named(data: bytes) -> None:
    with pytest.raises(InvalidError, match=r'unreadable PDF "bill\.pdf": it is damaged'):
        list(pdf_pages(data, "bill.pdf"))


def test_a_pdf_without_pages_is_named() -> None:
    with pytest.raises(InvalidError, match=r'"bill\.pdf"'):
        list(pdf_pages(made_pdf([]), "bill.pdf"))


def test_bytes_flipped_anywhere_give_pages_or_a_named_fault() -> None:
    whole = scan_pdf(written(size=(300, 200), height=12)) + text_pdf(INVOICE)
    faults = []
    for at in range(0, len(whole), len(whole) // 120):
        try:
            list(pdf_pages(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :], "bill.pdf"))
        except InvalidError as error:
            faults.append(error.message)
    assert all('"bill.pdf"' in each for each in faults)


def test_nothing_in_a_pdf_is_run_or_opened() -> None:
    script = "(app.alert\\(1\\); this.submitForm\\('http://127.0.0.1:9/'\\))"
    catalog = f"/OpenAction << /S /JavaScript /JS {script} >> /AA << /WC << /S /Launch /F (/bin/true) >> >>"
    data = made_pdf([b"BT /F1 14 Tf 60 700 Td (Fahrrad Schmitz e.K.) Tj ET"], catalog=catalog)
    program = (
        "import sys\n"
        "told = []\n"
        "sys.addaudithook(lambda name, given: told.append(name))\n"
        "from talktag.media.pdf_pages import pdf_pages\n"
        "print([each.text for page in pdf_pages(sys.stdin.buffer.read()) for each in page.lines])\n"
        "print([each for each in told if each.startswith(('socket.', 'subprocess.', 'os.exec', 'os.system'))])\n"
        "import pypdfium2.raw as raw\n"
        "print(hasattr(raw, 'FPDF_GetRecommendedV8Flags'))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=False)
    lines, asked, _ = run.stdout.decode().splitlines()
    assert (lines, asked) == ("['Fahrrad Schmitz e.K.']", "[]")


def test_a_text_without_end_costs_a_bounded_number_of_letters() -> None:
    letters = b"BT /F1 4 Tf 1 0 0 1 10 10 Tm " + b"(abcdefghijklmnopqrstuvwxyz) Tj " * 20_000 + b"ET"
    (page,) = pdf_pages(made_pdf([letters]))
    assert 0 < sum(len(each.text) for each in page.lines) <= 20_000


def test_loading_it_loads_no_pdfium() -> None:
    program = "import sys, talktag.media.pdf_pages; print('pypdfium2' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_standard_error_stays_as_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidError):
        list(pdf_pages(text_pdf(INVOICE)[:300]))
    assert capfd.readouterr() == ("", "")
