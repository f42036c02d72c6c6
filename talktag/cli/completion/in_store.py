"""What a store holds of what is wanted: lists folders, looks into what is cached. Follows no link, opens no pipe."""

from __future__ import annotations

import os
import stat

from talktag.cli.completion.offer import Lookup, Offer, fitting
from talktag.model.values.fold import fold
from talktag.model.values.ident import is_slug
from talktag.model.values.plural import plural
from talktag.store import layout
from talktag.store.slugs import slugs

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DESCRIBED = 50  # records at most whose names are read for one press of a key
_HASH = 64  # characters of a SHA-256
_SHORT = 12  # of which people are shown
_HEAD = 4096  # bytes of a record in which its name is looked for
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def products(asked: Lookup) -> list[Offer]:
    """The slugs that begin as what was typed would as a slug, else those that hold it."""
    store, wanted = asked.store(), _as_slug(asked.beginning)
    found = slugs(store, wanted) or tuple(each for each in slugs(store) if wanted in each)
    return _with_names(found, lambda slug: f"{store}/{layout.record(slug)}")


def parties(asked: Lookup) -> list[Offer]:
    """The slugs of the parties that begin so, else those that hold it; no other file's name is one."""
    return _of_folder(asked, layout.PARTIES)


def tables(asked: Lookup) -> list[Offer]:
    """The same of tables that others gave."""
    return _of_folder(asked, layout.TABLES)


def wishes(asked: Lookup) -> list[Offer]:
    """The same of what the owner wants."""
    return _of_folder(asked, layout.WISHES)


def _of_folder(asked: Lookup, name: str) -> list[Offer]:
    folder, wanted = f"{asked.store()}/{name}", _as_slug(asked.beginning)
    known = sorted(_stems(folder, ".toml"))
    found = [each for each in known if each.startswith(wanted)] or [each for each in known if wanted in each]
    return _with_names(found, lambda slug: f"{folder}/{slug}.toml")


def own_papers(asked: Lookup) -> list[Offer]:
    """The label papers that the owner measured."""
    return fitting(asked.beginning, map(Offer, sorted(_stems(f"{asked.store()}/{layout.PAPERS}", ".toml"))))


def rules(asked: Lookup) -> list[Offer]:
    """The names of the rules."""
    return fitting(asked.beginning, map(Offer, sorted(_stems(f"{asked.store()}/{layout.RULES}", ".toml"))))


def waiting(asked: Lookup) -> list[Offer]:
    """The ids of what waits in the inbox; what it is called is a stranger's word."""
    return fitting(asked.beginning, map(Offer, sorted(_stems(f"{asked.store()}/{layout.INBOX}", ".toml"))))


def terms(asked: Lookup) -> list[Offer]:
    """Texts of terms by what their roster calls them, where that is a plain word of one alone, else by their hashes.

    A title may be a stranger's words: it is looked in and shown, and never put on the line.
    """
    folder = f"{asked.store()}/{layout.TERMS}"
    hashes = sorted(each for each in _stems(folder, ".toml") if len(each) == _HASH)[:_DESCRIBED]
    told = [(each, *_texts(f"{folder}/{each}.toml", "id", "title")) for each in hashes]
    idents = [ident for _, ident, _ in told]
    words = [
        (ident if ident.isascii() and is_slug(ident.lower()) and idents.count(ident) == 1 else each[:_SHORT], title)
        for each, ident, title in told
    ]
    wanted = fold(asked.beginning)
    return fitting(asked.beginning, (Offer(*each) for each in words)) or [
        Offer(word, title) for word, title in words if wanted in fold(title)
    ]


def attached_files(asked: Lookup) -> list[Offer]:
    """The names of the files that are kept with the product named earlier."""
    slug = slug_of(asked)
    names = _entries(f"{asked.store()}/{layout.file(slug, 'name').removesuffix('/name')}") if slug else []
    return fitting(asked.beginning, map(Offer, sorted(names)))


def notes(asked: Lookup) -> list[Offer]:
    """The ids of the private notes of the product named earlier; none is opened."""
    slug = slug_of(asked)
    found = _stems(f"{asked.store()}/{layout.notes(slug)}", ".age") if slug else ()
    return fitting(asked.beginning, map(Offer, sorted(found)))


def in_use(key: str) -> Callable[[Lookup], list[Offer]]:
    """Finds the values of products at `key`, one of `place`, `label`, `maker`, `from`: each with how many have it."""

    def find(asked: Lookup) -> list[Offer]:
        from collections import Counter
        from pathlib import Path

        from talktag.model.queries.stats import GROUPINGS
        from talktag.store.index.catalogue import Catalogue

        store = Path(asked.store())
        if not (store / layout.SETTINGS).is_file():
            return []
        catalogue = Catalogue(store, Path(asked.cache()))
        try:
            found = Counter(value for facts in catalogue.facts() for value in GROUPINGS[key](facts))
        finally:
            catalogue.close()
        offers = [Offer(value, plural(count, "product")) for value, count in found.most_common()]
        return fitting(asked.beginning, offers)

    return find


def _as_slug(text: str) -> str:
    """What was typed of a name, as a slug would have it."""
    return "".join(each if each.isalnum() else "-" for each in fold(text)).lstrip("-")


def slug_of(asked: Lookup) -> str | None:
    """The product that was named earlier on the line, where that is one."""
    wanted = _as_slug(asked.given.get("product", ""))
    found = slugs(asked.store(), wanted) if wanted else ()
    return wanted if wanted in found else found[0] if len(found) == 1 else None


def _with_names(found: Iterable[str], path: Callable[[str], str]) -> list[Offer]:
    """The slugs with the names of their records, where they are few."""
    known = list(found)
    return [Offer(slug, _name(path(slug)) if len(known) <= _DESCRIBED else "") for slug in known]


def _name(path: str) -> str:
    return _texts(path, "name")[0]


def _texts(path: str, *keys: str) -> list[str]:
    """Texts as they stand in plain lines of the record; reading the record would take too long here."""
    try:
        lines = _head(path).decode("utf-8", "replace").split("\n")
    except OSError:
        lines = []
    return [_text(next((each for each in lines if each.startswith(f'{key} = "')), ""), key) for key in keys]


def _text(line: str, key: str) -> str:
    line = line.removeprefix(f"{key} = ")
    try:
        if "\\" not in line and line.count('"') == 2 and line[-1:] == '"' and line.isprintable():
            return line[1:-1]
        import json

        return str(json.loads(line))  # a text in TOML, but for rare escapes
    except ValueError:
        return ""


def _head(path: str) -> bytes:
    """The beginning of a regular file; nothing of what is none, such as a pipe. OSError for a link."""
    handle = os.open(path, _READ)
    try:
        return os.read(handle, _HEAD) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    finally:
        os.close(handle)


def _stems(folder: str, suffix: str) -> Iterator[str]:
    """The names of records in a folder, without their ending; others are left out."""
    return (
        name.removesuffix(suffix)
        for name in _entries(folder)
        if name.endswith(suffix) and is_slug(name.removesuffix(suffix))
    )


def _entries(folder: str) -> list[str]:
    try:
        if os.path.islink(folder):  # noqa: PTH114 - a text
            return []
        with os.scandir(folder) as entries:
            return [each.name for each in entries if each.is_file(follow_symlinks=False)]
    except OSError:
        return []
