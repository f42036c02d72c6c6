"""What waits in the inbox, as a list and one by one. Foreign words are set off; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.brought import entry_blocks, entry_lines
from talktag.cli.views.talk.finder_in import finder_words
from talktag.cli.views.talk.message_in import waiting_pairs
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, Quote
from talktag.disk.sizes import size_text
from talktag.model.talk.waiting import FINDER

if TYPE_CHECKING:
    from talktag.model.talk.waiting import WaitingFile
    from talktag.ops.talk.inbox.drop import Dropped
    from talktag.ops.talk.inbox.list_waiting import InboxList, ShownWaiting

_HEADINGS = ("", "what", "from", "that is", "since", "why", "about", "id")
_NARROW = ("id", "about", "since")


def show_list(data: InboxList) -> Iterator[Block]:
    """A line a thing: its number, what it is, from whom, how sure that is, since when, why."""
    if not data.files:
        return
    rows = [(str(each.number), *_row(each.file)) for each in data.files]
    yield Columns(_HEADINGS, rows, _NARROW)
    yield Aside(lambda: [Line("every word: talktag inbox show 1   take in: talktag inbox take 1", "faint")])


def _row(file: WaitingFile) -> tuple[str, ...]:
    what = "finder's message" if file.kind == FINDER else ", ".join(file.says) or file.kind or "?"
    who = file.party or ("a stranger" if file.signer else "?")
    since = file.came.strftime("%Y-%m-%d")
    about = ", ".join(each.rpartition("/")[2] for each in file.about)
    return (what, who, file.sure.value, since, file.why, about, file.id)


def show_one(data: ShownWaiting) -> Iterator[Block]:
    """What it is, what holds it, and every word of it."""
    file, document = data.numbered.file, data.document
    yield Line(f"{data.numbered.number}: {file.name}", "strong")
    yield waiting_pairs(file)
    yield Pairs([("now", data.reason), ("by the step", data.step), ("signed with", data.fingerprint)])
    if data.finder:
        yield from finder_words(data.finder)
        return
    if document is None:
        yield Quote(data.text)
        return
    yield Pairs(
        [
            ("signer says", document.signer.name),
            ("contact", document.signer.contact),
            ("addressed to", document.audience_name),
            ("purpose", document.purpose),
            ("until", document.until),
            ("things", ", ".join(each.name for each in document.products)),
        ]
    )
    yield from entry_blocks(entry_lines(document))
    if document.files:
        yield Columns(
            ("file", "kind", "size"), [(each.name, each.kind, size_text(each.size)) for each in document.files]
        )


def show_dropped(data: Dropped) -> Iterator[Block]:
    """What goes, whom and what that mutes, and the words that are told."""
    rows = [(each.id, *_row(each)[:3]) for each in data.files]
    yield Columns(("dropped", "what", "from", "that is"), rows)
    yield Pairs([("muted", ", ".join(data.muted))])
    for each in data.told:
        titles = ", ".join(entry.title for entry in each.entries)
        yield Pairs([("told", each.what.to.name), ("words", titles)])
