"""Single files that are chosen by name, or left out. It never acts on a near name; it offers it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence

from talktag.errors import InvalidError
from talktag.model.products.product import ProductFile
from talktag.model.values.fold import fold
from talktag.model.values.near import near_words

NAMED = "file:"  # before the name, where sections are chosen


def named_files(files: Sequence[ProductFile], sections: Iterable[str]) -> frozenset[str]:
    """The names of the files that `file:NAME` among `sections` chooses.

    InvalidError for a name that no file has, with near ones, and for one that is sealed.
    """
    found = {file_called(files, each.removeprefix(NAMED), NAMED) for each in sections if each.startswith(NAMED)}
    for file in files:
        if file.sealed and file.name in found:
            raise InvalidError(f'"{file.name}" is sealed, and what is sealed never leaves', hints=["leave it out"])
    return frozenset(found)


def file_called(files: Iterable[ProductFile], wanted: str, before: str = "--without ") -> str:
    """The name of the file that is called so, whatever its case and the signs between its letters.

    InvalidError where there is none or more than one.
    """
    names = [file.name for file in files]
    alike = [wanted] if wanted in names else [name for name in dict.fromkeys(names) if _bare(name) == _bare(wanted)]
    if len(alike) == 1:
        return alike[0]
    near = alike or near_words(wanted, names) or sorted(set(names))[:3]
    hints = [f"did you mean {before}{shlex.quote(name)}?" for name in near]
    raise InvalidError(f'there is no file "{wanted}"', hints=hints)


def _bare(name: str) -> str:
    """A name as a store keeps it: a file that was `IMG 1.HEIC` outside is `img-1.heic` there."""
    return re.sub(r"[^\w.]+|_+", "-", fold(name))
