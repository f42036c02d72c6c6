"""What foreign text becomes at a terminal, on pages and on paper: one rule, one limit, in Python and JavaScript."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections.abc import Callable
from importlib import resources
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.cli.input.terminal import one_line, visible
from talktag.model.values.foreign_text import MOST_MARKS, escape, quote
from talktag.paper.type.text import clean

ACUTE, RING = "\u0301", "\u20dd"  # one stands on a letter, one around it
HALVES = set(map(chr, range(0xD800, 0xE000)))  # of characters; a label tells of them
FLAG_LETTERS = set(map(chr, range(0xE0030, 0xE0080)))
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


class Case(NamedTuple):
    """A text and what it is at a terminal, on a page and on a label."""

    text: str
    terminal: str
    page: str
    paper: str


CASES = {
    "a command to a terminal": Case("a\x1b[2Jb", r"a\x1b[2Jb", r"a\x1b[2Jb", "a [2Jb"),
    "the same in one character": Case("a\x9b2Jb", r"a\x9b2Jb", r"a\x9b2Jb", "a 2Jb"),
    "text that turns round": Case("a\u202egpj.exe", r"a\u202egpj.exe", r"a\u202egpj.exe", "agpj.exe"),
    "hidden letters": Case("a\U000e0041\U000e007f", r"a\U000e0041\U000e007f", r"a\U000e0041\U000e007f", "a"),
    "half a letter": Case("a\ud800b", r"a\ud800b", r"a\ud800b", "a\ud800b"),
    "a line of no keyboard": Case("a\u2028b", r"a\u2028b", r"a\u2028b", "a b"),
    "a soft hyphen": Case("a\u00adb", r"a\xadb", r"a\xadb", "ab"),
    "a private letter": Case("a\ue000", r"a\ue000", "a\ue000", "a\ue000"),
    "a letter to come": Case("a\u0378", r"a\u0378", "a\u0378", "a\u0378"),
    "joined letters": Case("می\u200cخواهم", r"می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"),
    "a joined emoji": Case("👩\u200d🔧", r"👩\u200d🔧", "👩\u200d🔧", "👩\u200d🔧"),
    "a flag of hidden letters": Case(
        ENGLAND,
        r"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        r"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ENGLAND,
    ),
    "hidden letters behind a flag": Case(
        ENGLAND + "\U000e0067",
        escape(ENGLAND) + r"\U000e0067",
        escape(ENGLAND) + r"\U000e0067",
        ENGLAND,
    ),
    "a tower of marks": Case("x" + ACUTE * 6, *["x" + ACUTE * 4 + r"\u0301" * 2] * 2, "x" + ACUTE * 4),
    "a tower of two kinds": Case(
        "x" + (RING + ACUTE) * 3, *["x" + (RING + ACUTE) * 2 + r"\u20dd\u0301"] * 2, "x" + (RING + ACUTE) * 2
    ),
    "a tower with joiners in it": Case(
        "x" + (ACUTE + "\u200d") * 5,
        "x" + (ACUTE + r"\u200d") * 4 + r"\u0301\u200d",
        "x" + (ACUTE + "\u200d") * 4 + r"\u0301" + "\u200d",
        "x" + (ACUTE + "\u200d") * 4 + "\u200d",
    ),
    "a tower with spacing marks in it": Case(
        "क" + (ACUTE + "\u093e") * 5,
        *["क" + (ACUTE + "\u093e") * 4 + r"\u0301" + "\u093e"] * 2,
        "क" + (ACUTE + "\u093e") * 4 + "\u093e",
    ),
}  # fmt: skip
# Ordinary writing, the most piled up of each script that there is; nobody's name may come to escapes.
ORDINARY = {
    "Latin": "Čapek, Đặng Thị Nguyễn, Ǻ, ß",
    "Latin in pieces": unicodedata.normalize("NFD", "Đặng Thị Nguyễn, ṩ, ǭ"),
    "Greek": unicodedata.normalize("NFD", "ᾧ τῆς Ἑλλάδος"),
    "Arabic": "مُحَمَّدٌ رَسُولُ ٱللَّٰهِ",
    "Hebrew with accents": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים שָּׁ֑",
    "Thai": "น้ำ ที่นี่ ปู่ย่า เก้าอี้ กล้องถ่ายรูป",
    "Lao": "ເຄື່ອງຖ່າຍຮູບ ນ້ຳ",
    "Khmer": "ម៉ាស៊ីនថតរូប ស្ត្រី កន្ត្រៃ",
    "Burmese": "ကင်မရာ ကျွန်ုပ် မြွှေး ပြည်ထောင်စု",
    "Devanagari": "कैमरा क्षत्रिय र्स्त्र्यं श्रीकृष्ण हिन्दी कर्त्तव्य ज़िंदगी",
    "Vedic": "अ॒ग्निमी॑ळे पु॒रोहि॑तं",
    "Bengali": "ক্যামেরা স্ত্রী র্ধ্ব",
    "Tamil": "கேமரா ஸ்ரீ",
    "Malayalam": "ക്യാമറ സ്ത്രീ",
    "Sinhala": "කැමරාව ක්ෂ",
    "Tibetan": "བསྒྲུབས་ ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ་ བརྒྱུད་",
    "Korean": unicodedata.normalize("NFD", "카메라 뷁"),
    "Japanese": unicodedata.normalize("NFD", "カメラ バッグ が"),
    "Chinese": "照相機 𠮷野家",
    "emoji": "📷 ❤️ 1️⃣ 👍🏽 🇩🇪 ☂️",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_obeyed_hidden_or_piled_up_is_spelled_out_or_left_away(case: Case) -> None:
    assert (visible(case.text), escape(case.text), clean(case.text)) == case[1:]


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_writing_of_any_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == escape(text) == text
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_lines_and_tabs_stay_only_where_there_are_lines() -> None:
    assert escape("a\n\tb\r", lines=True) == "a\n\tb" + r"\x0d"
    assert escape("a\n\tb") == r"a\x0a\x09b"
    assert one_line("a\n\tb") == r"a\n\tb"


def test_a_quoted_text_is_cut_before_it_is_spelled_out() -> None:
    assert quote("\x1b" * 61) == '"' + r"\x1b" * 60 + '…"'


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Mn", "Mc", "Me", "Cf", "Cc", "Co")),
        st.sampled_from(ENGLAND + "\u200c\u200dक" + ACUTE),
    ),
    max_size=40,
)


@pytest.mark.parametrize("show", [visible, escape, clean])
@given(text=ANY_TEXT)
def test_nothing_is_left_that_steers_or_covers_anything(show: Callable[[str], str], text: str) -> None:
    said = show(text)
    unseen = {each for each in said if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    left = {visible: {"\n", "\t"}, escape: {"\u200c", "\u200d"}, clean: {"\u200c", "\u200d", *FLAG_LETTERS, *HALVES}}
    assert unseen <= left[show]
    assert tallest_pile(said) <= MOST_MARKS
    assert show(said) == said


@given(ANY_TEXT)
def test_no_letter_that_can_be_seen_is_dropped(text: str) -> None:
    def seen(each: str) -> list[str]:
        return [letter for letter in each if unicodedata.category(letter)[0] in "LNPS"]

    spelled = escape(text, spell=lambda _: "")
    assert seen(spelled) == seen(text)
    assert seen(clean(text)) == seen(unicodedata.normalize("NFC", text))


def tallest_pile(text: str) -> int:
    """How many marks stand on one letter at most."""
    most = count = 0
    for letter in text:
        category = unicodedata.category(letter)
        if category in {"Mn", "Me"}:
            count += 1
        elif category != "Mc" and letter not in "\u200c\u200d":
            count = 0
        most = max(most, count)
    return most


def test_the_page_that_checks_bundles_shows_the_same(program: Callable[[str], str]) -> None:
    source = resources.files("talktag").joinpath("data/checker/foreign.js").read_text("utf-8")
    texts = [*(case.text for case in CASES.values()), *ORDINARY.values(), "a\n\tb"]
    ask = (
        f"console.log(JSON.stringify({json.dumps(texts)}.map(each => [shown(each), shown(each, true), quoted(each)])))"
    )
    done = subprocess.run([program("node"), "-e", f"{source}\n{ask}"], capture_output=True, check=True)
    theirs: list[Any] = json.loads(done.stdout)
    assert theirs == [[escape(each), escape(each, lines=True), quote(each)] for each in texts]
