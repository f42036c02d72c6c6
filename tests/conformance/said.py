"""Messages that hold, and messages that are wrong in one place, each with the words it is refused by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conformance.spoiled import member

Change = Callable[[dict[str, Any]], object]
KETTLE, LAMP = "0a1b2c3d4e5f6", "1b2c3d4e5f6g7"  # things that the store does not have


def entry(**values: Any) -> Change:
    return lambda document: document["products"][0]["entries"][0].update(values)


def without(key: str) -> Change:
    return lambda document: document["products"][0]["entries"][0].pop(key)


def about(**values: Any) -> Change:
    return lambda document: document["products"][0].update(values)


def about_none(document: dict[str, Any]) -> None:
    document["entries"] = document["products"].pop()["entries"]


def about_three(document: dict[str, Any]) -> None:
    for number, ident in enumerate((KETTLE, LAMP), 2):
        said = {"kind": "message", "title": f"This is about thing {number}"}
        document["products"].append({"id": ident, "name": f"Thing {number}", "entries": [said]})
    document["entries"] = [{"kind": "message", "title": "This is about nothing"}]


def with_all_there_is(document: dict[str, Any]) -> None:
    document["previous"] = "ab" * 32
    document["until"] = "2099-12-31"
    document["products"][0]["entries"] = [
        {
            "kind": "promise",
            "title": "Ready on Friday",
            "text": "With the new eyepiece.\nBring the receipt.",
            "time": "2026-11-22T03:40:00Z",
            "date": "2026-11-21",
            "due": "2026-11-27",
            "cost": "80.00 EUR",
            "cause": "7k3m9qxac04zt-1",
            "data": {"desk": "2", "ticket-no": "A 77"},
            "auto": True,
        },
        {"kind": "question", "title": "May we keep the old one?"},
    ]


def with_members_of_later(document: dict[str, Any]) -> None:
    document["later"] = {"anything": [1, None, 2.5]}
    document["product"] = document["name"] = 7  # which no message has
    document["products"][0]["later"] = [True]
    document["products"][0]["entries"][0]["later"] = {"x": "y"}


HOLDS: dict[str, Change] = {
    "a message": lambda _: None,
    "about none": about_none,
    "about three": about_three,
    "all that one may say": with_all_there_is,
    "members of later": with_members_of_later,
    "as many entries as may be": lambda document: document["products"][0].update(
        entries=document["products"][0]["entries"] * 50
    ),
}

# Not of the form that a message has.
SHAPES: dict[str, tuple[Change, str]] = {
    "a channel that is no id": (member(channel="../x"), '"channel" is not an id of 13 characters'),
    "a number for a channel": (member(channel=7), '"channel" is not an id of 13 characters'),
    "previous that is no hash": (member(previous="ab"), '"previous" is not a SHA-256 of 64 lower-case digits'),
    "previous in capitals": (member(previous="AB" * 32), '"previous" is not a SHA-256 of 64 lower-case digits'),
    "until a moment": (member(until="2026-11-30T00:00:00Z"), '"until" is not a date like 2026-11-22'),
    "number nought": (member(sequence=0), '"sequence" is not a whole number from 1 up'),
    "no products": (lambda document: document.pop("products"), '"products" is missing'),
    "one product alone": (member(products={"id": KETTLE, "name": "x"}), '"products" is not a list'),
    "a product without a name": (lambda document: document["products"][0].pop("name"), '"products[1].name" is missing'),
    "entries that are none": (member(entries={"title": "x"}), '"entries" is not a list'),
    "a text for an entry": (member(entries=["hello"]), '"entries[1]" is not an object'),
    "answering no hash": (member(in_reply_to={"bundle": KETTLE}), '"in_reply_to.sha256" is missing'),
    "data that is a list": (entry(data=["x"]), '"products[1].entries[1].data" is not an object'),
    "a word for auto": (entry(auto="yes"), '"products[1].entries[1].auto" is neither true nor false'),
    "a number for auto": (entry(auto=1), '"products[1].entries[1].auto" is neither true nor false'),
    "a time without a zone": (entry(time="2026-11-22T03:49:58"), 'time" is not a moment like 2026-11-22T03:49:58Z'),
    "a time of another zone": (entry(time="2026-11-22T03:49:58+01:00"), 'time" is not a moment like'),
    "a time that is none": (entry(time="2026-11-22T25:00:00Z"), 'time" is not a moment like'),
    "a number for a cause": (entry(cause=7), '"products[1].entries[1].cause" is not text'),
    "a control character": (entry(title="a\u0007"), "holds a control character"),
}  # fmt: skip

# Of the right form, and not to be taken in.
REFUSED: dict[str, tuple[Change, str]] = {
    "empty message": (about(entries=[]), "is empty: it has no entry and no file"),
    "51 entries": (
        lambda document: document["products"][0].update(entries=document["products"][0]["entries"] * 51),
        "has 51 entries, and at most 50 are taken",
    ),
    "51 entries in two places": (
        lambda document: (
            document["products"][0].update(entries=document["products"][0]["entries"] * 50),
            document.update(entries=[{"kind": "message", "title": "one more"}]),
        ),
        "has 51 entries, and at most 50 are taken",
    ),
    "an entry too large": (entry(later="x" * 16_000), "entry 1 has more than 16 kB"),
    "an entry too large in other letters": (entry(text="\u0436" * 9000), "entry 1 has more than 16 kB"),
    "an entry without a kind": (without("kind"), "entry 1 has no kind or no title"),
    "an entry without a title": (without("title"), "entry 1 has no kind or no title"),
    "a new serial": (about(serial="1"), 'would change "serial" of the product'),
    "a note along": (member(notes=[{"text": "hello"}]), "brings private notes"),
    "a product twice": (
        lambda document: document["products"].append(document["products"][0]),
        "the message names a product twice",
    ),
    "an id of a product that is none": (about(id="../x"), "the id of a product is not an id of 13 characters"),
    "a name of two lines in a message": (about(name="a\nb"), "the name of a product is not one line"),
    "a cause that is none": (entry(cause="../../x"), "names a cause that is not the id of an entry"),
    "a number in data": (entry(data={"hours": 4}), 'has data "hours" that is no text'),
    "an object in data": (entry(data={"x": {}}), 'has data "x" that is no text'),
    "too many data": (entry(data={f"x{number}": "y" for number in range(41)}), "has 41 data, and at most 40"),
    "a name of data that is none": (entry(data={"a b": "c"}), 'has data named "a b", which is no name'),
    "its own signer": (entry(signer="SHA256:" + "a" * 43), "says itself who signed it"),
    "its own original": (entry(original=KETTLE), "says itself who signed it"),
    "a loan by message": (entry(kind="loan"), 'may not write an entry of the kind "loan"'),
    "an offer without permission": (entry(kind="offer"), 'may not write an entry of the kind "offer"'),
    "to another's key": (
        member(audience={"name": "Eve", "fingerprint": "SHA256:" + "a" * 43}),
        "it is addressed to somebody else",
    ),
    "out of date": (member(until="2026-11-21"), "it was meant to be read until 2026-11-21"),
}  # fmt: skip
