"""The owner's secret keys in a folder of their own. They never enter a store, and no secret enters a repr.

    identity.age          passphrase-protected age file; inside, an age identity text: opens everything else
    identity.txt          the same text in the clear, where no passphrase is wanted
    signing_key.age       age file to that identity; inside, an OpenSSH ed25519 private key
    signing_key.agent     in its place where an ssh-agent holds the secret; nothing secret is inside
    recovery.age          age file to that identity; inside, the second identity, to be printed on paper
    old_identities.age    age file to that identity; inside, identities of earlier, which open what was sealed then
    recipients.txt        the two age recipients            }
    signing_key.pub       the OpenSSH public line           } public, so that sealing and
    old_recipients.txt    the recipients of earlier         } showing need no passphrase
    old_signing_keys.pub  the public lines of earlier       }
    recipients.pin        what this person accepted as recipients of each store
    signers.pin           whose keys this person accepted in each store, and how they were checked
    signers.seen          up to where the history of each store was looked through for keys taken back
    next/                 what a change of several files is made of, until it is finished

The stock `age`, `ssh-keygen` and `ssh-add` read all of it. A folder without an identity is what a crash of an earlier
version left of making one, and making it again is safe. Beside the folder lies `keys.lock`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, StaleError
from talktag.model.effects.of_keys import ChangeKeys
from talktag.seal import age
from talktag.seal.keys import atomic_files, key_files
from talktag.seal.keys.key_files import (
    OLD_LINES,
    PLAIN,
    RECIPIENTS,
    SEALED,
    SIGNING,
    SIGNING_LINE,
    Contents,
    FreshKeys,
    Keys,
    comment_of,
)
from talktag.seal.keys.keys_on_disk import KeysOnDisk
from talktag.seal.keys.recipients import PublicKeys, format_recipients

if TYPE_CHECKING:
    from talktag.seal.keys.atomic_files import Wait
    from talktag.seal.ssh.key import SigningKey


@dataclass(frozen=True, slots=True)
class KeyFolder(KeysOnDisk):
    """One person's key folder, which it makes and changes: each change whole, or not at all."""

    def new_keys(
        self,
        fresh: FreshKeys,
        name: str,
        passphrase: Callable[[], str] | None,
        *,
        old: Sequence[str] = (),
        work_factor: int = age.WORK_FACTOR,
    ) -> ChangeKeys:
        """What puts `fresh` keys into the folder; `name` is the comment of the signing key's line.

        `passphrase` gives the one that protects them, None for none. `old` are identities of earlier that are to open
        what was sealed to them. InvalidError when there are keys already, or `name` is not one printable line; when the
        contents are made also for an empty passphrase. `work_factor` is log2 of scrypt's N.
        """
        if self.exists():
            raise InvalidError(f'there are keys in "{self.path}" already', hints=["talktag key show"])
        public = fresh.public(name)
        contents: Contents = {
            **key_files.old_identity_files(public.owner_recipient, old, self.old_recipients()),
            **key_files.sealed_files(fresh, public.owner_recipient),
            SIGNING_LINE: f"{public.signing_line}\n".encode,
            RECIPIENTS: partial(format_recipients, public),
            **key_files.identity_file(fresh.identity, passphrase, work_factor),
        }
        return self._change("make-keys", public, contents, {SEALED: None, PLAIN: None})

    def lock_change(self, keys: Keys, new: str | None, *, work_factor: int = age.WORK_FACTOR) -> ChangeKeys:
        """What protects the identity by another passphrase, or by none; everything else stays as it is.

        Deleted text may stay readable on the disk's surface.
        """
        self._check_belongs(keys)
        passphrase = None if new is None else (lambda: new)
        contents: Contents = {**key_files.identity_file(keys.identity, passphrase, work_factor)}
        contents |= {name: None for name in (SEALED, PLAIN) if name not in contents and self._has(name)}
        return self._change("lock-keys", self.public(), contents, self._held_public())

    def renewal(self, keys: Keys, fresh: FreshKeys, *, work_factor: int = age.WORK_FACTOR) -> ChangeKeys:
        """What puts `fresh` keys in place of `keys`, under the same passphrase.

        What is replaced stays: identities to open what is sealed to them, public halves to know what they signed.
        The secret of a signing key that is replaced does not.
        """
        self._check_belongs(keys)
        public = self.public()
        new = fresh.public(comment_of(public.signing_line))
        contents: Contents = {}
        if new.owner_recipient != public.owner_recipient:
            replaced = (keys.identity, self.recovery_identity(keys), *keys.old)
            words = keys.passphrase
            contents |= key_files.old_identity_files(new.owner_recipient, replaced, self.old_recipients())
            contents |= key_files.sealed_files(fresh, new.owner_recipient)
            contents |= {RECIPIENTS: partial(format_recipients, new)}
            contents |= key_files.identity_file(fresh.identity, None if words is None else (lambda: words), work_factor)
        if self.agent_key():
            contents.pop(SIGNING, None)
            new = PublicKeys(new.owner_recipient, new.recovery_recipient, public.signing_line)
        elif fresh.signing.public != keys.signing.public:
            contents |= self._signing_files(new.signing_line, fresh.signing, new.owner_recipient)
        return self._change("replace-keys", new, contents, self._held_public())

    def signing_with(self, line: str, signing: SigningKey | None) -> ChangeKeys:
        """What signs with another key: `signing`, which is sealed here, or where None the agent's one of `line`.

        Needs no passphrase: sealing uses public keys only.
        """
        public = self.public()
        contents = self._signing_files(line, signing, public.owner_recipient)
        new = PublicKeys(public.owner_recipient, public.recovery_recipient, line)
        return self._change("use-key", new, contents, self._held_public())

    def stage(self, files: Mapping[str, bytes | None], replaces: Mapping[str, bytes | None], wait: Wait | None) -> None:
        """Put ready what files of the folder are to hold, None for nothing; atomic_files makes it then, or drops it.

        The caller holds changing(). StaleError where a file does not hold what `replaces` says.
        """
        for name, held in replaces.items():
            if (self.read_or(name, b"") if self._has(name) else None) != held:
                message = f'the keys in "{self.path}" were changed by someone else meanwhile'
                raise StaleError(message, hints=["type the command again"])
        atomic_files.stage(self.path, files, wait)

    def is_cut_short(self) -> bool:
        """Whether a change of what is in here is not finished, which settle() ends, or is being made just now."""
        return atomic_files.is_open(self.path) or atomic_files.is_waiting(self.path)

    def waits_for(self) -> Wait | None:
        """What a change of keys waits for that was cut short; settle() ends it."""
        return atomic_files.waiting(self.path)

    def settle(self, is_made: Callable[[Wait], bool]) -> None:
        """End such a change: make it, where what it waited for `is_made`, else drop it."""
        with self.changing():
            if wait := self.waits_for():
                (atomic_files.make if is_made(wait) else atomic_files.drop)(self.path)

    def _change(
        self, name: str, public: PublicKeys, contents: Contents, replaces: Mapping[str, bytes | None]
    ) -> ChangeKeys:
        fingerprint = public.signer.fingerprint
        return ChangeKeys(name, str(self.path), fingerprint, contents, replaces)

    def _held_public(self) -> dict[str, bytes | None]:
        """The public halves of the keys as they are, so that a change is not made to others."""
        return {name: self._read(name) for name in (SIGNING_LINE, RECIPIENTS)}

    def _has(self, name: str) -> bool:
        return os.path.lexists(self.path / name)

    def _signing_files(self, line: str, signing: SigningKey | None, owner: str) -> Contents:
        """The files of another signing key, the public line of the one in use kept."""
        lines = dict.fromkeys((self.public().signing_line, *self.old_signing_lines()))
        found = key_files.signing_files(line, signing, owner)
        found[OLD_LINES] = "".join(f"{each}\n" for each in lines if each != line).encode
        return {name: content for name, content in found.items() if content or self._has(name)}


def contents_of(change: ChangeKeys) -> dict[str, bytes | None]:
    """The contents of the files that a change of keys puts in place, None for no file; made once, as it may ask."""
    return {name: None if make is None else make() for name, make in change.contents.items()}
