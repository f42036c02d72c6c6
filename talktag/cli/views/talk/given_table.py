"""A table that somebody gives or gave: whose it is, how that is known, and what it says. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.brought import changed_records, entry_blocks, entry_lines
from talktag.cli.views.view import Block, Columns, Line, Pairs, Quote, Whole
from talktag.disk.sizes import size_text

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.model.bundles.told import ToldProduct
    from talktag.ops.talk.table_in import TableIn
    from talktag.ops.talk.tables import OneTable


def show_table_in(data: TableIn) -> Iterator[Block]:
    """To whom and from whom, how that is known, what it tells, as what it is kept; a new key whole."""
    document, signer = data.document, data.signer
    sender, audience = document.signer.name, document.audience_name or "?"
    yield Line(f"table of {document.product.name}, from {sender}, addressed to {audience}", "strong")
    yield Pairs(
        [
            ("signed with", signer.key.fingerprint),
            ("known by", signer.known_as),
            ("contact", document.signer.contact),
            ("says dated", document.created),
            ("purpose", document.purpose),
            ("keep until", document.until),
            ("terms", document.terms),
            ("kept as", data.table.slug),
            ("party", data.table.party),
            ("bundle", document.bundle),
        ]
    )
    if data.digits:
        yield Line("The key is new here. These are its digits, which its owner reads out from: talktag key show")
        yield Quote(" ".join(data.digits), folds=True)
    yield from told_blocks(document)
    yield from (Line(f"notice: {each}", "strong") for each in data.remarks)
    if data.plan:
        yield from changed_records(data.plan)


def show_one_table(data: OneTable) -> Iterator[Block]:
    """Whose it is and what it is kept for, then what it tells."""
    table = data.table
    yield Line(f"{table.name}, of {table.owner}", "strong")
    yield Pairs(
        [
            ("table", table.slug),
            ("contact", table.contact),
            ("party", table.party),
            ("purpose", table.purpose),
            (
                "keep until",
                f"{table.until}{', which is over' if table.is_over(data.today) else ''}" if table.until else "",
            ),
            ("terms", table.terms),
            ("received", table.received),
            ("signed with", data.fingerprint),
            ("age", Whole(table.age or "")),
            ("entries", data.entries or None),
            ("bundle", table.channel),
        ]
    )
    yield from told_blocks(data.document)


def told_blocks(document: Document) -> Iterator[Block]:
    """What a document tells of its thing: facts, history, files."""
    yield Pairs(told_facts(document.product))
    yield from entry_blocks(entry_lines(document))
    if document.files:
        yield Columns(
            ("file", "kind", "size"), [(each.name, each.kind, size_text(each.size)) for each in document.files]
        )


def told_facts(product: ToldProduct) -> list[tuple[str, object]]:
    """The facts that are told of a thing, by their names."""
    from talktag.page.describe_product import point_of_warranty, sayings
    from talktag.page.wording import wording

    words = wording("en")
    facts = product.values()
    said: list[tuple[str, object]] = [
        (each.label, each.text) for each in sayings(facts, words) if each.text and each.key not in {"id", "name"}
    ]
    points = [point_of_warranty(each, words) for each in facts.get("warranties", [])]
    return [*said, *(("Warranty", ", ".join((each.main, *each.rest))) for each in points)]
