"""The stores that the table of rows names, each made when something is measured in it. It measures nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import rows, trade
from .surroundings import CONTACT, Surroundings

PROGRAMS = Path(__file__).parent / "programs"
SHARES, ENTRIES, MESSAGES, COMMITS, LABELS = 10_000, 1_000, 10_000, 20_000, 1_000  # of long, talked, old and labels
FETCHED = 1_000  # messages
_PARTY = "talktag party add 'Fix It' --role repairer"


@dataclass(frozen=True, slots=True)
class Place:
    """A store, or the folder that stands for none: what is in it, and what the table's words in braces are there."""

    folder: Path
    values: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()  # slugs of products to change, in a random order


class Stores:
    """Makes stores below the folder of `around` as they are asked for; `pulls` is how often one can be pulled to."""

    def __init__(self, around: Surroundings, main: int, pulls: int, tell: Callable[[str], None]) -> None:
        self.main = main
        self._around = around
        self._pulls = pulls
        self._tell = tell
        self._made: dict[tuple[str, int], Place] = {}

    def place(self, where: str, size: int) -> Place:
        """The store of that name and so many products, made by now."""
        key = where, size if where in (*rows.EVERY_SIZE, "empty", "saved") else 0
        if key not in self._made:
            if where not in {"-", "empty"}:
                self._tell(f"making a store: {where}{f', {size:,} products' if key[1] else ''}")
            self._made[key] = _MAKERS[where](self, self._around.scratch / f"{where}-{key[1]}", size)
        return self._made[key]

    def common(self) -> dict[str, str]:
        """What words in braces are everywhere."""
        around = self._around
        given = {"python": around.python, "programs": PROGRAMS, "scratch": around.scratch}
        return {key: str(value) for key, value in given.items()}

    def none(self, folder: Path, _: int) -> Place:
        """The folder for what has nothing to do with a store."""
        folder.mkdir()
        return Place(folder)

    def begin(self, folder: Path, _: int) -> Place:
        """A store with nothing in it, as `init` makes it."""
        words = f"--owner 'Ana Example' --contact {CONTACT} --no-passphrase"
        self._around.run(f"talktag init {folder} {words}")
        return Place(folder)

    def fill(self, folder: Path, size: int, *more: str) -> Place:
        """A store with so many products, by one import."""
        self.begin(folder, size)
        self._around.run(_PARTY, store=folder)
        python = self._around.python
        made = self._around.run(f"{python} -m tests.benchmarks.make_store {folder} {size} {' '.join(more)}")
        found: dict[str, Any] = json.loads(made)
        others = tuple(found.pop("others"))
        quiet = found["quiet"]
        record = f"products/{quiet[0]}/{quiet}.toml"
        return Place(folder, {**found, "half": quiet[: len(quiet) // 2], "record": record}, others)

    def read(self, folder: Path, size: int) -> Place:
        """What is only read, and what others are copies of."""
        return self.fill(folder, size, "--pulls", str(self._pulls))

    def copy(self, folder: Path, size: int) -> Place:
        """The same in another place, to be written to."""
        read = self.place("read", size)
        self._around.run(f"cp -R {read.folder} {folder}")
        return Place(folder, read.values, read.others)

    def clone(self, folder: Path, size: int) -> Place:
        """The same as git clones it."""
        read = self.place("read", size)
        self._around.run(f"git clone --quiet --no-local --branch main {read.folder} {folder}")
        return Place(folder, read.values, read.others)

    def bulk(self, folder: Path, size: int) -> Place:
        """A copy of which all is changed at once, with an empty one and a list of all beside."""
        copied = self.copy(folder, size)
        csv = self._around.scratch / f"list-{size}.csv"
        self._around.run(f"talktag export --as csv -o {csv}", store=self.place("read", size).folder)
        empty = self.place("empty", 0).folder
        read = self.place("read", size).folder
        return Place(folder, {**copied.values, "csv": str(csv), "empty": str(empty), "read": str(read)}, copied.others)

    def long(self, folder: Path, size: int) -> Place:
        """A store with many shares of all products but one, and many entries of another; an answer about the one."""
        made = self.fill(folder, size, "--shares", str(SHARES), "--entries", str(ENTRIES))
        given, reply = (self._around.scratch / name for name in ("given.zip", "reply.json"))
        self._around.run(f"talktag export {made.values['quiet']} --to fix-it --yes -o {given}", store=folder)
        words = f"--service Cleaned --name 'Fix It' --contact {CONTACT} --unsigned --yes -o {reply}"
        other = {"TALKTAG_CONFIG_DIR": str(self._around.scratch / "repairer")}
        self._around.run(f"talktag reply {given} {words}", **other)
        return Place(folder, {**made.values, "reply": str(reply)}, made.others)

    def talked(self, folder: Path, size: int) -> Place:
        """A store with many messages about one product, and as many files of a shop as are fetched at once."""
        made = self.fill(folder, size, "--messages", str(MESSAGES))
        self._mail(folder, made.values["quiet"])
        return made

    def _mail(self, folder: Path, product: str) -> None:
        """A folder of messages from a shop that was given a product and is let in, which a carrier fetches from."""
        mailed, keys = self._around.scratch / "mailed", self._around.scratch / "shop.pub"
        program = f"{self._around.python} {PROGRAMS}/messages.py"
        line = self._around.run(f"{program} key").strip()
        self._around.run(
            f"talktag party add Shop --role repairer && talktag party set shop 'key={line}' --yes", store=folder
        )
        self._around.run("talktag party set shop channel.auto=true", store=folder)
        given = self._around.run(f"talktag export {product} --to shop --yes -o {keys}.zip --json", store=folder)
        share = json.loads(given)["data"]
        self._around.run(f"{program} {mailed} {FETCHED} {share['product']} {share['bundle']}")
        self._around.run(f"talktag config carrier.stick.kind=folder carrier.stick.in={mailed}", store=folder)

    def old(self, folder: Path, size: int) -> Place:
        """A store with a long history, in which something was saved since, so that talktag has met it."""
        made = self.fill(folder, size, "--commits", str(COMMITS))
        self._around.run(f"talktag set {made.values['quiet']} place=home/old-desk", store=folder)
        return made

    def dealing(self, folder: Path, size: int) -> Place:
        """A copy with rules, terms, wishes, and a shop for twenty products with as many offers for one wish each."""
        copied = self.copy(folder, size)
        shops = max(1, size // trade.OFFERS)
        made = json.loads(self._around.run(f"{self._around.python} -m tests.benchmarks.trade {folder} {shops}"))
        return Place(folder, {**copied.values, **made}, copied.others)

    def prints(self, folder: Path, size: int) -> Place:
        """A store with a camera and a folder of photographs that it made."""
        self.begin(folder, size)
        pictures, serial = self._around.scratch / "prints", "032021001234"
        self._around.run(f"talktag add 'EOS 5D' --maker Canon --serial {serial}", store=folder)
        self._around.run(f"{self._around.python} {PROGRAMS}/prints.py {pictures} {serial}")
        return Place(folder, {"pictures": str(pictures)})

    def maker(self, folder: Path, size: int) -> Place:
        """A store beside a maker's desk that printed a tag, with what the maker says of what it made."""
        copied = self.copy(folder, size)
        works, said, scratch = (self._around.scratch / name for name in ("works", "said", ""))
        (scratch / "one.csv").write_text("maker,model,gtin,serial\nCanon,EOS R6,4549292075694,320\n", "utf-8")
        lines = [f"Canon,EOS R6,4549292075694,{number}\n" for number in range(LABELS)]
        (scratch / "many.csv").write_text("maker,model,gtin,serial\n" + "".join(lines), "utf-8")
        tags = f"--address https://canon.example/ --to {scratch}/web --codes {scratch}/codes.csv"
        self._around.run("talktag add 'The camera' --maker Canon --serial 320", store=folder)
        self._around.run(f"talktag desk new {works} --name Canon --contact care@canon.example")
        self._around.run(f"talktag desk tags {works} --from {scratch}/one.csv {tags} --yes")
        self._around.run(f"{self._around.python} {PROGRAMS}/from_maker.py {said}")
        (description,) = (scratch / "web").rglob("*.zip")
        code = (scratch / "codes.csv").read_text("utf-8").splitlines()[-1].split(",")[-1]
        more = {"works": str(works), "said": str(said), "code": code, "zip": str(description)}
        return Place(folder, {**copied.values, **more}, copied.others)

    def labels(self, folder: Path, _: int) -> Place:
        """A store to print labels of, and the texts of as many codes."""
        made = self.fill(folder, LABELS)
        texts = self._around.scratch / "texts.txt"
        lines = (f"mailto:ana+tags@example.org?subject=TT-{number * 7919:09d}\n" for number in range(LABELS))
        texts.write_text("".join(lines), encoding="utf-8")
        return Place(folder, {**made.values, "texts": str(texts)}, made.others)

    def photos(self, folder: Path, size: int) -> Place:
        """A store of an album of photographs."""
        pictures, _ = self._files()
        self._album(folder, pictures, size)
        return Place(folder, {"pictures": str(pictures)})

    def archives(self, folder: Path, size: int) -> Place:
        """A store of an album of other files, which no packing makes smaller."""
        self._album(folder, self._files()[1], size)
        return Place(folder)

    def _album(self, folder: Path, files: Path, size: int) -> None:
        self.begin(folder, size)
        self._around.run(f"{_PARTY} && talktag add Album", store=folder)
        names = " ".join(str(path) for path in sorted(files.iterdir()))
        self._around.run(f"talktag attach album {names}", store=folder)

    def _files(self) -> tuple[Path, Path]:
        photos, others = self._around.scratch / "pictures", self._around.scratch / "others"
        if not photos.exists():
            self._around.run(f"{self._around.python} {PROGRAMS}/pictures.py {photos} {others}")
        return photos, others


_MAKERS: dict[str, Callable[[Stores, Path, int], Place]] = {
    "-": Stores.none,
    "empty": Stores.begin,
    "read": Stores.read,
    "written": Stores.copy,
    "plain": Stores.copy,
    "saved": Stores.copy,
    "clone": Stores.clone,
    "bulk": Stores.bulk,
    "long": Stores.long,
    "talked": Stores.talked,
    "old": Stores.old,
    "labels": Stores.labels,
    "photos": Stores.photos,
    "archives": Stores.archives,
    "dealing": Stores.dealing,
    "prints": Stores.prints,
    "maker": Stores.maker,
}
