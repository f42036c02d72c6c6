"""What an owner keeps of a claimed tag, what a desk keeps of a printed one, and a claim as a message carries it."""

from __future__ import annotations

import datetime
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.makers.claim import Claim, claim_seed, claim_text, handover_text, read_claim
from talktag.model.makers.claimed_tag import ClaimedTag, claimed_tag_table, read_claimed_tag
from talktag.model.makers.tag_register import PrintedTag, read_register, register_bytes
from talktag.model.toml.write import new_text

CLAIMED = ClaimedTag(
    tag="R709WNXNW",
    product="c000000000001",
    claim="RYN5F2RVEB9C2TEX",
    maker="0123456789ABCDEF",
    claimed=datetime.date(2026, 3, 2),
)
PRINT = "SHA256:" + "A" * 43
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)


def test_what_is_kept_of_a_claim_is_read_back() -> None:
    reading = read_claimed_tag(new_text(claimed_tag_table(CLAIMED)), "claimed/r709wnxnw.toml")
    assert reading == (CLAIMED, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('tag = "R709WNXNX"', "invalid"),
        ('claim = "short"', "invalid"),
        ("claimed = 1", "invalid"),
        ('product = ""', "missing"),
    ],
)
def test_a_record_that_does_not_hold_up_is_reported(text: str, code: str) -> None:
    key = text.partition(" ")[0]
    lines = new_text(claimed_tag_table(CLAIMED)).decode().splitlines()
    changed = "\n".join(text if line.startswith(f"{key} ") else line for line in lines)
    value, problems = read_claimed_tag(changed.encode(), "claimed/r709wnxnw.toml")
    assert value is None
    assert problems[0].field == key, code


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_a_register_is_read_back_whatever_stands_in_its_cells(texts: list[tuple[str, str]]) -> None:
    tags = ("R709WNXNW", "7Y27T4WSS", "000000000", "R709WNXNW")
    printed = [PrintedTag(tag, PRINT, serial, name) for tag, (serial, name) in zip(tags, texts, strict=False)]
    value, problems = read_register(register_bytes(printed), "tags/x.csv")
    assert not problems
    assert value == {each.tag: each for each in printed}


def test_lines_that_are_no_tags_are_left_out_and_told() -> None:
    good = PrintedTag("R709WNXNW", PRINT, "1", "Camera")
    data = register_bytes([good, good._replace(tag="nonsense"), good._replace(claim="RYN5F2RVEB9C2TEX")])
    value, problems = read_register(data, "tags/x.csv")
    assert value == {good.tag: good}
    assert [each.line for each in problems] == [3, 4]
    assert read_register(b"\xff", "tags/x.csv").value is None


def test_a_claim_goes_there_and_back_as_data() -> None:
    claim = Claim("R709WNXNW", "AAAA", "BBBB", "CCCC")
    assert read_claim(claim.data()) == claim
    assert read_claim({"tag": "R709WNXNW"}) is None
    assert read_claim({"tag": "nonsense", "claim": "AAAA"}) is None


def test_what_is_signed_names_its_purpose_and_everybody() -> None:
    assert claim_text("R709WNXNW", "SHA256:a", "SHA256:b") == b"talktag-tag/1\nclaim\nR709WNXNW\nSHA256:a\nSHA256:b\n"
    assert handover_text("R709WNXNW", "SHA256:c") == b"talktag-tag/1\nhand-over\nR709WNXNW\nSHA256:c\n"


def test_a_code_authorises_one_key_for_each_tag() -> None:
    assert len({claim_seed(secret, tag) for secret in (bytes(10), b"1" * 10) for tag in ("a", "b")}) == 4


def test_the_schema_knows_every_key_of_the_record() -> None:
    schema = json.loads(files("talktag").joinpath("data/schemas/claimed.json").read_text())
    assert set(schema["properties"]) == {"format", *CLAIMED.__dataclass_fields__}
