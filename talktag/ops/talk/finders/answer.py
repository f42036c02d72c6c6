"""`talk` with words for a finder: an answer for the page behind the sticker, sealed to their one-time key, and kept.

It holds the words and the tag; neither a contact nor a key of the owner's. Nothing leaves before a yes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.finder.finder_message import TEXT_LIMIT
from talktag.model.finder.owner_answer import ID_BITS, OwnerAnswer, answer_bytes, answer_id
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import MESSAGE
from talktag.model.plan import Write
from talktag.model.settings.carrier import Carrier
from talktag.model.talk.new_entry import words_of
from talktag.model.talk.unsent import UnsentMessage, unsent_table
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import new_text
from talktag.model.typed.text import typed_text
from talktag.ops import commit_message
from talktag.ops.bundles.encrypt_bundle import recipients_of
from talktag.ops.log.own_entries import append_about
from talktag.ops.outcome import Outcome, Output
from talktag.ops.talk.finders.before_answer import carrier_to, find_answered, refuse_more, with_thing
from talktag.ops.talk.finders.hand import address_of
from talktag.ops.talk.finders.page_link import answer_link, page_link
from talktag.ops.talk.talk_request import NONE
from talktag.ops.typed import read_flag
from talktag.seal import age
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session
    from talktag.ops.talk.find_conversation import Conversation
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.ops.talk.talk_request import TalkRequest


@dataclass(frozen=True, slots=True)
class LeavingAnswer:
    """What is said to a finder, as it leaves; `note` is what a carrier needs to know of it, `sealed` its bytes.

    `link` is the address at which they read it, None where there is none; `by` the carrier, None where it is a file.
    """

    answer: OwnerAnswer
    to: Party
    about: str
    thing: str
    answers: Entry
    sealed: bytes
    note: UnsentMessage
    link: str | None = None
    by: Carrier | None = None
    path: Path | None = None
    as_mail: bool = False

    def values(self) -> Mapping[str, Any]:
        """All that leaves, word for word, and by which way."""
        way = {"carrier": self.by.name} if self.by else {"file": str(self.path) if self.path else "-"}
        return without_absent(
            {
                "to": {"slug": self.to.slug, "name": self.to.name},
                "about": self.about,
                "sealed": True,
                "recipient": self.to.age,
                "leaves": self.answer.values(),
                "answers": {"id": self.answers.id, "title": self.answers.title},
                "link": self.link,
                **way,
            }
        )


def answer_finder(session: Session, request: TalkRequest, way: WayOut, found: Conversation, party: Party) -> Outcome:
    """The answer with its preview, the plan that keeps it, and what lets it leave after a yes.

    UsageError for what the page shows nobody, NotFoundError where that hand wrote nothing about this.
    """
    refuse_more(request, way)
    found = with_thing(session.store, found, party)
    answered = find_answered(found, request)
    carrier = None if way.by_file else carrier_to(session, party, way.via)
    data = replace(_compose(session, request, found, party, answered, way=way), by=carrier)
    entry = _entry(session, found, data, is_answer=request.answers != NONE)
    writes = [
        append_about(session.store, data.about, entry),
        Write(layout.sent_in(data.about, f"{data.answer.id}.age"), data.sealed),
    ]
    if carrier:
        writes.append(Write(layout.outgoing(data.answer.id), new_text(unsent_table(data.note))))
    carried = (CarryMessages((Carried(data.answer.id, party.name, carrier.name),)),) if carrier else ()
    return Outcome(
        data,
        commit_message.plan("talk", f"Answer {party.slug}: {entry.title}", *writes),
        Output(way.path, partial(_file_of, session, data)) if way.by_file else None,
        effects=carried,
        question=f"Send this to {party.name}?" if carrier else f"Write this to {party.name}?",
        notices=tuple(_notices(session, data)),
        done=tuple(_next_steps(data)),
    )


def _compose(
    session: Session, request: TalkRequest, found: Conversation, party: Party, answered: Entry, *, way: WayOut
) -> LeavingAnswer:
    answer = _answer_to(session, request, answered)
    sealed = age.encrypt(answer_bytes(answer), recipients=recipients_of(session, party))
    note = UnsentMessage(
        bundle=answer.id,
        about=found.folder,
        to=party.slug,
        name=party.name,
        made=session.instant,
        channel=answered.channel or answered.original or answer.id,
        address=address_of(party),
        language=answered.data.get("language"),
        via=way.via,
        tag=answer.tag,
    )
    return LeavingAnswer(
        answer,
        party,
        found.folder,
        found.about.name,
        answers=answered,
        sealed=sealed,
        note=note,
        link=answer_link(session.store, answer.tag, sealed),
        path=way.path,
        as_mail=way.as_mail,
    )


def _answer_to(session: Session, request: TalkRequest, answered: Entry) -> OwnerAnswer:
    """What is said, as the page reads it; InvalidError for words that are none, or too many."""
    words = read_flag("TEXT", partial(typed_text, request.text))
    if len(words) > TEXT_LIMIT:
        shorter = "say it shorter, or in two answers"
        raise InvalidError(f"TEXT: it has more than {TEXT_LIMIT} characters", hints=[shorter])
    return OwnerAnswer(
        id=answer_id(session.random_bits(ID_BITS)),
        tag=answered.data.get("tag") or "",
        text=words,
        in_reply_to=answered.original or "",
        name=session.store.settings.finder_name,
    )


def _entry(session: Session, found: Conversation, data: LeavingAnswer, *, is_answer: bool) -> Entry:
    title, text = words_of(data.answer.text)
    own = [each.sequence or 0 for each in found.entries if each.to == data.to.slug]
    return Entry(
        f"{data.answer.id}-1",
        session.today,
        MESSAGE,
        title,
        text,
        original=data.answer.id,
        recorded=session.recorded,
        cause=data.answers.id if is_answer else None,
        to=data.to.slug,
        channel=data.note.channel,
        sequence=max(own, default=0) + 1,
        data={"tag": data.answer.tag},
    )


def _file_of(session: Session, data: LeavingAnswer) -> bytes | Content:
    """It as a mail, or as the text that the page opens."""
    if data.as_mail:
        from talktag.ops.talk.finders.mail_out import mail_to_finder

        return mail_to_finder(session.store, data.note, data.sealed, is_draft=True)
    from talktag.seal.age.armor import armor

    return armor(data.sealed)


def _notices(session: Session, data: LeavingAnswer) -> Sequence[str]:
    said = []
    if data.as_mail and data.note.address is None:
        said.append("they left no mail address, so the mail names none; put it in yourself")
    if data.link is None and (data.as_mail or data.by):
        why = "it is too long for an address" if page_link(session.store, data.answer.tag) else "no page was built yet"
        said.append(f"there is no link in it, as {why}: they paste the text on the page where they wrote")
    return said


def _next_steps(data: LeavingAnswer) -> Iterator[str]:
    """What is said when all is done."""
    if data.by:
        yield f'carried to {data.to.name} by "{data.by.name}"'
    elif data.path is not None:
        yield f'wrote "{data.path}" for {data.to.name}'
        is_mail = data.as_mail
        yield (
            "next: open it with your mail program and send it"
            if is_mail
            else ("send them its text; they paste it on the page where they wrote")
        )
