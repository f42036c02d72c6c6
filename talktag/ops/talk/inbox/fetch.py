"""`inbox fetch`: what carriers brought is taken in where the policy lets it, and else waits. Nobody is asked.

A file is noted as fetched once what became of it is on the disk: a crash between takes it once more, which is once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.carrier.fetch import fetch
from talktag.errors import NotFoundError, SealedError, TalktagError, UntrustedError, UsageError
from talktag.model.effects.of_talk import MarkFetched
from talktag.model.settings.carrier import fetching, find_carrier
from talktag.ops.bundles.encrypt_bundle import is_encrypted
from talktag.ops.outcome import OneByOne, Outcome, Turn
from talktag.ops.talk.inbox.hold import hold
from talktag.ops.talk.incoming.believing import believe_nobody
from talktag.ops.talk.incoming.came import CameFile, held_in
from talktag.ops.talk.incoming.take_in import OpenedFile, open_came, take_in
from talktag.ops.talk.incoming.why import why_sealed
from talktag.ops.talk.receive import NothingThere, RefusedFile, tell_fetched

if TYPE_CHECKING:
    from talktag.carrier.parcel import FetchedFile
    from talktag.model.settings.carrier import Carrier
    from talktag.ops.session import Session

_FILES_AT_ONCE = 200  # that are opened and put in order before they are taken in
_BYTES_AT_ONCE = 64_000_000


class _FetchedThing(NamedTuple):
    """One thing in a file that was fetched; `opened` is None where it is sealed and nobody opens it, or has a fault."""

    came: CameFile
    opened: OpenedFile | None
    fault: TalktagError | None
    marks: tuple[MarkFetched, ...]

    @property
    def order(self) -> tuple[str, str]:
        return self.opened.created if self.opened else "~", str(self.came.path)


def fetch_inbox(session: Session, via: str | None, *, again: bool = False) -> OneByOne:
    """What takes in or keeps all that the carriers brought, or the one called `via`; with `again` all that lies there.

    NotFoundError where nothing is named that fetches.
    """
    carriers = [find_carrier(session.carriers, via)] if via is not None else [*fetching(session.carriers)]
    if not carriers:
        raise NotFoundError(
            "no carrier is named that fetches",
            hints=["name one with: talktag config carrier.stick.kind=folder carrier.stick.in=/media/you/STICK"],
        )
    if session.fetched is None:
        raise NotFoundError("there is no place to note what was fetched")
    return OneByOne(_turns(_Opener(session), carriers, session.fetched, again=again), tell_fetched)


class _Opener:
    """Opens what came; where the keys need a passphrase that nobody gives, that is asked for once and no more."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._has_keys: bool | None = None

    def open(self, came: CameFile) -> tuple[OpenedFile | None, TalktagError | None]:
        """What it holds, or why that cannot be had; neither for what is sealed while the keys are locked."""
        try:
            if is_encrypted(came.read()) and not self._may_open():
                return None, None
            return open_came(self.session, came), None
        except TalktagError as error:
            return None, error

    def _may_open(self) -> bool:
        if self._has_keys is None:
            try:
                self._has_keys = self.session.key_folder.exists() and bool(self.session.keys.identities)
            except (SealedError, UsageError):
                self._has_keys = False
        return self._has_keys


def _turns(opener: _Opener, carriers: Sequence[Carrier], remembered: Path, *, again: bool) -> Iterator[Turn]:
    """Every thing of every carrier; a carrier that is not there keeps no other away."""
    for carrier in carriers:
        try:
            for files in _some_at_once(fetch(carrier, remembered, again=again)):
                things = [thing for each in files for thing in _things(opener, carrier, each)]
                things = [*_marked_last(sorted(things, key=lambda each: each.order))][::-1]
                while things:  # each is let go of once it is done
                    thing = things.pop()
                    yield Turn(f"{carrier.name}: {thing.came.path}", partial(_take, opener.session, thing))
        except TalktagError as error:
            yield Turn(carrier.name, partial(_refuse, error, exit_code=error.exit_code))


def _some_at_once(files: Iterable[FetchedFile]) -> Iterator[list[FetchedFile]]:
    """The files in lots that fit into memory, so that those of one lot can be put in order."""
    held: list[FetchedFile] = []
    size = 0
    for each in files:
        held.append(each)
        size += each.content.size
        if len(held) >= _FILES_AT_ONCE or size > _BYTES_AT_ONCE:
            yield held
            held, size = [], 0
    if held:
        yield held


def _things(opener: _Opener, carrier: Carrier, file: FetchedFile) -> Iterator[_FetchedThing]:
    """What a file holds, each with what notes the file as fetched."""
    path = Path(file.name)
    mark = MarkFetched(carrier.name, file.name, file.mark)
    if file.fault:
        yield _FetchedThing(CameFile(path, file.content), None, UntrustedError(file.fault), ())
        return
    came = list(held_in(CameFile(path, file.content, whence=carrier.name)))
    if not came:
        passed = MarkFetched(carrier.name, file.name, file.pass_over)
        yield _FetchedThing(CameFile(path, None), None, None, (passed,))
    for each in came:
        opened, fault = opener.open(each)
        yield _FetchedThing(each, opened, fault, (mark,))


def _marked_last(things: Sequence[_FetchedThing]) -> Iterator[_FetchedThing]:
    """The things in their order, of which only the last of a file notes it as fetched: a crash before loses none."""
    last = {id(mark): number for number, each in enumerate(things) for mark in each.marks}
    for number, each in enumerate(things):
        yield each._replace(marks=tuple(mark for mark in each.marks if last[id(mark)] == number))


def _take(session: Session, thing: _FetchedThing) -> Outcome:
    """What takes one thing in, keeps it, or tells why neither can be."""
    try:
        outcome = _outcome_of(session, thing)
    except (UntrustedError, SealedError) as error:
        outcome = _refuse(error)
    return outcome._replace(effects=(*outcome.effects, *thing.marks))


def _outcome_of(session: Session, thing: _FetchedThing) -> Outcome:
    if thing.fault:
        raise thing.fault
    if thing.came.content is None:
        return Outcome(NothingThere())
    if thing.opened is None:
        return hold(session, thing.came, why_sealed())
    return take_in(session, thing.opened, believe_nobody())


def _refuse(error: TalktagError, exit_code: int = 0) -> Outcome:
    return Outcome(RefusedFile(error), exit_code=exit_code)
