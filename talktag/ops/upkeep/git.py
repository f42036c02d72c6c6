"""`git`: the person's own git, run in the store by their own words. It looks at none of them, and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from talktag.model.effects.of_programs import RunAttached
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session

# With which git would look for a repository elsewhere, as it sets them itself for its hooks and aliases.
_ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE"),
)


@dataclass(frozen=True, slots=True)
class GitRun:
    """The words that git is run with."""

    words: tuple[str, ...]

    def values(self) -> dict[str, Any]:
        """Them."""
        return {"words": list(self.words)}


def git(session: Session, words: Sequence[str]) -> Outcome:
    """Git with those words, in the folder of the store; NoStoreError where there is none."""
    run = ("git", *words)
    return Outcome(GitRun(run), effects=(RunAttached(run, str(session.store.folder), _ELSEWHERE),))
