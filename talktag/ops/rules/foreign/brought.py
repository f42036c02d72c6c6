"""Where a rule from elsewhere comes from: a file that was handed over, or one in a message. It reads alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, UntrustedError, UsageError
from talktag.model.rules.making.waker import fingerprint_of
from talktag.model.rules.rule import DO, ELSE, RULE_LIMIT
from talktag.model.toml.read import load_toml
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.kept_messages import find_kept_message
from talktag.ops.keys.accepted_keys import accepts, not_accepted
from talktag.ops.parties.party import find_party
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session
    from talktag.store.store import Store


class BroughtRule(NamedTuple):
    """The text of a rule, what its file was called, and who it is from."""

    data: bytes
    name: str
    party: Party


def brought_by_hand(store: Store, data: bytes, name: str, party: str | None) -> BroughtRule:
    """A rule in a file, from whom the person says it is; UsageError where they do not say."""
    if party is None:
        raise UsageError("a rule from elsewhere is from somebody", hints=["say from whom: --from PARTY"])
    return BroughtRule(data, name, find_party(store, party))


def brought_by_message(session: Session, bundle: str, party: str | None) -> BroughtRule:
    """The rule in a message that was taken in, from whoever signed it with the key that is kept of them.

    NotFoundError where there is no such message, UntrustedError where it is not from whom the person says.
    """
    store = session.store
    contents, key = read_signed(store.content(find_kept_message(store, bundle)))
    fingerprint = key.fingerprint
    sender = next((each for each in _parties(store) if fingerprint_of(each) == fingerprint), None)
    if sender is None:
        raise UntrustedError(
            "nobody whose key is kept here signed that message", details=[f"signed with {fingerprint}"]
        )
    if not accepts(session, sender):
        raise not_accepted(sender.name, key)
    if party is not None and find_party(store, party).slug != sender.slug:
        raise UntrustedError(f'that message is from "{sender.slug}"', hints=["leave out --from"])
    found = [data for each in contents.files.values() if each.size <= RULE_LIMIT and _is_rule(data := each.whole())]
    if len(found) != 1:
        many = f"{len(found)} files that could be rules" if found else "no file that could be a rule"
        raise InvalidError(
            f"{many} came with that message", hints=["or name a file: talktag rule add FILE --from PARTY"]
        )
    return BroughtRule(found[0], sender.slug, sender)


def _is_rule(data: bytes) -> bool:
    """Whether a file is meant for one: in a bundle it has a neutral name, and no ending that says so."""
    table, _ = load_toml(data, "rule")
    return bool(table and {DO, ELSE} & table.keys())


def _parties(store: Store) -> Iterator[Party]:
    return (stored.value for stored in store.all(PARTIES) if stored.value)
