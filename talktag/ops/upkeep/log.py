"""`log`: what happened to the store or to one product, newest first. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.toml.record_file import without_absent
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.store.git.past.commit_text import Past


@dataclass(frozen=True, slots=True)
class Commits:
    """Commits, newest first."""

    commits: tuple[Past, ...]

    def values(self) -> Mapping[str, Any]:
        """Each commit with its date, author and subject."""
        return {
            "commits": [
                without_absent(
                    {
                        "commit": past.commit,
                        "date": past.date.isoformat(),
                        "author": past.author,
                        "subject": past.subject,
                        "command": past.command,
                        "undoes": past.undoes,
                    }
                )
                for past in self.commits
            ]
        }


def log(session: Session, ref: str | None, limit: int | None) -> Outcome:
    """The commits of the whole store, or those that touched one product, at most `limit`."""
    store = session.store
    paths: tuple[str, ...] = ()
    if ref is not None:
        record = find_product(store, ref)
        given = store.where(SHARES, product=record.product.id)
        paths = (record.path, record.path.removesuffix(".toml"), *(each.path for each in given))
    return Outcome(Commits(tuple(store.history.log(paths, limit))))
