"""What a message says is read entry by entry, numbered through, and refused by a reason of its own where it is none."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Answered, Audience, Document, Signatory
from talktag.model.bundles.told import ToldEntry, ToldFile, ToldNote, ToldProduct
from talktag.model.log.entry import UNSIGNED, Entry, read_entries, with_entries
from talktag.model.sharing.told_entries import told_entry
from talktag.model.talk.message import channel_of, read_message
from tests.model import things

KEY = "SHA256:NrDzMbNEzWkXldRbX7HkIlgTvICMfrj78vvlCCIR3vQ"
BUNDLE, FIRST, CANON, OVEN = "2msgs00000000", "1first0000000", "3c4d5e6f7g8h9", "0a1b2c3d4e5f6"
MADE = "2026-11-29T18:00:00Z"
SAID = ToldEntry(kind="message", title="The eyepiece has come in")
NOTHING = ToldProduct(id=CANON, name="Canon AE-1")


def message(*about: ToldProduct, entries: tuple[ToldEntry, ...] | None = None, **more: Any) -> Document:
    document = Document(
        kind="message",
        bundle=BUNDLE,
        sequence=7,
        created=MADE,
        signer=Signatory(name="Fix-It Cameras", fingerprint=KEY),
        audience=Audience(name="Doc"),
        channel=FIRST,
        products=about,
        entries=entries,
        shared=(),
        files=(),
    )
    return replace(document, **more)


def test_the_entries_of_all_products_are_numbered_through_and_those_about_none_come_last() -> None:
    two, one = (SAID, replace(SAID, title="Second")), (replace(SAID, title="About the oven"),)
    canon, oven = replace(NOTHING, entries=two), ToldProduct(id=OVEN, name="Oven", entries=one)
    read = read_message(message(canon, oven, entries=(replace(SAID, title="Closed on Monday"),)), KEY)
    assert {product: [each.id for each in entries] for product, entries in read.about.items()} == {
        CANON: [f"{BUNDLE}-1", f"{BUNDLE}-2"],
        OVEN: [f"{BUNDLE}-3"],
    }
    assert [(each.id, each.title) for each in read.beside] == [(f"{BUNDLE}-4", "Closed on Monday")]
    assert [each.id for each in read.entries] == [f"{BUNDLE}-{number}" for number in (1, 2, 3, 4)]


def test_an_entry_says_when_it_was_said_on_which_channel_and_who_vouches_for_it() -> None:
    said = replace(
        SAID, kind="promise", due="2026-12-04", cost="80 EUR", cause=f"{FIRST}-1", auto=True, data={"hours": "4"}
    )
    read = read_message(message(replace(NOTHING, entries=(replace(said, time="2026-11-28T23:59:00Z"),))), KEY)
    (entry,) = read.entries
    assert entry.time == datetime.datetime(2026, 11, 28, 23, 59, tzinfo=datetime.UTC)
    assert (entry.date, entry.due) == (datetime.date(2026, 11, 28), datetime.date(2026, 12, 4))
    assert (entry.channel, entry.sequence, entry.original, entry.signer) == (FIRST, 7, BUNDLE, KEY)
    assert (entry.cause, entry.auto, entry.data, str(entry.cost)) == (f"{FIRST}-1", True, {"hours": "4"}, "80.00 EUR")


def test_an_entry_without_a_moment_was_said_when_the_message_was_made_whatever_its_day() -> None:
    read = read_message(message(entries=(SAID, replace(SAID, date="2026-10-01"))), KEY)
    made = datetime.datetime.fromisoformat(MADE)
    assert [(each.date.isoformat(), each.time) for each in read.beside] == [("2026-11-29", made), ("2026-10-01", made)]


def test_a_message_without_a_channel_opens_one_that_has_its_own_id() -> None:
    opening = message(entries=(SAID,), channel=None)
    assert read_message(opening, KEY).beside[0].channel == channel_of(opening) == BUNDLE


def test_an_entry_of_a_reply_without_a_moment_stays_as_version_0_1_wrote_it() -> None:
    product = replace(NOTHING, entries=(replace(SAID, date="2026-11-22"),))
    reply = message(product, kind="reply", channel=None, in_reply_to=Answered(bundle=FIRST))
    (entry,) = read_message(reply, KEY).entries
    title = "The eyepiece has come in"
    assert entry == Entry(f"{BUNDLE}-1", datetime.date(2026, 11, 22), "message", title, original=BUNDLE, signer=KEY)
    assert channel_of(reply) == FIRST


def test_an_entry_of_a_reply_says_more_where_its_writer_did() -> None:
    product = replace(NOTHING, entries=(replace(SAID, time=MADE),))
    reply = message(product, kind="reply", in_reply_to=Answered(bundle=FIRST))
    (entry,) = read_message(reply, None).entries
    assert (entry.time, entry.date.isoformat(), entry.channel, entry.sequence, entry.signer) == (
        datetime.datetime.fromisoformat(MADE),
        "2026-11-29",
        FIRST,
        7,
        UNSIGNED,
    )


FILE = ToldFile(path="files/photo-1.jpg", kind="photo", sha256="0" * 64, size=1)
WRONG: dict[str, tuple[Document, str]] = {
    "empty": (message(NOTHING), "the message is empty: it has no entry and no file"),
    "notes": (message(entries=(SAID,), notes=(ToldNote(text="psst"),)), "brings private notes"),
    "another kind": (message(NOTHING, kind="transfer"), "it brings no entries: it is a hand-over"),
    "a reply to nothing": (message(NOTHING, kind="reply"), "does not say which bundle it answers"),
    "a number without end": (message(entries=(SAID,), sequence=10**9 + 1), "has a number beyond 1000000000"),
    "51 entries": (message(entries=(SAID,) * 51), "the message has 51 entries, and at most 50 are taken"),
    "51 over two products": (
        message(replace(NOTHING, entries=(SAID,) * 50), entries=(SAID,)),
        "the message has 51 entries, and at most 50 are taken",
    ),
    "51 products": (
        message(*(replace(NOTHING, id=f"{number:013}") for number in range(51)), entries=(SAID,)),
        "the message is about more than 50 products",
    ),
    "a fact": (message(replace(NOTHING, facts={"serial": "1"}), entries=(SAID,)), 'would change "serial" of the'),
    "a product twice": (message(NOTHING, NOTHING, entries=(SAID,)), "the message names a product twice"),
    "an id that is none": (message(replace(NOTHING, id="../x"), entries=(SAID,)), "is not an id of 13 characters"),
    "a name of two lines": (message(replace(NOTHING, name="a\nb"), entries=(SAID,)), "name of a product is not one"),
    "files about none": (message(entries=(SAID,), files=(FILE,)), "is not about the one product"),
    "no kind": (message(entries=(replace(SAID, kind=None),)), "entry 1 has no kind or no title"),
    "no title in the second": (message(entries=(SAID, replace(SAID, title=" "))), "entry 2 has no kind or no title"),
    "a signer of its own": (message(entries=(replace(SAID, signer=KEY),)), "entry 1 says itself who signed it"),
    "an original of its own": (message(entries=(replace(SAID, original=FIRST),)), "says itself who signed it"),
    "too large": (message(entries=(replace(SAID, text="\u0416" * 9000),)), "entry 1 has more than 16 kB"),
    "large by what is not known": (message(entries=(replace(SAID, more={"x": "y" * 16_000}),)), "more than 16 kB"),
    "a text without end": (message(entries=(replace(SAID, text="x" * 10_001),)), "a text of more than 10000"),
    "a cause that is none": (message(entries=(replace(SAID, cause="../../x"),)), "names a cause that is not the id"),
    "41 data": (message(entries=(replace(SAID, data={f"x{n}": "y" for n in range(41)}),)), "has 41 data, and at most"),
    "a number in data": (message(entries=(replace(SAID, data={"hours": 4}),)), 'has data "hours" that is no text'),
    "data without end": (message(entries=(replace(SAID, data={"x": "y" * 501}),)), 'has data "x" that is no text'),
    "data of nothing": (message(entries=(replace(SAID, data={"x": " "}),)), 'has data "x" that is no text'),
    "a name of data that is none": (message(entries=(replace(SAID, data={"a b": "c"}),)), 'named "a b", which is no'),
    "a date that is none": (message(entries=(replace(SAID, date="2026-02-30"),)), "day is out of range"),
    "a script for an address": (
        message(entries=(replace(SAID, kind="link", title="javascript:alert(1)"),)),
        "is not an address that starts with",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_more_or_other_than_a_message_is_refused_by_its_reason(name: str) -> None:
    document, words = WRONG[name]
    with pytest.raises(UntrustedError) as refused:
        read_message(document, KEY)
    assert words in refused.value.message


def test_every_reason_is_another() -> None:
    said = {name: words for name, (_, words) in WRONG.items()}
    assert len(set(said.values())) >= len(said) - 4  # those of which two or three inputs are tried


sayable = things.entries.map(
    lambda entry: entry._replace(
        time=(entry.time or datetime.datetime(2026, 11, 29, 18, tzinfo=datetime.UTC)).replace(microsecond=0),
        text=entry.text and entry.text[:10_000],
        title=entry.title.replace("\n", " ").replace("\t", " ").strip() or "x",
        data={name: value for name, value in entry.data.items() if value.strip()},
        recorded=None,
        every=(),
        meter={},
        rule=None,
        reset=(),
        anonymous=False,
        party=None,
        to=None,
    )
)


@settings(max_examples=50)
@given(st.lists(sayable, min_size=1, max_size=5))
def test_what_is_told_comes_out_as_it_was_said(entries: list[Entry]) -> None:
    document = message(replace(NOTHING, entries=tuple(told_entry(each) for each in entries)))
    read = read_message(document, KEY).entries
    expected = [
        each._replace(id=f"{BUNDLE}-{number}", original=BUNDLE, signer=KEY, channel=FIRST, sequence=7)
        for number, each in enumerate(entries, 1)
    ]
    assert [each._replace(meter={}) for each in read] == expected
    kept = read_entries(with_entries(b"", read) or b"", "p")
    assert kept.problems == ()
    assert {each.id: each for each in kept.value or ()} == {each.id: each for each in read}
