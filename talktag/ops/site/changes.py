"""What changes in the folder of a site: pieces to be made anew, what stays, which files go. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.model.effects.of_site import MakeSite, SitePiece
from talktag.model.site.manifest import MANIFEST
from talktag.model.values.plural import plural
from talktag.ops.site.folder import SiteFolder, check_free, is_still_made

_TOLD = 5  # files that stay, each by its name


class SiteChanges(NamedTuple):
    """The pieces that are made anew, the names of files that go, and the effect that does it; None for nothing.

    `staying` are those that the list names and the site no longer has, but that are not as it made them.
    """

    anew: tuple[SitePiece, ...]
    removed: tuple[str, ...]
    effect: MakeSite | None
    staying: tuple[str, ...] = ()

    def say_staying(self, folder: Path) -> Iterator[str]:
        """What there is to tell of files that stay."""
        for name in self.staying[:_TOLD]:
            yield f'"{folder}/{name}" stays, as it is not what the site made; remove it yourself if nobody is to see it'
        if (more := len(self.staying) - _TOLD) > 0:
            yield f"{plural(more, 'more file')} like that"


def changes_in(folder: SiteFolder, reader: str, pieces: Sequence[SitePiece]) -> SiteChanges:
    """What is to be done for the folder to have those pieces, for that reader; InvalidError where it may not be."""
    manifest = folder.manifest
    if manifest and manifest.view != reader:
        # A site for one reader never becomes that of another, who may not see what it holds.
        message = f'"{folder.path}" is a site for another reader, and stays as it is'
        raise InvalidError(message, hints=["name another folder: talktag site DIR"])
    check_free(folder, (name for piece in pieces for name in piece.names))
    made = manifest.pieces if manifest else {}
    kept = {each.key: made[each.key] for each in pieces if each.key in made and _is_as_made(folder, each)}
    names = {name for piece in pieces for name in piece.names}
    gone = sorted(name for name in (manifest.files if manifest else {}) if name not in names)
    going, staying = _divide(folder, gone)
    anew = tuple(each for each in pieces if each.key not in kept)
    if not anew and not gone and manifest and manifest.whole:
        return SiteChanges((), (), None)
    effect = MakeSite(str(folder.path), reader, anew, kept=kept, removed=going, listed=MANIFEST)
    return SiteChanges(anew, going, effect, staying)


def _divide(folder: SiteFolder, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of files that the site no longer has, those that are as it made them, and those that may be somebody's own."""
    versions = folder.manifest.versions if folder.manifest and names else {}
    found = {name: is_still_made(folder.path, name, versions[name]) for name in folder.held_of(names)}
    return tuple(name for name in found if found[name]), tuple(name for name in found if not found[name])


def _is_as_made(folder: SiteFolder, piece: SitePiece) -> bool:
    """Whether what it is made of is the same, and every file of it looks as it did when it was made."""
    manifest = folder.manifest
    if manifest is None or not manifest.whole:
        return False
    made = manifest.pieces[piece.key]
    is_same = made.of == piece.of and made.files.keys() == set(piece.names)
    return is_same and all(folder.is_as_made(name, file.size) for name, file in made.files.items())
