"""`list`: many products, a line each, or as a tree. Believes no line of the index unchecked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.ready.joined_cells import JoinedRows
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.model.queries.columns import Column
    from talktag.model.queries.facts import Facts
    from talktag.model.queries.tree import Branch
    from talktag.model.ready.json_texts import JsonTexts
    from talktag.model.values.money import Money
    from talktag.store.index.catalogue import Summary


class Listing(NamedTuple):
    """The products that were asked for, and how they are to be laid out: in the usual columns, in others, as a tree.

    A tuple, as anything on the way of every listing: a dataclass would cost it a tenth of its start-up.
    """

    store: Store
    products: Sequence[Summary | Facts]
    table: ListTable | None = None
    tree: tuple[Branch, ...] | None = None

    def totals(self) -> Mapping[str, Money]:
        """What they cost, by currency."""
        from talktag.model.queries.columns import totals

        return totals(self.products)

    def values(self) -> Mapping[str, Any]:
        """Each product in the form of the contract, what they cost, and the tree they make where one was asked for."""
        tree = {} if self.tree is None else {"tree": [_branch_values(each) for each in self.tree]}
        forms = self.store.catalogue.forms(each.slug for each in self.products)
        return {**_values(forms, self.totals()), **tree}


class Inventory(NamedTuple):
    """All products that are not gone, as the index has them ready: nothing is made of a line that nobody looks into."""

    store: Store
    products: JoinedRows
    table: None = None
    tree: None = None

    def totals(self) -> Mapping[str, Money]:
        """What they cost, by currency."""
        from talktag.model.queries.columns import sum_prices

        return sum_prices(self.store.catalogue.prices())

    def values(self) -> Mapping[str, Any]:
        """Each product in the form of the contract, and what they cost."""
        return _values(self.store.catalogue.forms(), self.totals())


class ListTable(NamedTuple):
    """Products in columns, which were asked for one by one or are those of a question."""

    columns: tuple[Column, ...]
    facts: Sequence[Facts]
    is_chosen: bool = True

    def rows(self) -> list[list[str]]:
        """What stands in each column, a product a row."""
        return [[column.text(facts) for column in self.columns] for facts in self.facts]


class Form(NamedTuple):
    """How a listing is wanted: the names of columns, the column to sort by, whether backwards, whether as a tree."""

    columns: str | None = None
    sort: str | None = None
    reverse: bool = False
    tree: bool = False


def list_products(session: Session, words: Sequence[str] = (), form: Form | None = None) -> Outcome:
    """Every product that all of the query's words hold for; all products where there are none.

    Records that cannot be read are named in the problems; the others are listed all the same.
    """
    form = form or Form()
    if form.tree and (form.columns or form.sort or form.reverse):
        raise UsageError("a tree has no columns and an order of its own", hints=["leave --tree out, or the others"])
    listing, notices = _listing(session, words, form)
    broken = broken_records(session.store)
    if not (listing.products or notices or (broken and not words)):
        notices = (nothing_found(session.store, words, "talktag list"),)
    return Outcome(listing, notices=notices, problems=broken)


def _listing(session: Session, words: Sequence[str], form: Form) -> tuple[Listing | Inventory, tuple[str, ...]]:
    """The listing, and what is said of what is gone."""
    if not (words or any(form)):
        return _everything(session.store)
    from talktag.ops.finding.choose_products import choose

    if form.tree:
        choice = choose(session, words)
        return _tree(session, choice.found), choice.notices("talktag list", words)
    from talktag.model.queries.columns import DEFAULT_COLUMNS, LOAN_COLUMNS, parse_columns, sort_by

    columns = parse_columns(form.columns) if form.columns is not None else DEFAULT_COLUMNS
    choice = choose(session, words, {form.sort or "", *(column.name for column in columns)})
    asks_loans = form.columns is None and choice.query.asks_loans
    columns = LOAN_COLUMNS if asks_loans else columns
    products: Sequence[Facts] = choice.found
    if form.sort or form.reverse:
        products = sort_by(products, form.sort or "name", reverse=form.reverse)
    table = None if form.columns is None and not asks_loans else ListTable(columns, products, not asks_loans)
    return Listing(session.store, products, table), choice.notices("talktag list", words)


def _everything(store: Store) -> tuple[Inventory, tuple[str, ...]]:
    """All that is not gone, from the listing alone, which is quicker than any query."""
    listing = Inventory(store, JoinedRows(store.catalogue.lines()))
    if not (gone := store.catalogue.count_gone()):
        return listing, ()
    from talktag.ops.finding.choose_products import left_out

    return listing, left_out(gone, "talktag list")


def _tree(session: Session, products: Sequence[Facts]) -> Listing:
    from talktag.model.queries.tree import grow

    held = any(facts.holders for facts in products)
    others = {facts.slug: facts for facts in session.store.catalogue.facts()} if held else {}
    return Listing(session.store, products, tree=grow(products, others))


def _values(forms: JsonTexts, totals: Mapping[str, Money]) -> dict[str, Any]:
    return {"products": forms, "totals": {currency: str(money.amount) for currency, money in totals.items()}}


def _branch_values(branch: Branch) -> Mapping[str, Any]:
    """A branch as JSON values; a place has no slug, `asked` is there where a product was not asked for itself."""
    values: dict[str, Any] = {"name": branch.name} if branch.slug else {"place": branch.name}
    if branch.slug:
        values["slug"] = branch.slug
        values["asked"] = branch.asked
    return {**values, "branches": [_branch_values(each) for each in branch.branches]}


def nothing_found(store: Store, words: Sequence[str], command: str) -> str:
    """What is said where a query chooses nothing, or where there is nothing to choose from."""
    if not words and broken_records(store):
        return "no record can be read; look at all of it with: talktag doctor"
    if not words:
        return "no products yet; add one with: talktag add NAME"
    from talktag.model.queries.query import is_keyed
    from talktag.ops.finding.near_words import nothing_matches

    return nothing_matches(store, command, words, [word for word in words if not (is_keyed(word) or word[:1] in '-"')])
