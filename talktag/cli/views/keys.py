"""Keys: where they are, what others need of them, whom notes are sealed to. It shows no secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, PhoneCode, View, Whole

if TYPE_CHECKING:
    from talktag.ops.keys.key import Accepted, BackedUp, KeysShown, NewKeys
    from talktag.ops.keys.key_card import CardMade
    from talktag.ops.keys.new_keys import Changed, Locked
    from talktag.ops.keys.reseal import Resealed


def show_keys(data: KeysShown) -> Iterator[Block]:
    """The public keys."""
    protected = None if data.protected is None else "yes" if data.protected else "no"
    yield Pairs(
        [
            ("folder", data.folder),
            ("passphrase", protected),
            ("fingerprint", data.fingerprint),
            ("digits", " ".join(data.digits)),
            ("signing key", Whole(data.signing_line or "")),
            ("signs by", "ssh-agent" if data.agent else None),
            ("recipient", Whole(data.recipient or "")),
            ("recovery recipient", Whole(data.recovery or "")),
            *(("earlier signing key", Whole(line)) for line in data.earlier),
        ]
    )


def show_key_card(data: CardMade) -> Iterator[Block]:
    """What stands on the card; one that goes into no file is shown as a code, too."""
    card = data.card
    yield Line(card.name, "strong")
    yield Pairs(
        [
            ("mail", card.mail or None),
            ("phone", card.phone or None),
            ("url", card.url or None),
            ("language", card.language or None),
            ("digits", " ".join(data.digits)),
            ("fingerprint", data.key.fingerprint),
            ("signing key", Whole(card.key)),
            ("recipient", Whole(card.age)),
            ("file", data.path),
        ]
    )
    if card.signature:
        yield Aside(lambda: [Line(""), _code(data)])


def _code(data: CardMade) -> PhoneCode:
    from talktag.paper.codes.terminal import terminal_lines

    symbol = data.symbol()
    return PhoneCode(symbol.size + 2 * symbol.quiet, lambda background: terminal_lines(symbol, background))


def show_new(data: NewKeys) -> Iterator[Block]:
    """The public keys that were made, and what to do with them."""
    shown = data.keys_shown()
    if shown is None:
        yield Pairs([("folder", data.folder.path)])
        return
    yield from show_keys(shown)
    yield Line("Give the signing key to whoever you answer, by another way than your answers")


def show_backup(data: BackedUp) -> View:
    """Where it went."""
    return [Line(f"the recovery key is in {data.path}; print it, then delete the file")]


def show_changed(data: Changed) -> Iterator[Block]:
    """The keys as they will be, and what is sealed to them."""
    yield from show_keys(data.keys)
    if data.resealing:
        yield Pairs([("notes sealed anew", data.resealing.notes), ("files sealed anew", data.resealing.files)])


def show_locked(data: Locked) -> View:
    """Where the keys are, and whether they are locked."""
    return [Pairs([("folder", data.folder), ("passphrase", "yes" if data.protected else "no")])]


def show_resealed(data: Resealed) -> Iterator[Block]:
    """To whom everything is sealed."""
    yield Columns(("recipient",), [(each,) for each in data.recipients])
    yield Pairs([("notes sealed anew", data.notes), ("files sealed anew", data.files)])


def show_accepted(data: Accepted) -> Iterator[Block]:
    """Who new notes are sealed to, and whose keys are believed."""
    yield Columns(("recipient",), [(each,) for each in data.recipients])
    rows = [(each.title, each.state, each.told, "" if each.accepted else "not accepted yet") for each in data.signers]
    yield Columns(("whose", "state", "key", "here"), rows)
