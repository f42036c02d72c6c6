"""`move`: everything at a place, and at the places within it, is at another. Never more than one commit."""

from __future__ import annotations

from talktag.errors import NotFoundError, UsageError
from talktag.model.plan import Write
from talktag.model.queries.facts import Facts
from talktag.model.values.fold import fold
from talktag.model.values.near import hints as near_hints
from talktag.model.values.near import near_words
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finding.near_words import new_place
from talktag.ops.outcome import Outcome
from talktag.ops.products.set import UNASKED, ChangedMany, Difference, changed_record
from talktag.ops.session import Session


def move(session: Session, place: str, target: str) -> Outcome:
    """A plan that puts `target` in place of `place` in every product's place that begins with it.

    NotFoundError with near places where no product is there.
    """
    old, new = _parts(place), _parts(target)
    if not old or not new:
        raise UsageError("a place is missing", hints=["for example: talktag move home/office flat/study"])
    store = session.store
    facts = store.catalogue.facts()
    found = [each for each in facts if not each.inside and _is_within(each, old)]  # a part goes with what it is in
    if not found:
        near = near_words(place, {each.place for each in facts if each.place})
        hints = near_hints(near) or ["see all places with: talktag stats --by place"]
        raise NotFoundError(f'nothing is at "{place}"', hints=hints)
    writes, products, differences = [], [], []
    for each in found:
        record = store.record(each.slug)
        moved = "/".join((*new, *_parts(record.product.place or "")[len(old) :]))
        data, product = changed_record(record, {("place",): moved})
        if data != record.data:
            writes.append(Write(record.path, data, record.data))
            products.append(product)
            differences.append(Difference(each.slug, each.name, "place", record.product.place, moved))
    answer = ChangedMany(store, tuple(products), tuple(differences))
    if not writes:
        return Outcome(answer, notices=("nothing to change",))
    count = plural(len(writes), "product")
    plan = commit_message.plan("move", f"Move {count} from {'/'.join(old)} to {'/'.join(new)}", *writes)
    leaving = {each.slug for each in found}
    staying = {each.place for each in facts if each.place and each.slug not in leaving}
    odd = new_place("/".join(new), staying)
    return Outcome(answer, plan, question=f"Move {count}?" if len(writes) > UNASKED else None, notices=odd)


def _parts(place: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in place.split("/")) if part)


def _is_within(facts: Facts, place: tuple[str, ...]) -> bool:
    """Whether a product's own place begins with all parts of `place`, whatever their case and accents."""
    held = _parts(facts.place or "")
    return [fold(part) for part in held[: len(place)]] == [fold(part) for part in place]
