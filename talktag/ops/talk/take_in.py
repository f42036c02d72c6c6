"""One thing that came, opened and then taken in by what it is. Nothing is believed for being there.

It asks nobody: what a person must say is the question of the outcome.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from talktag.content import Content
from talktag.errors import TalktagError, UntrustedError
from talktag.model.bundles.kinds import KINDS, Becomes
from talktag.model.bundles.members import SIZE_LIMIT
from talktag.ops.bundles.open_foreign import OpenedBundle, in_the_clear, is_plain, signed_in
from talktag.ops.keys.whose_key import Compare
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.talk.came import CameFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Believing:
    """What is believed besides the keys that are kept: of the file `signer`, and of digits that `compare` asks for.

    A plain answer, which nobody signed, is only taken with `unsigned`.
    """

    compare: Compare
    signer: Path | None = None
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What a file holds: a signed bundle, or a plain answer."""

    path: Path
    content: Content
    bundle: OpenedBundle | None = None

    @property
    def created(self) -> str:
        """The moment at which it says that it was made; empty for what does not say it."""
        if self.bundle:
            return self.bundle.contents.document.created
        from talktag.bundle.document import parse

        with contextlib.suppress(TalktagError):
            return parse(_plain_bytes(self.content), signed=False).created
        return ""


def open_came(session: Session, came: CameFile) -> OpenedFile:
    """What came in the clear, and its signature checked where it has one.

    SealedError where no key here opens it, UntrustedError where it does not hold up.
    """
    content = in_the_clear(session, came.path, came.read())
    return OpenedFile(came.path, content, None if is_plain(content) else signed_in(came.path, content))


def take_in(session: Session, opened: OpenedFile, believing: Believing) -> Outcome:
    """The outcome that takes it in; UntrustedError, with a message of its own for every reason it must not be taken."""
    path, bundle = opened.path, opened.bundle
    with _naming(path):
        if bundle is None:
            return _take_plain(session, opened, believing)
        match KINDS[bundle.contents.document.kind].becomes:
            case Becomes.ENTRIES:
                from talktag.ops.sharing.reply_in import take_signed_reply

                return take_signed_reply(session, bundle, believing.signer, believing.compare)
            case Becomes.RECORD:
                from talktag.ops.sharing.transfer_in import take_transfer_in

                return take_transfer_in(session, bundle, believing.signer, believing.compare)
            case Becomes.NOTHING:
                from talktag.ops.talk.table_in import take_table_in

                return take_table_in(session, bundle, believing.signer)


def _take_plain(session: Session, opened: OpenedFile, believing: Believing) -> Outcome:
    from talktag.ops.sharing.reply_in import take_plain_reply

    if believing.unsigned:
        return take_plain_reply(session, _plain_bytes(opened.content))
    raise _NamedError(
        f'"{opened.path.name}" is not signed, so anybody could have written it',
        hints=["ask for a signed answer", "or take it in, marked as unsigned for good, with: --unsigned"],
    )


def _plain_bytes(content: Content) -> bytes:
    """The bytes of a plain answer; one more than it may have shows that it is too large."""
    return content.read(0, SIZE_LIMIT + 1)


class _NamedError(UntrustedError):
    """One that says already which file it is about."""


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let every refusal say which file it is about."""
    try:
        yield
    except _NamedError:
        raise
    except UntrustedError as error:
        hints = error.hints or ["do not take it in; ask the sender what it is"]
        message = f'"{path.name}" cannot be taken in: {error.message}'
        raise UntrustedError(message, details=error.details, hints=hints) from error
