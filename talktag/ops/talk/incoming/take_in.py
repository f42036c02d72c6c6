"""One thing that came, opened and taken in by what it is, or kept in the inbox. Nothing is believed for being there.

It asks nobody: what a person must say is the question of the outcome.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from talktag.content import Content
from talktag.errors import TalktagError, UntrustedError
from talktag.model.bundles.kinds import MESSAGE, REPLY, TABLE, TRANSFER
from talktag.model.bundles.members import SIZE_LIMIT
from talktag.model.finder.finder_message import SIZE_LIMIT as FINDER_LIMIT
from talktag.model.finder.finder_message import FinderMessage, read_finder_message
from talktag.model.talk.facts import KeyIs
from talktag.model.talk.verdict import Fate, PolicyStep
from talktag.ops.bundles.encrypt_bundle import is_encrypted
from talktag.ops.bundles.open_foreign import OpenedBundle, in_the_clear, is_of_a_finder, is_plain, signed_in
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.talk.inbox.hold import hold, is_muted
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.incoming.came import CameFile
from talktag.ops.talk.incoming.judge_message import JudgedMessage, judge_message
from talktag.ops.talk.incoming.masked import check_seal
from talktag.ops.talk.incoming.why import is_unasked, why_asked, why_judged, why_unsigned

_COMPARE = "take it at a terminal, where you compare its digits, or name a file with their key: --signer KEYFILE"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What came and what it holds: a signed bundle, what a finder wrote, or a plain answer."""

    came: CameFile
    content: Content
    bundle: OpenedBundle | None = None
    finder: FinderMessage | None = None

    @property
    def created(self) -> str:
        """The moment at which it says that it was made; empty for what does not say it."""
        if self.bundle:
            return self.bundle.contents.document.created
        if self.finder:
            return ""
        from talktag.bundle.document import parse

        with contextlib.suppress(TalktagError):
            return parse(_plain_bytes(self.content), signed=False).created
        return ""


def open_came(session: Session, came: CameFile) -> OpenedFile:
    """What came in the clear, and its signature checked where it has one.

    SealedError where no key here opens it, UntrustedError where it does not hold up.
    """
    content = in_the_clear(session, came.path, came.read())
    if is_of_a_finder(content):
        return OpenedFile(came, content, finder=_finders(came, content))
    return OpenedFile(came, content, None if is_plain(content) else signed_in(came.path, content))


def _finders(came: CameFile, content: Content) -> FinderMessage:
    """What a finder wrote. Only what the page sealed counts: of anything else nobody knows who read or changed it."""
    if not is_encrypted(came.read()):
        raise UntrustedError(
            f'"{came.path.name}" is what a finder wrote, and is not sealed: anybody on its way could have changed it',
            hints=["take in what the page made: a text that begins with -----BEGIN AGE ENCRYPTED FILE-----"],
        )
    with _naming(came.path):
        return read_finder_message(content.read(0, FINDER_LIMIT + 1))


def take_in(session: Session, opened: OpenedFile, believing: Believing) -> Outcome:
    """What takes it in, or keeps it in the inbox, without a question and with the exit code for that.

    UntrustedError, with a message of its own for every reason, where it must not come in.
    """
    with _naming(opened.came.path):
        if opened.finder:
            from talktag.ops.talk.finders.finder_in import take_finder_message

            # A yes given beforehand is none to words that nobody has seen yet.
            waits = not (believing.decided or believing.can_compare)
            return take_finder_message(session, opened.came, opened.finder, waits=waits)
        if opened.bundle is None:
            return _take_plain(session, opened, believing)
        take = _WAYS[opened.bundle.contents.document.kind]
        return take(session, opened, opened.bundle, believing)


def _take_plain(session: Session, opened: OpenedFile, believing: Believing) -> Outcome:
    from talktag.ops.sharing.reply_in import take_plain_reply

    if believing.unsigned:
        return take_plain_reply(session, _plain_bytes(opened.content))
    if believing.unattended:
        return hold(session, opened.came, why_unsigned())
    raise _NamedError(
        f'"{opened.came.path.name}" is not signed, so anybody could have written it',
        hints=["ask for a signed answer", "or take it in, marked as unsigned for good, with: --unsigned"],
    )


def _take_message(session: Session, opened: OpenedFile, bundle: OpenedBundle, believing: Believing) -> Outcome:
    from talktag.ops.talk.incoming.message_in import take_message_in

    judged = judge_message(session, bundle, believing)
    if judged.mask:
        check_seal(session, opened.came.read())
    if waiting := _hold(session, opened, bundle, judged, believing):
        return waiting
    return take_message_in(session, bundle, judged, believing)


def _take_reply(session: Session, opened: OpenedFile, bundle: OpenedBundle, believing: Believing) -> Outcome:
    """An answer goes the way that it always went; what a person muted or did not allow is refused besides."""
    from talktag.ops.sharing.reply_in import take_signed_reply

    if not believing.unattended:
        outcome = take_signed_reply(session, bundle, believing.signer, believing.compare)
        if outcome.plan:
            judge_message(session, bundle, believing).verdict.check()
        return outcome
    judged = judge_message(session, bundle, believing)
    if waiting := _hold(session, opened, bundle, judged, believing):
        return waiting
    if not judged.is_kept:
        judged.verdict.check()
    return take_signed_reply(session, bundle, None, believing.compare)._replace(question=None)


def _take_table(session: Session, opened: OpenedFile, bundle: OpenedBundle, believing: Believing) -> Outcome:
    from talktag.ops.talk.table_in import take_table_in

    _refuse_muted(session, bundle)
    outcome = take_table_in(session, bundle, believing.signer)
    if not believing.unattended or outcome.plan is None:
        return outcome
    if outcome.in_person is None and is_unasked(session, bundle):
        return outcome._replace(question=None)
    return hold(session, opened.came, why_asked(session, bundle, "a table is asked about"))


def _take_transfer(session: Session, opened: OpenedFile, bundle: OpenedBundle, believing: Believing) -> Outcome:
    from talktag.ops.sharing.transfer_in import take_transfer_in

    _refuse_muted(session, bundle)
    if believing.unattended:
        return hold(session, opened.came, why_asked(session, bundle, "a product is only taken over by a person"))
    return take_transfer_in(session, bundle, believing.signer, believing.compare)


_WAYS: Mapping[str, Callable[[Session, OpenedFile, OpenedBundle, Believing], Outcome]] = {
    MESSAGE: _take_message,
    REPLY: _take_reply,
    TABLE: _take_table,
    TRANSFER: _take_transfer,
}


def _hold(
    session: Session, opened: OpenedFile, bundle: OpenedBundle, judged: JudgedMessage, believing: Believing
) -> Outcome | None:
    """What keeps a message in the inbox, where it is to wait; None for any other."""
    if judged.sender.data is None:
        _refuse_muted(session, bundle)
    # Where nobody is there at all, another key than the one kept waits for somebody to compare it.
    is_changed = judged.sender.key is KeyIs.CHANGED and judged.verdict.step is PolicyStep.KEY
    waits = judged.verdict.fate is Fate.WAIT or (believing.unattended and is_changed)
    if judged.is_kept or not waits:
        return None
    if believing.decided:  # it waits already, and nothing that was said lets it in
        hints = [_COMPARE] if judged.sender.key is KeyIs.NEW else list(judged.verdict.hints)
        raise UntrustedError(judged.verdict.reason, hints=hints)
    return hold(session, opened.came, why_judged(bundle, judged))


def _refuse_muted(session: Session, bundle: OpenedBundle) -> None:
    if is_muted(session.store, bundle.key.fingerprint):
        raise UntrustedError(
            "you muted the key that signed it, on this computer",
            details=[f"signed with {bundle.key.fingerprint}"],
            hints=["let it in again by taking its line out of inbox/muted.txt in the store"],
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
