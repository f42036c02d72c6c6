"""Which keeping a desk has: its own folder, or a database that many computers share. It reads nothing of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.ops.desk.desk import settings_of

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.desk.keeping import DeskKeeping


def open_keeping(folder: Path, database: str | None) -> DeskKeeping:
    """The keeping of the desk in a folder; NotFoundError where there is none, UsageError for what is no database."""
    settings_of(folder)
    if database is not None:
        from talktag.desk.database.database_keeping import DatabaseKeeping

        return DatabaseKeeping(folder, database)
    from talktag.desk.folders.folder_keeping import FolderKeeping

    return FolderKeeping(folder)
