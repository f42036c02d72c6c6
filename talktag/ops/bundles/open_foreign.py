"""Opens a file that somebody handed over, in parts. It extracts nothing, and does not ask whose signature it has."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.disk.in_parts import file_content
from talktag.errors import NotFoundError, UntrustedError
from talktag.ops.bundles.check_signed import checked_by_key, read_signed
from talktag.ops.bundles.encrypt_bundle import decrypt_file, is_encrypted
from talktag.ops.keys.signature import Signature
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents
    from talktag.content import Content
    from talktag.seal.ssh.key import PublicKey

_ENVELOPE = 400_000  # bytes: 16 for every 64 KiB that age encrypts, and a header
_BEGINNING = 4096  # bytes that tell an answer that nobody signed
_LONGEST_BEGINNING = 65_536  # bytes in which a finder's message says its form
_FINDERS = re.compile(rb'"format"[ \t\r\n]*:[ \t\r\n]*"talktag-finder/')
_OPEN_WORDS = "its words were not compared with the record"
_REFUSE = "do not use it; ask the sender for a new copy"


class OpenedBundle(NamedTuple):
    """A signed file whose every byte is accounted for, and the key that signed it, which need not be known."""

    path: Path
    archive: Content
    contents: Contents
    key: PublicKey
    was_encrypted: bool = False

    @property
    def signature(self) -> Signature:
        """By which key it was signed, and what for."""
        from talktag.model.bundles.kinds import NAMESPACES

        return Signature(self.key, NAMESPACES[self.contents.document.kind])

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is no reason to refuse it, and its reader should know."""
        return tuple(map(_say_uncompared, self.contents.uncompared))


def _say_uncompared(name: str) -> str:
    if name == "index.html":
        return f'"{name}" was not made by this version; nothing in it runs or loads, but {_OPEN_WORDS}'
    return f'"{name}" was not made by this version, and {_OPEN_WORDS}'


def read_foreign(path: Path) -> Content:
    """The content of a file somebody handed over, as large as a bundle may be; UntrustedError for a larger one.

    A folder that a bundle was unpacked to is packed again, as it is read.
    """
    from talktag.bundle.zip_form import ARCHIVE_LIMIT

    target = disk.real_path(path)
    if target.is_dir():
        from talktag.bundle.unpacked import packed_folder

        try:
            return packed_folder(target)
        except UntrustedError as error:
            raise refusal_of(target, error) from error
    # What an age file adds is allowed for; the archive itself is measured again when it is unpacked.
    limit = ARCHIVE_LIMIT + _ENVELOPE
    try:
        if target.is_file() and target.stat().st_size > limit:
            raise refusal_of(path, UntrustedError(f"the archive has more than {ARCHIVE_LIMIT // 1_000_000} MB"))
        return file_content(target, limit)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None


def in_the_clear(session: Session, path: Path, content: Content) -> Content:
    """What somebody handed over in the file `path`, opened as it is read with the keys here where it is encrypted.

    SealedError where no key here opens it, UntrustedError where it is a damaged age file.
    """
    if not is_encrypted(content):
        return content
    try:
        return decrypt_file(session, path, content)
    except UntrustedError as error:
        raise refusal_of(path, error) from error


def open_signed(session: Session, path: Path) -> OpenedBundle:
    """A bundle, an answer or a hand-over: archive, signature, hashes and contents checked, in this order.

    One that is encrypted is opened first. UntrustedError when anything does not hold, SealedError where no key here
    opens it.
    """
    content = read_foreign(path)
    return signed_in(path, in_the_clear(session, path, content))._replace(was_encrypted=is_encrypted(content))


def signed_in(path: Path, archive: Content) -> OpenedBundle:
    """The same of what is in the clear, whose file was `path`."""
    try:
        return OpenedBundle(path, archive, *read_signed(archive))
    except UntrustedError as error:
        if is_plain(archive):
            hint = f"if it is an answer that nobody signed: talktag receive {shlex.quote(str(path))} --unsigned"
            raise refusal_of(path, UntrustedError(error.message, hints=[hint])) from error
        raise _packed_again(path, archive) or refusal_of(path, error) from error


def is_plain(content: Content) -> bool:
    """Whether it looks like JSON and not like an archive; nothing else of it is believed."""
    return content.read(0, _BEGINNING).lstrip()[:1] == b"{"


def is_of_a_finder(content: Content) -> bool:
    """Whether it is JSON that says it has the form of the page behind a sticker; nothing else of it is believed."""
    return is_plain(content) and _FINDERS.search(content.read(0, _LONGEST_BEGINNING)) is not None


def _packed_again(path: Path, archive: Content) -> UntrustedError | None:
    """What to say of an archive whose files hold and which only another program packed; None for any other.

    It is refused all the same: in an archive of another form, other programs might find other files.
    """
    from talktag.bundle.reading import open_archive
    from talktag.bundle.unpacked import files_packed_again, open_files

    with contextlib.suppress(UntrustedError):
        open_archive(archive)
        return None
    try:
        key = checked_by_key(open_files(files_packed_again(archive)))[1]
    except UntrustedError:
        return None
    return UntrustedError(
        f'"{path.name}" was packed again by another program; the files in it are those that were signed',
        details=[f"signed with {key.fingerprint}"],
        hints=["unpack it, and name the folder in place of the file, which is then checked"],
    )


def refusal_of(path: Path, error: UntrustedError) -> UntrustedError:
    """The error of a file that does not hold up, with its name."""
    return UntrustedError(
        f'"{path.name}" does not hold up: {error.message}', details=error.details, hints=error.hints or [_REFUSE]
    )
