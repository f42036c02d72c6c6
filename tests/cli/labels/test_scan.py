"""`scan`: from photos, pipes, scanners and pasted addresses to the record, and to what is done with it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from talktag.model.values.ident import make_tag

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

FOREIGN = make_tag(7)
Photo = Callable[..., Path]


@pytest.fixture
def photo(computer: Computer, program: Callable[[str], str]) -> Photo:
    """Takes a picture of codes that stand below each other, drawn by another program."""

    def take(*texts: str, name: str = "shelf.png") -> Path:
        codes = []
        for number, text in enumerate(texts):
            path = computer.folder / f"code-{number}.png"
            subprocess.run([program("qrencode"), "-o", path, "-s", "6", text], check=True)
            codes.append(Image.open(path).convert("RGBA").convert("L"))
            path.unlink()
        shelf = Image.new("L", (max(code.width for code in codes), sum(code.height for code in codes)), 255)
        for number, code in enumerate(codes):
            shelf.paste(code, (0, sum(each.height for each in codes[:number])))
        shelf.save(computer.folder / name)
        return computer.folder / name

    return take


def payload(computer: Computer, ref: str) -> str:
    text: str = computer.json("tag", ref)["data"]["payload"]
    return text


def test_a_photo_goes_to_the_record(computer: Computer, photo: Photo) -> None:
    photo(payload(computer, "canon"))
    assert computer.ok("scan", "shelf.png") == computer.ok("show", "canon")


@pytest.mark.parametrize("form", ["{}", " {}\r\n", "]Q1{}", "{}\n\n"])
def test_a_pasted_text_a_scanner_and_a_pipe_go_there_too(computer: Computer, form: str) -> None:
    text = form.format(payload(computer, "canon"))
    whole = computer.ok("show", "canon")
    assert computer.ok("scan", text) == whole
    assert computer.ok("scan", "-", stdin=text.encode()) == whole
    assert computer.ok("scan", stdin=text.encode()) == whole


def test_a_photo_may_come_in_by_a_pipe(computer: Computer, photo: Photo) -> None:
    data = photo(payload(computer, "trek")).read_bytes()
    assert computer.ok("scan", "-", stdin=data) == computer.ok("show", "trek")


def test_every_command_takes_a_scanned_text_for_a_product(computer: Computer) -> None:
    assert computer.ok("show", payload(computer, "trek")) == computer.ok("show", "trek")


def test_a_foreign_code_is_shown_and_not_opened(computer: Computer, photo: Photo) -> None:
    photo("https://example.com/win?prize=1")
    done = computer.run("scan", "shelf.png")
    assert done.code == 4
    assert 'talktag: "https://example.com/win?prize=1" is not the code of a tag; it was not opened' in done.err


def test_a_foreign_code_cannot_write_to_the_terminal(computer: Computer, photo: Photo) -> None:
    photo("\x1b]0;pwned\x07\x1b[2Jnice")
    done = computer.run("scan", "shelf.png")
    assert "\x1b" not in done.err
    assert "\\x1b]0;pwned" in done.err


def test_a_tag_of_unknown_origin_is_not_found(computer: Computer, photo: Photo) -> None:
    photo(f"mailto:someone@example.net?subject=TT-{FOREIGN}")
    done = computer.run("scan", "shelf.png")
    assert done.code == 4
    assert "is not one of this store" in done.err


def test_an_unclaimed_tag_says_what_to_type(computer: Computer, photo: Photo) -> None:
    computer.write(
        "things/tags/2026-01-02-75tv1j49zd074.toml", f'format = 1\nmade = 2026-01-02\ntags = ["{FOREIGN}"]\n'
    )
    photo(f"mailto:ana+tags@example.org?subject=TT-{FOREIGN}")
    done = computer.run("scan", "shelf.png")
    assert done.code == 0
    assert "yours, on no product yet" in done.err
    assert f"talktag tag claim {FOREIGN} REF" in done.err
    assert computer.run("scan", "shelf.png", "--do", "check").code == 4


def test_a_retired_tag_still_leads_there_and_says_so(computer: Computer) -> None:
    text = payload(computer, "canon")
    computer.ok("tag", "canon", "--retire")
    done = computer.run("scan", text)
    assert done.out.startswith("Canon EOS 5D Mark IV\n")
    assert done.err.count("was retired on") == 1


def test_a_code_that_sends_finders_elsewhere_is_noticed(computer: Computer) -> None:
    tag = computer.json("tag", "canon")["data"]["tag"]
    assert "leads finders" not in computer.run("scan", payload(computer, "canon")).err
    for text, address in (
        (f"mailto:thief@example.net?subject=TT-{tag}", "thief@example.net"),
        (f"https://evil.example/t/#{tag}", "https://evil.example/t/"),
    ):
        assert f'leads finders to "{address}"' in computer.run("scan", text).err


def test_the_makers_own_bar_code_leads_to_the_product(computer: Computer, photo: Photo) -> None:
    for text in ("4006381333931", "032021001234"):
        photo(text)
        assert computer.ok("scan", "shelf.png") == computer.ok("show", "canon")


def test_several_codes_are_all_listed_and_nothing_is_done_to_them(computer: Computer, photo: Photo) -> None:
    photo(payload(computer, "canon"), "https://example.com/", payload(computer, "trek"), payload(computer, "canon"))
    rows = [line.split("\t")[1:3] for line in computer.ok("scan", "shelf.png").splitlines()]
    assert rows == [["live", "canon-eos-5d-mark-iv"], ["foreign", ""], ["live", "trek-domane-al-2"]]
    before = computer.state
    done = computer.run("scan", "shelf.png", "--do", "check")
    assert (done.code, computer.state) == (5, before)
    computer.ok("scan", "shelf.png", "--do", "check", "--all")
    for slug in ("canon", "trek"):
        assert [each["kind"] for each in computer.json("show", slug)["data"]["entries"]] == ["check"]
    computer.ok("undo")
    assert computer.json("show", "trek")["data"]["entries"] == []


def test_a_photo_of_a_shelf_takes_stock(computer: Computer, photo: Photo) -> None:
    photo(payload(computer, "trek"), "https://example.com/", payload(computer, "canon"))
    data = computer.json("check", "home/office", "shelf.png")["data"]
    assert {name: [each["slug"] for each in data[name]] for name in ("found", "missing", "unexpected")} == {
        "found": ["canon-eos-5d-mark-iv"],
        "missing": [],
        "unexpected": ["trek-domane-al-2"],
    }
    assert [(each["text"], each["photo"]) for each in data["others"]] == [("https://example.com/", "shelf.png")]


def test_what_is_done_is_what_the_verb_does(computer: Computer, photo: Photo) -> None:
    computer.ok("party", "add", "Bruno")
    photo(payload(computer, "trek"))
    computer.ok("scan", "shelf.png", "--do", "lend", "--to", "bruno", "--due", "2099-01-01")
    assert computer.json("show", "trek")["data"]["loan"]["party"] == "bruno"
    computer.ok("scan", "shelf.png", "--do", "attach", "--kind", "photo")
    assert [(each["name"], each["kind"]) for each in computer.json("show", "trek")["data"]["files"]] == [
        ("shelf.png", "photo")
    ]
    computer.ok("scan", "shelf.png", "--do", "note", "--text", "-", stdin=b"key under the saddle\n")
    assert computer.json("notes", "trek")["data"]["notes"][0]["text"] == "key under the saddle"


@pytest.mark.parametrize(
    ("text", "said"), [(b"x" * (1024 * 1024 + 1), "the note is larger than 1 MiB"), (b"\xff", "is not UTF-8 text")]
)
def test_a_note_is_never_kept_in_part(text: bytes, said: str, computer: Computer) -> None:
    before = computer.state
    for words in (("scan", payload(computer, "canon"), "--do", "note", "--text", "-"), ("note", "canon", "-")):
        done = computer.run(*words, stdin=text)
        assert (done.code, computer.state) == (6, before)
        assert said in done.err


def test_a_photo_of_two_things_is_attached_once_for_both(computer: Computer, photo: Photo) -> None:
    photo(payload(computer, "canon"), payload(computer, "trek"))
    computer.ok("scan", "shelf.png", "--do", "attach", "--all")
    found = sorted(path.name for path in computer.things.rglob("shelf*.png"))
    assert found == ["shelf.png"]
    assert computer.json("show", "trek")["data"]["files"][0]["at"].endswith("/shelf.png")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--do", "eat"], 2, "show, lend, check, note, attach, tell"),
        (["--do", "lend"], 2, "--to"),
        (["--do", "attach"], 2, "--file"),
        (["--do", "note"], 2, "--text"),
        (["--do", "note", "--text", " "], 6, "empty"),
        (["--do", "lend", "--to", "nobody"], 4, "nobody"),
    ],
)
def test_what_is_missing_is_said_before_anything_changes(
    words: list[str], code: int, said: str, computer: Computer
) -> None:
    before = computer.state
    done = computer.run("scan", payload(computer, "canon"), *words)
    assert (done.code, computer.state) == (code, before)
    assert said in done.err


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("no.png", None, 4), ("text.jpg", b"%PDF-1.7", 6), ("empty.png", b"", 2)],
    ids=["missing", "no picture", "empty"],
)
def test_a_bad_file_is_named(name: str, data: bytes | None, code: int, computer: Computer) -> None:
    if data is not None:
        computer.write(name, data)
    assert computer.run("scan", name).code == code


def test_a_picture_without_a_code_says_so(computer: Computer) -> None:
    Image.new("L", (100, 100), 255).save(computer.folder / "wall.png")
    done = computer.run("scan", "wall.png")
    assert done.code == 4
    assert 'no code can be read in "wall.png"' in done.err


def test_a_scanner_that_types_is_answered_line_by_line(computer: Computer) -> None:
    screen = computer.terminal("scan", "--do", "check")
    screen.until("scan: ").type(f"{payload(computer, 'canon')}\r").until("Canon EOS 5D Mark IV")
    screen.until("scan: ", 2).type("nonsense\r").until('"nonsense" is not the code of a tag')
    screen.until("scan: ", 3).type(f"{payload(computer, 'trek')}\r").until("Trek Domane AL 2")
    screen.until("scan: ", 4)
    done = screen.end()
    assert done.code == 0, done.out
    assert "saved as" in done.out
    for slug in ("canon", "trek"):
        assert len(computer.json("show", slug)["data"]["entries"]) == 1


def test_nobody_to_scan_is_a_usage_error(computer: Computer) -> None:
    assert computer.run("scan").code == 2
    assert computer.terminal("scan", "--no-input").end().code == 2


def test_lists_do_not_load_what_scanning_needs(computer: Computer) -> None:
    done = computer.run("scan", payload(computer, "canon"), env={"PYTHONPROFILEIMPORTTIME": "1"})
    for library in ("PIL", "zxingcpp", "cryptography", "qrcode"):
        assert f"| {library}" not in done.err


@pytest.mark.parametrize(
    "text",
    [
        "5901234123457",
        "]E05901234123457",
        "(01)05901234123457",
        "0105901234123457",
        "]C10105901234123457",
        "010590123412345721AB-1234-X",
        "010590123412345710LOT\x1d21AB-1234-X",
        "https://id.gs1.org/01/05901234123457/21/AB-1234-X",
        "AB-1234-X",
        "ab-1234-x",
    ],
)
def test_the_makers_own_code_leads_to_the_product_in_every_spelling(text: str, computer: Computer) -> None:
    computer.ok("set", "trek", "gtin=5901234123457", "serial=AB-1234-X")
    assert computer.ok("scan", text) == computer.ok("show", "trek")
    assert computer.ok("scan", "-", stdin=text.encode()) == computer.ok("show", "trek")


def test_of_two_alike_the_serial_number_in_the_code_tells_which(computer: Computer) -> None:
    for ref, serial in (("trek", "AB-1"), ("canon", "AB-2")):
        computer.ok("set", ref, "gtin=5901234123457", f"serial={serial}")
    assert computer.ok("scan", "010590123412345721AB-2") == computer.ok("show", "canon")
    assert len(computer.json("scan", "0105901234123457")["data"]["codes"]) == 2
    assert computer.run("scan", "https://example.com/01/96385074/21/AB-2").code == 4


def test_a_code_on_goods_is_read_in_a_photo(computer: Computer) -> None:
    import zxingcpp

    computer.ok("set", "trek", "gtin=5901234123457", "serial=AB-1234-X")
    made = zxingcpp.create_barcode("(01)05901234123457(21)AB-1234-X", zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    sink = io.BytesIO()
    Image.fromarray(made.to_image(scale=6)).save(sink, "PNG")
    computer.write("code.png", sink.getvalue())
    assert computer.ok("scan", "code.png") == computer.ok("show", "trek")
