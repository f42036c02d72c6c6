"""Two benches that know each other, as far as a test says: keys that are sealed to and accepted. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.ops.keys.accepted_keys import accepting_named, keys_named
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recipients import PublicKeys, format_recipients
from talktag.store import layout
from tests.kit.keys import accept_recipients

if TYPE_CHECKING:
    from tests.kit.bench import Bench


def settle(bench: Bench) -> None:
    """Let a store seal to the keys of its owner, and accept what it names."""
    folder = KeyFolder(bench.folder / "keys")
    listed = format_recipients(folder.public())
    bench.write(layout.RECIPIENTS, listed)
    accept_recipients(folder, bench.store.settings.id, listed)
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))


def know(bench: Bench, slug: str, name: str, role: str, public: PublicKeys) -> None:
    """Let a store have a party with those keys, which nobody accepted yet."""
    bench.write(
        f"parties/{slug}.toml",
        f'format = 1\nname = "{name}"\nrole = "{role}"\ncontact = "{slug}@example.org"\n'
        f'key = "{public.signing_line}"\nkey_seen = 2026-03-01\nage = "{public.owner_recipient}"\n',
    )
