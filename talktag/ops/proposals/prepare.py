"""What a proposal would be: the outcome of its verb, by what is in the store now. It carries out nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.model.letters.kinds import ENDS, TERMS
from talktag.model.log.kinds import MESSAGE, PROMISE, QUESTION
from talktag.model.proposals.proposal import AssistantProposal
from talktag.model.settings.carrier import choose_carrier
from talktag.ops.letters.letter import write_letter
from talktag.ops.letters.written_letter import LetterRequest
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import BY_HAND, EntryRequest
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from talktag.ops.wishes.add import add as add_wish
from talktag.ops.wishes.typed_wish import WishRequest

_SAID = (MESSAGE, QUESTION, PROMISE)  # what an assistant may put into words; a permission, say, is the owner's alone


class ChosenWay(NamedTuple):
    """How it would leave, which only the owner says: `way` a message, `path` a bundle, encrypted or not, or a letter.

    Where neither is said a message goes by the carrier of the party. One that `is_preview` is for looking at: whether
    it can be encrypted is for whoever lets it leave. `form` is that of the file of a letter, or of the mail.
    """

    way: WayOut | None = None
    path: Path | None = None
    encrypt: bool = False
    is_preview: bool = False
    form: str = "txt"


PREVIEW = ChosenWay(is_preview=True)


def prepare(session: Session, proposal: AssistantProposal, chosen: ChosenWay | None = None) -> Outcome:
    """What the verb of the proposal answers; its errors are those of the verb."""
    return _MAKERS[proposal.kind](session, proposal, chosen or PREVIEW)


def _entry(session: Session, proposal: AssistantProposal, _: ChosenWay) -> Outcome:
    kind = proposal.text("kind") or ""
    if kind not in BY_HAND:
        raise InvalidError(
            f'"{kind}" is no kind of entry that is written by hand', hints=[f"one of {', '.join(BY_HAND)}"]
        )
    request = EntryRequest(
        ref=proposal.text("ref") or "",
        said={kind: (proposal.text("title") or "",)},
        cost=proposal.text("cost"),
        date=proposal.text("date"),
        due=proposal.text("due"),
        every=proposal.texts("every"),
        meter=proposal.texts("meter"),
        party=proposal.text("party"),
        text=proposal.text("text"),
    )
    return write_entries(session, request)


def _talk(session: Session, proposal: AssistantProposal, chosen: ChosenWay) -> Outcome:
    kind = proposal.text("kind") or MESSAGE
    if kind not in _SAID:
        raise InvalidError(f'"{kind}" is not for an assistant to say', hints=[f"use one of: {', '.join(_SAID)}"])
    to = proposal.text("to") or ""
    way = chosen.way or _usual_way(session, to, is_preview=chosen.is_preview)
    request = TalkRequest(
        proposal.text("ref"),
        proposal.text("text") or "",
        to=to,
        kind=kind,
        due=proposal.text("due"),
        answers=proposal.text("answers"),
        in_the_clear=way.in_the_clear,
    )
    return say(session, request, way)


def _usual_way(session: Session, to: str, *, is_preview: bool) -> WayOut:
    """By their carrier; to look at also as a file, which is not encrypted where no key to do so is known."""
    party = find_party(session.store, to)
    has_carrier = choose_carrier(session.carriers, party.slug, None) is not None
    return WayOut(by_file=is_preview and not has_carrier, in_the_clear=is_preview and party.age is None)


def _export(session: Session, proposal: AssistantProposal, chosen: ChosenWay) -> Outcome:
    request = ShareRequest(
        ref=proposal.text("ref") or "",
        to=proposal.text("to") or "",
        include=proposal.texts("include"),
        without=proposal.texts("without"),
        purpose=proposal.text("purpose"),
        until=proposal.text("until"),
        encrypt=chosen.encrypt,
    )
    return export(session, request, chosen.path)


def _letter(session: Session, proposal: AssistantProposal, chosen: ChosenWay) -> Outcome:
    request = LetterRequest(
        proposal.text("kind") or "",
        proposal.text("ref") or "",
        to=proposal.text("to"),
        words=proposal.text("text"),
        entries=proposal.texts("entries"),
        include=proposal.texts("include"),
        said={name: text for name in (ENDS, TERMS) if (text := proposal.text(name))},
        answer_by=proposal.text("answer_by"),
        language=proposal.text("language"),
    )
    return write_letter(session, request, chosen.form, chosen.path)


def _wish(session: Session, proposal: AssistantProposal, _: ChosenWay) -> Outcome:
    request = WishRequest(
        name=proposal.text("name"),
        fits=proposal.texts("fits"),
        must=proposal.texts("must"),
        should=proposal.texts("should"),
        avoid=proposal.texts("avoid"),
        most=proposal.text("most"),
        until=proposal.text("until"),
        text=proposal.text("text"),
    )
    return add_wish(session, request)


_MAKERS: Mapping[str, Callable[[Session, AssistantProposal, ChosenWay], Outcome]] = {
    "entry": _entry,
    "talk": _talk,
    "export": _export,
    "letter": _letter,
    "wish": _wish,
}
