"""What a shell is offered to complete a word with. Opens no key and no note, and never says that something failed.

A shell waits for it at every press of a key: a finder may list folders and look into what is cached, no more.
"""

import importlib
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import typer

from talktag.cli.context import Context, Flags
from talktag.cli.terminal import this_terminal

Offer = str | tuple[str, str]  # a word, or a word and what it means
_DESCRIBED = 50  # products at most whose names are read for one press of a key
_LINES = 12  # of a record in which its name is looked for
Finder = Callable[[Context, str], Iterable[Offer]]  # is given the beginning of the word, as it was typed


def offering(find: Finder) -> Callable[[typer.Context, str], list[Any]]:
    """A finder in the form that Typer calls; a store named earlier on the line is the one that is looked into."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Any]:
        try:
            return list(find(Context(Flags(store=_store(ctx)), this_terminal()), incomplete))
        except Exception:  # noqa: BLE001 - a message would end up in the middle of the person's line
            return []

    return complete


def products(context: Context, beginning: str) -> Iterable[Offer]:
    """The slugs that begin so, from the folder listing alone; with their names where they are few."""
    from talktag.store.folders import slugs
    from talktag.store.layout import record

    folder = context.store_folder()
    found = slugs(folder, beginning.lower())
    if len(found) > _DESCRIBED:
        return found
    return [_with_name(slug, folder / record(slug)) for slug in found]


def parties(context: Context, beginning: str) -> Iterable[Offer]:
    """The slugs of the parties that begin so, with their names."""
    from talktag.store.layout import PARTIES

    files = sorted((context.store_folder() / PARTIES).glob("*.toml"))
    return [_with_name(path.stem, path) for path in files if path.stem.startswith(beginning.lower())]


def stocks(context: Context, beginning: str) -> Iterable[Offer]:  # noqa: ARG001 - a finder is handed it
    """The label papers whose id begins so, with what they are."""
    from talktag.paper.stocks import load_stocks

    found = [each for each in load_stocks() if each.id.startswith(beginning.lower())]
    return [(each.id, f"{each.brand} {each.part}, {each.label_w:g} x {each.label_h:g} mm") for each in found]


def values(key: str) -> Finder:
    """Finds values in use at `key`, one of `place`, `label`, `maker`, `from`: the commonest first, with their count."""

    def find(context: Context, beginning: str) -> Iterable[Offer]:
        from collections import Counter

        from talktag.model.fold import fold
        from talktag.model.stats import GROUPINGS

        found = Counter(value for facts in context.open_store().catalogue.facts() for value in GROUPINGS[key](facts))
        wanted = fold(beginning)
        return [(value, _counted(count)) for value, count in found.most_common() if fold(value).startswith(wanted)]

    return find


def words(context: Context, beginning: str) -> Iterable[Offer]:
    """The keys of a query that begin so, and after a key its values in use."""
    from talktag.model.query_help import KEYS

    minus = "-" if beginning.startswith("-") else ""
    key, colon, value = beginning.removeprefix("-").partition(":")
    if not colon:
        return [(f"{minus}{name}:", meaning) for name, (_, meaning) in KEYS.items() if name.startswith(key.lower())]
    return [(f"{minus}{key}:{word}", meaning) for word, meaning in _after(context, key.lower(), value)]


def one_of(module: str, constant: str) -> Finder:
    """The words of a constant, of which several may stand in a row, parted by commas."""

    def find(_: Context, beginning: str) -> Iterable[Offer]:
        known = getattr(importlib.import_module(module), constant)
        before, comma, last = beginning.rpartition(",")
        return [f"{before}{comma}{word}" for word in known if word.startswith(last.lower())]

    return find


def _after(context: Context, key: str, beginning: str) -> Iterable[tuple[str, str]]:
    from talktag.model.product import STATES
    from talktag.model.query_values import PRESENCE
    from talktag.model.stats import GROUPINGS

    fixed = {"state": (*STATES, "any"), "has": tuple(PRESENCE), "no": tuple(PRESENCE)}
    if key in fixed:
        return [(word, "") for word in fixed[key] if word.startswith(beginning.lower())]
    found = values(key)(context, beginning) if key in GROUPINGS else ()
    return [each if isinstance(each, tuple) else (each, "") for each in found]


def _with_name(slug: str, path: Path) -> Offer:
    """The slug, and the name as it stands in a plain line of the record; parsing records would take too long here."""
    import json

    with path.open(encoding="utf-8", errors="replace") as file:
        line = next((line for line in islice(file, _LINES) if line.startswith('name = "')), "")
    try:
        return slug, str(json.loads(line.removeprefix("name = ")))  # a text in TOML, but for rare escapes
    except ValueError:
        return slug


def _counted(count: int) -> str:
    return f"{count} product{'' if count == 1 else 's'}"


def _store(ctx: Any) -> Path | None:
    """The store that the words before name; the nearest one counts."""
    while ctx is not None:
        if found := ctx.params.get("store"):
            return Path(found)
        ctx = ctx.parent
    return None
