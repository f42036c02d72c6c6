"""A letter as it was asked for, and as it is written, as values. It makes none."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share
from talktag.model.sharing.table import Row
from talktag.ops.sharing.ledger import preview_values


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """What is to be written, as typed: a `kind` of letter about `ref`, a product or the party itself, `to` a party.

    `words` are the owner's own. `entries` are ids of entries of the log that are told, `include` more sections of the
    record, `leave_out` fields that stay. `said` are values that no record has, by their names. `answer_by` is a day in
    place of the usual one. Without a `language` it is in that of the party, else in English.
    """

    kind: str
    ref: str
    to: str | None = None
    words: str | None = None
    entries: Sequence[str] = ()
    include: Sequence[str] = ()
    leave_out: Sequence[str] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    answer_by: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter: its words as plain `text`, both sides of the preview, and where it goes.

    `entry` is the id that it has on the log, and `share` its line of the ledger, None where it tells of no product.
    `lacks` names what it has a line to be filled in for. `form` is pdf, html, txt or eml.
    """

    kind: str
    entry: str
    party: Party
    product: Product | None
    subject: str
    text: str
    language: str
    answer_by: datetime.date
    is_by_law: bool
    cites: Sequence[str]
    rows: Sequence[Row]
    lacks: Sequence[str]
    share: Share | None
    form: str
    path: Path | None
    size: int
    pages: int | None = None

    def values(self) -> Mapping[str, Any]:
        """The letter, word for word, with what leaves and what stays of the record."""
        about = {"product": self.product.id, "slug": self.product.slug} if self.product else {}
        return {
            "kind": self.kind,
            "entry": self.entry,
            "to": self.party.slug,
            **about,
            "language": self.language,
            "answer_by": self.answer_by.isoformat(),
            "by_law": self.is_by_law,
            "cites": list(self.cites),
            "subject": self.subject,
            "text": self.text,
            "lacks": list(self.lacks),
            **preview_values(self.rows),
            "file": str(self.path) if self.path else "-",
            "form": self.form,
            "size": self.size,
            **({"pages": self.pages} if self.pages else {}),
        }
