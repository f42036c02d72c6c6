"""Sealing what is in a store anew, to other recipients. Reads no note: what is inside goes from one seal to another.

What was sealed before stays in the history as it was, and in every copy of it: nothing can take that back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.content import content_of
from talktag.errors import SealedError, TalktagError, UntrustedError
from talktag.model.effects.of_keys import AcceptKeys
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.parties.mask import read_mask
from talktag.model.plan import Change, Write
from talktag.model.problem import Problem
from talktag.model.toml.write import changed_items, changed_text
from talktag.ops import commit_message
from talktag.ops.keys.kept_keys import acceptance
from talktag.ops.keys.named_keys import OWNER, OWNER_FILES, keys_in
from talktag.ops.keys.next_key_claims import say_lost_claims
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.seal.age.armor import armor as to_text
from talktag.store import layout
from talktag.store.store import Record, Store

if TYPE_CHECKING:
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.seal.keys.recipients import PublicKeys

HISTORY = "copies in the history and in clones stay readable with the keys of earlier; nothing can change that"


@dataclass(frozen=True, slots=True)
class Resealing:
    """What sealing a store anew comes to: the changes, how many notes and files, and what could not be opened.

    `dropped` are recipients that were in the store's list and are not sealed to any more.
    """

    changes: tuple[Change, ...]
    notes: int
    files: int
    recipients: bytes
    dropped: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Resealed:
    """A store that was sealed anew."""

    recipients: tuple[str, ...]
    notes: int
    files: int

    def values(self) -> Mapping[str, Any]:
        """To whom, and how much."""
        return {"recipients": list(self.recipients), "notes": self.notes, "files": self.files}


def reseal(session: Session) -> Outcome:
    """A plan that seals every note and private file of the store to the keys of this computer.

    Besides to whom the owner accepted. SealedError where these keys open none of them.
    """
    from talktag.seal.keys.recipients import parse_recipients

    folder = session.key_folder
    made = resealing(session, folder.public(), session.keys.identities)
    data = Resealed(parse_recipients(made.recipients), made.notes, made.files)
    lost = say_lost_claims(session, folder.public().signer.fingerprint)
    if not made.changes:
        return Outcome(data, notices=("there is nothing to seal anew", *lost), problems=made.problems)
    plan = commit_message.plan("key reseal", "Seal the private notes and files anew", *made.changes)
    return Outcome(
        data,
        plan,
        question="Seal everything to exactly these?",
        notices=(*dropped_notices(made), *lost, HISTORY),
        problems=made.problems,
        effects=(accepting_own(session.store, folder, made.changes, made.recipients),),
    )


def dropped_notices(made: Resealing) -> tuple[str, ...]:
    """What is to be said of recipients that are left out."""
    return tuple(f"nothing is sealed to {each} any more" for each in made.dropped)


def accepting_own(store: Store, folder: KeyFolder, changes: Sequence[Change], recipients: bytes | None) -> AcceptKeys:
    """What accepts on this computer what `changes` of its own write: the owner's key, and `recipients` if any."""
    ident = store.settings.id
    known = {each.fingerprint for each in folder.signers(ident) if each.name == OWNER}
    held = {path: store.read(path) for path in OWNER_FILES if store.has(path)}
    held |= {each.path: content_of(each.data).whole() for each in changes if isinstance(each, Write)}
    found = [
        AcceptedKey(OWNER, state, key.fingerprint)
        for path, state in OWNER_FILES.items()
        for key in keys_in(held.get(path, b""))
    ]
    own = [each for each in found if each.state == "owner" or each.fingerprint in known]
    return acceptance(folder, ident, {OWNER: own}, recipients=recipients)


def resealing(
    session: Session, public: PublicKeys, identities: Sequence[str], replaced: Sequence[str] = ()
) -> Resealing:
    """Everything sealed in the store, opened with `identities` and sealed to the owner of `public` anew.

    `replaced` are recipients that `public` takes the place of, besides those the key folder knows of. Others stay if
    the list that names them was accepted on this computer. SealedError where nothing at all opens.
    """
    from talktag.seal import age
    from talktag.seal.keys.recipients import format_recipients, parse_recipients

    store = session.store
    listed = store.read(layout.RECIPIENTS)
    gone = {*replaced, *session.key_folder.old_recipients()}
    own = (public.owner_recipient, public.recovery_recipient)
    others = [each for each in parse_recipients(listed) if each not in gone and each not in own]
    dropped = () if _is_accepted(session, listed) else tuple(others)
    text = format_recipients(public, () if dropped else others)
    recipients = parse_recipients(text)

    def anew(sealed: bytes) -> bytes:
        return age.encrypt(age.decrypt(sealed, identities=identities), recipients=recipients)

    work = _Work(store, anew)
    notes = [*work.notes()]
    files = [*work.files()]
    masks = [*work.masks()]
    if work.problems and not (notes or files or masks):
        raise SealedError(
            "these keys open none of the private notes and files of the store",
            details=[str(problem) for problem in work.problems[:3]],
            hints=["use the keys, or the recovery key, of the store's owner"],
        )
    written = [Write(layout.RECIPIENTS, text, listed)] if text != listed else []
    found = (*owner_changes(store, public), *written, *notes, *files, *masks, *work.records())
    return Resealing(found, len(notes), len(files), text, dropped, problems=tuple(work.problems))


def owner_changes(store: Store, public: PublicKeys) -> Iterator[Change]:
    """The owner's public key in the store, if it is another, and the one that was there among those of earlier."""
    held = store.read(layout.OWNER_KEY) if store.has(layout.OWNER_KEY) else None
    line = f"{public.signing_line}\n".encode()
    if held == line:
        return
    yield Write(layout.OWNER_KEY, line, held)
    if held:
        old = store.read(layout.OLD_OWNER_KEYS) if store.has(layout.OLD_OWNER_KEYS) else None
        lines = dict.fromkeys((held + (old or b"")).splitlines(keepends=True))
        yield Write(layout.OLD_OWNER_KEYS, b"".join(each for each in lines if each != line), old)


def _is_accepted(session: Session, listed: bytes) -> bool:
    try:
        session.key_folder.check_pin(session.store.settings.id, listed)
    except UntrustedError:
        return False
    return True


def _with_hash(record: bytes, old: str, new: str, size: int) -> bytes:
    """A record whose attachment of the hash `old` is other bytes now."""
    return changed_items(record, "files", lambda item: item.get("sha256") == old, {"sha256": new, "size": size})


def _not_resealed(path: str, error: TalktagError) -> Problem:
    return Problem("not-resealed", path, f"was left as it is: {error.message}", severity="warning")


class _Work:
    """The sealed files of a store, each opened and sealed anew once; those that do not open become problems."""

    def __init__(self, store: Store, anew: Callable[[bytes], bytes]) -> None:
        self.problems: list[Problem] = []
        self._store = store
        self._anew = anew
        self._slugs = [each.slug for each in store.catalogue.products()]
        self._slugs += [each.slug for each in store.catalogue.unreadable()]
        self._hashes: dict[str, tuple[str, int]] = {}  # of a file as it was, and of what it is now, with its size
        # The name of a sealed attachment ends like this, so that few other records are looked at.
        self._records = list(store.saying({".age"}))

    def notes(self) -> Iterator[Write]:
        """Every note, and every answer that is kept sealed."""
        for slug in self._slugs:
            for ident in self._store.note_ids(slug):
                yield from self._sealed_anew(layout.note(slug, ident), layout.FILE_LIMIT)
            for name in self._store.names(layout.received_in(layout.about_product(slug), "name").rpartition("/")[0]):
                if name.endswith(".age"):
                    yield from self._sealed_anew(
                        layout.received_in(layout.about_product(slug), name), layout.FILE_LIMIT
                    )

    def masks(self) -> Iterator[Write]:
        """The secret halves of every mask."""
        for name in self._store.names(layout.MASKS):
            path = f"{layout.MASKS}/{name}"
            held = self._store.read(path)
            mask = read_mask(held, path, name.removesuffix(".toml")).value
            try:
                if mask:
                    sealed = to_text(self._anew(mask.sealed.encode())).decode("ascii")
                    yield Write(path, changed_text(held, {("sealed",): sealed}), held)
            except TalktagError as error:
                self.problems.append(_not_resealed(path, error))

    def files(self) -> Iterator[Write]:
        """Every sealed attachment, each content once."""
        for path in dict.fromkeys(path for record in self._records for path, _ in self._sealed_in(record)):
            yield from self._sealed_anew(path, layout.FILE_LIMIT)

    def records(self) -> Iterator[Write]:
        """The records whose attachments are other bytes now."""
        for record in self._records:
            data = record.data
            for _, sha256 in self._sealed_in(record):
                if found := self._hashes.get(sha256):
                    data = _with_hash(data, sha256, *found)
            if data != record.data:
                yield Write(record.path, data, record.data)

    def _sealed_in(self, record: Record) -> Iterator[tuple[str, str]]:
        for file in record.product.files:
            if file.sealed:
                yield self._store.file_path(record.product.slug, file), file.sha256

    def _sealed_anew(self, path: str, limit: int) -> Iterator[Write]:
        try:
            held = self._store.read(path, limit)
            made = self._anew(held)
        except TalktagError as error:
            self.problems.append(_not_resealed(path, error))
            return
        self._hashes[hashlib.sha256(held).hexdigest()] = hashlib.sha256(made).hexdigest(), len(made)
        yield Write(path, made, held)
