"""Which file is a sync program's conflicting copy of which, by its name alone. Opens no file."""

from __future__ import annotations

# What Syncthing, Dropbox, Nextcloud, Seafile and others call the other one of two files that were changed at once.
_CONFLICT_COPY = (
    r"(?P<stem>.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?|[ _-]?[(\[][^)\]]*conflict[^)\]]*[)\]]|\.conflict\d*)"
    r"(?P<suffix>\.\w+)?"
)


def original_of_copy(path: str) -> str | None:
    """What a path is a sync program's conflicting copy of; None where it is no such copy."""
    import re

    folder, slash, name = path.rpartition("/")
    found = re.fullmatch(_CONFLICT_COPY, name, re.IGNORECASE)
    return f"{folder}{slash}{found['stem']}{found['suffix'] or ''}" if found else None
