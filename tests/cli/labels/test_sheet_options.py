"""What `sheet` is asked for is on the paper: zxing-cpp and ZBar read every code back, poppler the text."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image

from talktag.model.finder.sticker_code import sticker_code
from tests.kit.finder_seed import SEED, finder_key_text

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
ON_PAPER = ("--stock", "avery-l7120")
MAIL = "mailto:ana+tags@example.org?subject=TT-"
ROUND = ("--page", "a4", "--label", "40x40", "--grid", "4x6", "--margin", "10x10", "--pitch", "48x46")
NAMES = {
    "eighty characters": "A name of eighty characters that goes on and on " + "x" * 32,
    "arabic": "كاميرا قديمة",
    "hebrew": "מצלמה ישנה",
    "japanese": "古いカメラ",
    "emoji": "Camera 📷 🚲",
    "markup": "[/b] and <b>bold</b> &amp;",
    "operators of a PDF": "(Tj) Q \\) ET",
}


@pytest.fixture
def drawn(computer: Computer, program: Program) -> Callable[..., list[Path]]:
    """Runs `sheet` with those words; a picture at 200 dpi of each page."""
    pdftoppm = program("pdftoppm")

    def draw(*words: str) -> list[Path]:
        computer.ok("sheet", *words, "-o", "drawn.pdf", "--yes")
        for old in computer.folder.glob("drawn-*.png"):
            old.unlink()
        subprocess.run([pdftoppm, "-r", "200", "-gray", "-png", "drawn.pdf", "drawn"], cwd=computer.folder, check=True)
        return sorted(computer.folder.glob("drawn-*.png"))

    return draw


@pytest.fixture
def read(program: Program) -> Callable[[list[Path]], list[str]]:
    """The codes of pictures, of which two decoders that know nothing of each other say the same."""
    zbarimg = program("zbarimg")

    def codes(pictures: list[Path]) -> list[str]:
        by_zxing = []
        for picture in pictures:
            with Image.open(picture) as image:
                by_zxing += [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]
        command = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *map(str, pictures)]
        by_zbar = subprocess.run(command, check=True, capture_output=True).stdout.decode().split()
        assert sorted(by_zxing) == sorted(by_zbar)
        return by_zxing

    return codes


def tag_of(computer: Computer, product: str) -> str:
    return str(computer.json("show", product)["data"]["tags"][-1]["id"])


def text_of(computer: Computer, program: Program) -> str:
    done = subprocess.run(
        [program("pdftotext"), "drawn.pdf", "-"], cwd=computer.folder, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def used(computer: Computer, name: str) -> str:
    text = (computer.things / f"sheets/{name}.toml").read_text("utf-8")
    return next(line.split('"')[1] for line in text.splitlines() if line.startswith("used"))


LAYOUTS: list[tuple[str, ...]] = [
    ("--layout", "qr", *ON_PAPER),
    ("--layout", "qr+id", *ON_PAPER),
    ("--layout", "qr+id+name", *ON_PAPER),
    ("--layout", "qr+text", "--text", "Reward: 20 EUR", *ON_PAPER),
    ("--layout", "flag", "--text", "NAS, port 3", "--cable", "6", "--stock", "dymo-11352"),
    ("--layout", "round", "--stock", "discs"),
    ("--layout", "qr", "--stock", "discs"),
    ("--found", "FOUND? / GEFUNDEN?", *ON_PAPER),
    ("--outline", "--cut-marks", *ON_PAPER),
    ("--stock", "brother-tze-24"),
]


@pytest.mark.parametrize("words", LAYOUTS, ids=" ".join)
def test_both_decoders_read_every_label_of_each_layout(
    words: tuple[str, ...], computer: Computer, drawn: Any, read: Any
) -> None:
    computer.ok("stock", "add", "discs", "--round", *ROUND)
    wanted = sorted(MAIL + tag_of(computer, product) for product in ("canon", "trek"))
    assert sorted(read(drawn("--all", *words))) == wanted


def test_the_smallest_code_holds_the_id_alone_and_leads_its_owner_to_the_product(
    computer: Computer, drawn: Any, read: Any
) -> None:
    codes = read(drawn("canon", "--layout", "id-code", "--stock", "dymo-11353"))
    assert codes == [tag_of(computer, "canon")]
    assert "canon-eos-5d-mark-iv" in computer.ok("scan", codes[0], "--json")
    found = computer.json("sheet", "canon", "--layout", "id-code", "--stock", "dymo-11353", "-o", "small.pdf")
    assert "a finder is not led to you" in found["notices"][-2] + found["notices"][-1]


def test_an_id_alone_has_no_code_to_prove(computer: Computer) -> None:
    found = computer.json("sheet", "canon", "--layout", "id", "--stock", "avery-l4730", "-o", "id.pdf")
    assert "module_mm" not in found["data"]
    done = computer.run("sheet", "canon", "--layout", "id", "--stock", "avery-l4730", "-o", "x.pdf", "--prove")
    assert done.code == 2
    assert "has no code to read back" in done.err


def test_a_label_that_is_too_small_is_told_the_smaller_layouts(computer: Computer) -> None:
    done = computer.run("sheet", "canon", "--stock", "avery-l4730", "-o", "x.pdf")
    assert done.code == 6
    assert "hint: --layout id-code --symbol datamatrix" in done.err
    done = computer.run("sheet", "canon", "--stock", "avery-l4730", "--layout", "id-code", "-o", "x.pdf")
    assert "hint: --layout id\n" in done.err


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_a_name_in_any_script_is_printed_beside_a_code_that_reads(
    name: str, computer: Computer, drawn: Any, read: Any, program: Program
) -> None:
    computer.ok("add", name)
    slug = computer.json("list")["data"]["products"]
    product = next(each for each in slug if each["name"] == name)
    assert read(drawn(product["slug"], "--stock", "avery-l7160")) == [MAIL + product["tags"][-1]["id"]]
    text = text_of(computer, program)
    assert product["tags"][-1]["id"][:4] in text
    notices = computer.json("sheet", product["slug"], "--stock", "avery-l7160", "-o", "again.pdf")["notices"]
    if name.isascii() and len(name) < 40:
        assert name in text
        assert notices == []
    else:
        assert len(text) > len("R709 WNXN W")
        assert all("cut" in notice for notice in notices)


def test_a_name_that_no_font_has_is_left_off_and_told(computer: Computer, drawn: Any, read: Any) -> None:
    computer.ok("add", "Cup 𐎠 of old")
    tag = tag_of(computer, "cup")
    found = computer.json("sheet", "cup", *ON_PAPER, "-o", "cup.pdf")
    (notice,) = found["notices"]
    assert "no font has U+103A0" in notice
    assert read(drawn("cup", *ON_PAPER)) == [MAIL + tag]


def test_a_query_chooses_and_an_order_arranges(computer: Computer, drawn: Any, read: Any) -> None:
    computer.ok("add", "Anvil", "--place", "home/office")
    found = computer.json("sheet", "place:home/office", "--order", "name", *ON_PAPER, "-o", "x.pdf", "--yes")
    assert found["data"]["labels"] == 2
    pages = drawn("place:home/office", "--order", "name", "--copies", "2", *ON_PAPER)
    with Image.open(pages[0]) as image:
        codes = sorted(zxingcpp.read_barcodes(image), key=lambda each: each.position.top_left.x)
    anvil, canon = (MAIL + tag_of(computer, product) for product in ("anvil", "canon"))
    assert [each.text for each in codes] == [anvil, anvil, canon, canon]


def test_blank_labels_are_claimed_later(computer: Computer, drawn: Any, read: Any) -> None:
    codes = read(drawn("--blank", "3", *ON_PAPER))
    assert len(set(codes)) == 3
    tag = codes[0].removeprefix(MAIL)
    assert computer.run("show", tag).code == 4
    computer.ok("tag", "claim", tag, "trek")
    assert computer.json("show", tag)["data"]["slug"] == "trek-domane-al-2"


def test_blank_labels_are_for_no_product_and_at_least_one(computer: Computer) -> None:
    for words in (("--blank", "3", "trek"), ("--blank", "3", "--all"), ("--blank", "0"), ("--blank", "x")):
        assert computer.within("sheet", *words, *ON_PAPER, "-o", "x.pdf").code == 2
    assert computer.within("sheet", "--blank", "99999", *ON_PAPER, "-o", "x.pdf").code == 6
    assert not (computer.folder / "x.pdf").exists()
    assert not (computer.things / "tags").exists()


def test_text_takes_a_layout_with_room_for_it(computer: Computer, drawn: Any, read: Any, program: Program) -> None:
    check = computer.json("tag", "trek")["data"]["tags"][0]["key_check"]
    assert len(read(drawn("trek", "--text", "Reward: 20 EUR", "--key-check", "--stock", "avery-l7160"))) == 1
    text = text_of(computer, program)
    assert "Reward: 20 EUR" in text
    assert check.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("layout", ["qr", "qr+id", "qr+id+name"])
@pytest.mark.parametrize("words", [("--text", "Reward"), ("--key-check",)], ids=" ".join)
def test_text_is_never_left_off_in_silence(words: tuple[str, ...], layout: str, computer: Computer) -> None:
    done = computer.within("sheet", "trek", *words, "--layout", layout, *ON_PAPER, "-o", "x.pdf")
    assert done.code == 2
    assert f'the layout "{layout}" has no room for other text' in done.err


def test_the_layout_with_text_wants_some(computer: Computer) -> None:
    done = computer.within("sheet", "trek", "--layout", "qr+text", *ON_PAPER, "-o", "x.pdf")
    assert (done.code, "--text TEXT" in done.err) == (2, True)


def test_a_code_is_of_the_form_that_is_asked_for(computer: Computer, drawn: Any, read: Any) -> None:
    settings = computer.things / "talktag.toml"
    text = settings.read_text("utf-8").replace("[owner]", '[owner]\nphone = "+34 600 111 222"')
    settings.write_text(f'{text}\n[defaults]\nfinder = "https://ana.example.org/t/"\n', "utf-8")
    computer.ok("save", "--yes")
    tag = tag_of(computer, "trek")
    for form, wanted in {
        "mail": MAIL + tag,
        "tel": "tel:+34600111222",
        "finder": f"https://ana.example.org/t/#{tag}",
    }.items():
        assert read(drawn("trek", "--code", form, *ON_PAPER)) == [wanted]
    assert read(drawn("trek", *ON_PAPER)) == [f"https://ana.example.org/t/#{tag}"]
    done = computer.within("sheet", "trek", "--code", "fax", *ON_PAPER, "-o", "x.pdf")
    assert (done.code, "one of: finder, mail, tel" in done.err) == (2, True)


def test_the_owner_who_scans_a_sticker_that_proves_its_page_is_at_the_record(computer: Computer, drawn: Any) -> None:
    settings = computer.things / "talktag.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[defaults]\nfinder = "https://ana.example.org/t/"\n', "utf-8")
    computer.write("things/keys/finder.toml", finder_key_text())
    computer.ok("save", "--yes")
    tag = tag_of(computer, "trek")
    (page,) = drawn("trek", "--stock", "endisch-20sq")
    record = computer.ok("show", "trek")
    assert computer.ok("scan", str(page)) == record
    address = f"https://ana.example.org/t/#{tag}{sticker_code(SEED, tag)}"
    for kept in (address, f"{address}&k={'x' * 43}", f"https://ana.example.org/t/#{tag}", f"{MAIL}{tag}"):
        assert computer.ok("scan", kept) == record
    told = computer.within("tag", "trek", "--new")
    assert "does not know this sticker as it is now" in told.err
    assert "is older than this" in computer.within("set", "trek", "finder.reward=5 EUR").err
    assert "finder build" not in computer.within("set", "trek", "place=attic").err


def test_a_data_matrix_says_the_same(computer: Computer, drawn: Any) -> None:
    (page,) = drawn("trek", "--symbol", "datamatrix", *ON_PAPER)
    with Image.open(page) as image:
        (code,) = zxingcpp.read_barcodes(image)
    assert (code.text, code.format) == (MAIL + tag_of(computer, "trek"), zxingcpp.BarcodeFormat.DataMatrix)


WRONG = {
    "--start 0": "not 0",
    "--start 8:1": "not 8:1",
    "--start x": "no place on a sheet",
    "--used 36": "not 36",
    "--used 5-3": "not a list of cells",
    "--used 1,,2": "not a list of cells",
    "--used 99999999999999999999": "not a list of cells",
    "--used 1-35": "no label is left",
    "--start 34 --used 34-35": "no label is left",
    "--copies 0": "--copies",
    "--copies 1001": "copies are 1 to 1000",
    "--order size": 'there is no order "size"',
    "--fill up": "rows or columns",
    "--layout square": 'there is no layout "square"',
    "--symbol aztec": 'there is no symbol "aztec"',
    "--cable nan": "50 mm thick",
    "--format gif": 'there is no format "gif"',
    "--sheet ../drawer": "no name for a sheet",
    "--sheet con": "no name for a sheet",
    "--print": "--printer NAME",
}


@pytest.mark.parametrize(("words", "said"), WRONG.items())
def test_what_makes_no_sense_is_refused_and_nothing_is_written(words: str, said: str, computer: Computer) -> None:
    before = computer.state
    done = computer.within("sheet", "trek", *words.split(), *ON_PAPER, "-o", "x.pdf")
    assert done.code == 2, done.err
    assert said in done.err
    assert computer.state == before


def test_a_named_sheet_goes_on_where_the_last_print_ended(computer: Computer, drawn: Any, read: Any) -> None:
    computer.ok("sheet", "--blank", "33", *ON_PAPER, "--start", "2", "--sheet", "drawer", "-o", "x.pdf")
    assert used(computer, "drawer") == "1-34"  # what lies before the start is gone, too
    found = computer.json("sheet", "canon", "--sheet", "drawer", "-o", "y.pdf")
    assert (found["data"]["used"], found["data"]["stock"], found["data"]["pages"]) == ("1-35", "avery-l7120", 1)
    again = computer.json("sheet", "--blank", "2", "--sheet", "drawer", "-o", "z.pdf")
    assert again["data"]["used"] == "1-2"
    assert "is used up: put in a new one" in again["notices"][0]
    computer.ok("undo")
    assert used(computer, "drawer") == "1-35"


def test_a_print_that_goes_on_to_new_sheets_says_so(computer: Computer) -> None:
    computer.ok("sheet", "--blank", "34", *ON_PAPER, "--sheet", "drawer", "-o", "x.pdf")
    found = computer.json("sheet", "--all", "--sheet", "drawer", "-o", "y.pdf")
    assert (found["data"]["pages"], found["data"]["used"]) == (2, "1")
    assert any('after the sheet "drawer" put in new ones' in notice for notice in found["notices"])


def test_a_dry_run_uses_nothing_up(computer: Computer) -> None:
    computer.ok("sheet", "--blank", "3", *ON_PAPER, "--sheet", "drawer", "-o", "x.pdf")
    before = computer.state
    shown = computer.ok("sheet", "trek", "--sheet", "drawer", "-o", "y.pdf", "--dry-run")
    assert '+used = "1-4"' in shown
    assert computer.state == before


@pytest.mark.parametrize(
    "text",
    ['format = 1\nstock = "avery-l7120"\nused = "many"\n', 'format = 2\nstock = "avery-l7120"\n', "format = 1\n", "["],
)
def test_a_broken_memory_of_a_sheet_is_never_printed_over(text: str, computer: Computer) -> None:
    computer.write("things/sheets/drawer.toml", text)
    done = computer.within("sheet", "trek", "--sheet", "drawer", *ON_PAPER, "-o", "x.pdf")
    assert (done.code, "does not hold up" in done.err) == (6, True)
    assert "sheets/drawer.toml" in computer.run("doctor").out


def test_a_sheet_of_another_paper_or_of_none_is_refused(computer: Computer) -> None:
    computer.ok("sheet", "trek", *ON_PAPER, "--sheet", "drawer", "-o", "x.pdf")
    assert computer.within("sheet", "trek", "--stock", "avery-l7160", "--sheet", "drawer", "-o", "y.pdf").code == 2
    assert computer.within("sheet", "trek", "--stock", "dymo-11354", "--sheet", "roll", "-o", "y.pdf").code == 2


def test_pictures_are_numbered_page_by_page(computer: Computer, read: Any) -> None:
    found = computer.json("sheet", "--blank", "40", *ON_PAPER, "-o", "labels.png")
    assert found["data"]["files"] == ["labels-1.png", "labels-2.png"]
    assert sorted(path.name for path in computer.folder.glob("labels*")) == found["data"]["files"]
    wanted = {MAIL + tag for tag in found["data"]["blank"]}
    assert set(read([computer.folder / name for name in found["data"]["files"]])) == wanted


def test_several_pictures_cannot_go_to_standard_output(computer: Computer) -> None:
    done = computer.within("sheet", "--blank", "40", *ON_PAPER, "--format", "png", "-o", "-")
    assert (done.code, done.stdout) == (2, b"")
    one = computer.run("sheet", "trek", *ON_PAPER, "--format", "png", "-o", "-")
    assert one.stdout.startswith(b"\x89PNG")


def test_the_end_of_a_name_asks_for_a_format(computer: Computer) -> None:
    for name, beginning in {"x.svg": b"<svg ", "x.PNG": b"\x89PNG", "x.pdf": b"%PDF-", "x": b"%PDF-"}.items():
        computer.ok("sheet", "trek", *ON_PAPER, "-o", name)
        assert (computer.folder / name).read_bytes().startswith(beginning), name


def test_dots_are_one_bit_each_and_read(computer: Computer, read: Any) -> None:
    found = computer.json("sheet", "--all", "--stock", "brother-dk-11209", "--format", "dots", "-o", "roll.png")
    paths = [computer.folder / name for name in found["data"]["files"]]
    for path in paths:
        with Image.open(path) as image:
            assert image.mode == "1"
    assert sorted(read(paths)) == sorted(MAIL + tag_of(computer, product) for product in ("canon", "trek"))
    assert computer.within("sheet", "trek", *ON_PAPER, "--format", "dots", "-o", "x.png").code == 6


def test_a_proof_tells_what_was_tried_and_that_it_is_a_simulation(computer: Computer) -> None:
    pytest.importorskip("pypdfium2")
    found = computer.json("sheet", "trek", *ON_PAPER, "--prove", "-o", "x.pdf")
    assert "at 12 / 15 / 20 cm in simulation (zxing-cpp" in found["data"]["proof"]
    assert "not a phone test" in found["data"]["proof"]


def test_only_a_person_at_a_terminal_sees_a_bar(computer: Computer) -> None:
    words = ("sheet", "--blank", "1000", *ON_PAPER, "-o", "x.pdf")
    assert "1000/1000" not in computer.run(*words).err
    screen = computer.terminal("sheet", "--blank", "4000", *ON_PAPER, "-o", "y.pdf").end()
    assert screen.code == 0
    assert b"/4000" in screen.stdout


def test_an_interrupted_print_leaves_the_terminal_its_cursor_and_nothing_else(computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal("sheet", "--blank", "9000", *ON_PAPER, "-o", "y.pdf")
    done = screen.until("/9000").interrupt().end()
    assert done.code == 130
    assert done.stdout.rindex(b"\x1b[?25h") > done.stdout.rindex(b"\x1b[?25l")
    assert computer.state == before
