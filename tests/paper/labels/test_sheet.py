from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.calibration import Calibration
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.draw.output import pdf_of, write_pdf
from talktag.paper.labels.label import Label
from talktag.paper.labels.sheet import SheetOptions, lay_sheet, reads_up_to_cm
from tests.paper.layouts import fitting_layouts

PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"


def print_sheet(labels, paper, *, papers, **options):
    """A laid-out sheet with its PDF."""
    sheet = lay_sheet(labels, paper, SheetOptions(**options), papers=papers)
    fields = ("labels", "pages", "module_mm", "error_correction", "notices", "used")
    return SimpleNamespace(pdf=pdf_of(sheet), sheet=sheet, **{name: getattr(sheet, name) for name in fields})


def one_label(name="", tag="7K3M 9QXA C", payload=PAYLOAD):
    return [Label(payload, tag, name)]


@pytest.fixture
def text_of(program: Callable[[str], str], tmp_path: Path):
    """The words pdftotext finds in a PDF, with single spaces."""

    def extract(pdf):
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        command = [program("pdftotext"), "-enc", "UTF-8", "sheet.pdf", "-"]
        found = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return " ".join(found.stdout.decode().split())

    return extract


def test_id_and_name_stand_on_the_label_as_text(
    papers: tuple[Paper, ...], make_labels: Callable[[int], list[Label]], text_of
) -> None:
    labels = make_labels(30)
    text = text_of(print_sheet(labels, find_paper(papers, "avery-5160"), papers=papers).pdf)
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
def test_any_name_of_latin_letters_is_shown_as_it_is(papers: tuple[Paper, ...], text_of, name, shown) -> None:
    printed = print_sheet(one_label(name), find_paper(papers, "avery-l7163"), papers=papers)
    assert text_of(printed.pdf) == f"7K3M 9QXA C {name if shown is None else shown}".strip()
    assert printed.notices == ()


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("བོད", "U+0F56, U+0F7C, U+0F51"),
        ("𓀀𓀁𓀂𓀃𓀄", "U+13000, U+13001, U+13002, U+13003 and others"),
        ("camera \ue000", "U+E000"),
        ("lone \ud800 surrogate", "U+D800"),
    ],
)
def test_a_name_with_a_character_the_font_lacks_is_left_off_and_told(
    papers: tuple[Paper, ...], text_of, name, missing
) -> None:
    printed = print_sheet(one_label(name), find_paper(papers, "avery-l7120"), papers=papers)
    assert text_of(printed.pdf) == "7K3M 9QXA C"
    assert printed.notices == (f'"7K3M 9QXA C": the name is left off, no font has {missing}',)


def test_a_long_name_is_cut_at_a_word_and_told(papers: tuple[Paper, ...], text_of) -> None:
    name = "Fine red chair with a curved back of beech and a seat of woven cane, ca. 1911 ok"
    printed = print_sheet(one_label(name), find_paper(papers, "herma-8831"), papers=papers)
    assert text_of(printed.pdf) == "7K3M 9QXA C Fine red chair with a…"
    assert '"7K3M 9QXA C": the name is cut to "Fine red chair with a…"' in printed.notices


def test_a_label_with_room_for_the_id_only_says_that_the_name_is_left_off(papers: tuple[Paper, ...], text_of) -> None:
    printed = print_sheet(one_label("Chair"), find_paper(papers, "endisch-20sq"), papers=papers)
    assert text_of(printed.pdf) == "7K3M 9QXA C"
    assert '"7K3M 9QXA C": the name is left off, the label has no room for it' in printed.notices


def test_the_id_is_whole_on_the_narrowest_label_even_with_the_widest_letters(
    papers: tuple[Paper, ...], text_of
) -> None:
    for paper in papers:
        try:
            printed = print_sheet(one_label("x" * 80, tag="WMWM MWMW W"), paper, papers=papers)
        except InvalidError:
            continue
        assert text_of(printed.pdf).startswith("WMWM MWMW W")


@pytest.mark.parametrize("paper_id", ["avery-5167", "avery-l7656", "avery-l4731", "avery-l4730"])
def test_a_label_too_small_names_the_smallest_paper_of_that_page_that_prints(
    papers: tuple[Paper, ...], paper_id: str
) -> None:
    paper = find_paper(papers, paper_id)
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label("Thing"), paper, papers=papers)
    hint = caught.value.hints[0]
    better = find_paper(papers, hint.removeprefix("--stock "))
    assert better.page == paper.page
    assert print_sheet(one_label("Thing"), better, papers=papers).labels == 1
    for other in papers:
        is_candidate = (other.kind, other.shape, other.page) == ("sheet", "rect", paper.page)
        if is_candidate and other.label_w * other.label_h < better.label_w * better.label_h:
            with pytest.raises(InvalidError):
                print_sheet(one_label("Thing"), other, papers=papers)


def test_the_named_paper_takes_all_the_labels_not_only_the_first(papers: tuple[Paper, ...]) -> None:
    labels = [*one_label(), *one_label(payload="https://example.org/" + "x" * 200)]
    with pytest.raises(InvalidError) as caught:
        print_sheet(labels, find_paper(papers, "avery-l4732"), papers=papers)
    better = find_paper(papers, caught.value.hints[0].removeprefix("--stock "))
    assert print_sheet(labels, better, papers=papers).labels == 2


def test_a_code_too_large_for_every_paper_asks_for_a_shorter_address(papers: tuple[Paper, ...]) -> None:
    small = find_paper(papers, "avery-l7120")
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(payload="x" * 1600), small, papers=[small, find_paper(papers, "avery-5160")])
    assert caught.value.hints == ("use a shorter address in the code", "--layout id-code")


@pytest.mark.parametrize(
    ("paper_id", "layout", "hint"),
    [
        ("avery-22807", "qr+id", "--layout round"),
        ("brother-dk-11218", "flag", "--layout round"),
        ("avery-l7120", "round", "--layout qr+id+name"),
    ],
)
def test_a_layout_that_is_not_for_the_shape_is_refused_with_one_that_is(
    papers: tuple[Paper, ...], paper_id: str, layout, hint
) -> None:
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(), find_paper(papers, paper_id), papers=papers, layout=layout)
    assert caught.value.hints[0] == hint


def test_a_label_too_small_for_its_text_names_the_layout_it_takes(papers: tuple[Paper, ...]) -> None:
    paper = find_paper(papers, "onlinelabels-ol3008")
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label("Thing"), paper, papers=papers)
    assert caught.value.hints[-1] == "--layout qr"
    assert print_sheet(one_label("Thing"), paper, papers=papers, layout="qr").labels == 1
    assert fitting_layouts(one_label("Thing"), paper) == ("qr", "id-code", "id")


def test_a_paper_that_contradicts_itself_is_refused(papers: tuple[Paper, ...]) -> None:
    broken = dataclasses.replace(find_paper(papers, "avery-l7120"), pitch_x=41.0)
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(), broken, papers=papers)
    assert "x: gap" in caught.value.details


@pytest.mark.parametrize("start", [0, 36, -1])
def test_a_start_off_the_sheet_is_a_usage_error(papers: tuple[Paper, ...], start) -> None:
    with pytest.raises(UsageError):
        print_sheet(one_label(), find_paper(papers, "avery-l7120"), start=start, papers=papers)


def test_nothing_to_print_is_a_usage_error(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(UsageError):
        print_sheet([], find_paper(papers, "avery-l7120"), papers=papers)


@pytest.mark.parametrize("tag", ["", " \n", "7K3M བོད", "W" * 41])
def test_an_id_that_cannot_be_printed_is_refused(papers: tuple[Paper, ...], tag) -> None:
    with pytest.raises(InvalidError):
        print_sheet(one_label(tag=tag), find_paper(papers, "avery-l7120"), papers=papers)


def test_a_disputed_paper_is_printed_with_the_advice_to_calibrate(papers: tuple[Paper, ...]) -> None:
    printed = print_sheet(one_label(), find_paper(papers, "avery-94107"), papers=papers)
    assert any("calibrate first" in notice for notice in printed.notices)
    assert print_sheet(one_label(), find_paper(papers, "avery-l7120"), papers=papers).notices == ()


def test_a_module_under_the_wanted_size_is_told_with_its_distance(papers: tuple[Paper, ...]) -> None:
    printed = print_sheet(one_label(), find_paper(papers, "avery-l4732"), papers=papers)
    assert printed.notices == ("modules are 0.40 mm, under the wanted 0.5 mm: read from up to about 14 cm",)


def test_distance_grows_with_the_module() -> None:
    assert [reads_up_to_cm(module) for module in (0.33, 0.4, 0.5, 1.0)] == [11, 14, 17, 35]


def test_the_pdf_asks_viewers_not_to_scale_it_and_has_the_size_of_the_paper(
    papers: tuple[Paper, ...], program: Callable[[str], str], tmp_path: Path
) -> None:
    for paper_id, size in (("avery-l7120", "595.276 x 841.89 pts (A4)"), ("avery-5160", "612 x 792 pts (letter)")):
        pdf = print_sheet(one_label(), find_paper(papers, paper_id), papers=papers).pdf
        assert b"/PrintScaling /None" in pdf
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        command = [program("pdfinfo"), str(tmp_path / "sheet.pdf")]
        facts = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert size in " ".join(facts.split())
        assert f"talktag labels on {paper_id}" in facts


def test_every_font_is_embedded(papers: tuple[Paper, ...], program: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(
        print_sheet(one_label("كاميرا カメラ कैमरा 📷 k"), find_paper(papers, "avery-l7163"), papers=papers).pdf
    )
    command = [program("pdffonts"), str(tmp_path / "sheet.pdf")]
    fonts = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert len(fonts) == 6
    for font in fonts:
        assert "+NotoSans" in font or "+NotoEmoji" in font or "+DroidSansFallback" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, Unicode table


SAME = """
import hashlib, sys
from talktag.model.labels.find_paper import find_paper
from talktag.paper.labels.label import Label
from talktag.paper.draw.output import pdf_of
from talktag.paper.labels.sheet import lay_sheet
from talktag.paper.labels.papers import load_papers
labels = [Label(f"mailto:ana@example.org?subject=TT-{n}", f"7K3M {n}", f"Kärcher K{n} カメラ") for n in range(40)]
stocks = load_papers()
printed = [pdf_of(lay_sheet(labels, find_paper(stocks, "avery-l7120"))) for _ in range(2)]
print(*(hashlib.sha256(pdf).hexdigest() for pdf in printed))
"""


def test_the_same_labels_give_the_same_bytes_in_any_process_and_folder(tmp_path: Path) -> None:
    sums = set()
    for number, seed in enumerate(("1", "2")):
        folder = tmp_path / str(number)
        folder.mkdir()
        # A font of this name in the current folder must not be taken.
        (folder / "NotoSans-Regular.ttf").write_bytes(b"not a font")
        environment = {"PYTHONHASHSEED": seed, "TZ": ("Asia/Tokyo", "UTC")[number], "PATH": "/usr/bin"}
        found = subprocess.run(
            [sys.executable, "-c", SAME], cwd=folder, env=environment, check=True, capture_output=True, text=True
        )
        sums.update(found.stdout.split())
    assert len(sums) == 1


def test_loading_the_package_loads_no_heavy_library() -> None:
    code = (
        "import sys, talktag.paper.labels.sheet, talktag.paper.labels.papers, talktag.paper.draw.output\n"
        "heavy = {'uharfbuzz', 'qrcode', 'PIL', 'zxingcpp', 'pypdfium2'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("カメラ", "カメラ"),
        ("Żelazko Ελληνικά Кириллица", "Żelazko Ελληνικά Кириллица"),
        ("camera 📷", "camera 📷"),
        ("कैमरा", "कैमरा"),
        ("한국어 카메라", "한국어 카메라"),
    ],
)
def test_a_name_of_any_script_can_be_searched_for_and_copied(papers: tuple[Paper, ...], text_of, name, shown) -> None:
    printed = print_sheet(one_label(name), find_paper(papers, "avery-l7163"), papers=papers)
    assert shown.split()[0] in text_of(printed.pdf)
    assert printed.notices == ()


def test_copies_stand_side_by_side_and_order_is_by_name_or_place(papers: tuple[Paper, ...]) -> None:
    labels = [Label(PAYLOAD, "7K3M 0001", "b", place="attic"), Label(PAYLOAD, "7K3M 0002", "A", place="cellar")]
    paper = find_paper(papers, "avery-l7120")

    def tags(**options):
        return [each.label.tag[-1] for each in lay_sheet(labels, paper, SheetOptions(**options)).settled]

    assert tags(copies=2) == ["1", "1", "2", "2"]
    assert tags(order="name") == ["2", "1"]
    assert tags(order="place") == ["1", "2"]


@pytest.mark.parametrize(
    "options", [{"layout": "poster"}, {"symbol": "aztec"}, {"order": "price"}, {"copies": 0}, {"cable_mm": 0.0}]
)
def test_an_option_there_is_not_is_a_usage_error(papers: tuple[Paper, ...], options) -> None:
    with pytest.raises(UsageError):
        print_sheet(one_label(), find_paper(papers, "avery-l7120"), papers=papers, **options)


def test_the_line_for_finders_stands_on_the_label_or_is_told_to_be_left_off(papers: tuple[Paper, ...], text_of) -> None:
    line = "FOUND? / GEFUNDEN?"
    printed = print_sheet(one_label("Chair"), find_paper(papers, "avery-5160"), papers=papers, found=line)
    assert text_of(printed.pdf) == f"{line} 7K3M 9QXA C Chair"
    small = print_sheet(one_label(), find_paper(papers, "avery-l4732"), papers=papers, found="GEFUNDEN? " + "W" * 30)
    assert text_of(small.pdf) == "7K3M 9QXA C"
    assert any("line for finders is left off on 1 of 1 labels" in notice for notice in small.notices)
    with pytest.raises(InvalidError, match=r"U\+0F56"):
        print_sheet(one_label(), find_paper(papers, "avery-5160"), papers=papers, found="བ")


@pytest.mark.parametrize(
    ("paper_id", "layout"), [("avery-5160", "qr+text"), ("avery-22807", "round"), ("avery-5160", "flag")]
)
def test_lines_of_text_stand_below_the_id(papers: tuple[Paper, ...], text_of, paper_id: str, layout) -> None:
    labels = [Label(PAYLOAD, "7K3M 9QXA C", "not shown", "ana+tags@example.org\nThank you")]
    printed = print_sheet(labels, find_paper(papers, paper_id), papers=papers, layout=layout)
    assert text_of(printed.pdf) == "7K3M 9QXA C ana+tags@example.org Thank you"


def test_the_bare_code_has_no_text_and_needs_no_id(papers: tuple[Paper, ...], text_of) -> None:
    printed = print_sheet(one_label("Chair", tag=""), find_paper(papers, "endisch-20sq"), papers=papers, layout="qr")
    assert text_of(printed.pdf) == ""


def test_a_roll_prints_a_page_a_label_and_takes_no_start(papers: tuple[Paper, ...]) -> None:
    roll = find_paper(papers, "brother-dk-11209")
    printed = print_sheet(one_label() * 3, roll, papers=papers)
    assert (printed.pages, printed.labels, printed.used) == (3, 3, ())
    with pytest.raises(UsageError):
        print_sheet(one_label(), roll, papers=papers, start=2)


def test_a_roll_too_small_names_a_roll(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(InvalidError) as caught:
        print_sheet(one_label(), find_paper(papers, "brother-tze-12"), papers=papers)
    assert "(12 mm wide)" in caught.value.message
    assert caught.value.hints[0] == "--stock brother-tze-18"


def test_a_known_calibration_quiets_the_advice_to_calibrate(papers: tuple[Paper, ...]) -> None:
    calibration = Calibration(offset_x=0.4)
    printed = print_sheet(one_label(), find_paper(papers, "avery-94107"), papers=papers, calibration=calibration)
    assert printed.notices == ()


def test_progress_tells_the_labels_done_page_by_page(
    papers: tuple[Paper, ...], make_labels: Callable[[int], list[Label]]
) -> None:
    told = []
    sheet = lay_sheet(make_labels(60), find_paper(papers, "avery-l7120"), SheetOptions(start=18))
    write_pdf(sheet, io.BytesIO(), lambda done, count: told.append((done, count)))
    assert told == [(18, 60), (53, 60), (60, 60)]


FLAT = """
import resource, sys
from talktag.model.labels.find_paper import find_paper
from talktag.paper.labels.label import Label
from talktag.paper.draw.output import write_pdf
from talktag.paper.labels.sheet import lay_sheet
from talktag.paper.labels.papers import load_papers
class Nowhere:
    def write(self, data): pass
def grown(count):
    labels = [Label(f"mailto:a@example.org?subject=TT-{n:09d}", f"{n:04d} 0000", f"Thing {n}") for n in range(count)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sheet = lay_sheet(labels, find_paper(load_papers(), "avery-l4732"))
    write_pdf(sheet, Nowhere())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
grown(80)
print(grown(1600))
"""


def test_twenty_sheets_more_take_little_more_memory_than_one() -> None:
    found = subprocess.run([sys.executable, "-c", FLAT], check=True, capture_output=True, text=True)
    kilobytes = int(found.stdout)
    assert kilobytes < 12_000  # held as pages they would take several times that
