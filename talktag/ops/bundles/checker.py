"""`checker`: the page that checks bundles in a browser, as a file to hand on. Needs no store and no key."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.ops.outcome import Outcome, Output
from talktag.page.checker import checker_page


@dataclass(frozen=True, slots=True)
class Checker:
    """The page, the language it is in, and the hash by which two people can tell that they have the same."""

    path: Path | None
    language: str
    size: int
    sha256: str

    def values(self) -> Mapping[str, Any]:
        """What was written."""
        return {
            "file": str(self.path) if self.path else "-",
            "language": self.language,
            "size": self.size,
            "sha256": self.sha256,
        }


def checker(path: Path | None, language: str | None) -> Outcome:
    """The page for `path`, None for standard output; in English without a language, InvalidError for an unknown one."""
    language = language or "en"
    page = checker_page(language)
    made = Checker(path, language, len(page), hashlib.sha256(page).hexdigest())
    return Outcome(made, output=Output(path, lambda: page))
