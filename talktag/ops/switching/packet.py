"""`export --as packet`: everything about one party in one ZIP, to be read by people and programs. It sends nothing.

It is for the owner's own use, as to change to another company, so it is no share and stands in no ledger. Private notes
and sealed files are not in it, and files only as they were chosen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.content import Content, content_of
from talktag.errors import UsageError
from talktag.model.products.product import FILE_KINDS
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.party import find_party
from talktag.ops.switching.packet_files import due_with, files_of
from talktag.ops.switching.packet_words import InPacket, PacketWords, sections_of
from talktag.ops.switching.with_party import Tie, WithParty, gather_with_party
from talktag.page.site.wording import fill_in
from talktag.page.switching.packet_text import packet_text
from talktag.page.switching.wording import packet_wording

if TYPE_CHECKING:
    from talktag.interop.export_result import Lost
    from talktag.model.products.product import Product, ProductFile
    from talktag.ops.session import Session

README = "readme.txt"
_KINDS = tuple(kind for kind in FILE_KINDS if kind != "photo")
_SECTION = "files:"


class PacketRequest(NamedTuple):
    """About whom, and which files go in: those of the kinds in `include`, as `files:photo`, less those in `without`.

    Without a `language` its text is in that of the party, else in English.
    """

    ref: str
    include: Sequence[str] = ()
    without: Sequence[str] = ()
    language: str | None = None


class ChosenFile(NamedTuple):
    """A file of a product, and the name it has in the packet."""

    product: Product
    file: ProductFile
    name: str


@dataclass(frozen=True, slots=True)
class PartyPacket:
    """What is in a packet: every file by its name with its size, and what stays.

    `lost` is what the forms of other programs do not hold as it is, by the name of the file.
    """

    found: WithParty
    path: Path | None
    sizes: Mapping[str, int]
    files: Sequence[ChosenFile]
    notes: int
    sealed: int
    language: str
    lost: Mapping[str, Sequence[Lost]]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        return {
            "party": self.found.party.slug,
            "file": str(self.path) if self.path else "-",
            "language": self.language,
            "things": [{"slug": each.product.slug, "why": self.reasons(each)} for each in self.found.ties],
            "entries": len(self.found.entries),
            "shares": len(self.found.shares),
            "wishes": len(self.found.wishes),
            "offers": len(self.found.offers),
            "terms": [each.values() for each in self.found.terms],
            "files": [{"name": name, "size": size} for name, size in self.sizes.items()],
            "lost": [{"file": name, "facts": [each.values() for each in lost]} for name, lost in self.lost.items()],
            "staying": {"notes": self.notes, "sealed_files": self.sealed},
        }

    def reasons(self, tie: Tie) -> list[str]:
        """How the party has to do with a thing, in English."""
        return [packet_wording("en").why[each] for each in tie.why]


def packet(session: Session, wanted: PacketRequest, path: Path | None) -> Outcome:
    """The packet as a file, None for standard output. NotFoundError for a party that is none."""
    store = session.store
    party = find_party(store, wanted.ref)
    language = wanted.language or party.language or "en"
    words = PacketWords.of(language)
    found = gather_with_party(session, party)
    due = due_with(session, found)
    made, things = files_of(session, found, due, words.due)
    chosen = list(_choose(found, wanted))
    made |= {each.name: store.file_content(each.product.slug, each.file) for each in chosen}
    notes = sum(len(store.note_ids(each.slug)) for each in found.products)
    sealed = sum(file.sealed for each in found.products for file in each.files)
    title = fill_in(words.own.title, owner=store.settings.owner, party=party.name)
    staying = {words.own.notes: notes, words.own.sealed: sealed}
    packed = InPacket(tuple(made), things.lost, staying, things.currencies)
    text = packet_text(title, sections_of(session, found, due, words, packed))
    whole: dict[str, Content] = {README: content_of(text), **made}
    sizes = {name: each.size for name, each in whole.items()}
    data = PartyPacket(found, path, sizes, chosen, notes=notes, sealed=sealed, language=language, lost=things.lost)
    return Outcome(
        data, output=Output(path, partial(_pack, session, f"about-{party.slug}", whole)), notices=tuple(_notices(data))
    )


def _pack(session: Session, root: str, files: Mapping[str, Content]) -> Content:
    from talktag.bundle.archive_out import pack

    return pack(root, files, session.now)


def _choose(found: WithParty, wanted: PacketRequest) -> Iterator[ChosenFile]:
    """The files that go in, each under a name that every system takes."""
    kinds = set(_KINDS)
    for section in wanted.include:
        kind = section.removeprefix(_SECTION)
        if not section.startswith(_SECTION) or kind not in FILE_KINDS:
            words = ", ".join(f"{_SECTION}{each}" for each in FILE_KINDS)
            raise UsageError(f'"{section}" is nothing that a packet can have more of', hints=[f"one of: {words}"])
        kinds.add(kind)
    known = {file.name for each in found.products for file in each.files}
    for name in wanted.without:
        if name not in known:
            raise UsageError(f'no file is called "{name}"', hints=["see them with: talktag file REF"])
    taken: set[str] = set()
    for product in found.products:
        for file in product.files:
            if file.kind in kinds and not file.sealed and file.name not in wanted.without:
                name = free_name(_safe_name(product, file), taken.__contains__)
                taken.add(name)
                yield ChosenFile(product, file, name)


def _safe_name(product: Product, file: ProductFile) -> str:
    stem, dot, ending = file.name.rpartition(".")
    fallback = hashlib.sha256(file.name.encode()).hexdigest()[:8]
    end = make_slug(ending, "") if dot else ""
    return f"files/{product.slug}/{make_slug(stem if dot else file.name, fallback)}{f'.{end}' if end else ''}"


def _notices(data: PartyPacket) -> Iterator[str]:
    for name, lost in data.lost.items():
        facts = plural(len({(each.product, each.field) for each in lost}), "fact")
        yield f"{name} lacks or changes {facts}; {README} names them"
    stays = [(data.notes, "private note"), (data.sealed, "sealed file")]
    said = [plural(count, what) for count, what in stays if count]
    if said:
        yield f"{' and '.join(said)} {_stay(data.notes + data.sealed)} in the store"
    photos = sum(file.kind == "photo" for each in data.found.products for file in each.files) - sum(
        each.file.kind == "photo" for each in data.files
    )
    if photos:
        more = "which may tell more than they show; add them: --include files:photo"
        yield f"{plural(photos, 'photo')} {_stay(photos)}, {more}"
    if data.found.is_empty:
        yield f"there is nothing about {data.found.party.name} but how to reach them"


def _stay(count: int) -> str:
    return "stays" if count == 1 else "stay"
