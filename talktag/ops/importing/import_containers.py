"""Which product each row of a file is inside of. It finds whole names only, and never acts on a near one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talktag.interop.cut_text import cut_value
from talktag.model.values.ident import is_id, parse_tag
from talktag.ops.importing.import_match import Here, MatchedRow

_COLUMN = "inside"


def settle_insides(came: Sequence[MatchedRow], here: Here) -> None:
    """Put into each arrival the id of the product it is inside of.

    A row says it by an id, the source of another row, a tag, a slug or a name. A name that nothing has, or that
    several have, is an error, and so is a product within itself. An id of a product that is nowhere is left out with
    a warning, as a part of a catalogue may well name what is not in that part.
    """
    find = _finder(came, here)
    for each in came:
        if each.row.draft is None or not each.said.inside:
            continue
        wanted = each.said.inside
        found = find(wanted)
        if len(found) == 1:
            (each.inside,) = found
        elif found:
            each.error(
                _COLUMN, wanted, f'"{cut_value(wanted)}" is the name of {len(found)} products; use an id or a slug'
            )
        elif is_id(wanted):
            each.warning(_COLUMN, wanted, "the product it is inside of is not here; it comes in without")
        else:
            each.error(_COLUMN, wanted, f'there is no product "{cut_value(wanted)}", here or in the file')
    _report_circles(came, here)


def _finder(came: Sequence[MatchedRow], here: Here) -> Callable[[str], set[str]]:
    """What ids a text names, the surest way of naming first."""
    references, names = _said_by(came)

    def find(text: str) -> set[str]:
        if text in references:
            return references[text]
        if text in here.ids:
            return {text}
        if text in here.sources:
            return {record.product.id for record in here.sources[text]}
        tag = parse_tag(text)
        if tag in here.tagged:
            return {here.tagged[tag]}
        folded = text.strip().casefold()
        return names.get(folded, set()) | set(here.names.get(folded, ()))

    return find


def _said_by(came: Sequence[MatchedRow]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The ids of rows by their own ids and sources, and by their slugs and names."""
    references: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for each in came:
        if each.row.draft is None:
            continue
        for reference in filter(None, (each.said.id, each.said.source)):
            references.setdefault(reference, set()).add(each.ident)
        for name in filter(None, (each.said.slug, each.said.name.casefold())):
            names.setdefault(name, set()).add(each.ident)
    return references, names


def _report_circles(came: Sequence[MatchedRow], here: Here) -> None:
    """A product that is inside of itself, over however many others, is an error in each row of the circle."""
    outer = {each.ident: each.inside for each in came if each.inside}
    settled: set[str] = set()
    circling: set[str] = set()
    for each in came:
        way: dict[str, int] = {}
        ident: str | None = each.ident if each.inside else None
        while ident and ident not in way and ident not in settled:
            way[ident] = len(way)
            ident = outer[ident] if ident in outer else here.inside_of(ident)
        if ident in way:
            circling |= {step for step, place in way.items() if place >= way[ident]}
        settled.update(way)
    for each in came:
        if each.ident in circling and each.inside:
            each.error(_COLUMN, each.said.inside, "would be inside of itself")


def follow_what_stays(came: Sequence[MatchedRow]) -> None:
    """What is inside of a new product that cannot be taken cannot be taken either, and so on inwards."""
    inner: dict[str, list[MatchedRow]] = {}
    for each in came:
        if each.inside:
            inner.setdefault(each.inside, []).append(each)
    coming = {each.ident for each in came if each.sound or each.held}
    staying = [each for each in came if each.ident not in coming]
    while staying:
        outer = staying.pop()
        for each in inner.pop(outer.ident, []):
            if each.sound:
                each.error(
                    _COLUMN,
                    each.said.inside,
                    f"is inside of what line {outer.row.line} has, which stays behind",
                )
                if not each.held:
                    staying.append(each)
