"""Why something waits, with how sure it is whom it is from. It decides nothing but who is taken at their word."""

from __future__ import annotations

from talktag.model.bundles.document import Document
from talktag.model.talk.facts import KeyIs
from talktag.model.talk.waiting import Sureness
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.session import Session
from talktag.ops.talk.inbox.hold import WhyItWaits
from talktag.ops.talk.incoming.judge_message import JudgedMessage
from talktag.ops.talk.incoming.sender import whose_key_is

_SURE = {
    KeyIs.ACCEPTED: Sureness.KEPT,
    KeyIs.NEW: Sureness.NEW,
    KeyIs.CHANGED: Sureness.CHANGED,
    KeyIs.UNKNOWN: Sureness.UNKNOWN,
}


def why_judged(opened: OpenedBundle, judged: JudgedMessage) -> WhyItWaits:
    """Why a message waits, by its verdict."""
    sender, verdict = judged.sender, judged.verdict
    return WhyItWaits(
        verdict.reason,
        _SURE[sender.key],
        step=verdict.step.name.lower(),
        party=sender.party.slug if sender.party else None,
        opened=opened,
        about=tuple(judged.said) if sender.party else (),
        says=_kinds(opened.contents.document),
        hints=verdict.hints,
    )


def why_asked(session: Session, opened: OpenedBundle, reason: str) -> WhyItWaits:
    """Why something else that is signed waits, which is always asked about."""
    sender = whose_key_is(session, opened.key)
    party = sender.party.slug if sender.party else None
    return WhyItWaits(reason, _SURE[sender.key], "ask", party, opened, says=_kinds(opened.contents.document))


def why_unsigned() -> WhyItWaits:
    """Why an answer waits that nobody signed."""
    return WhyItWaits("nobody signed it, so anybody could have written it", Sureness.UNSIGNED, "signature")


def why_sealed() -> WhyItWaits:
    """Why something waits that nobody was there to open."""
    return WhyItWaits("nobody was there to give the passphrase of your keys", Sureness.SEALED)


def is_unasked(session: Session, opened: OpenedBundle) -> bool:
    """Whether all of its sender is taken in without a question; a new key and files are always asked about."""
    sender = whose_key_is(session, opened.key)
    if sender.key is not KeyIs.ACCEPTED or sender.party is None or opened.contents.document.files:
        return False
    return sender.party.channel.auto


def _kinds(document: Document) -> tuple[str, ...]:
    """The kinds of the entries of a document, each once; words of a stranger, cut."""
    told = (*(each for product in document.products for each in product.entries or ()), *(document.entries or ()))
    return tuple(dict.fromkeys((each.kind or "?")[:40] for each in told))
