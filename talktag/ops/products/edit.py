"""`edit`: the person's own text of a record, taken once it holds up. Opens no editor."""

from __future__ import annotations

from talktag.errors import InvalidError
from talktag.model.plan import Write
from talktag.model.products.record import read_product
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.products.set import ProductsChanged
from talktag.store.store import Record, Store


def edit(store: Store, record: Record, text: bytes) -> Outcome:
    """A plan that makes `text` the record, byte for byte.

    InvalidError with every problem, each with its line, when the text does not hold up or names another product.
    """
    product = record.product
    reading = read_product(text, record.path, product.slug)
    known = {(problem.field, problem.message) for problem in record.problems}
    wrong = [
        problem
        for problem in reading.problems
        if problem.severity == "error"
        or (problem.name == "odd-value" and (problem.field, problem.message) not in known)
    ]
    if reading.value is None or wrong:
        raise InvalidError("the record would not hold up", details=[str(problem) for problem in wrong])
    if reading.value.id != product.id:
        raise InvalidError("the id of a product stays what it is", details=[f'it is "{product.id}"'])
    if text == record.data:
        return Outcome(ProductsChanged(store, product), notices=("nothing was changed",))
    plan = commit_message.plan("edit", f"Edit {reading.value.name}", Write(record.path, text, record.data))
    return Outcome(ProductsChanged(store, reading.value), plan)
