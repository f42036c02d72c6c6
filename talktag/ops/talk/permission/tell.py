"""A party is told what it may send, or may not: a message about no product, or only a note where it is not told.

Nothing leaves by itself: what is made here is shown and asked about before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.log.kinds import PERMISSION
from talktag.model.settings.carrier import Carrier, choose_carrier
from talktag.model.talk.new_entry import NewEntry
from talktag.model.talk.permission import Consent, SaidPermission, may_be_told, permissions_to
from talktag.ops.log.own_entries import append_about, own_entry
from talktag.ops.talk.compose import Composed, compose
from talktag.ops.talk.find_about import NOTHING
from talktag.ops.talk.leaving.addressee import party_addressee
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.effects.effect import Effect
    from talktag.model.parties.party import Party
    from talktag.model.plan import Write
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.way_out import WayOut


def denial_of(session: Session, party: Party, kinds: Iterable[str], way: WayOut | None) -> PermissionNews | None:
    """What tells a party that kinds which came are not permitted; None where it was told so already.

    It is told once, until it was permitted again: whoever goes on sending hears no more of it.
    """
    log = session.store.entries_in(layout.about_none(party.slug)).value or ()
    untold = tuple(kind for kind in dict.fromkeys(kinds) if may_be_told(log, party.slug, kind))
    return PermissionNews(session, party, SaidPermission(Consent.DENIED, untold), way) if untold else None


@dataclass(frozen=True)
class PermissionNews:
    """What is `said` to a party, and by which way it is told; None where the person does not want it told."""

    session: Session
    party: Party
    said: SaidPermission
    way: WayOut | None

    @cached_property
    def untold(self) -> str | None:
        """Why it is not told, in a sentence; None where it is. What the person asked for in words is always tried."""
        name = self.party.name
        if self.way is None or self.party.is_unknown_finder:  # the page behind a sticker shows answers alone
            return f"{name} is not told"
        if self.said.consent is Consent.WITHDRAWN and not any(map(self._was_given, self.said.kinds)):
            return f"{name} is not told, as you never told them that they may"
        if self.way.by_file or self.way.via or self.way.in_the_clear:
            return None
        if self.party.age is None:
            keep = f"talktag party set {self.party.slug} age=age1…"
            return f"{name} is not told, as nothing can be encrypted to them yet; keep their recipient with: {keep}"
        return None if self.session.key_folder.exists() else f"{name} is not told: there is no key here to sign with"

    def _was_given(self, kind: str) -> bool:
        last = self._told.get(kind)
        return last is not None and last.consent is Consent.GIVEN

    @cached_property
    def is_old(self) -> bool:
        """Whether they were told just that already, as the last word of each kind."""
        told = (self._told.get(kind) for kind in self.said.kinds)
        return all(each and each._replace(kinds=self.said.kinds) == self.said for each in told)

    @cached_property
    def _told(self) -> dict[str, SaidPermission]:
        folder = layout.about_none(self.party.slug)
        return dict(permissions_to(self.session.store.entries_in(folder).value or (), self.party.slug))

    @cached_property
    def carrier(self) -> Carrier | None:
        """What it leaves by; None for a file, and where nothing carries to them."""
        if self.untold or self.way is None or self.way.by_file:
            return None
        return choose_carrier(self.session.carriers, self.party.slug, self.way.via)

    @cached_property
    def message(self) -> Composed | None:
        """The message; None where they are not told."""
        if self.untold or self.way is None:
            return None
        entry = NewEntry(PERMISSION, self.said.title(), data=self.said.data())
        way = self.way
        what = ToSay(NOTHING, party_addressee(self.party), (entry,), waits=not way.by_file, via=way.via)
        return compose(self.session, what._replace(in_the_clear=way.in_the_clear))

    @property
    def changes(self) -> tuple[Write, ...]:
        """What keeps the message with the party; or the note of what was decided, where they are not told."""
        if self.message:
            return self.message.changes
        note = own_entry(self.session, PERMISSION, self.said.title(), party=self.party.slug)
        about = layout.about_none(self.party.slug)
        return (append_about(self.session.store, about, note._replace(data=self.said.data())),)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The carrying of it, where something carries to them."""
        if not (self.message and self.carrier):
            return ()
        bundle = self.message.document.bundle
        return (CarryMessages((Carried(bundle, self.party.name, self.carrier.name),)),)

    @property
    def notices(self) -> tuple[str, ...]:
        """Why they are not told; or what the person should know before it leaves."""
        if self.untold:
            return (self.untold,)
        said = [] if self.message and self.message.recipients else ["everybody on its way can read it"]
        if self.way and not self.way.by_file and self.carrier is None:
            said.append(f"nothing carries messages to {self.party.name} yet, so it waits for: talktag send")
        return tuple(said)
