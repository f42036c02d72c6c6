"""Fills a store by one `git fast-import`: `python -m tests.benchmarks.make_store STORE COUNT`; see --help.

It prints what it made as JSON. Never goes through talktag's own writer, which makes a commit of each product. A program
of its own, because a process that is started cannot show a lower peak of memory than the one that starts it
(getrusage(2)): the benchmark has to stay small.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from talktag.model.products.product import Product
from talktag.store import layout

from . import made_up

_BRANCH = "refs/heads/main"
_BEGAN = 1_750_000_000  # seconds: when the first commit was made; each later one a minute after
_ROOMS = ("attic", "cellar", "garage", "boat", "office", "workshop", "kitchen")


def main() -> None:
    """Parse the options, make the stream, check the files out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("count", type=int, help="products")
    parser.add_argument("--shares", type=int, default=0, help="more shares, of all products but the quiet one")
    parser.add_argument("--entries", type=int, default=0, help="entries of the busy product")
    parser.add_argument("--messages", type=int, default=0, help="messages about the product that is talked about")
    parser.add_argument("--commits", type=int, default=0, help="later changes of one record each")
    parser.add_argument("--pulls", type=int, default=0, help="branches pull-1 ... of 500 changed records each")
    given = parser.parse_args()
    lines = (given.store / layout.RECIPIENTS).read_text(encoding="utf-8").splitlines()
    recipients = [line for line in lines if line.startswith("age1")]
    owned = list(made_up.household(given.count, recipients))
    products = [each.product for each in owned]
    quiet, busy, talked = products[len(products) // 2], products[0], products[-1]
    files = {path: data for each in owned for path, data in each.files.items()}
    del owned
    chance = random.Random(3)
    files |= dict(_shares(chance, [each for each in products if each is not quiet], given.shares))
    if given.entries:
        files[layout.entries(busy.slug)] = made_up.log(chance, given.entries)
    if given.messages:
        files[layout.entries(talked.slug)] = made_up.conversation(chance, given.messages)
    noted = next((path.split("/")[2] for path in files if path.endswith(".age")), quiet.slug)
    changes = (_change(chance, products, number) for number in range(given.commits))
    _import(given.store, [(_BRANCH, "Add everything", files), *changes, *_pulls(chance, products, given.pulls)])
    _git(given.store, "reset", "--quiet", "--hard")
    others = [each.slug for each in products if each.slug not in {quiet.slug, busy.slug, talked.slug}]
    chance.shuffle(others)
    named = {"quiet": quiet.slug, "busy": busy.slug, "noted": noted, "talked": talked.slug}
    print(json.dumps({**named, "tag": quiet.tags[0].id, "others": others}))


_Commit = tuple[str, str, Mapping[str, bytes]]  # the branch, the message, the files


def _shares(chance: random.Random, products: Sequence[Product], count: int) -> Iterator[tuple[str, bytes]]:
    for number in range(count):  # each product has one share of its own at most
        yield made_up.share(chance, products[number % len(products)], number // len(products) + 2)


def _change(chance: random.Random, products: list[Product], number: int) -> _Commit:
    """One record put elsewhere, as `set` does it; `products` then hold it as it is now. One is met again and again."""
    at = chance.randrange(len(products)) if number % 500 else len(products) // 2
    products[at] = products[at]._replace(place=f"home/{chance.choice(_ROOMS)}/shelf-{number % 9}")
    text = f"Set place of {products[at].slug}\n\nTalktag-Command: set\n"
    return _BRANCH, text, {layout.record(products[at].slug): made_up.record(products[at])}


def _pulls(chance: random.Random, products: list[Product], count: int) -> Iterator[_Commit]:
    for number in range(1, count + 1):
        changed = [_change(chance, products, each) for each in range(min(500, len(products)))]
        files = {path: data for _, _, each in changed for path, data in each.items()}
        yield f"refs/heads/pull-{number}", f"Change {len(files)}\n\nTalktag-Command: set\n", files


def _import(store: Path, commits: Iterable[_Commit]) -> None:
    """Hand the commits to git, each on top of the one before."""
    words = ("git", "-C", str(store), "fast-import", "--quiet")
    process = subprocess.Popen(words, stdin=subprocess.PIPE)
    assert process.stdin is not None
    before = f"{_BRANCH}^0"
    for number, (branch, message, files) in enumerate(commits, 1):
        process.stdin.write(_commit_text(number, branch, message, before))
        for path, data in files.items():
            process.stdin.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        before = f":{number}"
    process.stdin.close()
    if process.wait():
        raise SystemExit("git fast-import failed")


def _commit_text(number: int, branch: str, message: str, before: str) -> bytes:
    said = message.encode()
    who = f"committer Ana Example <ana@example.org> {_BEGAN + 60 * number} +0000"
    head = f"commit {branch}\nmark :{number}\n{who}\ndata {len(said)}\n".encode() + said
    # On a branch that the stream made before, git goes on from its end by itself.
    return head + (f"from {before}\n".encode() if number == 1 or branch != _BRANCH else b"")


def _git(store: Path, *words: str) -> None:
    subprocess.run(("git", "-C", str(store), *words), check=True)


if __name__ == "__main__":
    main()
