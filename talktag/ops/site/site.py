"""`site`: a folder of pages that work from a disk, for the owner or as a party may see it. It publishes nothing.

Made again it writes what changed and takes away what is gone, and touches no file that is not its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.sharing.ledger import share_writes
from talktag.ops.sharing.printed_out import Part
from talktag.ops.site.changes import SiteChanges, changes_in
from talktag.ops.site.folder import site_folder
from talktag.ops.site.owner_view import owner_view
from talktag.ops.site.party_view import party_view
from talktag.ops.site.pieces import pieces_of
from talktag.ops.site.site_shares import parts_of
from talktag.ops.site.site_view import OWNER

if TYPE_CHECKING:
    from talktag.model.effects.of_site import SitePiece
    from talktag.ops.session import Session
    from talktag.ops.site.site_view import SiteView

_THING = "thing "  # what the key of a product's piece begins with


class SiteRequest(NamedTuple):
    """A site as it is wanted: in which folder, as `owner` or a party sees it, in which language.

    `with_files` puts copies of the files of products beside their pages. One that `is_within` another folder of a
    site's need not have that yet.
    """

    folder: Path
    reader: str = OWNER
    language: str | None = None
    with_files: bool = False
    is_within: bool = False


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


def site(session: Session, wanted: SiteRequest, beside: Sequence[SitePiece] = ()) -> Outcome:
    """The site in its folder, as it is to be, with what belongs `beside` it; InvalidError for a folder that is none."""
    folder = site_folder(session, wanted.folder, is_within=wanted.is_within)
    if wanted.reader == OWNER:
        view = owner_view(session, wanted.language or "en", with_files=wanted.with_files)
        return _outcome(session, wanted, view, changes_in(folder, view.reader, (*pieces_of(view), *beside)))
    if wanted.with_files:
        raise UsageError("--with-files is for your own site", hints=["hand files over with: talktag hand"])
    party = find_party(session.store, wanted.reader)
    wanted = wanted._replace(reader=party.slug)
    shown = party_view(session, party, wanted.language or party.language or "en")
    parts = parts_of(session, shown, party)
    changes = changes_in(folder, shown.view.reader, (*pieces_of(shown.view), *beside))
    outcome = _outcome(session, wanted, shown.view, changes, parts)
    if not parts:
        return outcome
    writes = [write for each in parts for write in share_writes(session, each.product, each.share, party)]
    plan = commit_message.plan("site", f"Make a site for {party.name}", *writes)
    return outcome._replace(plan=plan, question=f"Let {party.name} see this?")


def _outcome(
    session: Session, wanted: SiteRequest, view: SiteView, changes: SiteChanges, parts: tuple[Part, ...] = ()
) -> Outcome:
    """What is made anew of the site, and what goes of it."""
    data = SiteMade(
        wanted.folder,
        reader=wanted.reader,
        language=view.frame.language,
        products=len(view.rows),
        anew=sum(piece.key.startswith(_THING) for piece in changes.anew),
        removed=len(changes.removed),
        is_same=changes.effect is None,
        parts=parts,
    )
    problems = broken_records(session.store)
    if changes.effect is None:
        said = f'nothing changed: "{wanted.folder}" is what the store says'
        return Outcome(data, notices=(said,), problems=problems)
    staying = tuple(changes.say_staying(wanted.folder))
    return Outcome(data, effects=(changes.effect,), notices=staying, problems=problems, done=_say_made(data))


def _say_made(data: SiteMade) -> tuple[str, ...]:
    shown = plural(data.products, "product")
    return (f'made "{data.folder}": {shown}, {data.anew} of them new or changed; open "{data.folder}/index.html"',)
