"""From an empty machine to forty products by one intake: `python -m tests.benchmarks.intake [PRODUCTS] [WIDTHxHEIGHT]`.

It makes a store, prints blank labels, takes the photographs, and takes them in with the commands a person types. Of
each thing: its label, its type plate, the bar code on its box, its receipt; of every fourth the receipt is a PDF.
Judges nothing; prints what was typed, what came of it and how long that took.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.kit.computer import Computer
from tests.kit.photographs import Shot, pdf_of, take

START = datetime.datetime(2026, 3, 2, 10, 0)


class Counts(NamedTuple):
    """What is in the store in the end, and how long each command took, in seconds."""

    products: int
    tagged: int
    with_gtin: int
    kinds: Counter[str]
    commits: int
    seconds: dict[str, float]


def run(folder: Path, things: int, size: tuple[int, int]) -> Counts:
    """All of it, in an empty folder."""
    computer = Computer(folder, anew=True)
    seconds: dict[str, float] = {}

    def command(*words: str) -> None:
        began = time.monotonic()
        computer.ok(*words)
        line = f"talktag {' '.join(words)}"
        seconds[f"{line}, once more" if line in seconds else line] = time.monotonic() - began

    command("init", "things", "--owner", "Ana Pérez", "--contact", "ana@example.org", "--no-passphrase")
    command("sheet", "--blank", str(things), "--stock", "avery-l7120", "-o", "labels.pdf")
    photograph(computer, tags_of(computer), size)
    command("intake", "pictures", "--yes")
    command("intake", "pictures", "--yes")
    listed = computer.json("list", "state:unnamed")["data"]["products"]
    computer.ok("doctor")
    kinds = Counter(file["kind"] for each in listed for file in each["files"])
    return Counts(
        len(listed),
        sum(bool(each["tags"]) for each in listed),
        sum("gtin" in each for each in listed),
        kinds=kinds,
        commits=int(computer.git("rev-list", "--count", "HEAD")),
        seconds=seconds,
    )


def tags_of(computer: Computer) -> list[str]:
    """The tags of the labels that were printed."""
    import tomllib

    return [tag for path in (computer.things / "tags").iterdir() for tag in tomllib.loads(path.read_text())["tags"]]


def photograph(computer: Computer, tags: list[str], size: tuple[int, int]) -> None:
    """Four pictures of each thing, a few seconds apart, each held as hands hold a phone."""
    chance = Random(5)
    at, number = START, 0
    for place, tag in enumerate(tags):
        code = f"mailto:ana@example.org?subject=TT-{tag}"
        digits = f"40063813{place:04}"
        total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
        bill = ["Foto Ruiz", f"2026-02-{1 + place % 28:02}", f"TOTAL {place + 10}.90 EUR"]
        for what in (
            {"tags": [code]},
            {"lines": ["ACME", f"Model X-{place}", f"S/N {10**9 + place}"]},
            {"bar_code": f"{digits}{-total % 10}"},
            {"lines": bill},
        ):
            at, number = at + datetime.timedelta(seconds=chance.randrange(5, 40)), number + 1
            shot = Shot(
                at=at, size=size, seed=number, turned=chance.uniform(-25, 25), tilt=chance.uniform(0, 0.25), **what
            )
            picture = take(shot)
            if "TOTAL" in str(what) and place % 4 == 3:
                computer.write(f"pictures/IMG_{number:04}.pdf", pdf_of(picture))
            else:
                name = f"receipt_{number:04}" if "TOTAL" in str(what) else f"IMG_{number:04}"
                computer.write(f"pictures/{name}.jpg", picture)


def main() -> None:
    """Run it and print what came of it."""
    things = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    width, _, height = (sys.argv[2] if len(sys.argv) > 2 else "1600x1200").partition("x")
    with tempfile.TemporaryDirectory() as folder:
        counts = run(Path(folder), things, (int(width), int(height)))
    for words, taken in counts.seconds.items():
        print(f"{taken:7.1f} s  {words}")
    print(f"{counts.products} products, {counts.tagged} with a sticker, {counts.with_gtin} with a bar code's number")
    print(f"{counts.kinds['photo']} photos, {counts.kinds['receipt']} receipts; {counts.commits} commits")


if __name__ == "__main__":
    main()
