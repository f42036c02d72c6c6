"""The page of standards: every one that is named anywhere is on it, with a judge that is there and can say no."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/standards.md").read_text("utf-8")
JUDGED, NOT_CLAIMED = PAGE.partition("\n## Named, and not claimed\n")[::2]
ROWS = [line.strip("| ").split(" | ") for line in JUDGED.splitlines() if re.match(r"\| (?!form|---)", line)]
NUMBERED = r"RFC ?\d{3,5}|ISO(?:/IEC)?(?: TS)? ?\d{4,5}|IEEE \d{4}|ECMA-\d+"
NAMED = (
    r"UNTP|C2SP|vCard|iCalendar|CalDAV|Atom|NDEF|BagIt|SSHSIG|KRL|CloudEvents|schema\.org|JSON-LD|DPV|MyTerms|"
    r"GS1 Digital Link|GS1 General Specifications|GS1 DataBar|EAN-13|hledger|Graphviz|Model Context Protocol|Maildir|"
    r"mbox|SQLite|JSON Schema|Solid|Web Access Control|Exif|XMP|WebP|Data Matrix|Verifiable Credential|did:key|"
    r"eddsa-jcs-2022|Homebox|Snipe-IT|Shelf|Safety Gate|CPSC|SPDX|EPCIS|WCAG|OpenPGP|S/MIME|PDF/A|OpenAPI|AsyncAPI|"
    r"Recommendation 20"
)
STANDARD = re.compile(rf"(?<![\w/.-])(?:{NUMBERED}|{NAMED})\b")
TEXTS = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "talktag").rglob("*.py")]


def standards(text: str) -> set[str]:
    return {re.sub(r"^RFC(?=\d)", "RFC ", each) for each in STANDARD.findall(text)}


def missing(text: str, page: str = PAGE) -> set[str]:
    """What a text names and the page does not."""
    return {each for each in standards(text) if not re.search(rf"(?<!\w){re.escape(each)}(?!\d)", page)}


def test_every_standard_that_is_named_anywhere_is_on_the_page() -> None:
    named = {str(path.relative_to(ROOT)): missing(path.read_text("utf-8")) for path in TEXTS}
    left = {path: each for path, each in named.items() if each}
    assert left == {}, "list each in docs/reference/standards.md: with its judge, or among those that are not claimed"


def test_one_that_is_not_on_the_page_is_found() -> None:
    assert missing("as RFC 9999 and RFC 849 say, shaped like PDF/A") == {"RFC 9999", "RFC 849", "PDF/A"}
    assert missing("RFC 8493 and vCard 4.0") == set()


def test_none_is_both_judged_and_not_claimed() -> None:
    assert standards(JUDGED) & standards(NOT_CLAIMED) == set()


@pytest.mark.parametrize("row", ROWS, ids=[each[3].partition("]")[0][1:] for each in ROWS])
def test_each_judge_is_in_the_tests_that_it_is_named_for(row: list[str]) -> None:
    _, _, judges, where = row
    found = re.fullmatch(r"\[(\w+)\]\(\.\./\.\./(tests/[\w/]+\.py)\)", where)
    assert found
    name, path = found[1], ROOT / found[2]
    text = path.read_text("utf-8")
    assert path.stem == name or f"def {name}(" in text
    near = [
        each for folder in (path.parent, path.parent.parent) for each in folder.glob("*.py") if each.stem[:5] != "test_"
    ]
    near += [*path.parent.rglob("package.json"), *(ROOT / "tests/kit").rglob("*.py")]
    near += (ROOT / "tests/kit").rglob("package.json")
    read = text + "".join(each.read_text("utf-8") for each in near)
    assert [each for each in re.findall(r"`([^`]+)`", judges) if each not in read] == []
    assert re.search("`", judges)
