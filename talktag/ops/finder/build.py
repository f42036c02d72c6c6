"""`finder build`: the page behind the stickers, as one file in a folder, ready for any host. It publishes nothing.

What becomes public is shown first, and asked about where it is more than was public before. The same content is the
same bytes: what has not changed is not built anew, so nobody who watches the page learns that somebody looked at it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from talktag.errors import InvalidError, UsageError
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finder.compare import STATES, PageDifference, all_of, differences, open_all
from talktag.ops.finder.gather import FinderContent, Told, gather, state_of
from talktag.ops.finder.gone import gone_stickers
from talktag.ops.finder.kept_key import PageKey, page_key
from talktag.ops.finder.page_place import PageFile, keep_note, last_built, page_there, place_of
from talktag.ops.keys.named_keys import keys_in
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.seal.finder.rows import SALT_BYTES
from talktag.store import layout
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class PageBuilt:
    """What is public by the page: what is told with every thing, what of single ones, and how many stickers lead to it.

    `changes` are what the page says otherwise than the one in its place, all of it where there is none.
    """

    path: Path
    content: FinderContent
    changes: tuple[PageDifference, ...]
    is_first: bool
    is_same: bool = False

    @property
    def more(self) -> tuple[PageDifference, ...]:
        """What becomes public that was not."""
        return tuple(each for each in self.changes if each.is_more)

    def counts(self) -> dict[str, int]:
        """How many stickers are in each state."""
        return {name: self.content.count(state) for state, name in STATES.items()}

    def values(self) -> Mapping[str, Any]:
        """The same as JSON: every word that is told, and of whom."""
        return {
            "file": str(self.path),
            "first": self.is_first,
            "changed": not self.is_same,
            "stickers": {state.name.lower(): self.content.count(state) for state in STATES},
            "everywhere": dict(self.content.block),
            "products": [told_values(each) for each in self.content.told],
            "changes": [each.values() for each in self.changes],
            "new": [each.values() for each in self.more],
        }


def told_values(told: Told) -> dict[str, Any]:
    """What is told of a product, as JSON."""
    photo = {"photo": {"name": told.product.finder.photo, "size": len(told.photo)}} if told.photo else {}
    states = {"state": told.product.state, "sticker_state": state_of(told.product).name.lower()}
    return {"slug": told.product.slug, "product": told.product.name, **states, **told.texts, **photo}


def build(session: Session, folder: Path | None) -> Outcome:
    """The page in `folder`, None for where it was built to last, the plan that keeps that, and what becomes public."""
    store = session.store
    path = place_of(session, folder)
    _check_folder(path.parent)
    key, content = page_key(session), gather(store)
    there = page_there(path)
    if there:
        _check_ours(store, there, path, is_seed_new=key.is_new)
    if there and not key.changes and is_same(there, content, key):
        return _outcome_of_same(session, PageBuilt(path, content, (), is_first=False, is_same=True), there)
    changes = all_of(content) if there is None else _changes(store, there, content, key)
    data = PageBuilt(path, content, changes, is_first=there is None)
    again = ("it tells the same as before; only its form or its seals are made anew",) if there and not changes else ()
    make = page_maker(session, content, key)
    note = keep_note(session, path, make)
    return Outcome(
        data,
        commit_message.plan("finder build", "Build the page for finders", *key.changes, note),
        Output(path, make, in_own_folder=True, is_public=True),
        question=f"Make this public in {path}?" if data.more else None,
        notices=(*_notices(session, key), *again),
        done=say_upload(store, path),
    )


def _changes(store: Store, there: PageFile, content: FinderContent, key: PageKey) -> tuple[PageDifference, ...]:
    """What the page that is there tells in another way, and what it tells of things that are gone."""
    opened = open_all(there.page, content, key.seed)
    gone = gone_stickers(store, there.page, content, key.seed, opened)
    return (*differences(there.page, content, opened), *gone)


def page_maker(session: Session, content: FinderContent, key: PageKey) -> Callable[[], bytes]:
    """What makes the page with a fresh salt, once; only then is anything signed that has to be."""
    salt = session.random_bits(SALT_BYTES * 8).to_bytes(SALT_BYTES)
    return cache(lambda: content.page(content.owner(key.sign()), key.seed, salt))


def is_same(there: PageFile, content: FinderContent, key: PageKey) -> bool:
    """Whether the page that is there is, to the byte, what would be built now."""
    return content.page(content.owner(key.sign()), key.seed, there.page.salt) == there.data


def say_upload(store: Store, path: Path) -> tuple[str, ...]:
    """What is the owner's to do now."""
    address = store.settings.finder
    if address is None:
        return (f'wrote "{path}"; put it on any web space, or on a stick',)
    return (f'wrote "{path}"; upload it, so that it is at {address}',)


def _outcome_of_same(session: Session, data: PageBuilt, there: PageFile) -> Outcome:
    """That nothing changed; where it lies is kept all the same, if that is new."""
    built = last_built(session.store)
    said = (f'nothing changed: "{data.path}" is what the store says',)
    if built and built.folder == str(data.path.parent):
        return Outcome(data, notices=said)
    note = keep_note(session, data.path, lambda: there.data)
    return Outcome(data, commit_message.plan("finder build", "Note the page for finders", note), notices=said)


def _check_folder(folder: Path) -> None:
    """UsageError, before anybody is asked, for a folder that is none, cannot be made, or cannot be written to."""
    if os.path.lexists(folder):
        fault = None if folder.is_dir() else f'"{folder}" is no folder'
        written = folder
    else:
        fault = None if folder.parent.is_dir() else f'there is no folder "{folder.parent}"'
        written = folder.parent
    if fault:
        raise UsageError(fault, hints=["name one that is there, or a new one in it: talktag finder build DIR"])
    if not os.access(written, os.W_OK | os.X_OK):
        hints = ["name one that you may write to: talktag finder build DIR"]
        raise UsageError(f'nothing can be written into "{written}"', hints=hints)


def _check_ours(store: Store, there: PageFile, path: Path, *, is_seed_new: bool) -> None:
    """InvalidError for a page that speaks for somebody else, by no key that is or was the owner's, or of another seed.

    A seed that was lost, or undone, is in the history; a new one would make the codes of all printed labels worthless.
    """
    files = (layout.OWNER_KEY, layout.OLD_OWNER_KEYS)
    own = {each.line() for name in files if store.has(name) for each in keys_in(store.read(name))}
    if there.page.owner.signer not in own:
        hints = ["move it away, or name another folder: talktag finder build DIR"]
        raise InvalidError(f'"{path}" stays as it is: it is the page of somebody else', hints=hints)
    if is_seed_new:
        hints = [f"bring back {layout.FINDER_KEY}, from another copy or by: talktag undo COMMIT"]
        hints.append("if no label was printed since, move the page away and build anew")
        message = f'"{path}" stays as it is: what the codes of its stickers were made from is not in the store any more'
        raise InvalidError(message, hints=hints)


def _notices(session: Session, key: PageKey) -> list[str]:
    said = []
    if key.is_new:
        said.append("labels printed from now on carry a code that opens what is told of their thing")
        said.append("those printed before lead to the page too, and show what is told of every thing")
    elif key.changes:
        said.append("your keys changed, so the page is signed anew; what finders write is sealed to those of now")
    if session.store.settings.finder_phone and not session.store.settings.phone:
        said.append("finder.phone is yes, and no number is set: talktag config owner.phone=NUMBER")
    if session.store.settings.finder is None:
        said.append("labels lead there once its address is set: talktag config finder=https://…")
    return said


def say_counts(data: PageBuilt) -> str:
    """How many stickers lead to the page, and in which states, in words."""
    counted = [f"{count} {name}" for name, count in data.counts().items() if count]
    return f"{plural(len(data.content.stickers), 'sticker')}{': ' if counted else ''}{', '.join(counted)}"
