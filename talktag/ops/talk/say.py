"""`talk` with words: a question, a promise or a message to a party, kept and carried. Nothing leaves before a yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.log.entry import in_order
from talktag.model.log.kinds import BY_OTHERS, DONE, PROMISE, QUESTION, TERMS
from talktag.model.settings.carrier import Carrier, choose_carrier
from talktag.model.talk.new_entry import NewEntry, words_of
from talktag.model.talk.open_questions import open_questions, promises_of
from talktag.model.talk.permission import permissions_from, unwelcome
from talktag.model.talk.thread import is_with
from talktag.model.typed.text import typed_text
from talktag.ops import commit_message
from talktag.ops.files.files_in import take_in
from talktag.ops.files.files_out import as_they_leave, notices_of, question_of
from talktag.ops.log.find_entry import find_entry
from talktag.ops.outcome import Outcome
from talktag.ops.sharing.ledger import parse_until
from talktag.ops.sharing.terms.offer import OfferedTerms, offer_of
from talktag.ops.talk.compose import Composed, compose
from talktag.ops.talk.find_conversation import Conversation, find_conversation
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.talk.leaving.typed_data import typed_data
from talktag.ops.talk.leaving.way_out import WayOut, outputs_of, say_done
from talktag.ops.talk.talk_request import NONE, TalkRequest
from talktag.ops.talk.usage import usage_entry
from talktag.ops.typed import read_day, read_flag
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.files.files_out import Outgoing
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.addressee import Addressee


@dataclass(frozen=True, slots=True)
class LeavingMessage:
    """What is said, as it leaves; `answers` is the entry that it answers, `by` the carrier, None where it is a file."""

    made: Composed
    answers: Entry | None
    by: Carrier | None
    path: Path | None
    as_mail: bool = False
    code: str = ""

    def values(self) -> Mapping[str, Any]:
        """All that leaves, word for word, and by which way."""
        way = {"carrier": self.by.name} if self.by else {"file": str(self.path) if self.path else "-"}
        more = {"answers": {"id": self.answers.id, "title": self.answers.title}} if self.answers else {}
        return {**self.made.values(), **way, **more}


def say(session: Session, request: TalkRequest, way: WayOut) -> Outcome:
    """The message with its preview, the plan that keeps it, and what lets it leave after a yes."""
    found = find_conversation(session, request.ref, request.to)
    if found.to.party and found.to.party.is_unknown_finder:
        from talktag.ops.talk.finders.answer import answer_finder

        return answer_finder(session, request, way, found, found.to.party)
    answered = _find_answered(found, request)
    if answered and answered.anonymous:
        request = request._replace(anonymous=True)
    _check_way(request, way)
    carrier = None if way.by_file else carrier_to(session, found.to, way.via)
    what = _to_say(session, found, request, way, answered)
    made = compose(session, what)
    path = way.path
    outputs = outputs_of(session, made, way)
    carry = () if carrier is None else (CarryMessages((Carried(made.document.bundle, found.to.name, carrier.name),)),)
    return Outcome(
        LeavingMessage(made, answered, carrier, path, as_mail=way.as_mail, code=way.code),
        commit_message.plan("talk", f"Say to {found.to.name}: {what.said[0].title}", *made.changes),
        outputs[0] if outputs else None,
        effects=carry,
        question=question_of(f"{'Send' if carrier else 'Write'} this to {found.to.name}?", what.files),
        notices=(*_notices(session, found, made, request), *notices_of(what.files)),
        done=say_done(made, carrier, way),
    )


def _check_way(request: TalkRequest, way: WayOut) -> None:
    """UsageError for a way that says another thing than it is, or who says it."""
    if way.is_text_file:
        raise UsageError(f'"{way.path}" will be an age file, and no text', hints=[f"say: -o {way.path}.age"])
    if request.anonymous and not (way.by_file or way.via):
        raise UsageError(
            "a carrier may tell who you are, as a mail does by its sender",
            hints=["write a file, and bring it there as you like: -o FILE", "or name the carrier: --via NAME"],
        )


def _to_say(session: Session, found: Conversation, request: TalkRequest, way: WayOut, answered: Entry | None) -> ToSay:
    entry = usage_entry(session, found, request) if request.usage else _new_entry(session, request, answered)
    offered = _find_terms(session, request)
    return ToSay(
        found.about,
        found.to,
        (entry, *([offered.entry] if offered else [])),
        (*_files(request.files), *([offered.file] if offered else [])),
        parse_until(request.until, session),
        in_the_clear=request.in_the_clear,
        waits=not way.by_file,
        via=way.via,
        small=bool(way.code),
        page=request.page,
        anonymous=request.anonymous,
        prove=request.prove,
        opens=request.opens,
    )


def carrier_to(session: Session, to: Addressee, via: str | None) -> Carrier:
    """What leaves for them by; UsageError where nothing is named in the settings, with the other ways."""
    carrier = choose_carrier(session.carriers, to.slug, via)
    if carrier is None:
        raise UsageError(
            f"nothing carries messages to {to.name} yet",
            hints=[
                "have a mail made that your mail program sends: --mail",
                "or a file, or text to paste: -o FILE, or: -o -",
                "or name a carrier once: talktag config carrier.stick.kind=folder carrier.stick.out=/media/you/STICK",
            ],
        )
    return carrier


def _find_terms(session: Session, request: TalkRequest) -> OfferedTerms | None:
    """The terms that go along; UsageError where nobody is to know whose they are."""
    if not request.terms:
        return None
    if request.anonymous:
        raise UsageError("terms are signed by name, so that both know who agreed", hints=["leave out --anonymous"])
    return offer_of(session, request.terms)


def _files(paths: Sequence[Path]) -> tuple[Outgoing, ...]:
    """The files as they leave: pictures without what cameras wrote into them."""
    return as_they_leave((each.path.name, each.file.kind, each.content) for each in take_in(paths, None))


def _find_answered(found: Conversation, request: TalkRequest) -> Entry | None:
    """The entry that it answers: the one that was named, else the only question of theirs that is open."""
    if request.answers == NONE or (request.usage and request.answers is None):
        return None
    theirs = [each for each in found.entries if not each.to and is_with(each, found.to.slug)]
    if request.anonymous:  # what they said to the owner by name is not theirs to be answered by nobody
        theirs = [each for each in theirs if each.anonymous]
    if request.answers is not None:
        wanted = theirs if request.kind != DONE else [each for each in found.entries if is_with(each, found.to.slug)]
        return _named_entry(request.answers, wanted, found)
    if request.kind == DONE:
        kept = [each.entry for each in promises_of(found.entries) if each.entry.to == found.to.slug and not each.kept]
        return kept[0] if len(kept) == 1 else None
    asked = [each for each in open_questions(found.entries) if each in theirs]
    return asked[0] if len(asked) == 1 and request.kind != QUESTION else None


def _named_entry(ref: str, wanted: Sequence[Entry], found: Conversation) -> Entry:
    """The entry whose id begins so; NotFoundError where nothing in the conversation has such a one."""
    slug = found.folder.rpartition("/")[2]
    try:
        return find_entry(ref, wanted, slug)
    except NotFoundError:
        raise NotFoundError(
            f'nothing that could be meant has the id "{ref}"', hints=[f"see the ids with: talktag talk {slug} --plain"]
        ) from None


def _new_entry(session: Session, request: TalkRequest, answered: Entry | None) -> NewEntry:
    if request.kind == TERMS:
        raise InvalidError("of terms is said which text is meant", hints=["say it with: talktag terms offer TERMS"])
    if request.kind not in BY_OTHERS:
        raise InvalidError(
            f'"{request.kind}" is no kind of thing to say', hints=[f"use one of: {', '.join(BY_OTHERS)}"]
        )
    if request.kind == PROMISE and not request.due:
        raise UsageError("a promise has a day", hints=["say by when: --due 2026-12-24, or --due friday"])
    if request.kind == DONE and answered is None:
        raise UsageError("it is not said what was done", hints=["name the entry: --answers ID"])
    title, text = words_of(read_flag("TEXT", partial(typed_text, request.text)))
    due = read_day("due", request.due, session.today, ahead=True) if request.due else None
    if due and due < session.today:
        raise InvalidError(f"due: {due} has passed", hints=["write a day to come, like: --due friday"])
    cause = answered.id if answered else None
    return NewEntry(request.kind, title, text, due=due, cause=cause, data=typed_data(request.data))


def _notices(session: Session, found: Conversation, made: Composed, request: TalkRequest) -> list[str]:
    """What the person should know before it leaves."""
    said = [*_tells_of(made)]
    if not made.recipients:
        said.append("it is not encrypted: everybody on its way can read it")
    if reason := _find_unwelcome(session, found, made, request.kind):
        said.append(f"{reason}, so it will be refused there")
    if found.to.key is None:
        said.append(f"no key of {found.to.name} is kept, so what comes back in their name is not known to be from them")
    open_theirs = [each for each in open_questions(found.entries) if not each.to and is_with(each, found.to.slug)]
    if len(open_theirs) > 1 and request.answers is None and request.kind != QUESTION:
        said.append(f"{len(open_theirs)} questions of theirs are open, and this answers none; say which: --answers ID")
    return said


def _tells_of(made: Composed) -> Iterator[str]:
    """What an anonymous message still tells, and that a conversation begins anew."""
    if made.leaves_old:
        yield "your key is another than when you last wrote about this, so it begins a new conversation"
    if made.anonymous:
        yield "your words may tell who you are, and so may whatever carries it, such as the sender of a mail"


def _find_unwelcome(session: Session, found: Conversation, made: Composed, kind: str) -> str | None:
    """Why they do not want to be sent that, by what they said with it or about nothing; None where they do."""
    causes = {each.cause for each in made.entries}
    asked = next((each for each in found.entries if each.id in causes), None)
    beside = session.store.entries_in(layout.about_none(found.to.slug)).value or ()
    return unwelcome(permissions_from(in_order((*beside, *found.entries)), found.to.slug), kind, session.today, asked)
