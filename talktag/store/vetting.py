"""What the repository of a store received from others may hold. It reads names only and runs nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

from talktag.disk import failing_as

# Everything else in a store's own .git/config could name a program to run, or a place outside the store.
_HARMLESS = re.compile(
    r"(core\.(repositoryformatversion|filemode|bare|logallrefupdates|symlinks|ignorecase|precomposeunicode|autocrlf"
    r"|eol|safecrlf|protecthfs|protectntfs|fsync|fsyncmethod|untrackedcache|compression|bigfilethreshold|quotepath)"
    r"|user\.(name|email|signingkey)|author\.(name|email)|committer\.(name|email)|commit\.gpgsign|tag\.gpgsign"
    r"|index\.(version|threads)|pack\.[a-z]+|maintenance\..*|commitgraph\.[a-z]+|fetch\.(prune|writecommitgraph)"
    r"|gc\.(auto|autodetach|autopacklimit|logexpiry|packrefs|pruneexpire|reflogexpire|reflogexpireunreachable)"
    r"|init\.defaultbranch|pull\.(rebase|ff)|push\.(default|autosetupremote)|rerere\.enabled|merge\.(ff|conflictstyle)"
    r"|color\..*|advice\..*|remote\..*\.(url|pushurl|fetch|push|tagopt|prune)|branch\..*\.(remote|merge|rebase|description))"
)


def is_harmless(key: str) -> bool:
    """Whether a key of a store's own Git settings can neither name a program nor lead out of the store."""
    return bool(_HARMLESS.fullmatch(key.lower()))


def leads_out(directory: Path) -> Path | None:
    """What in a repository, or in place of it, lies elsewhere: a link, or one of git's own ways to point away.

    Loose objects are not looked at: they may be many, and git writes none through a link.
    """
    if directory.is_symlink() or not directory.is_dir():
        return directory
    for path in (directory / "commondir", directory / "objects/info/alternates"):
        if path.exists():
            return path
    objects, hooks = directory / "objects", directory / "hooks"  # hooks never run, wherever they are
    folders = [directory]
    while folders:
        folder = folders.pop()
        with failing_as(f'could not read "{folder}"'), os.scandir(folder) as entries:
            for entry in entries:
                path = folder / entry.name
                if path == hooks or (folder == objects and len(entry.name) == 2):
                    continue
                if entry.is_symlink():
                    return path
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
    return None
