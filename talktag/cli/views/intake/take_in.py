"""What an intake takes in, and what it leaves alone. It opens no file and decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.model.intake.review_text import ReviewGroup
    from talktag.ops.intake.proposals import FoundGroups
    from talktag.ops.intake.take_in import TakenIn


def show_intake(data: TakenIn) -> Iterator[Block]:
    """A row for each product, one for each file that is left alone, and everything as one line."""
    rows = [
        (
            "new" if each.is_new else "more for",
            " + ".join(map(printed_tag, each.tags)),
            each.product.slug,
            each.product.name,
            count_kinds(file.kind for file in each.files),
            each.product.gtin or "",
        )
        for each in data.results
    ]
    if rows:
        yield Columns(("", "tag", "product", "name", "files", "gtin"), rows, ("gtin", "product"))
    yield from show_left(data.found)
    yield Aside(lambda: [Line(_whole(data), "faint")])


def show_groups(found: FoundGroups, groups: Sequence[ReviewGroup]) -> Iterator[Block]:
    """A row for each group before anything is decided, and the files that will be left alone in any case."""
    rows = [
        (
            printed_tag(each.tag),
            f"more for {each.product}" if each.product else "new",
            count_kinds(kind for _, kind in each.files),
            ", ".join(each.read.values()),
        )
        for each in groups
    ]
    yield Columns(("label", "product", "files", "bar codes"), rows, ("bar codes",))
    yield from show_left(found)
    yield Aside(lambda: [Line("")])


def show_left(found: FoundGroups) -> Iterator[Block]:
    """The files that are left alone, each with its reason."""
    if found.left:
        yield Aside(lambda: [Line("")])
        yield Columns(("left alone", "because"), [(each.file.path, each.why) for each in found.left])


def count_kinds(kinds: Iterable[str]) -> str:
    """How many there are of each kind: `3 photos, 1 receipt`."""
    return ", ".join(plural(count, kind) for kind, count in Counter(kinds).items())


def _whole(data: TakenIn) -> str:
    files = sum(len(each.files) for each in data.results)
    parts = [f"{plural(len(data.results), 'product')}, {plural(files, 'file')}"]
    if data.found.finished:
        parts.append(f"{plural(data.found.finished, 'group')} in the store already")
    if data.found.left:
        parts.append(f"{plural(len(data.found.left), 'file')} left alone")
    return "; ".join(parts)
