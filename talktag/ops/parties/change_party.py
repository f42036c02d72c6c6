"""`party add`, `party set`, `party check`: what is kept of a party, and how well its key is known.

Believes no key: it says where one came from, and a person compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.parties.contact import check_contact
from talktag.model.parties.key_card import CONTACT, KeyCard
from talktag.model.parties.party import CONTACT_KEYS, ON_THE_SPOT, Party, check_language, party_table, read_party
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text, new_text
from talktag.model.typed.pair import read_pair
from talktag.model.typed.text import compose, tidy
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.model.values.near import hints, near_words
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import KEY, KINDS, accepting, accepts, key_values, unaccepted_notices
from talktag.ops.keys.whose_key import Compare, compare_key, key_of_line
from talktag.ops.outcome import Outcome
from talktag.ops.parties.old_name import still_called
from talktag.ops.parties.party import OneParty, find_party
from talktag.ops.parties.typed_channel import CHANNEL_KEYS, channel_changes
from talktag.ops.session import Session
from talktag.seal.age.identity import parse_recipient
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout

FACTS = ("name", "role", "contact", *CONTACT_KEYS, "key", "age", "language")
KEYS = (*FACTS, *CHANNEL_KEYS)


class NewParty(NamedTuple):
    """What is known of a party that is to be added."""

    name: str
    role: str = "other"
    contact: str | None = None
    mail: str | None = None
    phone: str | None = None
    address: str | None = None
    url: str | None = None
    key: str | None = None
    age: str | None = None
    language: str | None = None
    key_from: str | None = None


class PartyWrite(NamedTuple):
    """A party as it will be, and what writes that; `write` is None where its record says so already."""

    party: Party
    write: Write | None


def add_party(session: Session, new: NewParty) -> Outcome:
    """A plan that writes the record of one more party; InvalidError where a value does not hold up."""
    party, write = new_party(session, new)
    plan = commit_message.plan("party add", f"Add the party {party.name}", *filter(None, (write,)))
    return Outcome(OneParty(party), plan, effects=accepting(session, plan.changes))


def new_party(session: Session, new: NewParty) -> PartyWrite:
    """One more party; InvalidError where a value does not hold up."""
    if not tidy(new.name):
        raise InvalidError(
            "the party needs a name", hints=['for example: talktag party add "Fix-It Cameras" --role repairer']
        )
    new = new._replace(key=new.key and _bare_key(new.key), name=tidy(new.name))
    values: dict[str, Any] = {key: compose(value) for key in FACTS if (value := getattr(new, key))}
    check_values(values)
    wanted = make_slug(new.name, f"party-{session.new_id()[:6]}")
    slug = free_name(wanted, lambda each: session.store.has(layout.party(each)))
    seen = session.today if new.key else None
    party = Party(slug, **{**values, "role": new.role}, key_seen=seen, key_from=new.key_from)
    return PartyWrite(party, Write(layout.party(slug), new_text(party_table(party))))


def set_party(session: Session, ref: str, texts: Sequence[str]) -> Outcome:
    """A plan that changes what is kept of a party, `key=value` each; an empty value takes the key out.

    UsageError for what is no assignment, InvalidError where a value does not hold up.
    """
    party = find_party(session.store, ref)
    values = _parse_pairs(texts)
    changed, write = party_with(session, party, values)
    subject = f"Set {', '.join(values)} of {changed.name}"
    plan = commit_message.plan("party set", subject, write) if write else None
    vouched = values.keys() & {*KINDS}
    path = layout.party(party.slug)
    looked_at = write or Write(path, held := session.store.read(path), held)
    effects = accepting(session, [looked_at], vouched)
    same = "the record says so already; it is accepted on this computer now" if effects else "nothing was changed"
    notices = (*(() if plan else (same,)), *unaccepted_notices(session, changed, vouched))
    called = still_called(session.store, party.name, changed.name)
    return Outcome(OneParty(changed), plan, notices=(*notices, *called), effects=effects)


def party_with(session: Session, party: Party, values: Mapping[str, str]) -> PartyWrite:
    """A party with other values of KEYS, empty ones taken out; InvalidError where one does not hold up."""
    check_values(values)
    changed: dict[tuple[str, ...], Any] = {(key,): value or None for key, value in values.items() if key in FACTS}
    changed |= channel_changes(session, {key: value for key, value in values.items() if key in CHANNEL_KEYS})
    if "key" in values:
        changed |= _new_key(session, party, values["key"])
    return _with(session, party, changed)


def _with(session: Session, party: Party, changed: Mapping[tuple[str, ...], Any]) -> PartyWrite:
    path = layout.party(party.slug)
    held = session.store.read(path)
    data = changed_text(held, changed)
    reading = read_party(data, path, party.slug)
    if reading.value is None:
        raise InvalidError("the record would not hold up", details=[str(problem) for problem in reading.problems])
    return PartyWrite(reading.value, Write(path, data, held) if data != held else None)


def party_from_card(
    session: Session, party: Party, card: KeyCard, key: PublicKey | None, came: str | None
) -> PartyWrite:
    """A party with what a card says and its record does not, and with the keys of the card, if it has some.

    `came` is how the card came; the same key keeps what is known of it, but for one that was read on the spot now.
    """
    changed: dict[tuple[str, ...], Any] = {
        (each,): said for each in CONTACT if (said := getattr(card, each)) and not getattr(party, each)
    }
    if key and key_of_line(party.key or "") != key:
        changed |= key_values(key, party.slug, None, session.today, came)
    elif key and came == ON_THE_SPOT:
        changed[("key_from",)] = came
    if card.age and card.age != party.age:
        changed[("age",)] = card.age
    return _with(session, party, changed)


def check_party(session: Session, ref: str, compare: Compare) -> Outcome:
    """A plan that notes that a party's key was compared with what they read out; `compare` asks for it.

    InvalidError where the party has no key, UntrustedError where what was typed is not of that key.
    """
    party = find_party(session.store, ref)
    if not party.key:
        raise InvalidError(
            f"there is no key of {party.name} to check",
            hints=[f'put it in with: talktag party set {party.slug} key="ssh-ed25519 AAAA…"'],
        )
    key = PublicKey.from_line(party.key)
    compare_key(session, key, party.name, compare, lead="")
    path = layout.party(party.slug)
    held = session.store.read(path)
    data = changed_text(held, {("key_checked",): session.today})
    done = read_party(data, path, party.slug).value or party
    write = Write(path, data, held)
    plan = commit_message.plan("party check", f"Compare the key of {party.name}", write) if data != held else None
    return Outcome(
        OneParty(done),
        plan,
        notices=unaccepted_notices(session, done, {KEY}),
        effects=accepting(session, [write], {KEY}),
    )


def _new_key(session: Session, party: Party, line: str) -> dict[tuple[str, ...], Any]:
    """What is known of a key that takes the place of another, or of one that came from elsewhere: nothing yet."""
    if not line:
        return {("key_seen",): None, ("key_checked",): None, ("key_from",): None}
    key = PublicKey.from_line(line)
    if party.key and key_of_line(party.key) == key and accepts(session, party):
        return {("key",): line}
    return {**key_values(key, party.slug, None, session.today), ("key",): line}


def _parse_pairs(texts: Sequence[str]) -> Mapping[str, str]:
    if not texts:
        raise UsageError("nothing to set", hints=["name what to change: talktag party set PARTY mail=a@example.org"])
    values = {}
    for text in texts:
        key, value = read_pair(text) or (text, "")
        if key not in KEYS:
            raise UsageError(
                f'"{text}" is not of the form key=value, or not of a key that a party has',
                hints=[*hints(near_words(key, KEYS)), f"the keys are: {', '.join(KEYS)}"],
            )
        if key in values:
            raise UsageError(f'"{key}" is set twice', hints=["leave one out"])
        values[key] = _bare_key(value) if key == "key" else tidy(value)
    return values


def _bare_key(text: str) -> str:
    """A key as it came out of a file, without the mark that editors of Windows put first, and blanks around it.

    Two stray bytes are what a shell leaves of the mark of UTF-16.
    """
    return text.removeprefix("\ufeff").removeprefix("\udcff\udcfe").strip()


def check_values(values: Mapping[str, str]) -> None:
    """InvalidError for the first value that does not hold up."""
    for key, value in values.items():
        if not value.strip() and key in {"name", "role"}:
            raise InvalidError(f"a party needs a {key}", hints=["type it, or leave it as it is"])
        if not value.isprintable():
            raise InvalidError(f"{key} is not one line of printable text", hints=["type it again"])
        check_contact({key: value}, "anything else can be kept as: contact={value}")
    if values.get("role", "other") not in ROLE_NAMES:
        raise InvalidError(f'"{values["role"]}" is not a role', hints=[f"use one of: {', '.join(ROLE_NAMES)}"])
    if line := values.get("key"):
        PublicKey.from_line(line)
    if recipient := values.get("age"):
        parse_recipient(recipient)
    if language := values.get("language"):
        check_language(language, "the page is not written")
