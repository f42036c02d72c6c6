"""What must hold before a finder is answered: what it answers, about which thing, by which way, and no more than words.

It makes nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.errors import NotFoundError, UsageError
from talktag.model.log.kinds import MESSAGE
from talktag.model.settings.carrier import Carrier, choose_carrier
from talktag.model.values.fold import fold
from talktag.ops.log.find_entry import find_entry
from talktag.ops.talk.find_about import About
from talktag.ops.talk.finders.hand import address_of
from talktag.ops.talk.talk_request import NONE
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session
    from talktag.ops.talk.find_conversation import Conversation
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.ops.talk.talk_request import TalkRequest
    from talktag.store.store import Store

_OTHER_WAYS = (
    "have a mail made that your mail program sends: --mail",
    "or the text that they paste on the page: -o FILE.txt, or: -o -",
)


def things_of(store: Store, party: Party) -> tuple[str, ...]:
    """The slugs of the products that a finder wrote about."""
    found = sorted(each.slug for each in store.catalogue.facts([fold(party.slug)]) if each.entries)
    logs = ((slug, store.entries_in(layout.about_product(slug)).value or ()) for slug in found)
    return tuple(slug for slug, log in logs if any(each.party == party.slug and each.original for each in log))


def with_thing(store: Store, found: Conversation, party: Party) -> Conversation:
    """The conversation about the only thing that a finder wrote about, where none was named; UsageError for several."""
    if found.about.product:
        return found
    slugs = things_of(store, party)
    if len(slugs) != 1:
        named = f"they wrote about: {', '.join(slugs)}" if slugs else "they wrote about nothing that is here"
        raise UsageError(
            f"it is not said about what {party.name} is answered",
            details=[named],
            hints=[f"name the thing: talktag talk {slugs[0] if slugs else 'PRODUCT'} TEXT --to {party.slug}"],
        )
    entries = store.entries_in(layout.about_product(slugs[0])).value or ()
    return found._replace(about=About(store.record(slugs[0])), entries=entries)


def refuse_more(request: TalkRequest, way: WayOut) -> None:
    """UsageError for what no page behind a sticker can show."""
    refused: tuple[tuple[object, str, str], ...] = (
        (request.files, "shows words, and no files", "--file"),
        (way.code, "is opened by nobody who photographs a code", "--qr"),
        (request.kind != MESSAGE, "shows messages, and nothing of another kind", "--ask, --promise and --kind"),
        (request.due, "knows no day", "--due"),
        (request.until, "keeps no day", "--until"),
        (request.page, "is a page already", "--page"),
        (way.in_the_clear or request.in_the_clear, "opens only what is sealed", "--in-the-clear"),
    )
    for given, fault, flag in refused:
        if given:
            raise UsageError(f"the finder's page {fault}", hints=[f"leave out {flag}"])


def find_answered(found: Conversation, request: TalkRequest) -> Entry:
    """What of theirs it answers: what was named, else the last."""
    theirs = [each for each in found.entries if each.party == found.to.slug and each.original and not each.to]
    slug = found.folder.rpartition("/")[2]
    if not theirs:
        raise NotFoundError(
            f"{found.to.name} wrote nothing about this",
            hints=[
                "see what waits with: talktag inbox",
                f"and what they wrote with: talktag party show {found.to.slug}",
            ],
        )
    if request.answers in {None, NONE}:
        return theirs[-1]
    return find_entry(request.answers or "", theirs, slug)


def carrier_to(session: Session, party: Party, via: str | None) -> Carrier:
    """What it leaves by; UsageError where nothing carries it, with the other ways."""
    carrier = choose_carrier(session.carriers, party.slug, via)
    if carrier is None:
        raise UsageError(f"nothing carries messages to {party.name} yet", hints=_OTHER_WAYS)
    if carrier.takes_mail and address_of(party) is None:
        raise UsageError(
            f'{party.name} left no mail address, and "{carrier.name}" takes mails', hints=list(_other_ways(party))
        )
    return carrier


def _other_ways(party: Party) -> Iterator[str]:
    yield "have the text made that they paste on the page, and bring it to them another way: -o FILE.txt, or: -o -"
    yield "or a mail whose address you put in yourself: --mail"
    if party.contact is None:
        yield f"where they told you one since: talktag party set {party.slug} contact=…"
