"""How large a page for finders is, by what a store has; prints the table of security.md. Judges nothing.

python -m tests.ops.finder.page_sizes
"""

from __future__ import annotations

import gzip
from random import Random

from talktag.model.finder.page_owner import PageOwner
from talktag.page.finder import FinderPage, finder_page
from talktag.seal.finder.rows import MESSAGES, PHOTOS, TICKET_BYTES

TAGS = (1, 10, 100, 1000, 10_000)
# How many things words are said of, and how many have a photo for finders.
COLUMNS = ((8, 0), (8, 4), (100, 0), (100, 4))
OWNER = PageOwner(
    recipients=("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",) * 2,
    signer="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM4rGPAr2C/zsCyRCAhHRTxdU3748K1+T8Hza9RfdDTE",
    signature="A" * 304,
    contact="ana+tags@example.org",
    language="en",
    name="Ana",
    words="Thank you for picking this up.",
)


def row_counts(tags: int, messages: int, photos: int) -> tuple[int, int, int]:
    """How many rows each table has, as the page of the reference tells it."""
    return _filled(tags, 64), _filled(messages, 8), _filled(photos, 4) if photos else 0


def _filled(count: int, least: int) -> int:
    return least if count <= least else least << (-(-count // least) - 1).bit_length()


def sizes(tags: int, messages: int, photos: int) -> tuple[int, int]:
    """The bytes of a page as it lies there, and as most servers send it. Sealed rows look like any random bytes."""
    chance = Random(7)
    lengths = zip(row_counts(tags, messages, photos), (TICKET_BYTES, MESSAGES.size, PHOTOS.size), strict=True)
    data = finder_page(FinderPage(OWNER, bytes(16), *(chance.randbytes(count * size) for count, size in lengths)))
    return len(data), len(gzip.compress(data, 6, mtime=0))


def cell(tags: int, messages: int, photos: int) -> str:
    """Both sizes in kB; nothing where a store of so few tags has no such page."""
    if messages > max(tags, 8):
        return ""
    return " / ".join(str(round(size / 1000)) for size in sizes(tags, messages, photos))


if __name__ == "__main__":
    for tags in TAGS:
        counts = " | ".join(cell(tags, *column) for column in COLUMNS)
        print(f"| {tags:,} | {row_counts(tags, 0, 0)[0]:,} | {counts} |")
