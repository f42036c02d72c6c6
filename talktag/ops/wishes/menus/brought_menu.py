"""Where a menu comes from: a file that was handed over, a message that it came with, or a wish that keeps it.

It believes none of them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, NotFoundError
from talktag.model.wishes.menus.menu import FORMAT, MENU_LIMIT, Menu
from talktag.model.wishes.menus.read_menu import read_menu
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.kept_messages import find_kept_message
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store


class BroughtMenu(NamedTuple):
    """A menu, and its bytes as they came."""

    menu: Menu
    data: bytes


def open_menu(data: bytes) -> BroughtMenu:
    """The menu in a file; InvalidError with one sentence where it does not hold up."""
    return BroughtMenu(read_menu(data, hashlib.sha256(data).hexdigest()), data)


def menu_in_message(store: Store, bundle: str) -> BroughtMenu:
    """The menu that came with a message; NotFoundError where none was taken in, InvalidError where it brought none."""
    contents, _ = read_signed(store.content(find_kept_message(store, bundle)))
    small = [each for each in contents.files.values() if each.size <= MENU_LIMIT]
    found = [data for each in small if FORMAT.encode() in (data := each.whole())]
    if len(found) != 1:
        many = f"{len(found)} files that could be menus" if found else "no file that could be a menu"
        raise InvalidError(f"{many} came with that message", hints=["or name a file: --menu FILE"])
    return open_menu(found[0])


def kept_menu(store: Store, sha256: str) -> BroughtMenu:
    """The menu of an order, as it is kept; InvalidError where its bytes are others than they were."""
    path = layout.menu(sha256)
    if not store.has(path):
        raise NotFoundError(f'the menu of that order is not here: "{path}"', hints=["name it again: --menu FILE"])
    brought = open_menu(store.read(path, MENU_LIMIT))
    if brought.menu.sha256 != sha256:
        raise InvalidError(
            f'"{path}" is not the menu that it was', hints=["take it back with: talktag undo, or name it: --menu FILE"]
        )
    return brought
