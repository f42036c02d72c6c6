"""Terms said to somebody: offered, and what is answered to an offer. Nothing leaves before a yes.

An answer names the entry that it answers, by which both sides know it, and goes into the same conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import AmbiguousError, Candidate, InvalidError, NotFoundError, UsageError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.terms.said_terms import SHORT, Act, SaidTerms
from talktag.model.terms.terms_text import Terms, terms_values
from talktag.model.typed.text import typed_text
from talktag.ops import commit_message
from talktag.ops.finding.find_terms import find_terms, kept_terms, text_of
from talktag.ops.outcome import Outcome
from talktag.ops.parties.agreements import StandingTerms, find_agreements
from talktag.ops.parties.party import find_party
from talktag.ops.sharing.ledger import parse_until
from talktag.ops.sharing.terms.along import terms_out
from talktag.ops.sharing.terms.given import said_of
from talktag.ops.sharing.terms.offer import entry_of
from talktag.ops.talk.compose import compose
from talktag.ops.talk.find_conversation import Conversation, find_conversation
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.talk.leaving.way_out import WayOut, outputs_of, say_done
from talktag.ops.talk.say import LeavingMessage, carrier_to
from talktag.ops.typed import read_flag

if TYPE_CHECKING:
    from talktag.model.talk.new_entry import NewEntry
    from talktag.ops.files.files_out import Outgoing
    from talktag.ops.session import Session

_SHOWN = 8


class TermsRequest(NamedTuple):
    """What is to be said of terms, as typed: `ref` names a text, or an offer by the beginning of its id.

    `to` names the party, `about` what an offer is about; None for nothing. `counter` names the text that is offered
    instead, `until` is the last day on which it can be accepted, `text` are words besides.
    """

    ref: str
    to: str | None = None
    about: str | None = None
    counter: str | None = None
    until: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class SaidOfTerms:
    """What is said of which text, and the message that says it; `words` are the text itself, None of a PDF."""

    said: SaidTerms
    terms: Terms
    words: str | None
    message: LeavingMessage

    def values(self) -> Mapping[str, Any]:
        """The text by its record, what is said of it, and the message as it leaves."""
        return {"terms": terms_values(self.terms), "said": self.said.values(), "message": self.message.values()}


def offer_terms(session: Session, request: TermsRequest, way: WayOut) -> Outcome:
    """The message that offers a text, which goes along in it.

    InvalidError where it was offered to them before and stands open, or is agreed.
    """
    terms = find_terms(session.store, request.ref)
    if request.to is None and request.about is None:
        raise UsageError("it is not said to whom", hints=["name the party: talktag terms offer TERMS --to PARTY"])
    found = find_conversation(session, request.about, request.to)
    for each in find_agreements(session, found.to.slug):
        if each.agreement.terms == terms.sha256 and (each.agreement.status.is_open or each.agreement.is_agreed):
            word = "agreed" if each.agreement.is_agreed else "offered, and stands open"
            raise InvalidError(
                f"that text is {word} with {found.to.name} already",
                hints=["see it with: talktag terms list", "end that first with: talktag terms withdraw TERMS"],
            )
    said = said_of(terms, Act.OFFERED, parse_until(request.until, session))
    return _say(session, found, terms, entry_of(said, _words(request)), way)


def answer_terms(session: Session, act: Act, request: TermsRequest, way: WayOut) -> Outcome:
    """The message that accepts, refuses, counters or withdraws what was offered, or says that it was not kept.

    NotFoundError where nothing is there that can be answered so, AmbiguousError where several are.
    """
    standing = _one_of(session, act, request)
    made = standing.agreement
    asked = made.of
    terms = _text_meant(session, act, request, asked.said)
    until = parse_until(request.until, session) if act is Act.COUNTERED else None
    said = said_of(terms, act, until)
    if act is Act.COUNTERED and said.terms == asked.said.terms:
        raise InvalidError("that is the text that they offered", hints=["accept it with: talktag terms accept TERMS"])
    found = _conversation(session, standing)
    entry = entry_of(said, _words(request), asked.entry.id)
    return _say(session, found, terms, entry, way)


def _text_meant(session: Session, act: Act, request: TermsRequest, asked: SaidTerms) -> Terms:
    """The text that it is about. InvalidError where the bytes that are kept are not those that were offered."""
    if act is Act.COUNTERED:
        if not request.counter:
            raise UsageError("it is not said what you offer instead", hints=["name the text: --with TERMS"])
        return find_terms(session.store, request.counter)
    terms = kept_terms(session.store, asked.terms)
    if terms is None:
        raise InvalidError(
            f"the text that was offered is not here, {asked.terms[:SHORT]}", hints=["ask them to send it once more"]
        )
    return terms


def _say(session: Session, found: Conversation, terms: Terms, entry: NewEntry, way: WayOut) -> Outcome:
    data = text_of(session.store, terms)
    said = SaidTerms(Act(entry.data["act"]), terms.sha256)
    files: tuple[Outgoing, ...] = (terms_out(session.store, terms),) if said.act in {Act.OFFERED, Act.COUNTERED} else ()
    carrier = None if way.by_file else carrier_to(session, found.to, way.via)
    what = ToSay(found.about, found.to, (entry,), files, waits=not way.by_file, via=way.via)
    made = compose(session, what._replace(in_the_clear=way.in_the_clear))
    message = LeavingMessage(made, None, carrier, way.path, as_mail=way.as_mail)
    outputs = outputs_of(session, made, way)
    carry = () if carrier is None else (CarryMessages((Carried(made.document.bundle, found.to.name, carrier.name),)),)
    words = data.decode("utf-8") if terms.is_text else None
    return Outcome(
        SaidOfTerms(said, terms, words, message),
        commit_message.plan(f"terms {_VERBS[said.act]}", f"Say to {found.to.name}: {entry.title}", *made.changes),
        outputs[0] if outputs else None,
        effects=carry,
        question=_QUESTIONS[said.act].format(name=found.to.name),
        notices=() if made.recipients else ("it is not encrypted: everybody on its way can read it",),
        done=say_done(made, carrier, way),
    )


_VERBS = {
    Act.OFFERED: "offer",
    Act.ACCEPTED: "accept",
    Act.COUNTERED: "counter",
    Act.REFUSED: "refuse",
    Act.WITHDRAWN: "withdraw",
    Act.BREACH: "breach",
}
_QUESTIONS = {
    Act.OFFERED: "Offer this to {name}?",
    Act.ACCEPTED: "Sign this, and send it to {name}?",
    Act.COUNTERED: "Offer this to {name} instead?",
    Act.REFUSED: "Refuse this, and tell {name}?",
    Act.WITHDRAWN: "Withdraw this, and tell {name}?",
    Act.BREACH: "Say to {name} that this was not kept?",
}


def _words(request: TermsRequest) -> str | None:
    return read_flag("TEXT", partial(typed_text, request.text)) if request.text and request.text.strip() else None


def find_signed(session: Session, request: TermsRequest) -> StandingTerms:
    """The one agreement that is named, also one that was withdrawn since; NotFoundError for any other."""
    return _one_of(session, None, request)


def _one_of(session: Session, act: Act | None, request: TermsRequest) -> StandingTerms:
    """The one thing that stands and can be answered so; for no act, that both signed."""
    party = find_party(session.store, request.to).slug if request.to else None
    every = [each for each in find_agreements(session, party) if _is_named(each, request.ref)]
    found = [each for each in every if _can(act, each)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f'nothing {_CAN[act]} is called "{request.ref}"',
            details=[_line(each) for each in every[:_SHOWN]],
            hints=["see what stands with: talktag terms list"],
        )
    choices = [Candidate(each.agreement.offer.entry.id, _line(each)) for each in found]
    raise AmbiguousError(
        f'"{request.ref}" names {len(found)} offers',
        details=[each.line for each in choices[:_SHOWN]],
        hints=["name one by its id, as it begins, or the party: --to PARTY"],
    )


_CAN: Mapping[Act | None, str] = {
    None: "that both signed",
    Act.ACCEPTED: "that you can accept",
    Act.COUNTERED: "that you can counter, which is once, what they offered,",
    Act.REFUSED: "that you can refuse",
    Act.WITHDRAWN: "that you signed and that stands",
    Act.BREACH: "that both signed",
}


def _can(act: Act | None, standing: StandingTerms) -> bool:
    made = standing.agreement
    if act is None:
        return made.accepted is not None
    if act is Act.COUNTERED:
        return made.waits_for_owner and made.counter is None
    if act is Act.WITHDRAWN:
        signed = any(each and each.own for each in (made.offer, made.counter, made.accepted))
        return signed and (made.status.is_open or made.is_agreed)
    return made.is_agreed if act is Act.BREACH else made.waits_for_owner


def _is_named(standing: StandingTerms, ref: str) -> bool:
    """Whether that is how it is called: an id or a hash as it begins, what a roster calls it, its title."""
    wanted, made = ref.strip().casefold(), standing.agreement
    ids = (each.said.id.casefold() for each in made.history if each.said.id)
    titles = (each.said.title.casefold() for each in made.history if each.said.title)
    begins = [each.entry.id for each in made.history] + [each.said.terms for each in made.history]
    is_one = wanted in ids or any(wanted in each for each in titles) or any(each.startswith(wanted) for each in begins)
    return bool(wanted) and is_one


def _line(standing: StandingTerms) -> str:
    made = standing.agreement
    said = made.of.said
    return f"{made.offer.entry.id}  {said.called} ({said.terms[:SHORT]})  {standing.name}  {made.status.value}"


def _conversation(session: Session, standing: StandingTerms) -> Conversation:
    """Where the offer was made, which is where it is answered."""
    root, _, rest = standing.folder.partition("/")
    if root == "parties":
        return find_conversation(session, None, standing.party)
    slug = rest.rpartition("/")[2]
    return find_conversation(session, slug, standing.party if root == "products" else None)
