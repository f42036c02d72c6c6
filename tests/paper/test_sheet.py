from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.model.stock import find_stock
from talktag.paper.label import Label
from talktag.paper.sheet import print_sheet, reads_up_to_cm

PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"


def one_label(name="", tag="7K3M 9QXA C", payload=PAYLOAD):
    return [Label(payload, tag, name)]


@pytest.fixture
def text_of(program, tmp_path):
    """The words pdftotext finds in a PDF, with single spaces."""

    def extract(pdf):
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        command = [program("pdftotext"), "-enc", "UTF-8", "sheet.pdf", "-"]
        found = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return " ".join(found.stdout.decode().split())

    return extract


def test_id_and_name_stand_on_the_label_as_text(stocks, make_labels, text_of):
    labels = make_labels(30)
    text = text_of(print_sheet(labels, find_stock(stocks, "avery-5160"), stocks=stocks).pdf)
    for label in labels:
        assert label.tag in text
        assert label.name in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Fine red chair with a curved back of beech and a seat of woven cane, ca. 1911 ok", None),
        ("line\nbreak", "line break"),
        ("[/b]", "[/b]"),
        ("<b>", "<b>"),
        ("$(rm -rf ~) (unbalanced \\", "$(rm -rf ~) (unbalanced \\"),
        ("", ""),
    ],
)
def test_any_name_of_western_letters_is_shown_as_it_is(stocks, text_of, name, shown):
    printed = print_sheet(one_label(name), find_stock(stocks, "avery-l7163"), stocks=stocks)
    assert text_of(printed.pdf) == f"7K3M 9QXA C {name if shown is None else shown}".strip()
    assert printed.notices == ()


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("كاميرا", "U+0643, U+0627, U+0645, U+064A and others"),
        ("カメラ", "U+30AB, U+30E1, U+30E9"),
        ("camera 📷", "U+1F4F7"),
        ("Żelazko", "U+017B"),
        ("lone \ud800 surrogate", "U+D800"),
    ],
)
def test_a_name_with_a_character_the_font_lacks_is_left_off_and_told(stocks, text_of, name, missing):
    printed = print_sheet(one_label(name), find_stock(stocks, "avery-l7120"), stocks=stocks)
    assert text_of(printed.pdf) == "7K3M 9QXA C"
    assert printed.notices == (f'"7K3M 9QXA C": the name is left off, the font has no {missing}',)


def test_a_long_name_is_cut_at_a_word_and_told(stocks, text_of):
    name = "Fine red chair with a curved back of beech and a seat of woven cane, ca. 1911 ok"
    printed = print_sheet(one_label(name), find_stock(stocks, "herma-8831"), stocks=stocks)
    assert text_of(printed.pdf) == "7K3M 9QXA C Fine red chair with a…"
    assert '"7K3M 9QXA C": the name is cut to "Fine red chair with a…"' in printed.notices


def test_a_label_with_room_for_the_id_only_says_that_the_name_is_left_off(stocks, text_of):
    printed = print_sheet(one_label("Chair"), find_stock(stocks, "endisch-20sq"), stocks=stocks)
    assert text_of(printed.pdf) == "7K3M 9QXA C"
    assert '"7K3M 9QXA C": the name is left off, the label has no room for it' in printed.notices


def test_the_id_is_whole_on_the_narrowest_label_even_with_the_widest_letters(stocks, text_of):
    for stock in stocks:
        try:
            printed = print_sheet(one_label("x" * 80, tag="WMWM MWMW W"), stock, stocks=stocks)
        except InvalidError:
            continue
        assert text_of(printed.pdf).startswith("WMWM MWMW W")


@pytest.mark.parametrize("stock_id", ["avery-5167", "onlinelabels-ol3008", "avery-l7656", "avery-l4731", "avery-l4730"])
def test_a_label_too_small_names_the_smallest_stock_of_that_page_that_prints(stocks, stock_id):
    stock = find_stock(stocks, stock_id)
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label("Thing"), stock, stocks=stocks)
    (hint,) = caught.value.hints
    better = find_stock(stocks, hint.removeprefix("--stock "))
    assert better.page == stock.page
    assert print_sheet(one_label("Thing"), better, stocks=stocks).labels == 1
    for other in stocks:
        is_candidate = (other.kind, other.shape, other.page) == ("sheet", "rect", stock.page)
        if is_candidate and other.label_w * other.label_h < better.label_w * better.label_h:
            with pytest.raises(InvalidError):
                print_sheet(one_label("Thing"), other, stocks=stocks)


def test_the_named_stock_takes_all_the_labels_not_only_the_first(stocks):
    labels = [*one_label(), *one_label(payload="https://example.org/" + "x" * 200)]
    with pytest.raises(InvalidError) as caught:
        print_sheet(labels, find_stock(stocks, "avery-l4732"), stocks=stocks)
    better = find_stock(stocks, caught.value.hints[0].removeprefix("--stock "))
    assert print_sheet(labels, better, stocks=stocks).labels == 2


def test_a_code_too_large_for_every_stock_asks_for_a_shorter_address(stocks):
    small = find_stock(stocks, "avery-l7120")
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(payload="x" * 1600), small, stocks=[small, find_stock(stocks, "avery-5160")])
    assert caught.value.hints == ("use a shorter address in the code",)


@pytest.mark.parametrize(("stock_id", "why"), [("avery-22807", "is round"), ("brother-dk-11209", "is a roll or tape")])
def test_a_stock_that_is_round_or_no_sheet_is_refused(stocks, stock_id, why):
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(), find_stock(stocks, stock_id), stocks=stocks)
    assert why in caught.value.message
    assert caught.value.hints == ("talktag stock list",)


def test_a_stock_that_contradicts_itself_is_refused(stocks):
    broken = dataclasses.replace(find_stock(stocks, "avery-l7120"), pitch_x=41.0)
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(), broken, stocks=stocks)
    assert "x: gap" in caught.value.details


@pytest.mark.parametrize("start", [0, 36, -1])
def test_a_start_off_the_sheet_is_a_usage_error(stocks, start):
    with pytest.raises(UsageError):
        print_sheet(one_label(), find_stock(stocks, "avery-l7120"), start=start, stocks=stocks)


def test_nothing_to_print_is_a_usage_error(stocks):
    with pytest.raises(UsageError):
        print_sheet([], find_stock(stocks, "avery-l7120"), stocks=stocks)


@pytest.mark.parametrize("tag", ["", " \n", "7K3M 日本", "W" * 41])
def test_an_id_that_cannot_be_printed_is_refused(stocks, tag):
    with pytest.raises(InvalidError):
        print_sheet(one_label(tag=tag), find_stock(stocks, "avery-l7120"), stocks=stocks)


def test_a_disputed_stock_is_printed_with_the_advice_to_calibrate(stocks):
    printed = print_sheet(one_label(), find_stock(stocks, "avery-94107"), stocks=stocks)
    assert any("calibrate first" in notice for notice in printed.notices)
    assert print_sheet(one_label(), find_stock(stocks, "avery-l7120"), stocks=stocks).notices == ()


def test_a_module_under_the_wanted_size_is_told_with_its_distance(stocks):
    printed = print_sheet(one_label(), find_stock(stocks, "avery-l4732"), stocks=stocks)
    assert printed.notices == ("modules are 0.40 mm, under the wanted 0.5 mm: read from up to about 14 cm",)


def test_distance_grows_with_the_module():
    assert [reads_up_to_cm(module) for module in (0.33, 0.4, 0.5, 1.0)] == [11, 14, 17, 35]


def test_the_pdf_asks_viewers_not_to_scale_it_and_has_the_size_of_the_paper(stocks, program, tmp_path):
    for stock_id, size in (("avery-l7120", "595.276 x 841.89 pts (A4)"), ("avery-5160", "612 x 792 pts (letter)")):
        pdf = print_sheet(one_label(), find_stock(stocks, stock_id), stocks=stocks).pdf
        assert b"/PrintScaling /None" in pdf
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        command = [program("pdfinfo"), str(tmp_path / "sheet.pdf")]
        facts = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert size in " ".join(facts.split())
        assert f"talktag labels on {stock_id}" in facts


def test_every_font_is_embedded(stocks, program, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(
        print_sheet(one_label("Name"), find_stock(stocks, "avery-l7120"), stocks=stocks).pdf
    )
    command = [program("pdffonts"), str(tmp_path / "sheet.pdf")]
    fonts = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert len(fonts) == 2
    for font in fonts:
        assert "BitstreamVeraSans" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, Unicode table


SAME = """
import hashlib, sys
from talktag.model.stock import find_stock
from talktag.paper.label import Label
from talktag.paper.sheet import print_sheet
from talktag.paper.stocks import load_stocks
labels = [Label(f"mailto:ana@example.org?subject=TT-{n}", f"7K3M {n}", f"Kärcher K{n}") for n in range(40)]
stocks = load_stocks()
printed = [print_sheet(labels, find_stock(stocks, "avery-l7120"), stocks=stocks).pdf for _ in range(2)]
print(*(hashlib.sha256(pdf).hexdigest() for pdf in printed))
"""


def test_the_same_labels_give_the_same_bytes_in_any_process_and_folder(tmp_path):
    sums = set()
    for number, seed in enumerate(("1", "2")):
        folder = tmp_path / str(number)
        folder.mkdir()
        # A font of this name in the current folder must not be taken.
        (folder / "Vera.ttf").write_bytes(b"not a font")
        environment = {"PYTHONHASHSEED": seed, "TZ": ("Asia/Tokyo", "UTC")[number], "PATH": "/usr/bin"}
        found = subprocess.run(
            [sys.executable, "-c", SAME], cwd=folder, env=environment, check=True, capture_output=True, text=True
        )
        sums.update(found.stdout.split())
    assert len(sums) == 1


def test_loading_the_package_loads_no_heavy_library():
    code = (
        "import sys, talktag.paper.sheet, talktag.paper.stocks, talktag.paper.symbol\n"
        "print(*sorted({'reportlab', 'qrcode', 'PIL', 'tomllib'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""
