"""Signed messages of a shop, each a file: `messages.py FOLDER COUNT PRODUCT CHANNEL`; `messages.py key` is its key."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.kit.bench import SHOP
from tests.kit.bundles import signed
from tests.kit.from_shop import message, said


def main(words: list[str]) -> None:
    """Write them, or print the key."""
    if words == ["key"]:
        print(SHOP.public.line("shop"))
        return
    folder, count, product, channel = Path(words[0]), int(words[1]), words[2], words[3]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        created = f"2026-03-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"
        entry = said(title=f"Message {number}")
        made = message(
            entry, product=product, bundle=f"m{number:012}", channel=channel, sequence=number, created=created
        )
        (folder / f"{number:05}.zip").write_bytes(signed(made))


main(sys.argv[1:])
