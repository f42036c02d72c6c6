"""Attachments as they leave: neutral names, and pictures without what the camera wrote into them.

What a file is, its bytes decide; neither its name nor the record is believed, but for a reason to be careful.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from talktag.content import Content
from talktag.errors import InvalidError
from talktag.model.bundles.told import ToldFile
from talktag.model.files.chosen_files import NAMED
from talktag.model.files.file_name import HEAD, ending_of
from talktag.model.files.media_type import media_type
from talktag.model.files.telling import may_tell
from talktag.model.products.product import FILE_KINDS, Product, ProductFile
from talktag.model.sharing.table import Table
from talktag.spool import Spool
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file on its way out: its path in the bundle, the name it has in the store, and the content that leaves.

    `was` is what it was where it was drawn anew. One that is `uncleaned` is a picture or film that may tell where and
    with what it was made.
    """

    path: str
    name: str
    kind: str
    media: str
    content: Content
    was: str | None = None
    uncleaned: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the bundle's page."""
        return self.media.startswith("image/") and not self.uncleaned

    @property
    def sha256(self) -> str:
        """The hash of what leaves, which for a picture is not that of what stays."""
        return self.content.sha256

    def as_told(self) -> ToldFile:
        """The file as the bundle's table describes it."""
        return ToldFile(path=self.path, kind=self.kind, media=self.media, sha256=self.sha256, size=self.content.size)


def take_out(store: Store, slug: str, files: Sequence[ProductFile]) -> tuple[Outgoing, ...]:
    """Read the files of a product for a bundle; InvalidError for damaged pictures, or a changed file."""
    return as_they_leave((file.name, file.kind, store.file_content(slug, file)) for file in files)


def as_they_leave(files: Iterable[tuple[str, str, Content]]) -> tuple[Outgoing, ...]:
    """Files, each by name, kind and content, as they leave; InvalidError names all that are damaged pictures."""
    counts: Counter[str] = Counter()
    spool = Spool()
    outgoing, damaged = [], dict[str, InvalidError]()
    for name, said, content in files:
        kind = said if said in FILE_KINDS else "file"
        counts[kind] += 1
        try:
            outgoing.append(_leaving(f"files/{kind}-{counts[kind]}", name, said, content, spool))
        except InvalidError as error:
            damaged[name] = error
    if damaged:
        raise _refusal(damaged)
    return tuple(outgoing)


def _leaving(stem: str, name: str, said: str, content: Content, spool: Spool) -> Outgoing:
    """One file as it leaves: a picture clean, put aside in `spool`, or said to be uncleaned; anything else as it is."""
    media = media_type(content)
    leaves, was, uncleaned = content, None, False
    if said == "photo" or may_tell(name, media, content):
        from talktag.media.picture import clean_picture

        clean = clean_picture(content, name)
        if clean is None:
            uncleaned = True
        else:
            if clean.media != media or clean.had_more:
                was = f"the first picture in {media}" if clean.had_more else media
            leaves, media = spool.add(clean.data), clean.media
    path = f"{stem}.{ending_of(name, media, leaves.read(0, HEAD))}"
    return Outgoing(path, name, said, media or "application/octet-stream", leaves, was=was, uncleaned=uncleaned)


def _refusal(damaged: dict[str, InvalidError]) -> InvalidError:
    """One error for all pictures that are damaged, which says how to hand out the others."""
    first = next(iter(damaged.values()))
    without = " ".join(f"--without {shlex.quote(name)}" for name in damaged)
    return InvalidError(
        first.message if len(damaged) == 1 else f"{len(damaged)} pictures cannot be handed out",
        details=[error.message for error in damaged.values()] if len(damaged) > 1 else [],
        hints=[f"hand out the rest with: {without}"],
    )


def uncleaned_names(files: Iterable[Outgoing]) -> tuple[str, ...]:
    """The names of the files that may tell more than they show."""
    return tuple(each.name for each in files if each.uncleaned)


def told_in(table: Table, files: Iterable[Outgoing]) -> Table:
    """The table whose rows say what becomes of each file that does not leave as it is, or clean as it was."""
    marks = {
        each.name: "uncleaned" if each.uncleaned else "as a clean JPEG" for each in files if each.uncleaned or each.was
    }
    rows = (
        replace(row, value=f"{row.value}: {marks[row.value]}")
        if row.leaves and row.field == "file" and row.value in marks
        else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def question_of(question: str, files: Iterable[Outgoing]) -> str:
    """The question before they leave, which names every file that leaves uncleaned."""
    names = ", ".join(f'"{name}"' for name in uncleaned_names(files))
    return f"{question.removesuffix('?')}, with {names} uncleaned?" if names else question


def unread(files: Iterable[Outgoing], named: Collection[str]) -> InvalidError | None:
    """What keeps `--yes` from answering that question: a file leaves uncleaned that is not among those `named`."""
    names = [name for name in uncleaned_names(files) if name not in named]
    if not names:
        return None
    listed = ", ".join(f'"{name}"' for name in names)
    leave_out, name_it = (
        " ".join(f"{flag} {shlex.quote(before + name)}" for name in names)
        for flag, before in (("--without", ""), ("--include", NAMED))
    )
    return InvalidError(
        f"talktag cannot clean {listed}, and --yes hands out nothing uncleaned that was not named",
        hints=[f"leave it out with: {leave_out}", f"or name it, if it may tell all it holds: {name_it}"],
    )


def notices_of(files: Sequence[Outgoing]) -> tuple[str, ...]:
    """What becomes of a picture, and what talktag cannot look into: a PDF may carry more than it shows."""
    return tuple(filter(None, map(_notice, files)))


def _notice(file: Outgoing) -> str | None:
    if file.uncleaned:
        return f'"{file.name}" leaves uncleaned: it may tell where and when it was made, and with what'
    if file.was:
        return f'"{file.name}" leaves as a clean JPEG of {file.was}'
    if file.media in {"text/plain", "image/jpeg", "image/png", "image/webp"}:
        return None
    return f'"{file.name}" leaves as it is; talktag takes hidden data out of pictures only'


def sealed_notices(product: Product) -> tuple[str, ...]:
    """Private files never leave, which is said before the owner wonders."""
    return tuple(f'"{file.name}" is sealed and stays' for file in product.files if file.sealed)
