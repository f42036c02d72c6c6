"""Which keys the files of a store name, and which a change brings or takes away. Believes none of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from talktag.content import content_of
from talktag.errors import InvalidError
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.parties.party import Party, read_party
from talktag.model.plan import Change, Write
from talktag.model.talk.table import GivenTable, read_table
from talktag.seal.keys.recipients import Recipient
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout

OWNER = "@owner"  # no party's slug begins like this
_OF_TABLE = "@table."
RECIPIENT = "age"  # in place of how a key was checked
OWNER_FILES = {layout.OWNER_KEY: "owner", layout.OLD_OWNER_KEYS: "earlier"}
_PARTY_STATES = ("seen", "checked", RECIPIENT)
_TABLE_STATES = ("seen", RECIPIENT)


def signers_in(changes: Iterable[Change]) -> Iterator[tuple[str, Collection[str], set[AcceptedKey], set[AcceptedKey]]]:
    """For each name that the changes are about: the states that its keys there can have, those before, those after."""
    for change in changes:
        read = reader_of(change.path)
        if read is not None:
            name, states, keys = read
            before, after = change.replaces or b"", change.data if isinstance(change, Write) else b""
            yield name, states, keys(content_of(before).whole()), keys(content_of(after).whole())


def reader_of(path: str) -> tuple[str, Collection[str], Callable[[bytes], set[AcceptedKey]]] | None:
    """Whose keys the file at `path` holds, in which states they can be, and how to read them; None for other files."""
    if state := OWNER_FILES.get(path):
        return OWNER, {state}, lambda data: {AcceptedKey(OWNER, state, key.fingerprint) for key in keys_in(data)}
    slug = path.removeprefix(f"{layout.TABLES}/").removesuffix(".toml")
    if "/" not in slug and path == layout.table(slug):
        return (
            name_of_table(slug),
            _TABLE_STATES,
            lambda data: set(signers_of_table(read_table(data, path, slug).value)),
        )
    slug = path.removeprefix(f"{layout.PARTIES}/").removesuffix(".toml")
    if "/" in slug or path != layout.party(slug):  # what lies in a party's own folder is no party
        return None

    def of_record(data: bytes) -> set[AcceptedKey]:
        party = read_party(data, path, slug).value if data else None
        return {each for each in (signer_of(party), recipient_of(party)) if each} if party else set()

    return slug, _PARTY_STATES, of_record


def name_of_table(slug: str) -> str:
    """Under which name the keys of a table are accepted that somebody gave."""
    return f"{_OF_TABLE}{slug}"


def path_of_name(name: str) -> str:
    """The file that names the keys which are accepted under that name."""
    if name == OWNER:
        return layout.OWNER_KEY
    return layout.table(name.removeprefix(_OF_TABLE)) if name.startswith(_OF_TABLE) else layout.party(name)


def signers_of_table(table: GivenTable | None) -> Iterator[AcceptedKey]:
    """What is kept of the key that speaks for a table, and of its owner's recipient, when they are accepted."""
    if table is None:
        return
    name = name_of_table(table.slug)
    yield from (AcceptedKey(name, "seen", key.fingerprint) for key in keys_in(table.key.encode()))
    if table.age:
        yield AcceptedKey(name, RECIPIENT, Recipient(table.age).fingerprint)


def signer_of(party: Party) -> AcceptedKey | None:
    """What is kept of a party's key when it is accepted; None where there is none that can be read."""
    if not party.key:
        return None
    try:
        key = PublicKey.from_line(party.key)
    except InvalidError:
        return None
    return AcceptedKey(party.slug, "checked" if party.key_checked else "seen", key.fingerprint)


def recipient_of(party: Party) -> AcceptedKey | None:
    """The same of its age recipient."""
    return AcceptedKey(party.slug, RECIPIENT, Recipient(party.age).fingerprint) if party.age else None


def keys_in(data: bytes) -> Iterator[PublicKey]:
    """The keys of a file of OpenSSH public lines; lines that are none are passed over."""
    for line in data.decode("utf-8", "replace").splitlines():
        try:
            yield PublicKey.from_line(line)
        except InvalidError:
            continue
