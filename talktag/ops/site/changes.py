"""What changes in the folder of a site: pieces to be made anew, what stays, which files go. It writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.model.effects.of_site import MakeSite, SitePiece
from talktag.model.site.manifest import MANIFEST
from talktag.ops.site.folder import SiteFolder, check_free


class SiteChanges(NamedTuple):
    """The pieces that are made anew, the names of files that go, and the effect that does it; None for nothing."""

    anew: tuple[SitePiece, ...]
    removed: tuple[str, ...]
    effect: MakeSite | None


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
    gone = tuple(sorted(name for name in (manifest.files if manifest else {}) if name not in names))
    anew = tuple(each for each in pieces if each.key not in kept)
    if not anew and not gone and manifest and manifest.whole:
        return SiteChanges((), (), None)
    effect = MakeSite(str(folder.path), reader, anew, kept=kept, removed=gone, listed=MANIFEST)
    return SiteChanges(anew, gone, effect)


def _is_as_made(folder: SiteFolder, piece: SitePiece) -> bool:
    """Whether what it is made of is the same, and every file of it looks as it did when it was made."""
    manifest = folder.manifest
    if manifest is None or not manifest.whole:
        return False
    made = manifest.pieces[piece.key]
    is_same = made.of == piece.of and made.files.keys() == set(piece.names)
    return is_same and all(folder.is_as_made(name, file.size) for name, file in made.files.items())
