"""From forty products to the phone: every label on the sheet reads as exactly what its record says.

The sheet is drawn by one library, turned to pixels by another, and read by a third that knows nothing of talktag.
"""

from __future__ import annotations

import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from tests.kit.computer import Computer

CONTACT = "ana+tags@example.org"
STOCK = "avery-l7120"


def codes(pdf: Path, pdftoppm: str) -> list[list[str]]:
    """What a reader makes of each page at 300 dots an inch, all of it QR codes."""
    subprocess.run([pdftoppm, "-r", "300", "-gray", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    pages = []
    for path in sorted(pdf.parent.glob(f"{pdf.stem}-*.png")):
        with Image.open(path) as page:
            read = zxingcpp.read_barcodes(page)
        assert {code.format for code in read} == {zxingcpp.BarcodeFormat.QRCode}
        pages.append([code.text for code in read])
    return pages


def expected(computer: Computer) -> Counter[str]:
    """The code of every product, from its record as a stranger reads it."""
    records = [tomllib.loads(path.read_text("utf-8")) for path in computer.things.glob("products/*/*.toml")]
    return Counter(f"mailto:{CONTACT}?subject=TT-{record['tags'][-1]['id']}" for record in records)


@pytest.fixture
def forty(computer: Computer) -> Computer:
    """A store of forty products, most of them written by hand and without a tag."""
    for number in range(38):
        name = f"Größe {number} “with a name that is rather long”"
        record = f'format = 1\nid = "{number:013}"\nname = "{name}"\n'
        computer.write(f"things/products/p/p-{number}.toml", record)
    return computer


def test_every_label_of_forty_products_reads_as_its_record_says(forty: Computer, program: Callable[[str], str]) -> None:
    found = forty.json("sheet", "--all", "--stock", STOCK, "-o", "sheet.pdf")
    per_sheet = forty.json("stock", "show", STOCK)["data"]["per_sheet"]
    assert (found["data"]["labels"], found["data"]["pages"]) == (40, 2)
    assert found["commit"] == forty.git("rev-parse", "HEAD").decode().strip()
    wanted = expected(forty)
    assert len(wanted) == 40
    pages = codes(forty.folder / "sheet.pdf", program("pdftoppm"))
    assert [len(page) for page in pages] == [per_sheet, 40 - per_sheet]
    assert Counter(code for page in pages for code in page) == wanted


def test_a_tag_once_given_stays(forty: Computer) -> None:
    forty.ok("sheet", "--all", "--stock", STOCK, "-o", "sheet.pdf")
    before = expected(forty)
    again = forty.json("sheet", "--all", "--stock", STOCK, "-o", "again.pdf")
    assert again["commit"] is None
    assert expected(forty) == before
    assert (forty.folder / "again.pdf").read_bytes() == (forty.folder / "sheet.pdf").read_bytes()


def test_the_code_leads_back_to_the_record(computer: Computer, program: Callable[[str], str]) -> None:
    computer.ok("sheet", "canon", "--stock", STOCK, "-o", "sheet.pdf")
    ((code,),) = codes(computer.folder / "sheet.pdf", program("pdftoppm"))
    tag = code.rpartition("=")[2]
    assert computer.json("show", tag)["data"]["slug"] == "canon-eos-5d-mark-iv"


def test_what_a_finder_reads_tells_nothing_of_the_product(computer: Computer, program: Callable[[str], str]) -> None:
    computer.ok("sheet", "canon", "--stock", STOCK, "-o", "sheet.pdf")
    ((code,),) = codes(computer.folder / "sheet.pdf", program("pdftoppm"))
    assert not any(told in code.lower() for told in ("canon", "eos", "pérez", "0320"))
