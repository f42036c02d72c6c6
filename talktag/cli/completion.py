"""What a shell is offered to complete a word with. Opens no key and no note, and never says that something failed.

A shell waits for it at every press of a key: a finder may list folders and look into what is cached, no more.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

from talktag.cli.context import Context, Flags
from talktag.cli.terminal import this_terminal

Offer = str | tuple[str, str]  # a word, or a word and what it means
Finder = Callable[[Context, str], Iterable[Offer]]  # is given the beginning of the word, as it was typed


def offering(find: Finder) -> Callable[[typer.Context, str], list[Any]]:
    """A finder in the form that Typer calls; a store named earlier on the line is the one that is looked into."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Any]:
        try:
            return list(find(Context(Flags(store=_store(ctx)), this_terminal()), incomplete))
        except Exception:  # noqa: BLE001 - a message would end up in the middle of the person's line
            return []

    return complete


def products(context: Context, beginning: str) -> Iterable[str]:
    """The slugs that begin so, from the folder listing alone."""
    from talktag.store.folders import slugs

    return slugs(context.store_folder(), beginning.lower())


def _store(ctx: Any) -> Path | None:
    """The store that the words before name; the nearest one counts."""
    while ctx is not None:
        if found := ctx.params.get("store"):
            return Path(found)
        ctx = ctx.parent
    return None
