"""`site`: a folder of pages that work from a disk, for the owner or as a party may see it. It publishes nothing.

Made again it writes what changed and takes away what is gone, and touches no file that is not its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.effects.of_site import MakeSite, SitePiece
from talktag.model.site.manifest import MANIFEST, MadePiece
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.sharing.ledger import share_writes
from talktag.ops.sharing.printed_out import Part
from talktag.ops.site.folder import SiteFolder, check_free, site_folder
from talktag.ops.site.owner_view import owner_view
from talktag.ops.site.party_view import party_view
from talktag.ops.site.pieces import pieces_of
from talktag.ops.site.site_shares import parts_of
from talktag.ops.site.site_view import OWNER

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.ops.site.site_view import SiteView

_THING = "thing "  # what the key of a product's piece begins with


class SiteRequest(NamedTuple):
    """A site as it is wanted: in which folder, as `owner` or a party sees it, in which language.

    `with_files` puts copies of the files of products beside their pages.
    """

    folder: Path
    reader: str = OWNER
    language: str | None = None
    with_files: bool = False


@dataclass(frozen=True, slots=True)
class SiteMade:
    """A site: how many products it shows, how many of their pages are made anew, how many files go.

    `parts` is what it tells a party that no site told it before, product by product.
    """

    folder: Path
    reader: str
    language: str
    products: int
    anew: int
    removed: int
    is_same: bool
    parts: tuple[Part, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        return {
            "folder": str(self.folder),
            "as": self.reader,
            "language": self.language,
            "products": self.products,
            "anew": self.anew,
            "removed": self.removed,
            "changed": not self.is_same,
            **({"shares": [each.values() for each in self.parts]} if self.parts else {}),
        }


def site(session: Session, wanted: SiteRequest) -> Outcome:
    """The site in its folder, as it is to be; InvalidError for a folder that is none of it."""
    folder = site_folder(session, wanted.folder)
    if wanted.reader == OWNER:
        view = owner_view(session, wanted.language or "en", with_files=wanted.with_files)
        return _outcome(session, wanted, folder, view)
    if wanted.with_files:
        raise UsageError("--with-files is for your own site", hints=["hand files over with: talktag hand"])
    party = find_party(session.store, wanted.reader)
    shown = party_view(session, party, wanted.language or party.language or "en")
    parts = parts_of(session, shown, party)
    outcome = _outcome(session, wanted, folder, shown.view, parts)
    if not parts:
        return outcome
    writes = [write for each in parts for write in share_writes(session, each.product, each.share, party)]
    plan = commit_message.plan("site", f"Make a site for {party.name}", *writes)
    return outcome._replace(plan=plan, question=f"Let {party.name} see this?")


def _outcome(
    session: Session, wanted: SiteRequest, folder: SiteFolder, view: SiteView, parts: tuple[Part, ...] = ()
) -> Outcome:
    """What is made anew of the site, and what goes of it."""
    _check_reader(folder, view)
    pieces = tuple(pieces_of(view))
    check_free(folder, (name for piece in pieces for name in piece.names))
    anew, kept, removed = _what_changes(folder, pieces)
    is_same = not anew and not removed and bool(folder.manifest and folder.manifest.whole)
    data = SiteMade(
        wanted.folder,
        reader=view.reader,
        language=view.frame.language,
        products=len(view.rows),
        anew=sum(piece.key.startswith(_THING) for piece in anew),
        removed=len(removed),
        is_same=is_same,
        parts=parts,
    )
    problems = broken_records(session.store)
    if is_same:
        said = f'nothing changed: "{wanted.folder}" is what the store says'
        return Outcome(data, notices=(said,), problems=problems)
    effect = MakeSite(str(folder.path), view.reader, anew, kept=kept, removed=removed, listed=MANIFEST)
    return Outcome(data, effects=(effect,), problems=problems, done=_say_made(data))


def _check_reader(folder: SiteFolder, view: SiteView) -> None:
    """A site for one reader never becomes that of another, who may not see what it holds."""
    if folder.manifest and folder.manifest.view != view.reader:
        message = f'"{folder.path}" is a site as {folder.manifest.view} sees it, and stays as it is'
        raise InvalidError(message, hints=["name another folder: talktag site DIR"])


def _what_changes(
    folder: SiteFolder, pieces: Sequence[SitePiece]
) -> tuple[tuple[SitePiece, ...], dict[str, MadePiece], tuple[str, ...]]:
    """The pieces that are to be made anew, what of the site stays as it is, and the names of files that go."""
    manifest = folder.manifest
    made = manifest.pieces if manifest else {}
    kept = {each.key: made[each.key] for each in pieces if each.key in made and _is_as_made(folder, each)}
    names = {name for piece in pieces for name in piece.names}
    gone = tuple(sorted(name for name in (manifest.files if manifest else {}) if name not in names))
    return tuple(each for each in pieces if each.key not in kept), kept, gone


def _is_as_made(folder: SiteFolder, piece: SitePiece) -> bool:
    """Whether what it is made of is the same, and every file of it looks as it did when it was made."""
    manifest = folder.manifest
    if manifest is None or not manifest.whole:
        return False
    made = manifest.pieces[piece.key]
    is_same = made.of == piece.of and made.files.keys() == set(piece.names)
    return is_same and all(folder.is_as_made(name, file.size) for name, file in made.files.items())


def _say_made(data: SiteMade) -> tuple[str, ...]:
    shown = plural(data.products, "product")
    return (f'made "{data.folder}": {shown}, {data.anew} of them new or changed; open "{data.folder}/index.html"',)
