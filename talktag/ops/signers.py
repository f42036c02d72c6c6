"""Whose signature is it? Opens a signed file in memory, and finds out whose key on this computer made it.

It extracts nothing and writes nothing; what a signer may do with a good signature is decided by others.
"""

from __future__ import annotations

import contextlib
import itertools
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import DeclinedError, InvalidError, NotFoundError, TalktagError, UntrustedError
from talktag.ops.envelope import is_encrypted, opened
from talktag.ops.session import Session
from talktag.ops.signer_file import check_file
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents, Unverified
    from talktag.model.party import Party
    from talktag.seal.sshkey import PublicKey

_ENVELOPE = 64_000  # bytes: 16 for every 64 KiB that age encrypts, and a header
_ASKED = 3  # of the groups of digits of a key
# Asks a person to type what the other reads out; None where nobody can be asked.
Compare = Callable[[str], str | None]
_OPEN_WORDS = "its words were not compared with the record"
_REFUSE = "do not use it; ask the sender for a new copy"


class Opened(NamedTuple):
    """A signed file whose every byte is accounted for, and the key that signed it, which need not be known."""

    path: Path
    data: bytes
    contents: Contents
    key: PublicKey
    was_encrypted: bool = False

    @property
    def namespace(self) -> str:
        """What the signature is for."""
        from talktag.bundle.document import NAMESPACES

        return NAMESPACES[self.contents.document["kind"]]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is no reason to refuse it, and its reader should know."""
        return tuple(map(_uncompared, self.contents.uncompared))


def _uncompared(name: str) -> str:
    if name == "index.html":
        return f'"{name}" was not made by this version; nothing in it runs or loads, but {_OPEN_WORDS}'
    return f'"{name}" was not made by this version, and {_OPEN_WORDS}'


def read_foreign(path: Path) -> bytes:
    """The bytes of a file somebody handed over, as large as a bundle may be; UntrustedError for a larger one.

    A folder that a bundle was unpacked to is packed again in memory.
    """
    from talktag.bundle.archive import ARCHIVE_LIMIT

    target = disk.followed(path)
    if target.is_dir():
        from talktag.bundle.unpacked import packed_folder

        try:
            return packed_folder(target)
        except UntrustedError as error:
            raise refused(target, error) from error
    # What an age file adds is allowed for; the archive itself is measured again when it is unpacked.
    limit = ARCHIVE_LIMIT + _ENVELOPE
    try:
        if target.is_file() and target.stat().st_size > limit:
            raise refused(path, UntrustedError(f"the archive has more than {ARCHIVE_LIMIT // 1_000_000} MB"))
        return disk.read(target, limit)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None


def in_the_clear(session: Session, path: Path, data: bytes) -> bytes:
    """What somebody handed over in the file `path`, opened in memory with the keys here where it is encrypted.

    SealedError where no key here opens it, UntrustedError where it is a damaged age file.
    """
    if not is_encrypted(data):
        return data
    try:
        return opened(session, path, data)
    except UntrustedError as error:
        raise refused(path, error) from error


def open_signed(session: Session, path: Path) -> Opened:
    """A bundle, an answer or a hand-over: archive, signature, hashes and contents checked, in this order.

    One that is encrypted is opened first. UntrustedError when anything does not hold, SealedError where no key here
    opens it.
    """
    data = read_foreign(path)
    return signed_in(path, in_the_clear(session, path, data))._replace(was_encrypted=is_encrypted(data))


def signed_in(path: Path, data: bytes) -> Opened:
    """The same of bytes that are in the clear, whose file was `path`."""
    try:
        return Opened(path, data, *read_signed(data))
    except UntrustedError as error:
        if is_plain(data):
            hint = f"if it is an answer that nobody signed: talktag receive {shlex.quote(str(path))} --unsigned"
            raise refused(path, UntrustedError(error.message, hints=[hint])) from error
        raise _packed_again(path, data) or refused(path, error) from error


def is_plain(data: bytes) -> bool:
    """Whether it looks like JSON and not like an archive; nothing else of it is believed."""
    return data.lstrip()[:1] == b"{"


def _packed_again(path: Path, data: bytes) -> UntrustedError | None:
    """What to say of an archive whose files hold and which only another program packed; None for any other.

    It is refused all the same: in an archive of another form, other programs might find other files.
    """
    from talktag.bundle.reading import open_archive
    from talktag.bundle.unpacked import files_packed_again, open_files

    with contextlib.suppress(UntrustedError):
        open_archive(data)
        return None
    try:
        key = _signed(open_files(files_packed_again(data)))[1]
    except UntrustedError:
        return None
    return UntrustedError(
        f'"{path.name}" was packed again by another program; the files in it are those that were signed',
        details=[f"signed with {key.fingerprint}"],
        hints=["unpack it, and name the folder in place of the file, which is then checked"],
    )


def read_signed(data: bytes, total: int | None = None) -> tuple[Contents, PublicKey]:
    """The contents of a signed archive and the key that signed it; UntrustedError when anything does not hold.

    `total` is how many bytes its files may have together, where that is less than for any bundle.
    """
    from talktag.bundle.archive import TOTAL_LIMIT
    from talktag.bundle.reading import open_archive

    return _signed(open_archive(data, total or TOTAL_LIMIT))


def _signed(archive: Unverified) -> tuple[Contents, PublicKey]:
    from talktag.bundle.document import NAMESPACES
    from talktag.seal import sshsig

    said = sshsig.purpose(archive.signature)
    # A signature made for anything else is refused by its purpose; so is one of a kind the table does not have.
    namespace = said if said in NAMESPACES.values() else sshsig.BUNDLE
    key = sshsig.verify(archive.manifest, archive.signature, namespace)
    return archive.checked(namespace=namespace, fingerprint=key.fingerprint), key


def refused(path: Path, error: UntrustedError) -> UntrustedError:
    """The error of a file that does not hold up, with its name."""
    return UntrustedError(
        f'"{path.name}" does not hold up: {error.message}', details=error.details, hints=error.hints or [_REFUSE]
    )


def known_as(session: Session, key: PublicKey) -> str | None:
    """How the signer is known on this computer: the owner, or a party of the store; None for a stranger.

    UntrustedError where the store names the key and nobody accepted it on this computer.
    """
    from talktag.ops.trust import known_in_store

    if own := own_key(session, key):
        return own
    return known_in_store(session, key) if session.store_if_any else None


def own_key(session: Session, key: PublicKey) -> str | None:
    """How a key of this computer is known; None where it is not one of them."""
    folder = session.key_folder
    if folder.exists() and key_of_line(folder.public().signing_line) == key:
        return "you"
    if folder.exists() and key in map(key_of_line, folder.old_signing_lines()):
        return "you, with a key of earlier"
    return None


def settle(session: Session, opened: Opened, party: Party | None, signer: Path | None, compare: Compare) -> str:
    """How it is known that its key is that of `party`: it was kept before, is in `signer`, or its digits were compared.

    UntrustedError where it is another than the one that was kept, belongs to somebody else, or nothing settles it.
    Nothing said beside a key that was kept can replace it: a changed key is what a forger would have.
    """
    key = opened.key
    if party and party.key:
        return _as_kept(session, key, party)
    owner = known_as(session, key)
    if owner is not None and party:
        raise UntrustedError(
            f"it is signed by {owner}, and not by {party.name}",
            details=[f"signed with {key.fingerprint}"],
            hints=["do not take it in; ask who sent it"],
        )
    if owner is not None:
        return owner
    if signer is not None:
        return check_file(session, signer, opened)
    return compared(session, key, party.name if party else "the sender", compare)


def _as_kept(session: Session, key: PublicKey, party: Party) -> str:
    kept = key_of_line(party.key or "")
    if kept == key:
        from talktag.ops.trust import check_kept

        check_kept(session, party)
        return "the key kept before"
    path = layout.party(party.slug)
    if kept is None:
        raise InvalidError(f'the key in "{path}" does not hold up', hints=["mend it in an editor, then: talktag save"])
    raise UntrustedError(
        f"it is signed with another key than the one kept for {party.name}",
        details=[f"kept   {kept.fingerprint}", f"signed {key.fingerprint}"],
        hints=[
            f"ask {party.name} by another way, such as the telephone, whether they have a new key",
            f'only if they have, as they give it to you: talktag party set {party.slug} key="ssh-ed25519 …"',
        ],
    )


def compared(
    session: Session, key: PublicKey, name: str, compare: Compare, lead: str = "Their key is new here. "
) -> str:
    """Ask for some groups of the key's digits, which the person must get from the other: they are not shown here.

    How the key is known from then on. UntrustedError for other digits, or where nobody can be asked.
    """
    from talktag.ops.trust import COMPARED
    from talktag.seal.spoken import GROUPS, spoken

    groups = spoken(key)
    choices = list(itertools.combinations(range(GROUPS), _ASKED))
    chosen = choices[session.random_bits(32) % len(choices)]
    numbers = ", ".join(str(number + 1) for number in chosen)
    how = "Type three groups of five digits. "
    typed = compare(f"{lead}{how}Groups {numbers} of the digits that {name} reads out from: talktag key show")
    if typed is None:
        raise unknown_signer(key)
    if not typed.strip():
        raise DeclinedError("nothing was done")
    if "".join(typed.split()) != "".join(groups[number] for number in chosen):
        raise UntrustedError(
            "the digits that were typed are not those of the key",
            details=[f"signed with {key.fingerprint}"],
            hints=["if they read out what you typed, do not use it: somebody else signed it"],
        )
    return COMPARED


def unknown_signer(key: PublicKey) -> UntrustedError:
    """The error of a file that is intact and signed by nobody known, with what two people can compare."""
    from talktag.seal.spoken import spoken

    return UntrustedError(
        "the bundle is intact, but its signer is unknown",
        details=[f"signed with {key.fingerprint}", f"digits      {' '.join(spoken(key))}"],
        hints=["get the sender's key by another way, save it, then add: --signer KEYFILE"],
    )


def _key_of(line: str) -> PublicKey:
    from talktag.seal.sshkey import PublicKey

    return PublicKey.from_line(line)


def key_of_line(line: str) -> PublicKey | None:
    """The key of an OpenSSH public line, None where it is none."""
    try:
        return _key_of(line.strip())
    except TalktagError:
        return None
