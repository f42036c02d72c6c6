"""Where a page for finders lies on this computer: where it was built to, or named. It writes no page itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.content import Later
from talktag.errors import DiskError, InvalidError, NotFoundError, UsageError
from talktag.model.finder.built import Built, built_values, read_built
from talktag.model.plan import Write
from talktag.model.toml.write import new_text
from talktag.ops.session import Session
from talktag.page.finder import FinderPage
from talktag.page.finder.read_page import PAGE_MOST, read_finder_page
from talktag.store import layout
from talktag.store.store import Store

INDEX = "index.html"


class PageFile(NamedTuple):
    """A page that was read: its bytes, and what they are made of."""

    data: bytes
    page: FinderPage


def last_built(store: Store) -> Built | None:
    """The note of the page that was built last on this computer; None where there is none that holds up."""
    if not store.has(layout.FINDER_BUILT):
        return None
    return read_built(store.read(layout.FINDER_BUILT), layout.FINDER_BUILT).value


def place_of(session: Session, folder: Path | None) -> Path:
    """The file of the page in `folder`, else where it was built to last; UsageError where that is nowhere.

    InvalidError for a folder that is in the store, or has store or keys in it: all in a published folder is public.
    """
    if folder is None:
        if (built := last_built(session.store)) is None:
            raise UsageError(
                "no page was built on this computer yet",
                hints=["name a folder for it, outside of the store: talktag finder build DIR"],
            )
        folder = Path(built.folder)
    _check_apart(session, folder)
    whole = Path(os.path.realpath(folder))
    try:
        str(whole).encode()
    except UnicodeEncodeError:
        raise UsageError("the name of that folder is no text", hints=["name another"]) from None
    return whole / INDEX


def _check_apart(session: Session, folder: Path) -> None:
    whole, store, keys = (
        Path(os.path.realpath(each)) for each in (folder, session.store.folder, session.key_folder.path)
    )
    hints = ["name a folder for the page alone: talktag finder build DIR"]
    if whole == store or store in whole.parents:
        raise InvalidError(f'"{folder}" is in the store, and all in a published folder is public', hints=hints)
    for what, place in (("the store is", store), ("your keys are", keys)):
        if whole == place or whole in place.parents:
            raise InvalidError(f'{what} in "{folder}", and all in a published folder is public', hints=hints)


def read_page_file(path: Path) -> PageFile:
    """The page in a file, which anybody may have made; NotFoundError without one, InvalidError for what is none."""
    try:
        data = disk.read(disk.real_path(path), PAGE_MOST)
    except FileNotFoundError:
        hints = ["build it: talktag finder build DIR"]
        raise NotFoundError(f'there is no page "{path}"', hints=hints) from None
    except (InvalidError, DiskError) as error:
        raise InvalidError(
            f'"{path}" cannot be read: {error.message}', hints=["name the page, or its folder"]
        ) from None
    return read_page_bytes(data, f'"{path}"')


def read_page_bytes(data: bytes, name: str) -> PageFile:
    """The same of bytes that are called `name`; InvalidError for what is none."""
    try:
        return PageFile(data, read_finder_page(data))
    except ValueError as error:
        hints = ["name the page that talktag finder build made, or its folder"]
        raise InvalidError(f"{name} is no page for finders that talktag made: {error}", hints=hints) from None


def page_there(path: Path) -> PageFile | None:
    """What a build would replace, None where there is nothing; InvalidError for what it must not."""
    if not os.path.lexists(path):
        return None
    try:
        return read_page_file(path)
    except InvalidError as error:
        hints = ["move it away, or name another folder: talktag finder build DIR"]
        raise InvalidError(
            f'"{path}" stays as it is: talktag did not make it', details=[error.message], hints=hints
        ) from None


def keep_note(session: Session, path: Path, make: Callable[[], bytes]) -> Write:
    """The change that keeps where the page lies that is built now; `make` gives its bytes once they are wanted."""
    held = session.store.read(layout.FINDER_BUILT) if session.store.has(layout.FINDER_BUILT) else None

    def note() -> bytes:
        moment, digest = session.recorded.replace(microsecond=0), hashlib.sha256(make()).hexdigest()
        return new_text(built_values(Built(str(path.parent), moment, digest)))

    return Write(layout.FINDER_BUILT, Later(note), held)
