"""What left in messages, channel by channel: read from a log and from what is kept as it was sent. Changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import TalktagError
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.store.store import Store


class LeftMessage(NamedTuple):
    """A message that left: the bundle, to whom, on which channel, as which number there, and what it gave away.

    `sections` are as in a share. `slug` is that of the product, empty for what was about none.
    """

    bundle: str
    date: datetime.date
    party: str
    channel: str
    sequence: int
    sections: tuple[str, ...]
    files: tuple[str, ...] = ()
    slug: str = ""

    def values(self) -> dict[str, Any]:
        """It, as JSON values."""
        told = self._asdict() | {"date": self.date.isoformat(), "sections": list(self.sections)}
        told["files"] = list(self.files)
        return {key: value for key, value in told.items() if value}


def messages_left(store: Store, about: str, slug: str = "") -> Iterator[LeftMessage]:
    """Each message that left about something, by the folder of that, the oldest first."""
    met: dict[str, LeftMessage] = {}
    for each in store.entries_in(about).value or ():
        if each.to and each.original and each.original not in met:
            document = _document_of(store, layout.sent_in(about, f"{each.original}.zip"))
            files = tuple(file.name for file in document.files) if document else ()
            sections = document.shared if document else (f"entries:{each.kind}",)
            channel, number = each.channel or each.original, each.sequence or 1
            left = LeftMessage(each.original, each.date, each.to, channel, number, sections=sections)
            met[each.original] = left._replace(files=files, slug=slug)
    yield from met.values()


def _document_of(store: Store, path: str) -> Document | None:
    """What a message says that is kept there; None where it is gone or damaged, which doctor tells."""
    from talktag.bundle.document import parse
    from talktag.bundle.reading import open_archive
    from talktag.model.bundles.members import SIZE_LIMIT, TABLE_FILE

    try:
        files = open_archive(store.content(path)).files
        return parse(files[f"data/{TABLE_FILE}"].read(0, SIZE_LIMIT + 1))
    except (TalktagError, KeyError):
        return None
