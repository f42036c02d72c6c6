"""A private note that was sealed, as its id; never its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.views.view import Columns, View

if TYPE_CHECKING:
    from talktag.ops.notes.note import Sealed


def show_sealed_note(data: Sealed) -> View:
    """The note's id; never its text."""
    return [Columns(("product", "note"), [(data.slug, data.note)])]
