"""`reply`: the signed answer to a bundle, a reply or a message. Needs no store; writes nothing but the one file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, SealedError, UntrustedError, UsageError
from talktag.model.bundles.document import Document, Signatory
from talktag.model.bundles.kinds import KINDS, Becomes
from talktag.model.parties.party import Party
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.talk.message import check_right, read_message
from talktag.model.toml.record_file import without_absent
from talktag.ops.bundles.encrypt_bundle import encrypt_made, reply_recipients
from talktag.ops.bundles.make_bundle import bag_of
from talktag.ops.bundles.open_foreign import OpenedBundle, open_signed
from talktag.ops.bundles.say_written import written_reply
from talktag.ops.files.files_in import take_in
from talktag.ops.files.files_out import Outgoing, as_they_leave, notices_of
from talktag.ops.keys.key_file import Asks, comment_of, read_key_file
from talktag.ops.keys.masks.find_mask import mask_to
from talktag.ops.keys.signer_file import check_file
from talktag.ops.keys.whose_key import key_of_line, known_as
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.ops.sharing.reply_document import ReplyRequest, answers_by_message, document_of
from talktag.ops.typed import guessed_money

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey
    from talktag.seal.ssh.sshsig import Signer


class Replied(NamedTuple):
    """The answer as it goes out; `recipient` is whom it is encrypted to, None where it is not."""

    document: Document
    signed: str | None
    path: Path | None
    recipient: str | None = None

    def values(self) -> Mapping[str, Any]:
        """What the answer says, and what it is known by."""
        said = (
            "kind",
            "bundle",
            "created",
            "signer",
            "audience",
            "channel",
            "in_reply_to",
            "product",
            "products",
            "entries",
            "files",
        )
        document = self.document.values()
        values = {key: document.get(key) for key in said}
        file = str(self.path) if self.path else "-"
        return without_absent({**values, "signed": self.signed, "recipient": self.recipient, "file": file})


class _Hand(NamedTuple):
    """Who signs: the public key, what its owner is called, and what gives the secret when it is needed."""

    public: PublicKey
    comment: str
    secret: Callable[[], Signer]


def reply(session: Session, request: ReplyRequest, path: Path | None, passphrase: Asks) -> Outcome:
    """An answer to a bundle, and the file it goes into.

    `passphrase` asks for the one that protects the file of `request.key`, when the answer is really made.
    Raises UntrustedError where the bundle does not hold up, InvalidError where its owner would refuse the answer.
    """
    opened = open_signed(session, request.bundle)
    asked = opened.contents.document
    if asked.audience and mask_to(session, asked.audience.fingerprint):
        hint = "take it in with: talktag receive, then answer with: talktag talk"
        raise UsageError("it is for an anonymous conversation, and an answer here tells who you are", hints=[hint])
    if KINDS[asked.kind].becomes is Becomes.RECORD:
        hint = "name the file that you were given to answer"
        raise InvalidError(f'"{request.bundle.name}" is no bundle to answer', hints=[hint])
    if request.unsigned and answers_by_message(asked):
        raise UsageError("what answers a message is signed", hints=["leave out --unsigned"])
    recipients = reply_recipients(session, asked) if _is_sealed(opened, request) else ()
    to = recipients[0] if recipients else None
    notices = (*_who_asked(session, opened, request.signer), *opened.remarks)
    files = _files(request)
    hand = None if request.unsigned else _hand(session, request, passphrase)
    document = document_of(session, request, opened, _signatory(session, request, asked, hand), files)
    notices = (*notices, *_in_the_clear(opened, to), *guessed_money(request.cost, None))
    _check(document, asked)
    if hand is None:
        from talktag.bundle.document import to_bytes

        data = to_bytes(document, signed=False)
        output = Output(path, encrypt_made(lambda: data, recipients))
        done = written_reply(path, asked.signer.name, "talktag receive --unsigned")
        return Outcome(Replied(document, None, path, to), output=output, notices=notices, done=done)
    bag = bag_of(document, files, request.language, request.page)
    return Outcome(
        Replied(document, bag.identity, path, to),
        output=Output(path, encrypt_made(bag.sign(hand.secret), recipients)),
        notices=(*notices, *notices_of(files)),
        done=written_reply(path, asked.signer.name, "talktag receive"),
    )


def _is_sealed(opened: OpenedBundle, request: ReplyRequest) -> bool:
    """Whether the answer is encrypted: as typed, else that to a message as the message was, where it says to whom."""
    if request.encrypt is not None:
        return request.encrypt
    asked = opened.contents.document
    return opened.was_encrypted and answers_by_message(asked) and asked.signer.age is not None


def _in_the_clear(opened: OpenedBundle, recipient: str | None) -> tuple[str, ...]:
    """Whoever encrypts what they hand over may expect that of the answer."""
    forgotten = opened.was_encrypted and recipient is None
    return ("the bundle came encrypted, and this answer is not; that is done with: --encrypt",) if forgotten else ()


def _who_asked(session: Session, opened: OpenedBundle, signer: Path | None) -> tuple[str, ...]:
    """What is to be said about who made the bundle; with `signer`, another than that is an UntrustedError."""
    if signer:
        check_file(session, signer, opened.signature)
        return ()
    # A store that is found here by chance and not accepted must not keep anybody from answering.
    with contextlib.suppress(UntrustedError):
        if known_as(session, opened.key):
            return ()
    name = opened.contents.document.signer.name
    return (f'the bundle is intact; that it is from "{name}" is its own word, until: talktag verify FILE.zip',)


def _files(request: ReplyRequest) -> tuple[Outgoing, ...]:
    """The files, without what cameras wrote into them; what its name says nothing about is a report."""
    incoming = take_in(request.files, None)
    if request.unsigned and incoming:
        raise UsageError("an answer that is not signed brings no files", hints=["leave out --file, or --unsigned"])
    about_the_page = [flag for flag, given in (("--language", request.language), ("--page", request.page)) if given]
    if request.unsigned and about_the_page:
        hint = f"leave out {about_the_page[0]}, or --unsigned"
        raise UsageError("an answer that is not signed has no page", hints=[hint])
    kinds = [(each, each.file.kind) for each in incoming]
    return as_they_leave((each.path.name, "report" if kind == "file" else kind, each.content) for each, kind in kinds)


def _signatory(session: Session, request: ReplyRequest, asked: Document, hand: _Hand | None) -> Signatory:
    """Who answers, by their own word; of keys of this computer also to whom what comes back can be encrypted."""
    own = session.key_folder.public() if hand and request.key is None else None
    return Signatory(
        name=_name(request, asked, hand),
        contact=request.contact or None,
        fingerprint=hand.public.fingerprint if hand else None,
        age=own.owner_recipient if own and answers_by_message(asked) else None,
    )


def _name(request: ReplyRequest, asked: Document, hand: _Hand | None) -> str:
    """What the answer calls its sender: as typed, else as their key does, else as the owner calls them."""
    name = request.name or (hand and hand.comment) or asked.audience_name
    if not name:
        raise UsageError("the answer needs your name", hints=['add it with: --name "Fix-It Cameras"'])
    return str(name)


def _check(document: Document, asked: Document) -> None:
    """Refuse here what the owner would refuse, while it can still be typed anew."""
    try:
        reply = read_message(document, document.signer.fingerprint)
        if asked.audience and asked.audience.role in ROLE_NAMES:
            check_right(reply, Party("NAME", asked.audience.name, asked.audience.role))
    except UntrustedError as error:
        raise InvalidError(error.message, hints=[hint.partition("; see: ")[0] for hint in error.hints]) from error


def _hand(session: Session, request: ReplyRequest, passphrase: Asks) -> _Hand:
    """Who signs; SealedError where there is no key, or it cannot be used."""
    if request.key is not None:
        file = read_key_file(request.key)
        if file.secret is not None:
            return _Hand(file.public, file.comment, lambda: file.open(passphrase))
        held = file.agent_key(session)
        return _Hand(file.public, file.comment, lambda: held)
    folder = session.key_folder
    if not folder.exists():
        raise SealedError(
            "there is no key on this computer to sign with",
            hints=["make one with: talktag key new NAME", "or sign with an OpenSSH key: --key FILE"],
        )
    line = folder.public().signing_line
    public = key_of_line(line)
    if public is None:
        raise InvalidError(f'the signing key in "{folder.path}" does not hold up')
    return _Hand(public, comment_of(line), lambda: session.signer)
