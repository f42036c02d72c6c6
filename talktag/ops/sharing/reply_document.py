"""The document of an answer, as typed: a reply to a table, a message to a reply or to a message. It signs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from talktag.errors import UsageError
from talktag.model.bundles.document import Answered, Audience, Document, Signatory
from talktag.model.bundles.kinds import KINDS, MESSAGE, REPLY, Becomes
from talktag.model.bundles.told import ToldEntry, ToldProduct
from talktag.model.log.kinds import IN_REPLIES, LINK, QUESTION, TERMS
from talktag.model.sharing.told_entries import check_link
from talktag.model.talk.message import channel_of, read_message
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_out import Outgoing
from talktag.ops.session import Session
from talktag.ops.sharing.terms.given import acceptance_of
from talktag.ops.typed import read_day, read_flag, read_money

_HINT = "see the forms with: talktag reply --help"


class ReplyRequest(NamedTuple):
    """What the answer is to say, as typed; `said` is by kind, each kind with its titles.

    `key` is a file with an OpenSSH private key, or with a public one that ssh-agent holds; without it the keys of this
    computer sign. `signer` is a file with the key of who made the bundle. With `encrypt` only they can open the answer;
    None leaves that to how the message came that is answered. With
    `accept_terms` the terms are accepted that the bundle offers.
    """

    bundle: Path
    said: Mapping[str, Sequence[str]]
    cost: str | None = None
    date: str | None = None
    due: str | None = None
    text: str | None = None
    files: Sequence[Path] = ()
    name: str | None = None
    contact: str | None = None
    key: Path | None = None
    signer: Path | None = None
    language: str | None = None
    unsigned: bool = False
    page: str | None = None
    encrypt: bool | None = None
    accept_terms: bool = False


def answers_by_message(asked: Document) -> bool:
    """Whether the answer is a message; to a table, whoever was given it replies."""
    return KINDS[asked.kind].becomes is Becomes.ENTRIES


def document_of(
    session: Session, request: ReplyRequest, opened: OpenedBundle, signer: Signatory, files: Sequence[Outgoing]
) -> Document:
    """The answer to what was opened, with what `request` says; UsageError where that says nothing."""
    asked = opened.contents.document
    entries = _entries(session, request)
    sections = [*(f"entries:{each.kind}" for each in entries), *(f"files:{each.kind}" for each in files)]
    as_message = answers_by_message(asked)
    question = find_question(opened) if as_message else None
    if as_message:  # which says when it was made, and so on which day
        entries = tuple(replace(each, date=None) if each.date == session.instant[:10] else each for each in entries)
    if question and entries:
        entries = (replace(entries[0], cause=question), *entries[1:])
    if request.accept_terms:
        entries = (*entries, acceptance_of(opened, session.today))
        sections.append(f"entries:{TERMS}")
    about = _about(asked, question)
    return Document(
        kind=MESSAGE if as_message else REPLY,
        bundle=session.new_id(),
        sequence=1,  # whoever has no store cannot count
        created=session.instant,
        signer=signer,
        audience=Audience(name=asked.signer.name, fingerprint=asked.signer.fingerprint),
        channel=channel_of(asked) if as_message else None,
        in_reply_to=Answered(bundle=asked.bundle, sha256=opened.contents.identity),
        products=tuple(replace(each, entries=entries or None) for each in about),
        entries=None if about else entries,
        shared=tuple(dict.fromkeys(sections)),
        files=tuple(each.as_told() for each in files),
    )


def find_question(opened: OpenedBundle) -> str | None:
    """The id of the question in a message, as both sides call it; None where it asks none, or several."""
    message = read_message(opened.contents.document, opened.key.fingerprint)
    found = [each.id for each in message.entries if each.kind == QUESTION]
    return found[0] if len(found) == 1 else None


def _about(asked: Document, question: str | None) -> tuple[ToldProduct, ...]:
    """What the answer is about, without its facts: the one thing that was spoken of, or that was asked about."""
    about = [ToldProduct(id=each.id, name=each.name) for each in asked.products]
    if len(about) > 1 and question:
        counts = accumulate(len(each.entries or ()) for each in asked.products)
        number = int(question.rpartition("-")[2])
        return tuple(each for each, last in zip(about, counts, strict=True) if number <= last)[:1]
    return tuple(about) if len(about) == 1 else ()


def _entries(session: Session, request: ReplyRequest) -> tuple[ToldEntry, ...]:
    """The entries in the order of IN_REPLIES; cost, text and what is due belong to the first."""
    said = [(kind, title) for kind in IN_REPLIES for title in request.said.get(kind, ())]
    if not said and not request.files and not request.accept_terms:
        raise UsageError("the answer is empty", hints=['say what was done: --service "replaced eyepiece"'])
    extra = {"--cost": request.cost, "--text": request.text, "--due": request.due}
    if not said and any(extra.values()):
        given = next(flag for flag, value in extra.items() if value)
        raise UsageError(f"{given} belongs to an entry, and there is none", hints=["add one, such as: --service TEXT"])
    date = session.today
    if request.date:
        date = read_day("date", request.date, session.today, _HINT, ahead=False, in_store=False)
    for title in request.said.get(LINK, ()):
        read_flag("link", partial(check_link, title), _HINT, in_store=False)
    entries = tuple(ToldEntry(kind=kind, date=date.isoformat(), title=title) for kind, title in said)
    if not entries:
        return ()
    cost, due = request.cost, request.due
    first = replace(
        entries[0],
        text=request.text or None,
        cost=str(read_money("cost", cost, None, _HINT, in_store=False)) if cost else None,
        due=read_day("due", due, session.today, _HINT, ahead=True, in_store=False).isoformat() if due else None,
    )
    return (first, *entries[1:])
