"""A photo is drawn by `show` in terminals that draw, in their own way, and nowhere else is there a byte of it."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from talktag.media.screen.on_screen import SIXEL, screen_picture

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

KITTY, ITERM, SIXELS = "\x1b_Ga=T,f=100,", "\x1b]1337;File=inline=1;", "\x1bP0;1q"
_CELL_HIGH, _ROWS = 20, 50  # of the terminal of these tests, which says nothing of its cells' pixels


def photo(form: str = "JPEG", size: tuple[int, int] = (800, 600)) -> bytes:
    """A photo of a red half and a blue one."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    sink = io.BytesIO()
    if form == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(image).save(sink)
    else:
        image.save(sink, form)
    return sink.getvalue()


@pytest.fixture
def trek(computer: Computer) -> Computer:
    """A computer whose bicycle has a photo."""
    computer.write("trek.jpg", photo())
    computer.ok("attach", "trek", "trek.jpg", "--kind", "photo")
    return computer


def show(computer: Computer, *words: str, **variables: str) -> Done:
    done = computer.terminal("show", "trek", *words, env=variables).end()
    assert done.code == 0, done.out
    return done


@pytest.mark.parametrize(
    ("variables", "start"),
    [
        ({"TERM": "xterm-kitty"}, KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, KITTY),
        ({"TERM": "xterm-ghostty"}, KITTY),
        ({"TERM_PROGRAM": "ghostty"}, KITTY),
        ({"TERM_PROGRAM": "iTerm.app"}, ITERM),
        ({"TERM_PROGRAM": "WezTerm"}, ITERM),
        ({"TERM_PROGRAM": "mintty"}, ITERM),
        ({"TERM": "foot"}, SIXELS),
        ({"TERM": "mlterm"}, SIXELS),
        ({"TALKTAG_PICTURES": "sixel"}, SIXELS),
        ({"TALKTAG_PICTURES": "kitty", "TERM_PROGRAM": "iTerm.app"}, KITTY),
    ],
    ids=lambda each: " ".join(each.values()) if isinstance(each, dict) else "",
)
def test_each_terminal_is_talked_to_in_its_own_way(variables: dict[str, str], start: str, trek: Computer) -> None:
    shown = show(trek, **variables).out
    assert shown.startswith(start)
    assert sum(other in shown for other in (KITTY, ITERM, SIXELS)) == 1
    assert "Trek Domane AL 2" in shown


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"TERM": "xterm"},
        {"TERM": "dumb", "TERM_PROGRAM": "iTerm.app"},
        {"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"},
        {"TERM": "screen", "TERM_PROGRAM": "WezTerm"},
        {"TERM": "xterm-256color", "TMUX": "/tmp/tmux-1/default,1,0", "KITTY_WINDOW_ID": "1"},
        {"TERM": "linux"},
        {"TERM_PROGRAM": "Apple_Terminal"},
        {"TERM_PROGRAM": "vscode"},
        {"TERM": "xterm-kitty", "TALKTAG_PICTURES": "off"},
        {"TERM": "xterm-kitty", "TALKTAG_PICTURES": "nonsense"},
    ],
    ids=str,
)
def test_a_terminal_that_is_not_known_to_draw_gets_no_byte_of_it(variables: dict[str, str], trek: Computer) -> None:
    shown = show(trek, **variables).out
    text = re.sub(r"\x1b\]8;;[!-~]*\x1b\\|\x1b\[\d*m", "", shown)  # links and colours aside
    assert "\x1b" not in text
    assert text.startswith("Trek Domane AL 2\n")


def test_in_a_pipe_as_json_plain_and_with_no_picture_there_is_none(trek: Computer) -> None:
    variables = {"TERM": "xterm-kitty"}
    assert "\x1b" not in trek.run("show", "trek", env=variables).out
    for flag in ("--no-picture", "--json", "--plain"):
        assert "\x1b_G" not in show(trek, flag, **variables).out
    assert "\x1b_G" not in show(trek, "--at", "2099-01-01", **variables).out, "the past has no files beside it"


def test_it_is_at_most_a_third_of_the_screen_and_upright_and_tells_nothing_else(trek: Computer) -> None:
    tall = Image.new("RGB", (300, 900), "green")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRETCAM"
    sink = io.BytesIO()
    tall.save(sink, "JPEG", exif=exif)
    trek.write("trek2.jpg", sink.getvalue())
    trek.ok("detach", "trek", "trek.jpg")
    trek.ok("attach", "trek", "trek2.jpg", "--kind", "photo")
    shown = show(trek, TERM_PROGRAM="iTerm.app").out
    head, text = re.findall("\x1b\\]1337;File=([^:]*):([^\x07]*)\x07", shown)[0]
    drawn = Image.open(io.BytesIO(base64.b64decode(text)))
    assert drawn.width == 3 * drawn.height
    assert drawn.height <= _ROWS // 3 * _CELL_HIGH
    assert int(re.findall(r"height=(\d+)", head)[0]) <= _ROWS // 3
    assert b"SECRETCAM" not in base64.b64decode(text)
    assert not drawn.getexif()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_kitty_gets_the_whole_picture_in_parts_whatever_the_photo_was(form: str, trek: Computer) -> None:
    trek.ok("detach", "trek", "trek.jpg")
    trek.write("photo.bin", photo(form))
    trek.ok("attach", "trek", "photo.bin", "--kind", "photo")
    parts = re.findall("\x1b_G([^;]*);([^\x1b]*)\x1b", show(trek, TERM="xterm-kitty").out)
    assert [head[-1] for head, _ in parts] == ["1"] * (len(parts) - 1) + ["0"]
    assert all(len(text) <= 4096 for _, text in parts)
    drawn = Image.open(io.BytesIO(base64.b64decode("".join(text for _, text in parts)))).convert("RGB")
    red, blue = drawn.getpixel((5, 5)), drawn.getpixel((drawn.width - 5, drawn.height - 5))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert (red[0] > 200, red[2] < 60, blue[0] < 60, blue[2] > 200) == (True,) * 4


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 cut short", b"no picture at all\n"], ids=["damaged", "a text"])
def test_what_cannot_be_drawn_costs_nothing_of_the_card(data: bytes, trek: Computer) -> None:
    trek.ok("detach", "trek", "trek.jpg")
    trek.write("photo.jpg", data)
    trek.ok("attach", "trek", "photo.jpg", "--kind", "photo")
    shown = show(trek, TERM="xterm-kitty").out
    assert "\x1b_G" not in shown
    assert "photo.jpg" in shown
    (trek.things / "products/t/trek-domane-al-2/files/photo.jpg").unlink()
    assert "photo.jpg" in show(trek, TERM="xterm-kitty").out


def test_a_sealed_photo_is_not_drawn(computer: Computer) -> None:
    computer.write("trek.jpg", photo())
    computer.ok("attach", "trek", "trek.jpg", "--kind", "photo", "--private")
    assert "\x1b_G" not in show(computer, TERM="xterm-kitty").out


def test_a_picture_makes_nothing_longer_for_the_pager_which_never_gets_it(trek: Computer) -> None:
    pager = {"TERM": "xterm-kitty", "TALKTAG_PAGER": "sh -c 'echo \"<pager>\"; cat'"}
    shown = show(trek, **pager).out
    assert "<pager>" not in shown
    assert "\x1b_G" in shown
    paged = show(trek, **pager, LINES="6").out
    assert "<pager>" in paged
    assert "\x1b_G" not in paged


def from_sixels(data: bytes) -> dict[tuple[int, int], tuple[int, ...]]:
    """The pixels of a sixel picture, as a terminal would set them."""
    body = data.decode("ascii").partition("q")[2].removesuffix("\x1b\\")
    pixels: dict[tuple[int, int], tuple[int, ...]] = {}
    palette: dict[int, tuple[int, ...]] = {}
    across = down = colour = 0
    for raster, number, shares, count, again, one, sign in re.findall(
        r'("[\d;]+)|#(\d+)((?:;\d+){4})?|!(\d+)([?-~])|([?-~])|([$-])', body
    ):
        if number:
            colour = int(number)
            if shares:
                palette[colour] = tuple(int(each) for each in shares.split(";")[2:])
        elif again or one:
            for _ in range(int(count or 1)):
                bits = ord(again or one) - 63
                for bit in range(6):
                    if bits >> bit & 1:
                        pixels[across, down + bit] = palette[colour]
                across += 1
        elif sign:
            across, down = 0, down + 6 * (sign == "-")
        else:
            assert raster
    return pixels


def test_sixels_say_every_pixel_once_in_its_colour() -> None:
    image = Image.new("RGB", (41, 23), (255, 0, 0))
    image.paste((0, 0, 255), (20, 0, 41, 23))
    image.putpixel((7, 13), (0, 255, 0))
    sink = io.BytesIO()
    image.save(sink, "PNG")
    drawn = screen_picture(sink.getvalue(), "flag", 100, 100, SIXEL)
    assert drawn
    found = from_sixels(drawn.data)
    assert (drawn.width, drawn.height) == (41, 23)
    assert found.keys() == {(x, y) for x in range(41) for y in range(23)}
    for place, colour in found.items():
        wanted = image.getpixel(place)
        assert isinstance(wanted, tuple)
        assert all(abs(share - value / 2.55) < 3 for share, value in zip(colour, wanted, strict=True)), place
