"""`set`: new values for keys of one record or of many. Nothing else in a text changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.plan import Write
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value
from talktag.model.products.record import read_product, warranty_of, warranty_table
from talktag.model.queries.facts import field_text
from talktag.model.toml.write import TomlPath, appended_text, changed_text, without_items
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product, whole_values
from talktag.ops.outcome import Outcome
from talktag.ops.products.assignments import Assignment, changed_values, parse_assignments
from talktag.ops.products.serials import serial_notices
from talktag.ops.session import Session
from talktag.ops.typed import still_to_come
from talktag.store.store import Record, Store

UNASKED = 3  # so many products are changed at once without a question; undo takes it back


class ProductsChanged(NamedTuple):
    """The product as it will be, and what `set` changes of it."""

    store: Store
    product: Product
    differences: tuple[Difference, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract, and each change."""
        changes = [each.values() for each in self.differences]
        return {**whole_values(self.store, self.product), **({"changes": changes} if changes else {})}


class Difference(NamedTuple):
    """One value that changes: the product, the key as it was typed, and the value before and after, None for none."""

    slug: str
    name: str
    key: str
    old: Any
    new: Any

    def values(self) -> Mapping[str, Any]:
        """The change as JSON values."""
        sides = {"old": self.old, "new": self.new}
        given = {name: json_value(side) for name, side in sides.items() if side is not None}
        return {"slug": self.slug, "key": self.key, **given}

    def texts(self) -> tuple[str, str]:
        """The value before and after as text, empty for none."""
        return _spelling(self.old), _spelling(self.new)


class ChangedMany(NamedTuple):
    """The products that change, as they will be, and everything that changes of them."""

    store: Store
    products: tuple[Product, ...]
    differences: tuple[Difference, ...]

    def values(self) -> Mapping[str, Any]:
        """The products in the form of the contract, and each change."""
        return {
            "products": [whole_values(self.store, each) for each in self.products],
            "changes": [each.values() for each in self.differences],
        }


def set_values(session: Session, ref: str, assignments: Sequence[str]) -> Outcome:
    """A plan that puts each assignment into the record of one product; an empty value takes the key out.

    Keys: the plain ones of a record, `labels` (separated by commas), `warranty` (by semicolons), `bought`, `from`,
    `price`, `order`, `inside`, `field.NAME`, `field.NAME:TYPE`; `+=` and `-=` for labels and warranties.
    """
    given = parse_assignments(session, assignments)
    record = find_product(session.store, ref)
    wanted = changed_values(record.product, given)
    data, product = changed_record(record, wanted)
    if data == record.data:
        return Outcome(ProductsChanged(session.store, product), notices=("nothing to change",))
    keys = ", ".join(".".join(path) for path in wanted)
    plan = commit_message.plan("set", f"Set {keys} of {record.product.name}", Write(record.path, data, record.data))
    differences = tuple(_differences(record.product, product, given))
    return Outcome(
        ProductsChanged(session.store, product, differences),
        plan,
        notices=(*_doubts(session, product, wanted), *_odd(given)),
    )


def _odd(given: Sequence[Assignment]) -> Iterator[str]:
    return (doubt for each in given for doubt in each.doubts)


def _doubts(session: Session, product: Product, wanted: Mapping[TomlPath, Any]) -> tuple[str, ...]:
    """What is odd about the new values, though they hold up."""
    future = still_to_come(product.purchase.date, session.today) if ("purchase", "date") in wanted else ()
    return (*future, *(serial_notices(session.store, product) if ("serial",) in wanted else ()))


def set_many(session: Session, query: Sequence[str], assignments: Sequence[str]) -> Outcome:
    """A plan that puts each assignment into the record of every product that `query` finds, as one commit.

    The answer shows what changes, and more than a few are asked about.
    """
    if not any(word.strip() for word in query):
        raise UsageError("--where chooses nothing", hints=["for example: talktag set --where place:office place=home"])
    from talktag.ops.finding.broken_records import broken_records
    from talktag.ops.finding.choose_products import choose

    given = parse_assignments(session, assignments)
    choice = choose(session, query)
    found, gone = choice.found, choice.notices("talktag list", query)
    writes, products, differences = [], [], []
    for facts in found:
        record = session.store.record(facts.slug)
        try:
            data, product = changed_record(record, changed_values(record.product, given))
        except InvalidError as error:
            message = f'"{facts.slug}": {error.message}'
            raise InvalidError(message, details=error.details, hints=error.hints) from error
        if data != record.data:
            writes.append(Write(record.path, data, record.data))
            products.append(product)
            differences += _differences(record.product, product, given)
    answer = ChangedMany(session.store, tuple(products), tuple(differences))
    broken = broken_records(session.store)  # the query may mean one of them, too
    if not writes:
        said = "nothing to change" if found else "no product matches"
        return Outcome(answer, notices=(said, *gone), problems=broken)
    keys = ", ".join(dict.fromkeys(".".join(each.path) for each in given))
    count = plural(len(writes), "product")
    return Outcome(
        answer,
        commit_message.plan("set", f"Set {keys} of {count}", *writes),
        question=f"Change {count}?" if len(writes) > UNASKED else None,
        notices=(*gone, *_odd(given)),
        problems=broken,
    )


def changed_record(record: Record, wanted: Mapping[TomlPath, Any]) -> tuple[bytes, Product]:
    """The text of a record with the wanted values, and the product it is of; InvalidError if it would not hold up."""
    warranties = wanted.get(("warranties",), ())
    data = changed_text(record.data, {path: value for path, value in wanted.items() if path != ("warranties",)})
    if ("warranties",) in wanted:
        data = _with_warranties(data, record.product, warranties or [])
    reading = read_product(data, record.path, record.product.slug)
    fresh = [problem for problem in reading.problems if problem not in record.problems and problem.severity == "error"]
    if reading.value is None or fresh:
        details = [f"{problem.field}: {problem.message}" for problem in reading.problems]
        raise InvalidError(
            "the record would not hold up", details=details, hints=["see the keys with: talktag set --help"]
        )
    return data, reading.value


def _with_warranties(data: bytes, product: Product, tables: list[dict[str, Any]]) -> bytes:
    """The text with those warranties; what only comes in addition or goes leaves the others as the owner has them."""
    held = [warranty_table(each) for each in product.warranties]
    if tables == held:
        return data
    stays = [each for each in held if each in tables]
    if stays != tables[: len(stays)]:
        return appended_text(changed_text(data, {("warranties",): None}), "warranties", tables)
    is_more_or_less = stays in (held, tables)

    def goes(item: Mapping[str, Any]) -> bool:
        warranty = warranty_of(item)
        return warranty_table(warranty) not in tables if warranty else not is_more_or_less

    data, more = without_items(data, "warranties", goes), tables[len(stays) :]
    return appended_text(data, "warranties", more) if more else data


def _differences(old: Product, new: Product, given: Sequence[Assignment]) -> list[Difference]:
    keys = {each.path: each.key.rstrip("+-") for each in given}
    pairs = [(key, _value(old, path), _value(new, path)) for path, key in keys.items()]
    return [Difference(new.slug, new.name, key, before, after) for key, before, after in pairs if before != after]


def _value(product: Product, path: TomlPath) -> Any:
    """What a product has at a place of its record, as text or a custom field's own value; None for nothing."""
    from talktag.model.values.warranty import warranty_text

    match path:
        case ("purchase", key):
            value = getattr(product.purchase, "seller" if key == "from" else key)
        case ("finder", key):
            return getattr(product.finder, key)
        case ("fields", name):
            return product.fields.get(name)
        case ("service", key):
            value = getattr(product.service, key)
        case ("labels",):
            return list(product.labels) or None
        case ("needs",):
            return list(product.needs) or None
        case ("warranties",):
            return [warranty_text(each) for each in product.warranties] or None
        case (key,):
            value = getattr(product, key)
    return value if isinstance(value, int) else value and str(value)


def _spelling(value: Any) -> str:
    return "" if value is None else field_text(value)
