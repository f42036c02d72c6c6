"""Whom something is handed to: a party that is kept, or one to be added, and what is missing for it. Asks nobody."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from talktag.errors import NotFoundError, UsageError
from talktag.interop.mail_file import mail_address
from talktag.model.parties.party import Party
from talktag.model.plan import Write
from talktag.model.typed.text import tidy
from talktag.ops.parties.change_party import NewParty, new_party, party_with
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session


class SaidOfParty(NamedTuple):
    """What was typed of a party: who, or what a new one is called; None for what was not said."""

    to: str
    role: str | None = None
    mail: str | None = None
    language: str | None = None


class KnownParty(NamedTuple):
    """The party that was meant, None where there is none; then `near` are hints at what else could have been."""

    party: Party | None
    near: tuple[str, ...] = ()


class HandedTo(NamedTuple):
    """The party as it will be, and what makes it so; None where it is so already."""

    party: Party
    write: Write | None = None
    is_new: bool = False


def address_of(party: Party) -> str | None:
    """The mail address of a party; its contact where that is one, None where neither is."""
    return mail_address(party.mail) or mail_address(party.contact)


def known_party(session: Session, ref: str) -> KnownParty:
    """The party that `ref` names, if any; AmbiguousError where it fits several."""
    try:
        return KnownParty(find_party(session.store, ref))
    except NotFoundError as error:
        return KnownParty(None, tuple(hint for hint in error.hints if hint.startswith("did you mean")))


def handed_to(session: Session, said: SaidOfParty) -> HandedTo:
    """The party, added or completed by what was said; UsageError where that is not what is kept of it.

    InvalidError where a value does not hold up.
    """
    party = known_party(session, said.to).party
    if party:
        return _complete(session, party, said)
    mail = tidy(said.mail or "") or None
    added, write = new_party(session, NewParty(said.to, said.role or "other", mail=mail, language=said.language))
    return HandedTo(added, write, is_new=True)


def _complete(session: Session, party: Party, said: SaidOfParty) -> HandedTo:
    """A party that is kept, with a mail address where it had none."""
    if said.role not in {None, party.role}:
        raise UsageError(
            f"{party.name} is kept as: {party.role}",
            hints=["leave out --role", f"or change it with: talktag party set {party.slug} role={said.role}"],
        )
    mail = tidy(said.mail or "")
    if not mail or mail in {party.mail, party.contact}:
        return HandedTo(party)
    if party.mail:
        raise UsageError(
            f"the mail address of {party.name} is kept as: {party.mail}",
            hints=["leave out --mail", f"or change it with: talktag party set {party.slug} mail={shlex.quote(mail)}"],
        )
    return HandedTo(*party_with(session, party, {"mail": mail}))
