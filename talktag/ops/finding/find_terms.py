"""Which terms a person means: by their hash, what a roster calls them, or their title. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.errors import AmbiguousError, Candidate, InvalidError, NotFoundError
from talktag.model.terms.said_terms import SHORT
from talktag.model.values.near import hints, near_words
from talktag.store import layout
from talktag.store.collections import TERMS

if TYPE_CHECKING:
    from talktag.model.terms.terms_text import Terms
    from talktag.store.store import Store

_LEAST = 6  # characters of a hash that name a text


def all_terms(store: Store) -> tuple[Terms, ...]:
    """Every text that is kept, by what it is called."""
    found = (each.value for each in store.all(TERMS) if each.value)
    return tuple(sorted(found, key=lambda each: (each.called.casefold(), each.sha256)))


def kept_terms(store: Store, sha256: str) -> Terms | None:
    """What is kept under that hash; None for nothing."""
    return store.one(TERMS, sha256).value if store.has(layout.terms(sha256)) else None


def find_terms(store: Store, ref: str) -> Terms:
    """The terms that `ref` names: a hash or its beginning, an id of a roster, a title or a part of either.

    NotFoundError with near names where nothing is called so, AmbiguousError with the list.
    """
    if found := named_terms(store, ref):
        return found
    near = near_words(ref, [name for each in all_terms(store) for name in (each.id, each.title) if name])
    raise NotFoundError(
        f'no terms are called "{ref}"',
        hints=[*hints(near), "see them with: talktag terms list", "or keep them: talktag terms add FILE"],
    )


def named_terms(store: Store, ref: str) -> Terms | None:
    """The same; None where nothing is called so."""
    return _first(ref, (*_exact(store, ref), _in_names(store, ref)))


def exact_terms(store: Store, ref: str) -> Terms | None:
    """The terms of that hash, as it begins, or with just that id or title; None where nothing is called so."""
    return _first(ref, _exact(store, ref))


def _in_names(store: Store, ref: str) -> list[Terms]:
    wanted = ref.strip().casefold()
    texts = ((each, (each.title or "", each.id or "")) for each in all_terms(store))
    return [each for each, names in texts if wanted and any(wanted in name.casefold() for name in names)]


def _exact(store: Store, ref: str) -> Sequence[list[Terms]]:
    wanted, known = ref.strip().casefold(), all_terms(store)
    return (
        [each for each in known if each.sha256 == wanted],
        [each for each in known if len(wanted) >= _LEAST and each.sha256.startswith(wanted)],
        [each for each in known if wanted and (each.id or "").casefold() == wanted],
        [each for each in known if wanted and (each.title or "").casefold() == wanted],
    )


def _first(ref: str, ranks: Sequence[list[Terms]]) -> Terms | None:
    found = next(filter(None, ranks), [])
    if len(found) > 1:
        raise _ambiguous(ref, found)
    return found[0] if found else None


def text_of(store: Store, terms: Terms) -> bytes:
    """The text, byte for byte; InvalidError where what lies there is not the one with that hash."""
    path = layout.terms_text(terms.sha256, terms.type)
    if not store.has(path):
        raise InvalidError(f'the text of "{terms.called}" is gone: there is no "{path}"', hints=["talktag doctor"])
    content = store.content(path)
    if content.sha256 != terms.sha256:
        raise InvalidError(
            f'"{path}" was changed: it is not the text with that hash any more, and nothing can be said of it',
            hints=["bring the text back as it was; see: talktag log"],
        )
    return content.whole()


def _ambiguous(ref: str, found: Sequence[Terms]) -> AmbiguousError:
    choices = [Candidate(each.sha256, f"{each.sha256[:SHORT]}  {each.called}  {each.added}") for each in found]
    lines = [each.line for each in choices]
    return AmbiguousError(f'"{ref}" names {len(found)} texts', details=lines, hints=["name one by its hash"])
