"""`log`: what happened to the store or to one product, newest first. It changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.ready.json_text import json_text
from talktag.model.ready.json_texts import MARGIN, JsonTexts
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.store.git.past.commit_text import Past
    from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Commits:
    """Commits, newest first; told once, and while the history is still walked."""

    commits: Iterable[Past]

    def values(self) -> Mapping[str, Any]:
        """Each commit with its date, author and subject; all of them are known then, as half a document is none."""
        return {"commits": JsonTexts([_json(past) for past in self.commits])}


def _json(past: Past) -> str:
    """A commit as it stands in the list; what is not known of it is left out."""
    values = {
        "commit": past.commit,
        "date": past.date.isoformat(),
        "author": past.author,
        "subject": past.subject,
        "message": past.said,
        "command": past.command,
        "undoes": past.undoes,
    }
    return json_text({key: value for key, value in values.items() if value}, MARGIN)


def log(session: Session, ref: str | None, limit: int | None, *, since: str | None = None) -> Outcome:
    """The commits of the whole store, or those that touched one product, at most `limit`, from a day on where named."""
    store = session.store
    paths = _paths(store, ref) if ref is not None else ()
    if since is None:
        return Outcome(Commits(store.history.log(paths, limit)))
    from talktag.ops.typed import read_day

    first, zone = read_day("since", since, session.today, ahead=False), session.now.tzinfo
    # Clocks differ from computer to computer, so that one that is too old says nothing of those before it.
    found = (past for past in store.history.log(paths) if past.date.astimezone(zone).date() >= first)
    return Outcome(Commits(itertools.islice(found, limit)))


def _paths(store: Store, ref: str) -> tuple[str, ...]:
    """Where a product, what lies beside it and what was given of it are kept."""
    from talktag.ops.finding.find_product import find_product  # which takes longer to load than a log of all to begin
    from talktag.store.collections import SHARES

    record = find_product(store, ref)
    given = store.where(SHARES, product=record.product.id)
    return (record.path, record.path.removesuffix(".toml"), *(each.path for each in given))
