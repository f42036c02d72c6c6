"""A product as another party has it: what was given, share by share, then what was said. It shows no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.brought import EntryLine, entry_blocks
from talktag.cli.views.talk.given_table import told_facts
from talktag.cli.views.times import local_time
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs
from talktag.model.bundles.told import read_product
from talktag.model.log.settling import is_own
from talktag.model.talk.new_entry import whole_text

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.ops.talk.their_side.given import GivenShare
    from talktag.ops.talk.their_side.show import TheirSide


def show_their_side(data: TheirSide) -> Iterator[Block]:
    """What they may keep, the last of it first, and the conversation."""
    for number, each in enumerate(data.given):
        if number:
            yield Aside(lambda: [Line("")])
        yield from _share_blocks(each)
    if data.said:
        yield Aside(lambda: [Line("")] if data.given else [])
        yield Columns(("when", "who", "what", "words"), [_word_cells(data, each) for each in data.said])


def _share_blocks(given: GivenShare) -> Iterator[Block]:
    share, owner = given.share, given.owner
    told = read_product({"id": "", "name": "", **given.product})
    yield Line(f"{told.name}, of {owner['name']}" if "name" in owner else told.name, "strong")
    yield Pairs(
        [
            ("given", f"{share.date}, on paper" if share.printed else share.date),
            ("contact", owner.get("contact")),
            ("purpose", share.purpose),
            ("keep until", share.until),
            ("terms", share.terms),
            *told_facts(told),
            ("private notes", len(share.notes) or None),
        ]
    )
    lines = ({name: getattr(each, name) or "" for name in EntryLine._fields} for each in told.entries or ())
    yield Aside(lambda: [Line("")] if told.entries or given.files else [])
    yield from entry_blocks(EntryLine(**each) for each in lines)
    if given.files:
        yield Columns(("file", "kind"), [(each["name"], each["kind"]) for each in given.files])


def _word_cells(data: TheirSide, entry: Entry) -> tuple[str, ...]:
    when = local_time(entry.moment) if entry.moment else str(entry.date)
    who = data.owner if is_own(entry) else data.party.name
    return when, who, entry.kind, " ".join(whole_text(entry).split())
