"""`site --solid`: a folder for a personal data store, in which each party has its own side. It sends it nowhere.

One folder is the owner's, one each party's, and one a card for everybody; beside each lies the file that says who may
read it, so that the server of the data store shows nobody anything else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.interop.solid.access_file import ACCESS, EVERYBODY, access_file, check_web_id
from talktag.model.effects.of_site import MakeSite, SitePiece
from talktag.model.site.manifest import MANIFEST
from talktag.model.values.ident import is_id
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.site.changes import changes_in
from talktag.ops.site.folder import site_folder
from talktag.ops.site.party_view import reader_id
from talktag.ops.site.site import SiteMade, SiteRequest, site
from talktag.ops.site.site_view import OWNER
from talktag.page.site.card_page import card_page
from talktag.page.site.frame import SiteFrame

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect
    from talktag.ops.session import Session

CARD = "card"


class SolidSite(NamedTuple):
    """One of the sites: who may read it, by their WebID, and what becomes of it."""

    web_id: str
    made: SiteMade


@dataclass(frozen=True, slots=True)
class SolidMade:
    """A folder for a data store: its sites, the owner's first."""

    folder: Path
    sites: tuple[SolidSite, ...]
    card: tuple[str, str]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values; `card` is what everybody may read."""
        sites = [{**each.made.values(), "web_id": each.web_id} for each in self.sites]
        name, contact = self.card
        return {"folder": str(self.folder), "card": {"name": name, "contact": contact}, "sites": sites}


def solid(session: Session, wanted: SiteRequest, web_ids: Mapping[str, str]) -> Outcome:
    """The folder with a site for the owner and for each party of `web_ids`; UsageError for what is no WebID."""
    owner = _check(web_ids).get(OWNER)
    if owner is None:
        hints = ["say who you are there: --webid owner=https://ana.example.org/profile/card#me"]
        raise UsageError("a data store has to know who its owner is", hints=hints)
    root = _root(session, wanted, owner)
    sites: list[SolidSite] = []
    outcomes = [root]
    for who, web_id in sorted(web_ids.items(), key=lambda each: each[0] != OWNER):
        name = OWNER if who == OWNER else reader_id(session, find_party(session.store, who))
        access = _access(owner, None if who == OWNER else web_id)
        # Copies of files are for the owner alone.
        with_files = wanted.with_files and who == OWNER
        one = wanted._replace(folder=wanted.folder / name, reader=who, with_files=with_files, is_within=True)
        outcomes.append(site(session, one, (access,)))
        made: Any = outcomes[-1].data
        sites.append(SolidSite(web_id, made))
    settings = session.store.settings
    left = _say_left(session, wanted.folder, {each.made.folder.name for each in sites})
    joined = _join(SolidMade(wanted.folder, tuple(sites), (settings.owner, settings.contact)), outcomes)
    return joined._replace(notices=(*joined.notices, *left))


def _check(web_ids: Mapping[str, str]) -> Mapping[str, str]:
    for who, web_id in web_ids.items():
        try:
            check_web_id(web_id)
        except ValueError as error:
            raise UsageError(f"--webid {who}: {error}", hints=["write it like: --webid owner=https://…"]) from None
    return web_ids


def _root(session: Session, wanted: SiteRequest, owner: str) -> Outcome:
    """What lies above the sites: that the folder is the owner's, and the card."""
    settings, language = session.store.settings, wanted.language or "en"
    frame = SiteFrame(settings.owner, language)
    card = card_page(frame, settings.contact)
    name = f"{CARD}/index.html"
    page = SitePiece("card", hashlib.sha256(card).hexdigest(), (name,), lambda: {name: card})
    pieces = (_access(owner, None), _access(owner, EVERYBODY, CARD), page)
    changes = changes_in(site_folder(session, wanted.folder), "solid", pieces)
    data = SiteMade(wanted.folder, "solid", language, products=0, anew=0, removed=0, is_same=changes.effect is None)
    effects = (changes.effect,) if changes.effect else ()
    return Outcome(data, effects=effects, notices=tuple(changes.say_staying(wanted.folder)))


def _say_left(session: Session, folder: Path, named: set[str]) -> tuple[str, ...]:
    """Each folder of a party that no WebID names any more: it stays, and its access file with it."""
    files = site_folder(session, folder).files
    found = (path.removesuffix(f"/{MANIFEST}") for path in files if path.endswith(MANIFEST))
    left = sorted(name for name in found if is_id(name) and name not in named)
    ask = "stays as it was, and who reads it too; delete it here and in the data store"
    return tuple(f'"{folder / name}" is for nobody that you named: it {ask}' for name in left)


def _access(owner: str, reader: str | None, folder: str = "") -> SitePiece:
    """The piece that says who may read a folder."""
    data, name = access_file(owner, reader), f"{folder}/{ACCESS}".lstrip("/")
    return SitePiece(f"access {folder}".strip(), hashlib.sha256(data).hexdigest(), (name,), lambda: {name: data})


def _pieces(effect: Effect) -> tuple[SitePiece, ...]:
    return effect.pieces if isinstance(effect, MakeSite) else ()


def _join(data: SolidMade, outcomes: list[Outcome]) -> Outcome:
    """All of it as one: one commit, one question, and every folder or none."""
    changes = [change for each in outcomes if each.plan for change in each.plan.changes]
    plan = commit_message.plan("site", "Make a folder for a data store", *changes) if changes else None
    effects = tuple(effect for each in outcomes for effect in each.effects)
    if not effects:
        return Outcome(data, notices=(f'nothing changed: "{data.folder}" is what the store says',))
    # Asked about where more is told, and where anybody else may read.
    pieces = [piece.key.split()[0] for each in outcomes for effect in each.effects for piece in _pieces(effect)]
    asks = any(each.question for each in outcomes) or not {"access", "card"}.isdisjoint(pieces)
    question = "Let them see this, and everybody your card?" if asks else None
    said = f'made "{data.folder}"; put all of it, the files that begin with a dot too, into your data store'
    notices = tuple(each for one in outcomes for each in one.notices if one.effects)
    asked = Outcome(data, plan, effects=effects, question=question, notices=notices)
    return asked._replace(problems=outcomes[1].problems, done=(said,))
