"""One's cameras and lenses by their serial numbers, as pictures spell them. It takes no near number for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.due.recalls.match import words_of
from talktag.model.values.fold import fold
from talktag.model.values.serial import serial_doubt

if TYPE_CHECKING:
    from talktag.media.camera.made_with import MadeWith
    from talktag.model.queries.facts import Facts

BODY, LENS = "camera", "lens"
_BETWEEN = re.compile(r"[\s\-_./]+")
_SHORT = 6  # characters below which two makers may well use the same number


class Owned(NamedTuple):
    """A thing that has a serial number: its slug and name, and the words of maker and model and name."""

    slug: str
    name: str
    words: frozenset[str]


class OwnedThings:
    """The things that have a serial number, those that are gone among them: a photo stays made with a sold camera."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._found: dict[str, list[Owned]] = {}
        for each in facts:
            if each.serial and not serial_doubt(each.serial):
                words = frozenset(word for text in (each.maker, each.model, each.name) for word in words_of(text))
                self._found.setdefault(plain_serial(each.serial), []).append(Owned(each.slug, each.name, words))

    def __bool__(self) -> bool:
        return bool(self._found)

    def makers_of(self, told: MadeWith) -> Iterator[tuple[str, Owned]]:
        """What of one's own made a picture, as what: the camera, the lens, or both."""
        for part, serial, names in ((BODY, told.body, (told.maker, told.model)), (LENS, told.lens, (told.lens_model,))):
            if serial and (found := self._found.get(plain_serial(serial))):
                said = {word for text in names for word in words_of(text)}
                yield from ((part, each) for each in found if _fits(each, said, serial))


def plain_serial(serial: str) -> str:
    """A serial number without what people write in between, and without zeros before a number."""
    plain = _BETWEEN.sub("", fold(serial))
    return plain.lstrip("0") or plain if plain.isdigit() else plain


def _fits(owned: Owned, said: set[str], serial: str) -> bool:
    """Whether nothing speaks against it; a short number wants a word that both names share."""
    return bool(owned.words & said) or (not said or not owned.words or len(plain_serial(serial)) >= _SHORT)
