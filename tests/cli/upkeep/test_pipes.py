"""A pipe that nobody writes to, where a file is looked for, lets no verb wait: it is passed over, or told in a line."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.computer import Computer

pytestmark = [
    pytest.mark.quick,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes"),
]

# Where in a store a file is looked for that somebody may have put a pipe in place of.
IN_STORE = [
    "talktag.toml",
    "products/p/pipe.toml",
    "products/t/trek/entries.toml",
    "products/t/trek/notes/k3qwgjxdq8phz.age",
    "products/t/trek/files/manual.pdf",
    "products/t/trek/received/k3qwgjxdq8phz.zip",
    "products/t/trek/sent/k3qwgjxdq8phz.zip",
    "parties/pipe.toml",
    "parties/fix-it/entries.toml",
    "shares/canon-k3qwgjxdq8phz.toml",
    "rules/pipe.toml",
    "lookups/pipe.csv",
    "wishes/pipe.toml",
    "terms/pipe.txt",
    "claimed/b4m9qp3h6.toml",
    "tables/pipe.toml",
    "stocks/pipe.toml",
    "sheets/pipe.toml",
    "inbox/pipe.zip",
    "keys/owner.pub",
    "keys/recipients.txt",
    "keys/old.pub",
    "keys/masks/k3qwgjxdq8phz.toml",
    "README.md",
]
READING = [
    "list",
    "show trek",
    "log trek",
    "standing trek",
    "talk trek",
    "due",
    "inbox",
    "doctor",
    "save --yes",
    "set trek place=attic",
    "export --as csv -o -",
    "site site --yes",
]
# What walks through a folder, or reads what is in it; `pipes` has a pipe of each name, and a file. What reads one named
# file as a stream, as `cat` does, is not among them.
FOLDERS = [
    "photos pipes",
    "intake pipes --yes",
    "attach trek pipes",
    "attach trek pipes/a.pdf",
    "import pipes",
    "receive pipes --yes",
    "receive pipes/a.zip --yes",
    "verify pipes/a.zip",
    "scan pipes/a.jpg",
    "site pipes --yes",
    "desk pipes --once",
    "finder build pipes --yes",
    "finder check pipes/a.html",
    "party add --card pipes/a.vcf --role seller --yes",
    "inbox fetch",
    "key use pipes/a.pub --yes",
    "key restore pipes/a.txt --no-passphrase --yes",
    "terms add pipes/a.txt",
    "notes canon --passphrase-file pipes/a.txt",
    "claim 7Y27T4WSS trek --from pipes/a.zip --yes",
]


class WaitsError(BaseException):
    """A pipe was opened so that it is waited at."""


_pipes: list[Path] = []


def _look(event: str, given: tuple[object, ...]) -> None:
    """Refuse what would wait: the opening of a pipe for reading, without the flag that lets it not."""
    if event != "open" or not _pipes or not isinstance(given[0], str | bytes | os.PathLike):
        return
    path, flags = Path(os.fsdecode(given[0])), given[2]
    known = path.name in {each.name for each in _pipes} if not path.is_absolute() else _is_pipe(path)
    if known and isinstance(flags, int) and not flags & os.O_NONBLOCK:
        raise WaitsError(f"{path} is waited at")


def _is_pipe(path: Path) -> bool:
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except OSError:
        return False


@contextmanager
def pipes_at(*paths: Path) -> Iterator[None]:
    """Pipes in place of what is at those paths."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    _pipes.extend(paths)
    try:
        yield
    finally:
        _pipes.clear()


@pytest.fixture(scope="module", autouse=True)
def _looking() -> None:
    sys.addaudithook(_look)  # it stays, and sees nothing while there are no pipes


@pytest.mark.parametrize("place", IN_STORE)
def test_no_verb_waits_at_a_pipe_in_the_store(computer: Computer, place: str) -> None:
    with pipes_at(computer.things / place):
        for line in READING:
            done = computer.run(*line.split())
            assert done.code != 1, (line, done.err)


def test_a_record_that_became_a_pipe_after_it_was_looked_at_is_told_and_not_waited_at(computer: Computer) -> None:
    from talktag.store.index.product_reading import take_up, take_up_log

    with pipes_at(computer.things / "products/p/pipe.toml", computer.things / "products/p/pipe/entries.toml"):
        assert [each.message for each in take_up(computer.things, "pipe").problems] == ["is not a regular file"]
        assert take_up_log(computer.things, "pipe").values[0] == 0


@pytest.mark.parametrize("line", FOLDERS)
def test_no_verb_waits_at_a_pipe_in_a_folder_or_by_its_name(computer: Computer, line: str) -> None:
    inbox = computer.folder / "pipes"
    ends = ("pdf", "zip", "jpg", "html", "vcf", "pub", "txt", "toml", "csv", "eml")
    places = [inbox / f"a.{end}" for end in ends]
    places += [inbox / box / "new" / "a.zip" for box in ("in", "say")]
    places += [inbox / name for name in ("desk.toml", "index.html", ".talktag-site.json")]
    computer.ok("config", "carrier.stick.kind=folder", f"carrier.stick.in={inbox}")
    with pipes_at(*places):
        computer.write("pipes/hello.txt", "hello\n")
        done = computer.run(*line.split())
    assert done.code != 1, done.err
