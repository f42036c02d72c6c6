"""What came from a maker or an authority, before it is kept: links, facts, recalls. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.ops.importing.from_maker.recalls_in import RecallsIn
    from talktag.ops.importing.from_maker.take_in import MakerFile


_GAP = Aside(lambda: [Line("")])  # for the eye only


def show_imported(data: Any) -> Iterator[Block]:
    """What `import` is about to take in, of whichever kind."""
    match type(data).__name__:
        case "MakerFile":
            yield from _show_maker_file(data)
        case "RecallsIn":
            yield from _show_recalls(data)
        case _:
            from talktag.cli.views.imported import show_import

            yield from show_import(data)


def _show_maker_file(data: MakerFile) -> Iterator[Block]:
    from talktag.interop.linkset.link import RELATIONS

    fresh = {each.data.get("href") or each.title for each in data.fresh}
    brought = {each.link: each for each in data.brought}
    rows = []
    for link in data.links:
        file = brought.get(link)
        kept = "" if file is None else f"{file.file.file.name} ({'digest fits' if file.is_proven else 'no digest'})"
        state = "new" if link.href in fresh else "known"
        rows.append((state, RELATIONS.get(link.relation, link.relation), link.title, link.href, kept))
    yield Columns(("", "what", "title", "address", "file"), rows, ("file", "title"))
    if data.facts:
        yield _GAP
        facts = [(each.name, each.said, each.held or "") for each in data.facts]
        yield Columns(("says", "the file", "your record"), facts)
    yield _GAP
    signed = data.vouched
    whose = signed.by_party or signed.fingerprint or "nobody"
    yield Pairs(
        [("kept as", data.file), ("for", data.product.slug), ("vouched for by", whose), ("sha256", data.sha256)]
    )


def _show_recalls(data: RecallsIn) -> Iterator[Block]:
    from talktag.ops.importing.from_maker.recalls_in import rows_of

    if data.found:
        yield Columns(("", "sure", "product", "recall", "why"), list(rows_of(data.found)), ("why",))
        yield _GAP
    compared = f"{plural(data.recalls, 'recall')} with {plural(data.compared, 'product')}, here"
    yield Pairs([("file", data.file), ("compared", compared)])
