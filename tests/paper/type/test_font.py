"""Faces: what they have, what they lack, and the order of glyphs. UAX #9's own examples stand for bidi."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from talktag.paper.type.bidi import is_right_to_left, levels, visual_order
from talktag.paper.type.font import Face, bold, regular

FONTS = Path(__file__).parents[3] / "talktag" / "data" / "fonts"
NAMES = {
    "Kärcher, Żelazko, Ελληνικά, Кириллица, Tiếng Việt": "NotoSans-Regular",
    "كاميرا": "NotoSansArabic-Regular",
    "מצלמה": "NotoSansHebrew-Regular",
    "カメラ": "DroidSansFallback",
    "相机": "DroidSansFallback",
    "카메라": "DroidSansFallback",
    "कैमरा": "NotoSansDevanagari-Regular",
    "กล้อง": "NotoSansThai-Regular",
    "📷👩\u200d🔧🇩🇪": "NotoEmoji-Regular",
}


@pytest.mark.parametrize(("text", "font"), NAMES.items())
def test_a_name_in_many_a_script_has_a_glyph_for_every_letter(text, font) -> None:
    for face in (regular(), bold()):
        assert face.missing(text) == ()
        runs = face.runs(text)
        assert all(glyph.number for run in runs for glyph in run.glyphs)
    assert {run.font.name for run in regular().runs(text)} == {font}


@pytest.mark.parametrize("text", ["\u0378", "\ud800", "\uffff", "\x00", "བ", "𓀀"])
def test_a_character_without_a_glyph_is_known(text) -> None:
    assert regular().missing(f"a{text}a") == (text,)
    with pytest.raises(KeyError):
        regular().width(text)


def test_every_letter_of_a_shaped_text_is_stood_for_by_a_glyph() -> None:
    for text in NAMES:
        stands_for = "".join(glyph.text for run in regular().runs(text) for glyph in run.glyphs)
        assert sorted(stands_for) == sorted(text)


def test_arabic_letters_join_and_run_from_right_to_left() -> None:
    (run,) = regular().runs("كامي")
    alone = {regular().runs(letter)[0].glyphs[0].number for letter in "كامي"}
    assert [glyph.text for glyph in run.glyphs if glyph.text] == ["ي", "م", "ا", "ك"]
    assert not alone <= {glyph.number for glyph in run.glyphs}


def test_an_emoji_of_several_parts_is_one_glyph() -> None:
    (run,) = regular().runs("👩\u200d🔧")
    assert [glyph.advance > 0 for glyph in run.glyphs] == [True]


def test_a_text_is_as_wide_as_its_glyphs_are_together() -> None:
    for text in (*NAMES, "plain", "e\u0301x\u0323"):
        advances = sum(glyph.advance for run in regular().runs(text) for glyph in run.glyphs)
        assert regular().width(text) == pytest.approx(advances)


def test_a_further_folder_of_fonts_is_asked_for_what_the_others_lack(tmp_path: Path) -> None:
    poor = Face("NotoSans-Regular", (tmp_path,))
    assert poor.missing("𓀀")
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    (tmp_path / "Armenian.ttf").write_bytes((FONTS / "NotoSansArmenian-Regular.ttf").read_bytes())
    richer = Face("NotoSans-Regular", (tmp_path, tmp_path / "nowhere"))
    assert richer.missing("𓀀") == ("𓀀",)
    assert richer.missing("Ա") == ()


@pytest.mark.parametrize(
    ("text", "rtl", "expected"),
    [
        ("abc", False, "000"),
        ("אבג", True, "111"),
        ("he said אבג ok", False, "00000000111000"),
        ("אב abc 12", True, "111222222"),
        ("אב 12,5%", True, "11122222"),
        ("a 1 ב 2 c", False, "000011200"),
        ("אב (ab) ", True, "11112211"),
        ("ab (אב)", False, "0000110"),
        ("ab א! ", False, "000100"),
        ("عدد 12", True, "111122"),
        ("א+1", True, "112"),
        ("א [/b] <b> ב", True, "111121112111"),
        ("א (b) c", True, "1112112"),
        ("a (ב) c", False, "0001000"),
        ("a (ב c) ד", False, "000100001"),
        ("א (b ג) c", True, "111211112"),
        ("a ) (", False, "00000"),
    ],
)
def test_levels_follow_the_rules_of_the_bidirectional_algorithm(text, rtl, expected) -> None:
    assert "".join(map(str, levels(text, rtl))) == expected


def test_runs_are_put_in_the_order_one_sees_them() -> None:
    assert visual_order([0, 1, 0]) == [0, 1, 2]
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
    assert visual_order([]) == []


def test_the_first_letter_with_a_direction_decides() -> None:
    assert is_right_to_left("12 - אב ab")
    assert not is_right_to_left("12 - ab אב")
    assert not is_right_to_left("")


def test_every_font_that_ships_comes_with_its_licence() -> None:
    told = (FONTS / "README.md").read_text(encoding="utf-8")
    for path in FONTS.glob("*.ttf"):
        assert path.name in told or unicodedata.normalize("NFC", path.name).startswith("NotoSans")
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "Apache License" in (FONTS / "Apache-2.0.txt").read_text(encoding="utf-8")
