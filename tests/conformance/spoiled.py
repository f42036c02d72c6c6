"""Answers and hand-overs that are wrong in one place, each with the words it is refused by. Never a whole file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Change = Callable[[dict[str, Any]], object]


def entry(**values: Any) -> Change:
    return lambda document: document["product"]["entries"][0].update(values)


def member(**values: Any) -> Change:
    return lambda document: document.update(values)


def fact(**values: Any) -> Change:
    return lambda document: document["product"].update(values)


def answering(**values: Any) -> Change:
    return lambda document: document["in_reply_to"].update(values)


REFUSED: dict[str, tuple[Change, str]] = {
    "to a bundle nobody gave": (answering(bundle="0000000000000"), '"0000000000000", which this store gave to nobody'),
    "to another bundle of that id": (answering(sha256="0" * 64), "it answers another bundle than the one"),
    "about another product": (fact(id="0a1b2c3d4e5f6"), "it is about another product than the bundle"),
    "to nothing": (lambda document: document.pop("in_reply_to"), "does not say which bundle it answers"),
    "a new serial number": (fact(serial="1"), 'would change "serial" of the product'),
    "a new place": (fact(place="at my home"), 'would change "place" of the product'),
    "a private note": (member(notes=[{"text": "hello"}]), "brings private notes, and only the owner writes those"),
    "empty": (fact(entries=[]), "is empty: it has no entry and no file"),
    "too many entries": (
        lambda document: document["product"].update(entries=document["product"]["entries"] * 51),
        "has 51 entries, and at most 50 are taken",
    ),
    "a loan": (entry(kind="loan"), 'a repairer may not write an entry of the kind "loan"'),
    "a sale": (entry(kind="retired"), 'a repairer may not write an entry of the kind "retired"'),
    "a kind made up": (entry(kind="x" * 40), 'may not write an entry of the kind "xxx'),
    "no kind": (entry(kind=" "), "entry 1 has no kind or no title"),
    "no title": (entry(title=""), "entry 1 has no kind or no title"),
    "two lines in a title": (entry(title="done\nsaved as 123"), "a title that is not one line"),
    "a title without end": (entry(title="x" * 201), "not one line of at most 200 characters"),
    "a text without end": (entry(text="x" * 10_001), "a text of more than 10000 characters"),
    "no date": (lambda document: document["product"]["entries"][0].pop("date"), '"" is not a date'),
    "a date that is none": (entry(date="2026-02-30"), "entry 1 does not hold up: day is out of range"),
    "a week for a date": (entry(date="2026-W01-1"), '"2026-W01-1" is not a date'),
    "a cost that is none": (entry(cost="1,000 EUR"), '"1,000 EUR" is not an amount'),
    "a day when it is due that is none": (entry(due="soon"), "is not a date like 2026-11-22"),
    "a script for an address": (entry(kind="link", title="javascript:alert(1)"), "is not an address that starts with"),
    "a file for an address": (entry(kind="link", title="file:///etc/passwd"), "is not an address that starts with"),
    "a signer of its own": (entry(signer="SHA256:" + "a" * 43), "says itself who signed it"),
    "an original of its own": (entry(original="../../../x"), "says itself who signed it"),
}  # fmt: skip

# Of answers that nobody signed.
PLAIN: dict[str, tuple[Change, str]] = {
    "a key nobody used": (
        lambda document: document["signer"].update(fingerprint="SHA256:" + "a" * 43),
        '"signer.fingerprint" cannot be in an answer that is not signed',
    ),
    "a file": (member(files=[{"path": "files/report-1.txt"}]), '"files" is not empty'),
    "a table": (member(kind="table"), '"kind" is none of reply'),
    "to nothing": (lambda document: document.pop("in_reply_to"), '"in_reply_to" is missing'),
    "to a bundle nobody gave": (answering(bundle="0000000000000"), "which this store gave to nobody"),
    "a loan": (entry(kind="loan"), "may not write an entry of the kind"),
}


def service(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["product"]["entries"] if each["kind"] == "service")
    return found


def flipped(payload: dict[str, bytes]) -> None:
    data = bytearray(payload["files/original-1.bin"])
    data[len(data) // 2] ^= 1
    payload["files/original-1.bin"] = bytes(data)


FORGED: dict[str, tuple[Change, Callable[[dict[str, bytes]], object], str]] = {
    "a better service": (
        lambda document: service(document).update(title="replaced everything"),
        lambda _: None,
        "entry 1 claims to be in the answer",
    ),
    "a service made cheaper": (
        lambda document: service(document).update(cost="8.00 EUR"),
        lambda _: None,
        "entry 1 claims to be in the answer",
    ),
    "an answer nobody gave": (
        lambda document: service(document).update(original="0000000000000"),
        lambda _: None,
        'claims to be in the answer "0000000000000", and is not',
    ),
    "an answer with one bit turned over": (lambda _: None, flipped, 'the original "files/original-1.bin" does not'),
    "the history of another product": (
        lambda document: document["product"].update(id="0a1b2c3d4e5f6"),
        lambda _: None,
        "is about another product",
    ),
    "an id that is none": (lambda document: document["product"].update(id="../x"), lambda _: None, "not an id of 13"),
    "a name of two lines": (
        lambda document: document["product"].update(name="a\nb"),
        lambda _: None,
        '"name" of the product is not one line',
    ),
    "a wrong check digit": (
        lambda document: document["product"].update(gtin="4006381333932"),
        lambda _: None,
        "gtin of the product does not hold up",
    ),
    "a warranty without end": (
        lambda document: document["product"].update(warranties=[{"kind": "all"}]),
        lambda _: None,
        "a warranty of the product has no end",
    ),
    "a field that is a table": (
        lambda document: document["product"].update(fields={"x": {"y": 1}}),
        lambda _: None,
        "is neither text nor a number",
    ),
    "too many entries": (
        lambda document: document["product"].update(
            entries=[{"kind": "x", "title": "y", "date": "2026-01-01"}] * 2001
        ),
        lambda _: None,
        "has 2001 entries, and at most 2000 are taken",
    ),
}  # fmt: skip
