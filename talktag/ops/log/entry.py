"""`entry`: the log of one product, written by hand: listed, added to, and taken back by a further entry.

No line of a log is ever removed or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.log import kinds
from talktag.model.log.entry import Entry, entry_values, in_order
from talktag.model.log.every import NAME
from talktag.model.log.meters import MeterUse, meter_values, meters_of, said_set_back, uses_of
from talktag.model.log.schedule import Due, dues_of, entries_in_force, standing_entries
from talktag.model.log.typed_every import known_name, number_and_name
from talktag.model.plan import Write
from talktag.model.products.product import Product, ProductFile
from talktag.model.products.record import file_table
from talktag.model.toml.write import appended_text
from talktag.model.typed.pair import read_pair
from talktag.model.values.fold import fold
from talktag.model.values.near import near_words
from talktag.ops import commit_message
from talktag.ops.files.files_in import Shelf, take_in
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.claimed_warranty import WarrantyChange, change_warranties
from talktag.ops.log.find_entry import find_entry, short_ids
from talktag.ops.log.own_entries import append_entry, own_entry, withdrawal
from talktag.ops.log.typed_entry import EntryRequest, typed_entries
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.typed import gone_by, guessed_money

SCAN = "scan"  # a kind of its own, which nothing but rules makes anything of
_LIKE = 0.8  # how much alike two titles are where one of them may be a slip


class LogListing(NamedTuple):
    """The entries of a product and what they add up to.

    `gone` are the ids of those that were withdrawn, `short` has the beginning of each id that no other has, `hidden`
    is how many are not among the `entries`, `parties` the names of those that are met.
    """

    product: Product
    entries: tuple[Entry, ...]
    dues: tuple[Due, ...]
    meters: Mapping[str, MeterUse]
    short: Mapping[str, str]
    gone: frozenset[str] = frozenset()
    hidden: int = 0
    parties: Mapping[str, str] = {}

    def values(self) -> Mapping[str, Any]:
        """The entries, what is due, and what the meters show."""
        entries = [entry_values(each) | ({"withdrawn": True} if each.id in self.gone else {}) for each in self.entries]
        return _product_values(self.product) | {"entries": entries} | _standing_values(self.dues, self.meters)


class EntriesWritten(NamedTuple):
    """What is added to a log, and what the log adds up to then; `taken_back` is the entry that is withdrawn."""

    product: Product
    entries: tuple[Entry, ...]
    dues: tuple[Due, ...]
    meters: Mapping[str, MeterUse]
    short: Mapping[str, str]
    taken_back: Entry | None = None
    parties: Mapping[str, str] = {}
    warranties: WarrantyChange | None = None

    def values(self) -> Mapping[str, Any]:
        """The entries as they are written, what is due now, what the meters show, and which warranties change."""
        back: dict[str, Any] = {"taken_back": entry_values(self.taken_back)} if self.taken_back else {}
        back |= {"warranties": self.warranties.values()} if self.warranties and self.warranties.differences else {}
        entries = [entry_values(each) for each in self.entries]
        return _product_values(self.product) | {"entries": entries} | back | _standing_values(self.dues, self.meters)


def list_entries(session: Session, ref: str, *, withdrawn: bool = False) -> Outcome:
    """The log of a product, oldest first; what was withdrawn is only counted, unless `withdrawn`."""
    record = find_product(session.store, ref)
    reading = session.store.entries(record.product.slug)
    every = reading.value or ()
    standing = standing_entries(every)
    gone = frozenset(each.id for each in every) - {each.id for each in entries_in_force(every)}
    shown = every if withdrawn else standing
    listing = LogListing(
        record.product,
        shown,
        dues_of(standing),
        uses_of(standing),
        short_ids(each.id for each in every),
        gone=gone,
        hidden=0 if withdrawn else len(gone),
        parties=party_names(session.store, {slug for each in shown if (slug := each.to or each.party)}),
    )
    return Outcome(listing, notices=tuple(_doubts(standing, listing.short)), problems=reading.problems)


def write_entries(session: Session, request: EntryRequest) -> Outcome:
    """A plan that adds what is said to the log of a product, with its files, as one commit."""
    store = session.store
    record = find_product(store, request.ref)
    every = store.entries(record.product.slug).value or ()
    log = standing_entries(every)
    made = typed_entries(session, request, log)
    incoming = take_in(request.files, None)
    shelf = Shelf(store, incoming)
    first = made[0]
    changed = change_warranties(record.data, record.product, first.date, request.warranty, request.void)
    product, data = _with_files(changed.product, changed.data, shelf.put(record.product, incoming))
    writes = [Write(record.path, data, record.data)] if data != record.data else []
    writes = [append_entry(store, product.slug, *made), *writes, *shelf.writes()]
    answer = _answer(session, product, every, made)._replace(warranties=changed)
    return Outcome(
        answer,
        commit_message.plan("entry", f"Enter on {product.name}: {_subject(made)}", *writes),
        question=_question(request, first, log, is_warranted=bool(changed.differences)),
        notices=(
            *_slips(made, log),
            *_as_words(made, meters_of(log)),
            *_unread([each for each in answer.dues if first.every and each.entry == first.id]),
            *gone_by(first.due, session.today),
            *guessed_money(request.cost, store.settings.currency),
            *_still_to_come(first, session),
            *shelf.notices,
        ),
    )


def write_scan(session: Session, ref: str) -> Outcome:
    """A plan that says on the log of a product that its owner scanned it just now, which rules may wait for."""
    record = find_product(session.store, ref)
    every = session.store.entries(record.product.slug).value or ()
    made = own_entry(session, SCAN, "Scanned")
    change = append_entry(session.store, record.product.slug, made)
    plan = commit_message.plan("scan", f"Tell of a scan of {record.product.name}", change)
    return Outcome(_answer(session, record.product, every, (made,)), plan)


def _question(request: EntryRequest, first: Entry, log: Sequence[Entry], *, is_warranted: bool) -> str | None:
    """What is asked before it is written: of a meter that shows less than before, and of what is warranted."""
    asked = [] if request.reset else [f"{each} showed {meters_of(log)[each]:f} before" for each in first.reset]
    lower = f"{' and '.join(asked)}: was it set back, or is it another meter now?" if asked else None
    return "Write this, and change what is warranted?" if is_warranted else lower


def _doubts(log: Sequence[Entry], short: Mapping[str, str]) -> Iterator[str]:
    """Readings that show less than the one before and do not say why, as two machines or a slip leave them."""
    for each, name in said_set_back(log):
        shown, back = f"{name} {each.meter[name]:f} of {each.date}", short.get(each.id, each.id)
        yield f"{shown} is less than before, and counts as set back; if it is a slip: --withdraw {back}"


def withdraw(session: Session, ref: str, ident: str) -> Outcome:
    """A plan that takes an entry back by one that says so; InvalidError where it was taken back already."""
    store = session.store
    record = find_product(store, ref)
    every = store.entries(record.product.slug).value or ()
    entry = find_entry(ident, every, record.product.slug)
    if entry.id not in {each.id for each in entries_in_force(every)}:
        raise InvalidError(f'"{entry.title}" is withdrawn already')
    made = withdrawal(session, entry)
    change = append_entry(store, record.product.slug, made)
    answer = _answer(session, record.product, every, (made,))
    names = party_names(session.store, {entry.party} if entry.party else ())
    return Outcome(
        answer._replace(taken_back=entry, parties=names),
        commit_message.plan("entry", f"Withdraw from {record.product.name}: {entry.title}", change),
        notices=_what_stays(record.product, entry),
    )


def _answer(session: Session, product: Product, every: Sequence[Entry], made: tuple[Entry, ...]) -> EntriesWritten:
    """What the log adds up to with what is added; it may belong before what is there."""
    whole = in_order((*every, *made))
    log = standing_entries(whole)
    met = {each.party for each in made if each.party}
    ids = short_ids(each.id for each in whole)
    return EntriesWritten(product, made, dues_of(log), uses_of(log), ids, parties=party_names(session.store, met))


def _with_files(product: Product, data: bytes, files: Sequence[ProductFile]) -> tuple[Product, bytes]:
    """The product with the files that are attached to it, and its record."""
    if not files:
        return product, data
    text = appended_text(data, "files", [file_table(each) for each in files])
    return product._replace(files=(*product.files, *files)), text


def _subject(made: Sequence[Entry]) -> str:
    return f"{made[0].kind}, {made[0].title}" + (f", and {len(made) - 1} more" if made[1:] else "")


def _slips(made: Sequence[Entry], log: Sequence[Entry]) -> Iterator[str]:
    """Only the same title goes on with what comes again; nearly the same is most often a slip."""
    for each in made:
        again = {fold(other.title): other.title for other in log if other.every and other.kind == each.kind}
        if not each.cause and not each.every and fold(each.title) not in again:
            for title in near_words(each.title, again.values(), 1, likeness=_LIKE):
                yield f'"{title}" comes again, and only that title goes on with it; if you meant it: talktag undo'


def _as_words(made: Sequence[Entry], meters: Collection[str]) -> Iterator[str]:
    """A reading that is only words and looks like one of a meter, or like a slip of one."""
    for each in made:
        if each.kind != kinds.READING or each.meter:
            continue
        number, name = number_and_name(each.title) or ("", "")
        pair = read_pair(each.title) or (each.title, "")
        if name or (NAME.fullmatch(pair[0]) and ("=" in each.title or known_name(pair[0], meters) in meters)):
            said = f"{name or pair[0]}={number or 'NUMBER'}"
            yield f'"{each.title}" is kept as words; what a meter shows is said with: --reading {said}'


def _unread(dues: Sequence[Due]) -> Iterator[str]:
    unread = {each.meter for each in dues if each.meter and each.at is None}
    return (f"nobody read {name} yet; say what it shows with: --meter {name}=NUMBER" for name in sorted(unread))


def _still_to_come(entry: Entry, session: Session) -> tuple[str, ...]:
    return (f"it is kept as of {entry.date}, which is still to come",) if entry.date > session.today else ()


def _what_stays(product: Product, entry: Entry) -> tuple[str, ...]:
    """An entry tells of a state, and the record has it: taking back the one leaves the other."""
    says = entry.kind in {kinds.LOAN, kinds.RETIRED, kinds.TRANSFER, kinds.LOST} and product.state != "owned"
    again = "return" if product.state == "lent" else "set"
    words = product.slug if again == "return" else f"{product.slug} state=owned"
    return (f'the record still says "{product.state}"; if that is wrong, too: talktag {again} {words}',) if says else ()


def _product_values(product: Product) -> dict[str, Any]:
    return {"id": product.id, "slug": product.slug, "name": product.name}


def _standing_values(dues: Sequence[Due], meters: Mapping[str, MeterUse]) -> dict[str, Any]:
    return {"dues": [each.values() for each in dues], **meter_values(meters)}
