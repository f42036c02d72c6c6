"""Carriers: what moves files between a person and others, by that person's own settings; and which one is taken.

It moves nothing, and knows no store: what comes by a pull or on a stick names no program and no folder of a computer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from talktag.errors import AmbiguousError, Candidate, InvalidError, NotFoundError
from talktag.model.values.ident import is_slug
from talktag.model.values.near import hints, near_words

FOLDER, MAILDIR, MAIL = "folder", "maildir", "mail"
CARRIER_KINDS = {
    FOLDER: "a folder that gets to the other by itself, or on a stick",
    MAILDIR: "a mailbox that is a folder (Maildir)",
    MAIL: "your own program that sends mail, such as msmtp -t",
}
KEEP, MOVE = "keep", "move"
TAKEN = {KEEP: "what was fetched stays where it lies", MOVE: "what was fetched is put aside"}
WAY_OUT = {FOLDER: "out", MAILDIR: "out", MAIL: "program"}  # the key that lets it send
CARRIER_NAME_MOST = 32


class Carrier(NamedTuple):
    """One way for files to others and back. `goes_to` and `comes_from` are what its `out` and `in` say.

    `parties` are the slugs of those that it is for, none for everybody. `taken` is one of TAKEN, KEEP where not set.
    """

    name: str
    kind: str
    goes_to: str | None = None
    comes_from: str | None = None
    program: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    taken: str | None = None

    @property
    def can_send(self) -> bool:
        """Whether something can leave by it."""
        return bool(self.program if self.kind == MAIL else self.goes_to)

    @property
    def takes_mail(self) -> bool:
        """Whether what leaves by it is a mail, and not the bare file."""
        return self.kind in {MAIL, MAILDIR}


def is_carrier_name(text: str) -> bool:
    """Whether a carrier may be called so."""
    return is_slug(text) and len(text) <= CARRIER_NAME_MOST


def choose_carrier(carriers: Sequence[Carrier], party: str | None, named: str | None = None) -> Carrier | None:
    """What something for a party leaves by: the carrier that was named, else theirs, else the only one for everybody.

    None where no settings say so. NotFoundError for a name that there is not, InvalidError for one that cannot send,
    AmbiguousError where several are for this party.
    """
    if named is not None:
        return find_carrier(carriers, named, must_send=True)
    able = [each for each in carriers if each.can_send]
    theirs = [each for each in able if party in each.parties]
    if len(theirs) > 1:
        choices = [Candidate(each.name, _line_of(each)) for each in theirs]
        raise AmbiguousError(
            f'several carriers are for "{party}"',
            details=[each.line for each in choices],
            hints=[f"say which with: --via {theirs[0].name}"],
            choices=choices,
        )
    common = [each for each in able if not each.parties]
    return theirs[0] if theirs else common[0] if len(common) == 1 else None


def find_carrier(carriers: Sequence[Carrier], name: str, *, must_send: bool = False) -> Carrier:
    """The carrier of that name; NotFoundError where there is none, InvalidError where it must send and cannot."""
    found = next((each for each in carriers if each.name == name), None)
    if found is None:
        known = [each.name for each in carriers]
        listed = [f"carriers: {', '.join(known)}"] if known else []
        make = f"name one with: talktag config carrier.{name if is_carrier_name(name) else 'NAME'}.kind=folder"
        raise NotFoundError(f'there is no carrier "{name}"', hints=[*(hints(near_words(name, known)) or listed), make])
    if must_send and not found.can_send:
        key = WAY_OUT[found.kind]
        raise InvalidError(
            f'the carrier "{name}" only fetches', hints=[f"let it send with: talktag config carrier.{name}.{key}=…"]
        )
    return found


def fetching(carriers: Sequence[Carrier]) -> Iterator[Carrier]:
    """Those that something can be fetched from."""
    return (each for each in carriers if each.comes_from)


def _line_of(carrier: Carrier) -> str:
    return f"{carrier.name}  {carrier.kind} {carrier.goes_to or ' '.join(carrier.program)}".rstrip()
