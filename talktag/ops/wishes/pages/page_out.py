"""`wish page`: a wish as a page with a form for the offer, and a mail that takes it along. It sends nothing.

Whom it is for is noted with the wish, so that their offer is known for one when it comes back, signed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.content import content_of
from talktag.errors import UsageError
from talktag.interop.mail_file import Mail, Mailbox, MailFile, mail_address, mail_file
from talktag.model.wishes.wish import SentWish
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.party import find_party
from talktag.ops.sharing.hand.handed_to import address_of
from talktag.ops.wishes.find_wish import note_sending, open_wish
from talktag.ops.wishes.menus.order_remarks import order_remarks
from talktag.ops.wishes.pages.told import told_wish
from talktag.page.wishes.wish_mail import wish_mail
from talktag.page.wishes.wish_page import wish_facts, wish_page

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.parties.party import Party
    from talktag.model.plan import Change
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session
    from talktag.page.wishes.told_wish import ToldWish


class PageRequest(NamedTuple):
    """A page as it was asked for: `path` is None for standard output, `mail` for no mail, `to` for anybody."""

    ref: str
    path: Path | None
    mail: Path | None = None
    to: str | None = None
    language: str | None = None
    terms: str | None = None
    without_name: bool = False


@dataclass(frozen=True, slots=True)
class WishPage:
    """All that the page tells, where it goes, and whom it is for, if anybody."""

    wish: OwnWish
    told: ToldWish
    path: Path | None
    mail: Path | None
    party: Party | None
    language: str

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """Every fact on the page, with its heading."""
        return wish_facts(self.told, self.language)

    def values(self) -> Mapping[str, Any]:
        """The same as JSON: word for word what the page says."""
        said = {name: value.splitlines() for name, value in self.facts}
        files = {"file": str(self.path) if self.path else "-", **({"mail": str(self.mail)} if self.mail else {})}
        names = {"owner": self.told.owner, "contact": self.told.contact, "text": self.told.text}
        return {
            "slug": self.wish.slug,
            "id": self.told.asked.ident,
            "name": self.told.name,
            **{name: text for name, text in names.items() if text},
            "says": said,
            "language": self.language,
            **({"party": self.party.slug} if self.party else {}),
            **files,
        }


def page_out(session: Session, wanted: PageRequest) -> Outcome:
    """The page with its preview, and the plan that notes whom it is for. InvalidError for a wish that is over."""
    store = session.store
    wish = open_wish(store, wanted.ref)
    if wanted.mail and wanted.path is None:
        raise UsageError("a mail takes the page along as a file", hints=["name it: -o wish.html"])
    party = find_party(store, wanted.to) if wanted.to else None
    ident = session.new_id() if wanted.without_name else wish.id
    told = told_wish(session, wish, ident, wanted.terms, without_name=wanted.without_name)
    language = wanted.language or (party.language if party else None) or "en"
    data = WishPage(wish, told, wanted.path, wanted.mail, party=party, language=language)
    make = partial(wish_page, told, language)
    more = (Output(wanted.mail, partial(_mail, session, data, make())),) if wanted.mail else ()
    noted = _note(session, wish, party, ident, is_anonymous=wanted.without_name)
    plan = commit_message.plan("wish page", f"Make a page of the wish for {wish.name}", *noted) if noted else None
    return Outcome(
        data,
        plan,
        Output(wanted.path, make),
        more=more,
        notices=(*order_remarks(store, wish, session.today), *_notices(data)),
        done=_next_steps(data),
    )


def _note(
    session: Session, wish: OwnWish, party: Party | None, ident: str, *, is_anonymous: bool
) -> tuple[Change, ...]:
    """That a party has the page; once for each party, as the page says the same."""
    if party is None or any(each.page and each.thing == ident for each in wish.pages_for(party.slug)):
        return ()
    bundle = session.new_id()
    sent = SentWish(
        bundle=bundle,
        party=party.slug,
        date=session.today,
        channel=bundle,
        thing=ident,
        anonymous=is_anonymous,
        page=True,
    )
    return (note_sending(session.store, wish, (sent,)),)


def _mail(session: Session, data: WishPage, page: bytes) -> Content:
    words = wish_mail(data.told, data.path.name if data.path else "", data.language)
    sender, to = mail_address(data.told.contact), address_of(data.party) if data.party else None
    return mail_file(
        Mail(
            ident=session.new_id(),
            moment=session.now,
            sender=Mailbox(data.told.owner, sender) if sender and data.told.owner else None,
            to=Mailbox(data.party.name, to) if to and data.party else None,
            subject=words.subject,
            text=words.text,
            files=[MailFile(data.path.name, "text/html", content_of(page))] if data.path else [],
        )
    )


def _notices(data: WishPage) -> tuple[str, ...]:
    said = ["whoever has the page can read it, and what comes back is signed by nobody"]
    if data.told.owner is None:
        said.append("your words may tell who you are, and so may whatever carries it, such as the sender of a mail")
    if data.party is None:
        said.append("it is not noted whom it is for; name them with: --to PARTY")
    return tuple(said)


def _next_steps(data: WishPage) -> tuple[str, ...]:
    to = data.party.slug if data.party else "PARTY"
    offer = f"talktag wish take {data.wish.slug} offer-{data.told.asked.ident}.json --from {to}"
    mail = (f'next: open "{data.mail}" with your mail program and send it; talktag sends nothing',) if data.mail else ()
    return (*mail, f"when an offer comes back: {offer}")
