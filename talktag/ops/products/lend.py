"""`lend` and `return`, `lost` and `found`: a product that is not here for a while. The record says so."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.log import kinds
from talktag.model.log.entry import Entry
from talktag.model.log.schedule import standing_entries
from talktag.model.log.standing import standing_of
from talktag.model.plan import Plan, Write
from talktag.model.products.product import GONE, PASSED_ON, Product
from talktag.model.toml.write import TomlPath, changed_text
from talktag.model.typed.public_line import public_line
from talktag.model.typed.text import typed_text
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.products.set import ProductsChanged, changed_record
from talktag.ops.session import Session
from talktag.ops.typed import gone_by, read_day, read_flag
from talktag.store.store import Record, Store

_WHILE_LENT = "Lost while lent"  # the title says what it was before


def lend(session: Session, ref: str, to: str, due: str | None) -> Outcome:
    """A plan that marks a product as lent to a party, until `due` if that is said."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state != "owned":
        raise InvalidError(f'"{product.slug}" is {product.state}', hints=[f"if it is back: {_way_back(product)}"])
    party = find_party(session.store, to)
    back = _due(session, due)
    entry = own_entry(session, kinds.LOAN, f"Lent to {party.name}", party=party.slug, due=back)
    return Outcome(
        ProductsChanged(session.store, product._replace(state="lent")),
        commit_message.plan(
            "lend",
            f"Lend {product.name} to {party.name}",
            Write(record.path, changed_text(record.data, {("state",): "lent"}), record.data),
            append_entry(session.store, product.slug, entry),
        ),
        notices=gone_by(back, session.today),
    )


def take_back(session: Session, ref: str) -> Outcome:
    """A plan that marks a lent product as back."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state != "lent":
        gone = [f"it is {product.state}; if it is back: {_way_back(product)}"]
        hints = gone if product.state in GONE else ["see what is: talktag list state:lent"]
        raise InvalidError(f'"{product.slug}" is not lent', hints=hints)
    entry = own_entry(session, kinds.RETURN, "Came back")
    return Outcome(
        ProductsChanged(session.store, product._replace(state="owned")),
        commit_message.plan(
            "return",
            f"Take back {product.name}",
            Write(record.path, changed_text(record.data, {("state",): None}), record.data),
            append_entry(session.store, product.slug, entry),
        ),
    )


def _way_back(product: Product) -> str:
    """What is typed once a product of that state is back."""
    slug = product.slug
    ways = {"lent": f"return {slug}", "lost": f"found {slug}"}
    return f"talktag {ways.get(product.state, f'set {slug} state=owned')}"


def _due(session: Session, text: str | None) -> datetime.date | None:
    return read_day("due", text, session.today, ahead=True) if text else None


class Said(NamedTuple):
    """What is said of it, as typed: the day, today where it is left out, and more; the rest is for finders to read."""

    date: str | None = None
    text: str | None = None
    reward: str | None = None
    words: str | None = None
    hand_in: str | None = None

    def to_finders(self) -> dict[str, str | None]:
        """What finders are told from now on, None for what an empty text takes away; InvalidError for no such line."""
        typed = {"reward": self.reward, "words": self.words, "hand_in": self.hand_in}
        return {what: _line(what, text) if text else None for what, text in typed.items() if text is not None}


def _line(what: str, text: str) -> str:
    flag = what.replace("_", "-")
    hint = f"write it shorter, on one line: --{flag} TEXT"
    return read_flag(flag, lambda: public_line(what, typed_text(text)), hint, in_store=False)


def lose(session: Session, ref: str, said: Said) -> Outcome:
    """A plan that marks a product as lost; what was lent is lost by who has it, which is remembered."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state == "lost":
        return _still_lost(session, record, said)
    if product.state in {*PASSED_ON, "recycled"}:
        again = f"if it is yours again: talktag set {product.slug} state=owned"
        raise InvalidError(f'"{product.slug}" is {product.state}', hints=[again])
    holder = standing_of(session.store.entries(product.slug).value or ()).holder(product.state)
    entry = own_entry(session, kinds.LOST, _WHILE_LENT if product.state == "lent" else "Lost", party=holder)
    outcome = _outcome(session, record, entry, said, "lost")
    return outcome._replace(notices=(f"when it turns up: talktag found {product.slug}", *outcome.notices))


def _still_lost(session: Session, record: Record, said: Said) -> Outcome:
    """What finders are told of a product that is lost already."""
    product = record.product
    slug = product.slug
    notices = (f'"{slug}" is lost already', *_unwritten(slug, said), f"when it turns up: talktag found {slug}")
    data, after = changed_record(record, {("finder", key): text for key, text in said.to_finders().items()})
    if data == record.data:
        return Outcome(ProductsChanged(session.store, product), notices=notices)
    plan = commit_message.plan("set", f"Tell finders of {product.name}", Write(record.path, data, record.data))
    outcome = _with_page(session, after, plan)
    return outcome._replace(notices=(*notices, *outcome.notices))


def _unwritten(slug: str, said: Said) -> Iterator[str]:
    """That what was typed for the log is not written there once more, and how it is."""
    typed = [f"--{name}" for name, text in (("text", said.text), ("date", said.date)) if text]
    if typed:
        verb, day = "are" if len(typed) > 1 else "is", f" --date {shlex.quote(said.date)}" if said.date else ""
        yield f"{' and '.join(typed)} {verb} not written; add it with: talktag entry {slug} --message TEXT{day}"


def find(session: Session, ref: str, said: Said) -> Outcome:
    """A plan that marks a lost product as found: it is what it was before, so what was lent is lent."""
    record = find_product(session.store, ref)
    product = record.product
    if product.state != "lost":
        raise InvalidError(f'"{product.slug}" is not lost', hints=["see what is: talktag list state:lost"])
    state = _state_before(session.store, product)
    entry = own_entry(session, kinds.FOUND, "Found")
    outcome = _outcome(session, record, entry, said, state)
    lent = (f"it is lent, as it was; if it is back: talktag return {product.slug}",) if state == "lent" else ()
    return outcome._replace(notices=(*lent, *outcome.notices))


def _state_before(store: Store, product: Product) -> str:
    """What a lost product was before, by what was said when it was lost."""
    log = standing_entries(store.entries(product.slug).value or ())
    lost = next((each for each in reversed(log) if each.kind in {kinds.LOST, kinds.RETIRED}), None)
    return "lent" if lost and lost.title == _WHILE_LENT else "owned"


def _outcome(session: Session, record: Record, entry: Entry, said: Said, state: str) -> Outcome:
    """The plan that puts the entry on the log and the state into the record, and the page for finders with both."""
    product = record.product
    day: datetime.date = read_day("date", said.date, session.today, ahead=False) if said.date else session.today
    words: dict[TomlPath, Any] = {("finder", key): text for key, text in said.to_finders().items()}
    text, after = changed_record(record, {("state",): None if state == "owned" else state, **words})
    plan = commit_message.plan(
        entry.kind,
        f"{'Lose' if entry.kind == kinds.LOST else 'Find'} {product.name}",
        Write(record.path, text, record.data),
        append_entry(session.store, product.slug, entry._replace(date=day, text=said.text or None)),
    )
    return _with_page(session, after, plan)


def _with_page(session: Session, product: Product, plan: Plan) -> Outcome:
    """The plan for a product, with the page for finders made anew in it where one was built here."""
    from talktag.ops.finder.rebuild import rebuild_page

    page = rebuild_page(session, product)
    return Outcome(
        ProductsChanged(session.store, product),
        plan._replace(changes=(*plan.changes, *page.changes)),
        more=page.outputs,
        notices=page.notices,
        done=page.done,
    )
