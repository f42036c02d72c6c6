"""What every operation is handed: the store, the keys, the time and a source of randomness. It knows no terminal."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talktag.errors import NoStoreError
from talktag.model.values.ident import ID_BITS, TAG_BITS, make_id, make_tag

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.settings.carrier import Carrier
    from talktag.seal.keys.key_files import Keys
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.seal.ssh.sshsig import Signer
    from talktag.store.store import Store


class Session:
    """One run of one command.

    `unlock_keys` opens a key folder, asking for a passphrase as far as it may; `now` has its time zone. `pending` is
    the folder for notes of what is on its way, `fetched` that for what carriers brought, None where none are kept.
    """

    def __init__(
        self,
        open_store: Callable[[], Store],
        open_keys: Callable[[], KeyFolder],
        unlock_keys: Callable[[KeyFolder], Keys],
        now: datetime.datetime,
        random_bits: Callable[[int], int],
        *,
        pending: Path | None = None,
        fetched: Path | None = None,
        read_carriers: Callable[[], tuple[Carrier, ...]] | None = None,
    ) -> None:
        self.open_store = open_store
        self.open_keys = open_keys
        self.unlock_keys = unlock_keys
        self.now = now
        self.random_bits = random_bits
        self.pending = pending
        self.fetched = fetched
        self._read_carriers = read_carriers
        self.looked_up: dict[object, Any] = {}  # what takes long and stays the same as long as one command runs

    @cached_property
    def store(self) -> Store:
        """The store the command is about; NoStoreError where there is none."""
        return self.open_store()

    @property
    def store_if_any(self) -> Store | None:
        """The same; None where there is none, which is told from what is wrong in it."""
        try:
            return self.store
        except NoStoreError:
            return None

    @cached_property
    def carriers(self) -> tuple[Carrier, ...]:
        """The person's carriers, whose folders are whole paths; InvalidError where their settings are no TOML."""
        return self._read_carriers() if self._read_carriers else ()

    @cached_property
    def keys(self) -> Keys:
        """The owner's secret keys; SealedError without them or with a wrong passphrase."""
        return self.unlock_keys(self.key_folder)

    @property
    def signer(self) -> Signer:
        """What signs for the owner: ssh-agent, which needs no passphrase of talktag's, or the key in the folder."""
        return self.key_folder.agent_key() or self.keys.signing

    @cached_property
    def key_folder(self) -> KeyFolder:
        """Where the owner's keys are, outside any store."""
        return self.open_keys()

    @property
    def today(self) -> datetime.date:
        """The owner's date."""
        return self.now.date()

    @property
    def instant(self) -> str:
        """The moment in UTC, to the second."""
        return self.now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def recorded(self) -> datetime.datetime:
        """The moment in UTC, to the millisecond, as a log keeps it."""
        now = self.now.astimezone(datetime.UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def new_id(self) -> str:
        """A fresh random id."""
        return make_id(self.random_bits(ID_BITS))

    def new_tag(self) -> str:
        """A fresh random tag id."""
        return make_tag(self.random_bits(TAG_BITS))
