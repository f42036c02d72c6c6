"""What the log of the product named earlier holds of what is wanted: titles, meters, ids. It asks no index."""

from __future__ import annotations

from talktag.cli.completion.in_store import slug_of
from talktag.cli.completion.offer import Lookup, Offer, fitting
from talktag.store import layout

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


def titles(asked: Lookup) -> list[Offer]:
    """The titles of what is due, so that the same title goes on with it."""
    from talktag.model.log.schedule import dues_of

    dues = dues_of(_log(asked))
    return fitting(asked.beginning, (Offer(each.title, each.when()) for each in dues))


def meters(asked: Lookup) -> list[Offer]:
    """The meters that were read, each with what it showed last."""
    from talktag.model.log.meters import meters_of

    shown = meters_of(_log(asked))
    return fitting(asked.beginning, (Offer(f"{name}=", f"{last:f}", goes_on=True) for name, last in shown.items()))


def entries(asked: Lookup) -> list[Offer]:
    """The ids of what was not withdrawn, the newest first."""
    newest_first = reversed(_log(asked))
    return fitting(asked.beginning, (Offer(each.id, f"{each.date} {each.kind}: {each.title}") for each in newest_first))


def _log(asked: Lookup) -> tuple[Entry, ...]:
    """The entries that stand; none where the log is no plain file, or cannot be read."""
    slug = slug_of(asked)
    if not slug:
        return ()
    from pathlib import Path

    from talktag import disk
    from talktag.errors import TalktagError
    from talktag.model.log.entry import read_entries
    from talktag.model.log.log_text import ENTRIES_LIMIT
    from talktag.model.log.schedule import standing_entries

    path = layout.entries(slug)
    try:
        data = disk.read(Path(asked.store()) / path, ENTRIES_LIMIT)
    except (OSError, TalktagError):
        return ()
    return standing_entries(read_entries(data, path).value or ())
