"""The log of a product: its entries a line each, what is due and what the meters show. Reads nothing; asks no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.hyperlinks import web_address
from talktag.cli.views.view import Aside, Block, Columns, Line, Linked, Pairs
from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.every import NEVER

if TYPE_CHECKING:
    from talktag.model.log.meters import MeterUse
    from talktag.model.log.schedule import Due
    from talktag.ops.log.entry import EntriesWritten, LogListing

HEADINGS = ("date", "entry", "what", "who", "cost", "due", "meter", "details", "id")
_YEARS = 3  # of use that are told
OPTIONAL = ("details", "who", "meter", "due", "cost")


def show_entries(data: LogListing | EntriesWritten) -> Iterator[Block]:
    """The entries, oldest first, and what they add up to."""
    from talktag.ops.log.entry import EntriesWritten

    if isinstance(data, EntriesWritten):
        yield from _blocks_of(data)
        return
    yield Aside(lambda: [Line(data.product.name, "strong")])
    yield _table(data.entries, data.short, data.parties, data.gone)
    if not data.entries:
        yield Aside(lambda: [Line(f'nothing yet; write it with: talktag entry {data.product.slug} --service "…"')])
    yield Aside(lambda: _standing(data.dues, data.meters))
    if data.hidden:
        said = f"{data.hidden} withdrawn; see with: talktag entry {data.product.slug} --withdrawn"
        yield Aside(lambda: [Line(said, "faint")])


def _blocks_of(data: EntriesWritten) -> Iterator[Block]:
    back = data.taken_back
    shown = (back,) if back else data.entries
    yield Line(f"withdrawn from {data.product.name}" if back else f"on the log of {data.product.name}", "strong")
    yield _table(shown, data.short, data.parties, frozenset())
    if data.warranties and data.warranties.differences:
        pairs = [(old or "-", new or "-") for old, new in data.warranties.differences]
        yield Columns(("warranty", "from now on"), pairs)
    yield Aside(lambda: _standing(data.dues, data.meters))


def _table(
    entries: Sequence[Entry], short: Mapping[str, str], parties: Mapping[str, str], gone: frozenset[str]
) -> Columns:
    rows = [(*entry_cells(each, parties, gone), short.get(each.id, each.id)) for each in entries]
    return Columns(HEADINGS, rows, OPTIONAL)


def entry_cells(entry: Entry, parties: Mapping[str, str], gone: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The cells of an entry but its id; a title that is an address leads there."""
    marks = [entry.kind, *(["unsigned"] if entry.signer == UNSIGNED else [])]
    marks += ["withdrawn"] if entry.id in gone else []
    address = web_address(entry.title)
    back = dict.fromkeys(entry.reset, " (set back)")
    meter = ", ".join(f"{name} {shown:f}{back.get(name, '')}" for name, shown in entry.meter.items())
    again = ["never again" if each == NEVER else f"every {each}" for each in entry.every]
    due = ", ".join([*([str(entry.due)] if entry.due else []), *again])
    party = who_of(entry, parties)
    title = Linked(entry.title, address) if address else entry.title
    text = " ".join((entry.text or "").split())
    return str(entry.date), ", ".join(marks), title, party, str(entry.cost or ""), due, meter, text


def who_of(entry: Entry, parties: Mapping[str, str]) -> str:
    """Whom an entry is from or about, or to whom the owner sent it; `parties` has their names."""
    if entry.to:
        return f"to {parties.get(entry.to, entry.to)}"
    return parties.get(entry.party or "", entry.party or "")


def meter_text(name: str, use: MeterUse) -> str:
    """What a meter shows, and what all that there ever were come to where it was set back: `km 300, 15300 in all`."""
    whole = f", {use.total:f} in all" if use.total != use.shows else ""
    return f"{name} {use.shows:f}{whole}"


def _years_of(name: str, use: MeterUse) -> str:
    """How much was used in each year, the last ones first."""
    years = sorted(use.years.items(), reverse=True)[:_YEARS]
    return f"{name} {', '.join(f'{used:f} in {year}' for year, used in years)}" if years else ""


def _standing(dues: Sequence[Due], meters: Mapping[str, MeterUse]) -> Iterator[Block]:
    """What is due next and what the meters show, for the eye."""
    if dues or meters:
        yield Line("")
    shown = ", ".join(meter_text(*each) for each in sorted(meters.items()))
    used = "; ".join(filter(None, (_years_of(*each) for each in sorted(meters.items()))))
    yield Pairs([*((f"due: {each.title}", each.when()) for each in dues), ("meters", shown), ("used", used)])
