"""`receive`: what came back is checked, shown, and taken in only after a yes. Nothing is believed for being there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from talktag.errors import UntrustedError
from talktag.model.bundles.kinds import KINDS, Becomes
from talktag.model.bundles.members import SIZE_LIMIT
from talktag.ops.bundles.open_foreign import in_the_clear, is_plain, read_foreign, signed_in
from talktag.ops.keys.whose_key import Compare
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session


def receive(session: Session, path: Path, signer: Path | None, compare: Compare, *, unsigned: bool = False) -> Outcome:
    """The outcome that takes an answer in, or a product over, by what the file is.

    `signer` is a file with the sender's key, got by another way; `compare` asks for digits of a key that is new here.
    A plain answer file, which nobody signed, is only taken with `unsigned`. What is encrypted is opened first.
    Raises UntrustedError, with a message of its own for every reason, where it must not be taken in.
    """
    from talktag.ops.sharing.reply_in import take_plain_reply, take_signed_reply

    content = in_the_clear(session, path, read_foreign(path))
    if is_plain(content):
        if not unsigned:
            raise UntrustedError(
                f'"{path.name}" is not signed, so anybody could have written it',
                hints=["ask for a signed answer", "or take it in, marked as unsigned for good, with: --unsigned"],
            )
        with _naming(path):
            return take_plain_reply(session, content.read(0, SIZE_LIMIT + 1))
    opened = signed_in(path, content)
    with _naming(path):
        match KINDS[opened.contents.document.kind].becomes:
            case Becomes.ENTRIES:
                return take_signed_reply(session, opened, signer, compare)
            case Becomes.RECORD:
                from talktag.ops.sharing.transfer_in import take_transfer_in

                return take_transfer_in(session, opened, signer, compare)
        raise UntrustedError(
            "it is neither an answer nor a hand-over", hints=[f"look at it with: talktag verify {path}"]
        )


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let every refusal say which file it is about."""
    try:
        yield
    except UntrustedError as error:
        hints = error.hints or ["do not take it in; ask the sender what it is"]
        message = f'"{path.name}" cannot be taken in: {error.message}'
        raise UntrustedError(message, details=error.details, hints=hints) from error
