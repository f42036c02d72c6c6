"""As whom a message is said: as the owner, or behind a mask, where nobody knows who that is. It signs nothing itself.

What answers something of an anonymous conversation is said behind its mask: else one word would tell whose all of it
was. A rule says nothing there, nor of it elsewhere: what it says was written to be said by name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, SealedError, UsageError
from talktag.model.bundles.document import Audience, Signatory
from talktag.model.parties.mask import NOBODY
from talktag.model.terms.terms_text import FILE_KIND
from talktag.ops.keys.masks.find_mask import mask_of, secrets_of
from talktag.ops.keys.masks.new_mask import new_mask
from talktag.ops.talk.leaving.addressee import recipients_for

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.mask import Mask
    from talktag.model.plan import Write
    from talktag.ops.session import Session
    from talktag.ops.talk.find_about import About
    from talktag.ops.talk.leaving.to_say import FixedParts, ToSay
    from talktag.seal.ssh.sshsig import Signer


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who signs by which words, who can open it, and what the thing is called; `sign` gives the key once it is wanted.

    `moment` and `day` are when it is told to be said: behind a mask the day alone, in UTC, as a zone may tell a place.
    `mask` is the one of an anonymous conversation, None for the owner; `change` keeps one that is new.
    """

    signatory: Signatory
    audience: Audience
    recipients: tuple[str, ...]
    product: tuple[str, str] | None
    sign: Callable[[], Signer]
    moment: datetime.datetime
    day: datetime.date
    mask: Mask | None = None
    change: Write | None = None


def find_speaker(session: Session, what: ToSay, fixed: FixedParts) -> Speaker:
    """The owner, or the mask of the conversation that it answers or begins; `fixed` are its id and when it is made.

    InvalidError where the keys of that conversation were deleted, UsageError for what a mask cannot say.
    """
    meant = _entries_meant(session, what)
    channels = [*dict.fromkeys(each.channel for each in meant if each.anonymous and each.channel)]
    if not (channels or what.anonymous):
        return _owner(session, what, fixed)
    mask = mask_of(session.store, channels[0]) if channels else None
    _refuse_telling(what, mask)
    if what.fixed:
        raise UsageError("it comes of an anonymous conversation, in which rules say nothing")
    if not all(each.anonymous for each in meant):
        raise UsageError(
            "it answers what they said to you by name, which would tell who you are", hints=["add: --answers none"]
        )
    if not channels:
        return _behind_new(session, what, fixed)
    if mask is None or len(channels) > 1:
        raise InvalidError(
            "it answers an anonymous conversation whose keys were deleted, and cannot be said there any more",
            hints=["say it in a new one: --anonymous --answers none", "or under your name: --answers none"],
        )
    made = _behind(session, what, mask, lambda: secrets_of(session, mask).signing)
    return replace(made, **_told_times(fixed, meant))


def _entries_meant(session: Session, what: ToSay) -> Sequence[Entry]:
    """The entries that what is said answers, or comes of."""
    causes = {each.cause for each in what.said if each.cause}
    if not causes:
        return ()
    log = session.store.entries_in(what.about.folder(what.to.slug)).value or ()
    if what.fixed:  # what a rule says of what another made of it comes of it, too
        by_id = {each.id: each for each in log}
        for cause in [*causes]:
            while cause in by_id and (cause := by_id[cause].cause or "") not in causes:
                causes.add(cause)
    return [each for each in log if each.id in causes]


def _told_times(fixed: FixedParts, meant: Sequence[Entry] = ()) -> dict[str, Any]:
    """The day, and no moment before what it answers was said, so that nothing stands there before its question."""
    said = [each.time.astimezone(datetime.UTC) for each in meant if each.time]
    moment = fixed.moment.astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = max([moment, *(each for each in said if each <= fixed.moment)])
    return {"moment": moment, "day": moment.date()}


def _refuse_telling(what: ToSay, mask: Mask | None) -> None:
    """UsageError for what could tell, or cannot be, behind a mask."""
    is_of_nothing = not (what.about.product or what.about.wish or (mask and mask.wish))
    refused = (
        (is_of_nothing, "an anonymous message is about a product of yours", "name it first"),
        (
            [each for each in what.files if each.kind != FILE_KIND],
            "a file may tell whose it is, by its name or by what it shows",
            "leave out --file",
        ),
        (what.in_the_clear, "an anonymous message is sealed, so that only its reader can answer", "leave it sealed"),
    )
    for given, fault, hint in refused:
        if given:
            raise UsageError(fault, hints=[hint])


def _owner(session: Session, what: ToSay, fixed: FixedParts) -> Speaker:

    if not session.key_folder.exists():
        raise SealedError("there is no key on this computer to sign with", hints=["bring your keys over from a backup"])
    settings, public = session.store.settings, session.key_folder.public()
    fingerprint = public.signer.fingerprint
    signatory = Signatory(
        name=settings.owner, contact=settings.contact, fingerprint=fingerprint, age=public.owner_recipient
    )
    return Speaker(
        signatory=signatory,
        audience=Audience(name=what.to.name, fingerprint=what.to.fingerprint),
        recipients=() if what.in_the_clear else recipients_for(session, what.to)[: 1 if what.small else None],
        product=_product_of(what.about),
        sign=lambda: session.signer,
        moment=fixed.moment,
        day=fixed.day,
    )


def _behind_new(session: Session, what: ToSay, fixed: FixedParts) -> Speaker:
    of = what.about.product.product if what.about.product else what.about.wish
    assert of  # noqa: S101
    worn = new_mask(session, of, what.to.slug, fixed.bundle, thing=what.about.thing)
    made = _behind(session, what, worn.mask, lambda: worn.signing)
    return replace(made, change=worn.change, **_told_times(fixed))


def _behind(session: Session, what: ToSay, mask: Mask, sign: Callable[[], Signer]) -> Speaker:
    """Not even what the owner calls them leaves: it may be a name that only the owner has for them."""
    from talktag.seal.ssh.key import PublicKey

    fingerprint = PublicKey.from_line(mask.key).fingerprint
    to = recipients_for(session, what.to)[0]
    return Speaker(
        signatory=Signatory(name=NOBODY, fingerprint=fingerprint, age=mask.age),
        audience=Audience(name=what.to.party.role if what.to.party else "party", fingerprint=what.to.fingerprint),
        recipients=(to,) if what.small else (to, mask.age),
        product=(mask.thing, mask.name),
        sign=sign,
        moment=session.now,
        day=session.today,
        mask=mask,
    )


def _product_of(about: About) -> tuple[str, str] | None:
    """Id and name of the one thing that it is about."""
    if about.product:
        return about.product.product.id, about.product.product.name
    if about.wish:
        return about.thing or about.wish.id, about.wish.name
    return (about.table.product, about.table.name) if about.table else None
