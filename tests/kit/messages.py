"""Messages at random, as documents: all that one may say, about none, one or several things, in any letters."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.kit.bundles import message

KINDS = ("message", "question", "promise", "offer", "permission", "service", "done", "withdrawn", "a kind of later")
LETTERS = "abc ÄßŁ\u0301ñ漢字עברית🙂<&>\"'\\{}…\u202f\u2019"


def words(chance: Random, most: int = 40) -> str:
    """A text that says something, and cannot be taken for a name that a word has."""
    return "w" + "".join(chance.choices(LETTERS, k=chance.randrange(most))) + "w"


def random_entry(chance: Random) -> dict[str, Any]:
    """An entry with some of what it may have."""
    may = {
        "date": "2026-02-28",
        "time": f"2026-02-{chance.randrange(1, 29):02}T0{chance.randrange(10)}:00:00Z",
        "text": "\n".join(words(chance, 200) for _ in range(chance.randrange(1, 4))),
        "cost": f"{chance.randrange(1000)}.00 EUR",
        "due": "2026-12-24",
        "cause": f"7k3m9qxac04zt-{chance.randrange(1, 51)}",
        "data": {f"key-{number}": words(chance) for number in range(chance.randrange(4))},
        "auto": chance.random() < 0.5,
        "later": {"anything": [1, None, 2.5]},  # that a later version may say
    }
    some = {key: value for key, value in may.items() if chance.random() < 0.5}
    return {"kind": chance.choice(KINDS), "title": words(chance), **some}


def random_message(chance: Random, **more: Any) -> dict[str, Any]:
    """A document that is a message."""
    products = [
        {
            "id": f"{number:013}",
            "name": words(chance),
            **({"entries": told} if (told := [random_entry(chance) for _ in range(chance.randrange(4))]) else {}),
        }
        for number in range(chance.choice((0, 1, 1, 3)))
    ]
    beside = [random_entry(chance) for _ in range(chance.randrange(3))]
    if not beside and not any("entries" in each for each in products):
        beside = [random_entry(chance)]
    may = {
        "channel": "7k3m9qxac04zt",
        "previous": f"{chance.randrange(16**64):064x}",
        "in_reply_to": {"bundle": "7k3m9qxac04zt", "sha256": "0" * 64},
        "until": "2027-01-01",
        "later": words(chance),
    }
    some = {key: value for key, value in may.items() if chance.random() < 0.5}
    return message(*beside, products=products, sequence=chance.randrange(1, 100), **some, **more)


def entries_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All its entries in order."""
    return [
        *(each for product in document["products"] for each in product.get("entries", [])),
        *document.get("entries", []),
    ]
