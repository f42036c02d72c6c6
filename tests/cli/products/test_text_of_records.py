"""The text of a record is its owner's: what commands add, take away and leave, and what editors put in front of it."""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

RECORD = "products/t/trek-domane-al-2.toml"
LABELS = """labels = [
    "insured", # policy, ask Bea
    # sold separately:
    "bike",
]
"""
IN_BRACKETS = """warranties = [
    {term = "24 months", mine = 1}, # of the law
    # the shop's own:
    {kind = "parts", term = "5 years", starts = "2024-01-01"},
]
"""
BLOCKS = """
# of the law
[[warranties]]
term = "24 months"
mine = 1

# the shop's own:
[[warranties]]
kind = "parts"
term = "5 years"
starts = "2024-01-01"
"""


@pytest.fixture
def ours(computer: Computer) -> Computer:
    return replace(computer, quick=True)


def put(computer: Computer, text: str) -> str:
    """Add to a record by hand, and save it."""
    path = computer.things / RECORD
    path.write_text(path.read_text() + text)
    computer.ok("save", "--yes")
    return path.read_text()


def text(computer: Computer) -> str:
    return (computer.things / RECORD).read_text()


def test_labels_come_and_go_and_the_comments_between_them_stay(ours: Computer) -> None:
    before = put(ours, LABELS)
    ours.ok("set", "trek", "label+=new")
    assert [line for line in before.splitlines() if line not in text(ours).splitlines()] == []
    ours.ok("set", "trek", "label-=bike")
    assert [line for line in before.splitlines() if line not in text(ours).splitlines()] == ['    "bike",']
    assert ours.json("show", "trek")["data"]["labels"] == ["insured", "new"]


@pytest.mark.parametrize("form", [IN_BRACKETS, BLOCKS])
def test_warranties_come_and_go_and_the_comments_between_them_stay(form: str, ours: Computer) -> None:
    before = put(ours, form)
    ours.ok("set", "trek", "warranty+=lifetime")
    assert [line for line in before.splitlines() if line not in text(ours).splitlines()] == []
    ours.ok("set", "trek", "warranty-=24 months")
    assert "# the shop's own:" in text(ours)
    found = tomllib.loads(text(ours))["warranties"]
    assert found == [{"kind": "parts", "term": "5 years", "starts": "2024-01-01"}, {"kind": "all", "term": "lifetime"}]


@pytest.mark.parametrize("change", ["label-=nosuch", "label+=bike", "warranty-=3 years", "warranty+=24 months"])
@pytest.mark.parametrize("warranties", [IN_BRACKETS, BLOCKS])
def test_what_changes_nothing_is_said_and_makes_no_commit(warranties: str, change: str, ours: Computer) -> None:
    put(ours, LABELS + warranties)
    before = ours.state
    for words in (["set", "trek", change], ["set", "--where", "trek", change, "--yes"]):
        done = ours.run(*words)
        assert (done.code, "nothing to change" in done.err) == (0, True)
        assert ours.state == before


def test_tags_are_retired_in_place_when_a_thing_is_handed_over(ours: Computer) -> None:
    ours.ok("party", "add", "Bea", "--role", "buyer")
    path = ours.things / RECORD
    path.write_text(path.read_text().replace("tags = [\n", "tags = [\n    # on the frame\n"))
    ours.ok("save", "--yes")
    ours.ok("transfer", "trek", "--to", "bea", "-o", "trek.zip", "--yes")
    assert "# on the frame" in text(ours)
    assert all("retired" in tag for tag in tomllib.loads(text(ours))["tags"])


def test_a_new_key_in_a_record_with_the_line_ends_of_windows_has_them_too(ours: Computer) -> None:
    path = ours.things / RECORD
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ours.ok("save", "--yes")
    ours.ok("set", "trek", "place=attic", "label+=a", "price=3 EUR", "warranty+=24 months", "field.colour=red")
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_texts_that_an_editor_put_a_byte_order_mark_before_are_read_and_named_and_mended(ours: Computer) -> None:
    ours.ok("party", "add", "Bea")
    ours.ok("lend", "trek", "--to", "bea")
    log = RECORD.replace(".toml", "/entries.toml")
    paths = [ours.things / name for name in (RECORD, log, "talktag.toml", "parties/bea.toml")]
    before = [path.read_bytes() for path in paths]
    for path in paths:
        path.write_bytes(BOM_UTF8 + path.read_bytes())
    ours.ok("save", "--yes")
    assert ours.json("show", "trek")["data"]["entries"]
    assert "trek" in ours.ok("list", "trek").lower()
    ours.ok("check", "trek")
    done = ours.run("doctor")
    assert done.code == 12
    for name in (RECORD, "talktag.toml", "parties/bea.toml"):
        assert f"warning\tbyte-order-mark\t{name}:1\t" in done.out
    ours.ok("doctor", "--fix")
    assert [paths[0].read_bytes(), *(path.read_bytes() for path in paths[2:])] == [before[0], *before[2:]]
    assert not paths[1].read_bytes().startswith(BOM_UTF8)
    assert ours.run("doctor").out.strip() == "nothing found: all is well"


def test_a_change_takes_a_byte_order_mark_off(ours: Computer) -> None:
    path = ours.things / RECORD
    path.write_bytes(BOM_UTF8 + path.read_bytes())
    ours.ok("save", "--yes")
    ours.ok("set", "trek", "place=attic")
    assert not path.read_bytes().startswith(BOM_UTF8)
    assert ours.json("show", "trek")["data"]["place"] == "attic"


def test_settings_of_a_person_may_begin_with_a_byte_order_mark(ours: Computer) -> None:
    path = ours.folder / "config/config.toml"
    held = path.read_bytes() if path.exists() else b""
    path.write_bytes(BOM_UTF8 + f'store = "{ours.things}"\n'.encode() + held.replace(b"store =", b"# "))
    done = ours.run("list", env={"TALKTAG_STORE": ""})
    assert done.code == 0, done.err
