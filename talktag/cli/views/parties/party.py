"""What is shown of parties: who they are, what they are given, what may come from them. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, View, Whole

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.sharing.share import Share
    from talktag.model.talk.permission import SaidPermission
    from talktag.ops.parties.card_in import CardTaken
    from talktag.ops.parties.party import OneParty, Parties, WholeParty
    from talktag.ops.talk.permission.allow import ChangedPermission

_NARROW = ("purpose", "taken in", "about")  # what a narrow terminal goes without, in this order


def show_all(data: Parties) -> View:
    """A line a party."""
    rows = [(each.slug, each.name, each.role, each.contact or each.mail or each.phone or "") for each in data.parties]
    return [Columns(("party", "name", "role", "contact"), rows, ("role",))]


def show_one(data: OneParty | CardTaken) -> Iterator[Block]:
    """Its facts, and what it is given by default."""
    yield Line(data.party.name, "strong")
    yield _facts(data.party)
    yield from _permissions(data.party)


def show_party_or_card(data: OneParty | CardTaken) -> Iterator[Block]:
    """A party as it will be; of one whose card is taken in, first what its key is compared by."""
    from talktag.ops.parties.party import OneParty

    if isinstance(data, OneParty) or data.key is None:
        yield from show_one(data)
        return
    yield Line(data.party.name, "strong")
    compared = [("digits", " ".join(data.digits)), ("kept until now", data.kept)]
    yield _facts(data.party, data.key.fingerprint, compared)
    yield from _permissions(data.party)


def show_whole(data: WholeParty) -> Iterator[Block]:
    """Its facts, what it was given and what it did."""
    yield Line(data.party.name, "strong")
    yield _facts(data.party, data.fingerprint)
    yield from _permissions(data.party)
    yield from _what_they_allow(data.permits)
    if data.terms:
        from talktag.cli.views.terms.terms import standing_of_terms

        yield from standing_of_terms(data.terms)
    if data.shares:
        rows = [
            (str(share.date), slug, share.bundle, share.purpose or "", _until(share)) for share, slug in data.shares
        ]
        yield Columns(("given", "product", "bundle", "purpose", "until"), rows, ("until", "purpose"))
    if data.entries:
        rows = [(str(entry.date), slug, entry.kind, entry.title, entry.signer or "") for entry, slug in data.entries]
        yield Columns(("did", "product", "kind", "what", "signed"), rows, ("signed", "kind"))


def _until(share: Share) -> str:
    """Until when they may keep it, or when it was taken back."""
    return f"revoked {share.revoked}" if share.revoked else str(share.until or "")


def _facts(party: Party, fingerprint: str | None = None, compared: Sequence[tuple[str, str | None]] = ()) -> Pairs:
    from talktag.model.parties.roles import ROLES

    channel = party.channel
    day = party.key_checked or party.key_seen
    state = f"{party.key_state}{f', {day}' if day else ''}" if party.key else None
    return Pairs(
        [
            ("party", party.slug),
            ("role", party.role),
            ("contact", party.contact),
            ("mail", party.mail),
            ("phone", party.phone),
            ("address", party.address),
            ("url", party.url),
            ("key", Whole(party.key or "")),
            ("key is", state),
            ("key came", _how_it_came(party)),
            ("fingerprint", fingerprint),
            *compared,
            ("age", Whole(party.age or "")),
            ("language", party.language),
            ("is given", ", ".join(ROLES[party.role].given)),
            ("may write", ", ".join(party.writes)),
            ("muted", ", ".join(channel.mute)),
            ("at most", channel.most),
            ("until", channel.until),
            ("about", channel.products and ", ".join(channel.products)),
            ("unasked", "taken in without a question" if channel.auto else None),
        ]
    )


def _how_it_came(party: Party) -> str | None:
    """How a key came that was on a card, and what is still to be done about it."""
    from talktag.model.parties.party import ON_THE_SPOT

    if party.is_unknown_finder:
        return "with what somebody nobody knows wrote on the page behind a sticker, made for that once"
    if party.key is None or party.key_from is None:
        return None
    if party.key_from == ON_THE_SPOT:
        return "read on the spot, off a card of theirs"
    if party.key_checked:
        return "in a file that somebody could have changed; it was compared since"
    return f"in a file that somebody could have changed; compare it: talktag party check {party.slug}"


def _permissions(party: Party) -> Iterator[Block]:
    """What they are allowed to send, a line a kind."""
    rows = [
        (
            kind,
            str(each.most or ""),
            str(each.until or ""),
            ", ".join(each.products),
            "unasked" if each.auto else "",
            each.purpose or "",
        )
        for kind, each in party.channel.permissions.items()
    ]
    if rows:
        yield Columns(("allowed", "at most", "until", "about", "taken in", "purpose"), rows, _NARROW)


def _what_they_allow(permits: Mapping[str, SaidPermission]) -> Iterator[Block]:
    """What the party wants to be sent, and what not, a line a kind."""
    rows = [
        (kind, each.consent.value, str(each.most or ""), str(each.until or ""), each.purpose or "")
        for kind, each in permits.items()
    ]
    if rows:
        yield Columns(("they allow you", "which is", "at most", "until", "purpose"), rows, _NARROW)


def show_permission(data: ChangedPermission) -> Iterator[Block]:
    """What was said, and what may come from the party from now on."""
    yield Line(data.said.title(), "strong")
    yield Pairs(
        [
            ("party", f"{data.party.slug} ({data.party.name})"),
            ("for", data.said.purpose),
            ("may write", ", ".join(data.party.writes)),
            ("muted", ", ".join(data.party.channel.mute)),
        ]
    )
    yield from _permissions(data.party)
    if data.made:
        from talktag.cli.views.talk.leaving_message import how_it_leaves, words_of

        yield Line(f"to {data.party.name}:", "strong")
        yield from words_of(data.made)
        yield Pairs([*how_it_leaves(data.made), ("by", data.by and f'the carrier "{data.by.name}"')])
