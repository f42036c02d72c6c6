"""Which wish is meant, as it was read; and how a change of it is planned. It acts on no near match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError
from talktag.model.plan import Write
from talktag.model.queries.match import match
from talktag.model.toml.write import changed_text
from talktag.model.values.ident import is_slug
from talktag.model.wishes.wish import OPEN, OwnWish
from talktag.store import layout
from talktag.store.collections import WISHES

if TYPE_CHECKING:
    from talktag.model.wishes.wish import SentWish
    from talktag.store.store import Store


def find_wish(store: Store, ref: str) -> OwnWish:
    """The wish that `ref` names; NotFoundError with near names, AmbiguousError with the list."""
    if is_slug(ref) and store.has(layout.wish(ref)):
        stored = store.one(WISHES, ref)
        if stored.value:
            return stored.value
        raise InvalidError(
            f'"{stored.path}" cannot be used',
            details=[str(each) for each in stored.problems],
            hints=["mend it in an editor"],
        )
    try:
        return match(ref, [each.value for each in store.all(WISHES) if each.value], "wish")
    except NotFoundError as error:
        raise NotFoundError(error.message, hints=[*error.hints, 'or write one down: talktag wish add "…"']) from None


def open_wish(store: Store, ref: str) -> OwnWish:
    """The same; InvalidError for one that is over."""
    wish = find_wish(store, ref)
    if wish.state != OPEN:
        how = "you chose an offer for it" if wish.chosen else "you ended it"
        when = f" on {wish.closed}" if wish.closed else ""
        raise InvalidError(f'"{wish.name}" is over: {how}{when}', hints=["see it with: talktag wish show " + wish.slug])
    return wish


def change_wish(store: Store, wish: OwnWish, changes: Mapping[tuple[str, ...], Any]) -> Write:
    """The change that puts values into its record; comments and all else stay."""
    path = layout.wish(wish.slug)
    data = store.read(path)
    return Write(path, changed_text(data, changes), data)


def note_sending(store: Store, wish: OwnWish, sent: tuple[SentWish, ...]) -> Write:
    """The change that notes whom it was sent to, one table a sending."""
    from talktag.model.wishes.wish import sent_table

    changes: dict[tuple[str, ...], Any] = {
        ("sent", each.bundle, key): value for each in sent for key, value in sent_table(each).items()
    }
    return change_wish(store, wish, changes)
