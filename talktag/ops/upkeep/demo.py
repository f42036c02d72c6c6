"""`demo`: the sample data and the command lines of a first walk. Pure material; the command line runs it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the walk: its words, what is piped into it, and whether a person may catch breath before it."""

    words: tuple[str, ...]
    stdin: str = ""
    rests: bool = False


NOTE = "sensor has a hot pixel at 1024,768; don't mention the drop in Lisbon"
CAMERA = "canon-eos-5d-mark-iv"
BOUGHT = "BOUGHT"  # stands for a day not long ago, so that the warranties of the walk still run
_SINCE = datetime.timedelta(days=200)


def steps(today: datetime.date) -> tuple[Step, ...]:
    """The walk as it is on a day."""
    bought = (today - _SINCE).isoformat()
    return tuple(
        replace(each, words=tuple(bought if word == BOUGHT else word for word in each.words)) for each in STEPS
    )


STEPS = (
    Step(("init", "things", "--owner", "Ana Pérez", "--contact", "ana+tags@example.org", "--no-passphrase")),
    Step(
        (
            *(
                "add",
                "Canon EOS 5D Mark IV",
                "--maker",
                "Canon",
                "--model",
                "EOS 5D Mark IV",
                "--serial",
                "032021001234",
            ),
            *("--bought", BOUGHT, "--from", "Foto Ruiz", "--price", "2499 EUR", "--warranty", "24 months"),
            *("--place", "home/office", "--file", "receipt.pdf", "--file", "camera.jpg"),
        )
    ),
    Step(
        (
            *("add", "EF 24-70mm f/2.8L", "--maker", "Canon", "--serial", "5400001177", "--inside", CAMERA),
            *("--bought", BOUGHT, "--warranty", "24 months", "--place", "home/office"),
        )
    ),
    Step(("add", "Bialetti Moka Express", "--maker", "Bialetti", "--place", "home/kitchen", "--price", "39.90 EUR")),
    Step(
        (
            "add",
            "Trek Domane AL 2",
            "--maker",
            "Trek",
            "--place",
            "home/cellar",
            "--warranty",
            "lifetime",
            "--label",
            "bike",
        )
    ),
    Step(("list",), rests=True),
    Step(("show", "canon-eos")),
    Step(("find", "0320")),
    Step(("note", "canon-eos", "-"), NOTE, rests=True),
    Step(("notes", "canon-eos")),
    Step(("sheet", "--all", "--stock", "avery-l7120", "-o", "sheet.pdf")),
    Step(("party", "add", "Fix-It Cameras", "--role", "repairer", "--contact", "bench@fixit.example"), rests=True),
    Step(
        (
            *("export", "canon-eos", "--to", "fix-it", "--include", "files:photo"),
            *("--purpose", "crack in the eyepiece", "-o", "canon.zip", "--yes"),
        )
    ),
    Step(("verify", "canon.zip"), rests=True),
    Step(("shares", "canon-eos")),
    Step(("set", "trek", "place=lent to Bruno")),
    Step(("undo",)),
    Step(("log",), rests=True),
    Step(("doctor",)),
)
