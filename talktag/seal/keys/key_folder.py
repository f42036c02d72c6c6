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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError
from talktag.flush import flush_path
from talktag.seal import age
from talktag.seal.keys import atomic_files, recovery_text
from talktag.seal.keys.atomic_files import ALONE, Along
from talktag.seal.keys.key_files import (
    AGENT_NOTE,
    OLD_IDENTITIES,
    OLD_LINES,
    OLD_RECIPIENTS,
    PLAIN,
    RECIPIENTS,
    SEALED,
    SIGNING,
    SIGNING_AGENT,
    SIGNING_LINE,
    FreshKeys,
    Keys,
    comment_of,
    protect,
    sealed_files,
)
from talktag.seal.keys.keys_on_disk import KeysOnDisk
from talktag.seal.keys.recipients import PublicKeys, format_recipients, parse_recipients

if TYPE_CHECKING:
    from talktag.seal.keys.atomic_files import Wait
    from talktag.seal.ssh.key import SigningKey

__all__ = ["FreshKeys", "KeyFolder", "Keys", "PublicKeys", "format_recipients", "parse_recipients"]


@dataclass(frozen=True, slots=True)
class KeyFolder(KeysOnDisk):
    """One person's key folder, which it makes and changes: each change whole, or not at all."""

    def create(
        self,
        passphrase: str | None,
        name: str,
        *,
        fresh: FreshKeys | None = None,
        old: Sequence[str] = (),
        work_factor: int = age.WORK_FACTOR,
        along: Along = ALONE,
    ) -> PublicKeys:
        """Put `fresh` keys into the folder, or newly made ones; `name` is the comment of the signing key's line.

        `old` are identities of earlier that are to open what was sealed to them. InvalidError when there are keys
        already, when `name` is not one printable line, or for an empty passphrase. `work_factor` is log2 of scrypt's N.
        """
        if self.exists():
            raise self._made_already()
        fresh = fresh or FreshKeys.generate()
        public = fresh.public(name)
        files: dict[str, bytes | None] = {
            **self._old_files(public.owner_recipient, old),
            **sealed_files(fresh, public.owner_recipient),
            SIGNING_LINE: f"{public.signing_line}\n".encode(),
            RECIPIENTS: format_recipients(public),
            **dict([protect(fresh.identity, passphrase, work_factor)]),
        }
        with self.changing():
            if self._has_identity():
                raise self._made_already()
            self._switch(files, along)
        return public

    def change_passphrase(self, keys: Keys, new: str | None, *, work_factor: int = age.WORK_FACTOR) -> None:
        """Protect the identity by another passphrase, or by none; everything else stays as it is.

        A crash on the way leaves the old or the new state. Deleted text may stay readable on the disk's surface.
        """
        self._check_belongs(keys)
        name, data = protect(keys.identity, new, work_factor)
        with self.changing():
            self._check_belongs(keys)
            disk.put(self.path / name, data, disk.PRIVATE)
            other = self.path / (SEALED if name == PLAIN else PLAIN)
            with disk.failing_as(f'could not remove "{other}"'):
                other.unlink(missing_ok=True)
                flush_path(self.path)

    def renew(self, keys: Keys, fresh: FreshKeys, *, work_factor: int = age.WORK_FACTOR, along: Along = ALONE) -> None:
        """Put `fresh` keys in place of `keys`, under the same passphrase, all at once or not at all.

        What is replaced stays: identities to open what is sealed to them, public halves to know what they signed.
        The secret of a signing key that is replaced does not.
        """
        self._check_belongs(keys)
        public = self.public()
        new = fresh.public(comment_of(public.signing_line))
        files: dict[str, bytes | None] = {}
        if new.owner_recipient != public.owner_recipient:
            replaced = (keys.identity, self.recovery_identity(keys), *keys.old)
            files |= self._old_files(new.owner_recipient, replaced)
            files |= sealed_files(fresh, new.owner_recipient)
            files |= {RECIPIENTS: format_recipients(new)}
            files |= dict([protect(fresh.identity, keys.passphrase, work_factor)])
        if self.agent_key():
            files.pop(SIGNING, None)
        elif fresh.signing.public != keys.signing.public:
            files |= self._signing_files(new.signing_line, fresh.signing, new.owner_recipient)
        with self.changing():
            self._check_belongs(keys)
            self._switch(files, along)

    def use(self, line: str, signing: SigningKey | None, along: Along = ALONE) -> None:
        """Sign with another key from now on: `signing`, which is sealed here, or where None the agent's one of `line`.

        Needs no passphrase: sealing uses public keys only.
        """
        owner = self.public().owner_recipient
        files = self._signing_files(line, signing, owner)
        with self.changing():
            self._switch(files, along)

    def waits_for(self) -> Wait | None:
        """What a change of keys waits for that was cut short; settle() ends it."""
        return atomic_files.waiting(self.path)

    def settle(self, is_made: Callable[[Wait], bool]) -> None:
        """End such a change: make it, where what it waited for `is_made`, else drop it."""
        with self.changing():
            if wait := self.waits_for():
                (atomic_files.make if is_made(wait) else atomic_files.drop)(self.path)

    def _switch(self, files: Mapping[str, bytes | None], along: Along) -> None:
        """Replace files, with what goes along in the middle: from the moment that is done, so is this."""
        accepted = self.accepting(along.acceptance) if along.acceptance else {}
        atomic_files.stage(self.path, {**files, **accepted}, along.wait)
        try:
            along.work()
        except BaseException:
            if along.wait is None:
                atomic_files.drop(self.path)
            raise  # what it waits for may have happened all the same
        atomic_files.make(self.path)

    def _made_already(self) -> InvalidError:
        return InvalidError(f'there are keys in "{self.path}" already', hints=["talktag key show"])

    def _old_files(self, owner: str, replaced: Sequence[str]) -> dict[str, bytes]:
        """The files that keep the identities of earlier, and say which recipients those are."""
        if not replaced:
            return {}
        text = recovery_text.old_identities_text(replaced)
        recipients = dict.fromkeys((*map(age.recipient_of, replaced), *self.old_recipients()))
        return {
            OLD_IDENTITIES: age.encrypt(text, recipients=[owner]),
            OLD_RECIPIENTS: "".join(f"{each}\n" for each in recipients).encode("ascii"),
        }

    def _signing_files(self, line: str, signing: SigningKey | None, owner: str) -> dict[str, bytes | None]:
        """The files of another signing key, the public line of the one in use kept."""
        lines = dict.fromkeys((self.public().signing_line, *self.old_signing_lines()))
        return {
            SIGNING_LINE: f"{line}\n".encode(),
            OLD_LINES: "".join(f"{each}\n" for each in lines if each != line).encode(),
            SIGNING: age.encrypt(signing.to_openssh(), recipients=[owner]) if signing else None,
            SIGNING_AGENT: None if signing else AGENT_NOTE,
        }
