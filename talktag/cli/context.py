"""One run of the program: its flags, its terminal, and the session made of them. It opens nothing unasked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from talktag.cli import places
from talktag.cli.flags import Flags
from talktag.cli.input.handed_over import handed_over, names_passphrase, passphrase_in, weakness
from talktag.cli.input.terminal import Terminal
from talktag.errors import SealedError, UsageError

if TYPE_CHECKING:
    from talktag.model.effects.of_files import KeepSetting
    from talktag.model.settings.carrier import Carrier
    from talktag.ops.session import Session
    from talktag.seal.keys.key_files import Keys
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.store.store import Store

T = TypeVar("T")
_TRIES = 3
_PROGRAM = "passphrase_command"


class Context(NamedTuple):
    """Flags and terminal of one run, and the places of this computer that belong to the person."""

    flags: Flags
    terminal: Terminal
    run: Callable[[Sequence[str], Terminal], int]  # runs one more command line, as the demo does; its exit code
    given: dict[str, str]  # what a program of the person's gave in this run, by its name in the settings
    tree: object = None  # of all commands, which parsed this one

    def with_flags(self, flags: Flags) -> Context:
        """The run with these flags, where they were given; two output forms at once are a UsageError."""
        flags = flags.over(self.flags)
        if flags.json and flags.plain:
            raise UsageError("--json and --plain exclude each other", hints=["leave one out"])
        return self._replace(flags=flags, terminal=self.terminal._replace(may_ask=not flags.no_input, agrees=flags.yes))

    @property
    def config(self) -> Path:
        """The folder for keys and the person's own settings."""
        return places.config_folder(self.terminal.environment)

    @property
    def drafts(self) -> Path:
        """The folder for texts that were edited and not saved."""
        return self.config / "drafts"

    @property
    def pending(self) -> Path:
        """The folder for notes of files that wait for their names."""
        return self.config / "pending"

    def cache_folder(self) -> Path:
        """The folder for what may be deleted at any time."""
        return places.cache_folder(self.terminal.environment)

    def seen_folder(self) -> Path:
        """The folder for what this computer last saw of each store."""
        return self.config / "seen"

    def session(self) -> Session:
        """What operations are handed; the store and the keys are only opened when asked for."""
        from talktag.ops.session import Session

        terminal = self.terminal
        now, chance = terminal.now(), terminal.random_bits
        return Session(
            self.open_store,
            self.open_keys,
            self.unlock,
            now,
            chance,
            pending=self.pending,
            fetched=self.config / "fetched",
            read_carriers=self._carriers,
        )

    def _carriers(self) -> tuple[Carrier, ...]:
        """The person's carriers; none of them may lie in the store of this run."""
        from talktag.cli.own.carriers import own_carriers
        from talktag.cli.own.programs import store_of

        environment = self.terminal.environment
        return own_carriers(environment, store_of(self.flags.store, environment))

    def finish_what_was_left(self) -> None:
        """End what an earlier command left unfinished when it was killed, and say so."""
        with contextlib.suppress(OSError):
            if not {"lock", "lock.next"}.issuperset(os.listdir(self.pending)):  # noqa: PTH208 - each command asks
                from talktag.ops.effects.pending_files import settle

                for line in settle(self.pending, self._store_in):
                    self.terminal.say(f"notice: {line}")

    def new_store(self, folder: Path) -> Store:
        """A store that is yet to be made in `folder`."""
        from talktag.store.store import Store

        return Store(folder.absolute(), self.cache_folder, self.terminal.environment, self.seen_folder)

    def open_store(self) -> Store:
        """The store named by flag, environment, working directory or the person's settings, in this order."""
        return self._store_in(self.store_folder())

    def _store_in(self, folder: Path) -> Store:
        from talktag.store.store import Store

        return Store.open(folder, self.cache_folder, self.terminal.environment, self.seen_folder)

    def open_keys(self) -> KeyFolder:
        """The folder of the owner's keys."""
        folder = self.keys_in(self.config / "keys")
        if folder.is_cut_short():
            from talktag.ops.keys.pending_change import settle

            settle(folder, self._store_in)
        return folder

    def keys_in(self, path: Path) -> KeyFolder:
        """The keys in a folder; from here on no crash writes the memory of this program to the disk."""
        from talktag.cli import core_dumps
        from talktag.seal.keys.key_folder import KeyFolder
        from talktag.seal.ssh.agent import Agent

        core_dumps.forbid()
        agent = self.terminal.environment.get("SSH_AUTH_SOCK")
        return KeyFolder(path, Agent(agent, self._say_touch) if agent else None)

    def unlock(self, folder: KeyFolder) -> Keys:
        """The owner's keys; at a terminal there are three tries for the passphrase."""
        if not folder.needs_passphrase():
            return folder.unlock(None)
        if not names_passphrase(self.flags):
            from talktag.cli.own.settings import own_settings

            if words := own_settings(self.terminal.environment).passphrase_command:
                return self._unlock_by_program(folder, words)
        return self.open_by_passphrase(f"Passphrase for your keys in {folder.path}", folder.unlock)

    def _unlock_by_program(self, folder: KeyFolder, words: Sequence[str]) -> Keys:
        """The owner's keys, by the passphrase that a program of theirs prints; it is asked once in a run."""
        from talktag.cli.own.passphrase import ask_program
        from talktag.cli.own.programs import store_of

        if _PROGRAM not in self.given:
            environment = self.terminal.environment
            store = store_of(self.flags.store, environment)
            self.given[_PROGRAM] = ask_program(words, environment, store, folder=self.config)
        try:
            return folder.unlock(self.given[_PROGRAM])
        except SealedError as error:
            raise SealedError(
                f'{error.message}: "{words[0]}" gave it, as passphrase_command says',
                hints=["look at it with: talktag config passphrase_command", *error.hints],
                details=error.details,
            ) from None

    def open_by_passphrase(self, question: str, attempt: Callable[[str], T]) -> T:
        """What `attempt` opens with the passphrase that was handed over, or typed; there are three tries to type it."""
        given = handed_over(self.flags)
        return attempt(given) if given is not None else self.try_secrets(question, attempt, "opening …")

    def try_secrets(self, question: str, attempt: Callable[[str], T], meanwhile: str = "") -> T:
        """What `attempt` makes of a secret that is typed without echo; a SealedError of it is told, and asked again.

        There is no echo from the first try to the last, also while it works, which it says as `meanwhile`: who types on
        may be typing the next try.
        """
        from talktag.cli.input.quiet import without_echo

        with without_echo():
            for left in reversed(range(_TRIES)):
                words = self.terminal.ask_secret(question)
                if meanwhile:
                    self.terminal.hint(meanwhile)
                try:
                    return attempt(words)
                except SealedError as error:
                    if not left or not self.terminal.can_ask:
                        raise
                    self.terminal.say(f"talktag: {error.message}")
        raise SealedError("wrong passphrase")

    def _say_touch(self) -> None:
        """Tell a person that a hardware key waits; nobody else could touch it."""
        if self.terminal.stderr.isatty():
            self.terminal.say("talktag: touch your hardware key when it blinks")

    def new_passphrase(self) -> str:
        """A passphrase for new keys, typed twice at a terminal; UsageError where none can be had."""
        given = handed_over(self.flags)
        return self._warn_if_weak(self._chosen_passphrase("--passphrase-file") if given is None else given)

    def changed_passphrase(self, file: Path | None) -> str:
        """A passphrase in place of the one in use: out of a file, or typed twice at a terminal."""
        return self._warn_if_weak(
            self._chosen_passphrase("--new-passphrase-file") if file is None else passphrase_in(file)
        )

    def _warn_if_weak(self, passphrase: str) -> str:
        """The same passphrase; of a weak one it is said how weak it is, and what is better."""
        if warning := weakness(passphrase):
            self.terminal.say(f"notice: {warning}")
        return passphrase

    def _chosen_passphrase(self, flag: str) -> str:
        if not self.terminal.can_ask:
            raise UsageError(
                f"new keys need a passphrase, and {self.terminal.silence}",
                hints=[f"hand it over with {flag} FILE, or go without: --no-passphrase"],
            )
        for _ in range(_TRIES):
            first = self.terminal.ask_secret("New passphrase for your keys")
            if first and self.terminal.ask_secret("The same once more") == first:
                self.terminal.hint("locking your keys …")
                return first
            self.terminal.say("talktag: the two differ, or are empty")
        raise UsageError("no passphrase was chosen", hints=["type the command again"])

    def keeping_store(self, folder: Path) -> tuple[KeepSetting, ...]:
        """What makes `folder` the person's default store; nothing where there is one, or it cannot be written down."""
        import tomli_w

        from talktag.model.effects.of_files import KeepSetting

        environment = self.terminal.environment
        held, settings = places.settings_data(environment), places.settings(environment)
        if "store" in settings:
            return ()
        try:
            data = tomli_w.dumps({**settings, "store": str(folder)}).encode()
        except UnicodeEncodeError:  # TOML is UTF-8, and the name of a folder need not be
            return ()
        path = str(places.settings_file(environment))
        return (KeepSetting("the default store", str(folder), path, data, held),)

    def store_folder(self) -> Path:
        """Where the store of this run is."""
        return places.store_folder(self.flags.store, self.terminal.environment)
