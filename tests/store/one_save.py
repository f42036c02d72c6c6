"""Runs as a program of its own: one save, or a repair and a save, so that a test can kill it. Holds no assertions.

`one_save.py STORE CACHE start|new|changed|mixed|more|many|next|waiting|kept|taken` applies one plan
and says `saved`, or exits with the code of the error; `pack` packs the history, and says `packed`.
`one_save.py STORE CACHE repair` opens the store twice, says what it holds each time, then applies the plan `next`.
"""

import contextlib
import ctypes  # noqa: F401 - loaded before the first call that matters
import hashlib
import os
import secrets  # noqa: F401 - as above
import sys
import tomllib  # noqa: F401 - as above
from pathlib import Path

from talktag import lock  # noqa: F401 - as above
from talktag.errors import TalktagError
from talktag.model.plan import Plan, Remove, Write
from talktag.model.settings.store_settings import read_settings  # noqa: F401 - as above
from talktag.store.store import Store
from talktag.store.write import journal, packer, writer  # noqa: F401 - as above
from talktag.store.write.writer import Writer

RECORD = b'format = 1\nid = "%s"\nname = "%s"\n'
CAMERA = RECORD % (b"c000000000001", b"Camera")
RECEIPT = b"receipt of the camera\n" * 40
LETTER = b"PK a letter\n" * 60
BOAT = b'format = 1\nname = "Boat"\n'
PLANS = {
    "start": Plan(
        (
            Write(
                "talktag.toml", b'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana"\ncontact = "a@b.example"\n'
            ),
            Write(".gitattributes", b"* -text\n"),
            Write("products/c/camera.toml", CAMERA),
            Write("products/c/camera/files/receipt.txt", RECEIPT),
        ),
        "Start\n",
    ),
    "new": Plan(
        (
            Write("products/d/drill.toml", RECORD % (b"d000000000001", b"Drill")),
            Write("products/d/drill/files/photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ),
        "Add Drill\n",
    ),
    "changed": Plan(
        (
            Write("products/c/camera.toml", CAMERA + b'place = "sold"\n', CAMERA),
            Remove("products/c/camera/files/receipt.txt", RECEIPT),
        ),
        "Change Camera\n",
    ),
    "mixed": Plan(
        (
            Write("products/d/drill.toml", RECORD % (b"d000000000001", b"Drill")),
            Write("products/d/drill/files/photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
            Write("products/c/camera.toml", CAMERA + b'place = "sold"\n', CAMERA),
            Remove("products/c/camera/files/receipt.txt", RECEIPT),
        ),
        "Add Drill, change Camera\n",
    ),
    # What deflates badly, so that its pack is about as large as that of the start, and is joined to it.
    "more": Plan((Write("products/c/camera/files/noise.bin", hashlib.shake_256(b"noise").digest(600)),), "Add noise\n"),
    # So many that they are flushed together and become one pack, in two folders; one is too large for a pack.
    "many": Plan(
        (
            *(
                Write(f"products/{'mn'[n % 2]}/{'mn'[n % 2]}-{n}.toml", RECORD % (b"%013d" % n, b"No %d" % n))
                for n in range(40)
            ),
            Write("products/d/drill.toml", RECORD % (b"d000000000001", b"Drill")),
            Write("products/d/drill/files/photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300),
            Write("products/c/camera.toml", CAMERA + b'place = "sold"\n', CAMERA),
            Remove("products/c/camera/files/receipt.txt", RECEIPT),
        ),
        "Add many, change Camera\n",
    ),
    # Beside the history: what is there already, a change of it alone, and one together with a change in the history.
    "waiting": Plan((Write("inbox/a.zip", LETTER), Write("tables/boat/table.toml", BOAT)), ""),
    "kept": Plan(
        (
            Write("tables/boat/table.toml", BOAT + b"# seen\n", BOAT),
            Write("outbox/b.toml", b"format = 1\n"),
            Remove("inbox/a.zip", LETTER),
        ),
        "",
    ),
    "taken": Plan(
        (
            Write("outbox/b.toml", b"format = 1\n"),
            Remove("inbox/a.zip", LETTER),
            Remove("tables/boat/table.toml", BOAT),
            Write("products/c/camera/received/a.zip", LETTER),
            Write("products/c/camera.toml", CAMERA + b'place = "sold"\n', CAMERA),
        ),
        "Take the letter in\n",
    ),
    "next": Plan((Write("products/n/next.toml", RECORD % (b"a000000000001", b"Next")),), "Add Next\n"),
}


def say(words: str) -> None:
    """Print without a buffer; a fault that strikes here shows in the exit code only."""
    with contextlib.suppress(OSError):
        os.write(1, f"{words}\n".encode())


def digest(store: Store) -> str:
    """One hash over all files of the store, the commit it is at, and what talktag keeps in `.git`."""
    folder = store.folder
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts]
    private = [path for path in (folder / ".git/talktag").rglob("*") if path.name != "lock"]
    total = hashlib.sha256(store.git.run("rev-parse", "HEAD"))
    for path in sorted([*files, *private]):
        total.update(f"\0{path.relative_to(folder)}\0".encode() + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()


def main(folder: Path, cache: Path, what: str) -> None:
    """Do one of the things the module's docstring names."""
    if what == "start":
        folder.mkdir(parents=True)
        store = Store(folder, lambda: cache, os.environ)
        store.git.create()
    else:
        store = Store.open(folder, lambda: cache, os.environ)
    if what == "pack":
        store.pack(wholly=True)
        say("packed")
        return
    if what == "repair":
        for _ in range(2):
            store = Store.open(folder, lambda: cache, os.environ)
            Writer(folder, store.git, (store.settings.owner, store.settings.contact)).repair()
            say(f"holds {digest(store)}")
        what = "next"
    commit = store.apply(PLANS[what])
    say(f"saved {commit}")


def run(folder: Path, cache: Path, what: str) -> None:
    """The same as a whole program: what is refused is said, and is how it ends."""
    try:
        main(folder, cache, what)
    except TalktagError as error:
        say(f"refused {error.name}: {error.message} {error.details}")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
