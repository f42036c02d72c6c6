"""A table that somebody gives, as it comes in: kept apart from what one owns, beside the history, after every check.

Writes nothing itself and extracts nothing: what came is kept as it is, and read from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.parties.party import Party
from talktag.model.plan import Plan, Write
from talktag.model.talk.table import TABLE_KEYS, GivenTable, table_json, table_values
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import changed_text, new_text
from talktag.ops import commit_message
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_in import sealing
from talktag.ops.keys.accepted_keys import accepting, known_in_store
from talktag.ops.keys.signer_file import check_file
from talktag.ops.keys.whose_key import key_of_line, own_key
from talktag.ops.log.own_entries import append_about
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.sharing.last_owner import party_with
from talktag.ops.sharing.take_in import SignerKey, identity_of
from talktag.ops.sharing.terms.given import take_offer
from talktag.ops.talk.new_key import NEW_HERE, only_in_person
from talktag.ops.talk.table_record import day_of, record_of
from talktag.store import layout
from talktag.store.collection import Stored
from talktag.store.collections import GIVEN_TABLES, PARTIES
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class TableIn:
    """A table that holds up, as it is kept; `signer` is the key that signed it.

    `digits` are the groups that a person compares, of a key that is new here; empty where it is known. `taken` tells
    whether it was taken in before, `is_older` whether a later one is what is shown. `plan` is there to be shown.
    """

    document: Document
    table: GivenTable
    signer: SignerKey
    signed: str
    digits: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_older: bool = False
    plan: Plan | None = None
    taken: bool = False

    def values(self) -> Mapping[str, Any]:
        """What came, from whom, and as what it is kept."""
        said = self.document.values()
        return without_absent(
            {
                **{
                    key: said.get(key) for key in ("kind", "bundle", "created", "audience", "purpose", "until", "terms")
                },
                "signer": self.signer.values(self.document),
                "signed": self.signed,
                "slug": self.table.slug,
                "table": table_json(self.table),
                "product": said["product"],
                "digits": list(self.digits),
                "remarks": list(self.remarks),
                "older": self.is_older or None,
                "taken": self.taken,
            }
        )


def take_table_in(session: Session, opened: OpenedBundle, signer: Path | None) -> Outcome:
    """What keeps a table as somebody else's thing; its signature holds, and whose it is is settled here.

    A key that is new is shown whole, and only a person accepts it, unless it is in the file `signer`: `in_person` is
    set then. UntrustedError where it is one's own, another key speaks for that thing, or another bundle has its id.
    """
    document, key, store = opened.contents.document, opened.key, session.store
    if own_key(session, key) is not None:
        raise UntrustedError(
            "it is your own bundle, which others are to take in", hints=["what you gave to whom: talktag shares"]
        )
    held = _table_about(store, document.product.id)
    if held and held.value and key_of_line(held.value.key) != key:
        raise _another_key(held.value, key.fingerprint)
    known_as, digits = _settle(session, opened, signer)
    party = party_with(store, key)
    table = record_of(session, opened, party, held.value if held else None)
    by = SignerKey(key, known_as)
    data = TableIn(document, table, by, opened.contents.identity, digits, remarks=_remarks(session, opened, party))
    if held and held.value and _is_kept(store, data):
        told = replace(data, table=held.value, digits=(), taken=True)
        return Outcome(told, notices=("this table was taken in before; nothing was changed",))
    return _plan_of_table(session, opened, data, held)


def _table_about(store: Store, product: str) -> Stored[GivenTable] | None:
    """The table of that thing which is here already."""
    return next(iter(store.where(GIVEN_TABLES, product=product)), None)


def _another_key(table: GivenTable, signed: str) -> UntrustedError:
    kept = key_of_line(table.key)
    return UntrustedError(
        f'the table of this thing, "{table.slug}", is signed with another key',
        details=[f"kept   {kept.fingerprint if kept else 'one that does not hold up'}", f"signed {signed}"],
        hints=[
            f"ask {table.owner} by another way, such as the telephone, whether they have a new key, or sold it",
            f"only if they have: talktag tables forget {table.slug}, then take this one in",
        ],
    )


def _settle(session: Session, opened: OpenedBundle, signer: Path | None) -> tuple[str, tuple[str, ...]]:
    """How its key is known, and the digits that a person must look at where it is new."""
    from talktag.seal.keys.key_digits import digit_groups

    if known := known_in_store(session, opened.key):
        return known, ()
    if signer is not None:
        return check_file(session, signer, opened.signature), ()
    return NEW_HERE, digit_groups(opened.key)


def _original(data: TableIn, *, sealed: bool) -> str:
    name = f"{data.document.bundle}.zip{'.age' if sealed else ''}"
    return layout.received_in(layout.about_table(data.table.slug), name)


def _is_kept(store: Store, data: TableIn) -> bool:
    """Whether this very bundle is kept already; UntrustedError where another one of its id is."""
    if store.has(_original(data, sealed=True)):
        return True  # that cannot be compared without the owner's key; its id is that of the same thing
    path = _original(data, sealed=False)
    if not store.has(path):
        return False
    if identity_of(store.content(path)) == data.signed:
        return True
    raise UntrustedError(
        "another table of the same id was taken in before, and this one says something else",
        hints=[f'compare it with "{path}" in the store; ask the sender which one holds'],
    )


def _plan_of_table(session: Session, opened: OpenedBundle, data: TableIn, held: Stored[GivenTable] | None) -> Outcome:
    """The one change: record and original, and the key accepted if it is new."""
    values = table_values(data.table)
    text = changed_text(held.data, {(key,): values.get(key) for key in TABLE_KEYS}) if held else new_text(values)
    # Private notes that were given along stand in it in the clear, and nothing private goes into the store unsealed.
    is_sealed = bool(data.document.notes)
    original = sealing(session)(opened.archive) if is_sealed else opened.archive
    record = Write(layout.table(data.table.slug), text, held.data if held else None)
    kept = (Write(_original(data, sealed=is_sealed), original), *_terms_in(session, opened, data))
    plan = commit_message.plan("receive", f"Take in the table of {data.table.name}", record, *kept)
    is_older = data.table.channel != data.document.bundle
    question = "Take this table in?" if not data.digits else "Take this table in, and let this key speak for it?"
    return Outcome(
        replace(data, plan=plan, is_older=is_older),
        plan,
        question=question,
        effects=accepting(session, plan.changes),
        in_person=only_in_person(opened.key) if data.digits else None,
    )


def _terms_in(session: Session, opened: OpenedBundle, data: TableIn) -> Iterator[Write]:
    """What keeps the text of the terms that it is given under, and the note that they were offered."""
    entry, texts = take_offer(session, opened.contents, opened.key.fingerprint)
    if entry:
        yield from texts
        about, whose = layout.about_table(data.table.slug), data.table.party or data.table.slug
        yield append_about(session.store, about, entry._replace(party=whose))


def _remarks(session: Session, opened: OpenedBundle, party: Party | None) -> tuple[str, ...]:
    return (*opened.remarks, *_own_remarks(session, opened.contents.document, party))


def _own_remarks(session: Session, document: Document, party: Party | None) -> Iterator[str]:
    """What is no reason to refuse, and is worth a look."""
    store, until = session.store, day_of(document.until)
    if until and until < session.today:
        yield f"it was to be kept until {until} only, which is over"
    if document.notes:
        yield "private notes came along; it is kept sealed to your key"
    if party is None and any(store.where(PARTIES, name=document.signer.name.casefold())):
        yield f"{document.signer.name} is the name of a party, too, and this is not signed with a key of theirs"
    if here := store.catalogue.of_id(document.product.id):
        yield f'your own "{here[0]}" has the id of this thing: it was yours, or is'
