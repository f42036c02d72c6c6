"""That a door was open and is closed again. It tells of nothing that passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Closed(NamedTuple):
    """The end of an assistant's run."""

    def values(self) -> Mapping[str, Any]:
        """Nothing."""
        return {}
