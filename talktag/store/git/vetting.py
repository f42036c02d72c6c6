"""What the repository of a store received from others may hold. It reads names only and runs nothing."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from talktag.disk import failing_as

# Sections in which git acts on keys that run a program or lead elsewhere; of these only what stands here is let be.
_MOSTLY_HARMFUL = {
    section: frozenset(keys.split())
    for section, keys in {
        "core": "repositoryformatversion filemode bare logallrefupdates symlinks ignorecase precomposeunicode autocrlf"
        " eol safecrlf protecthfs protectntfs fsync fsyncmethod untrackedcache compression bigfilethreshold quotepath"
        " sharedrepository commitgraph multipackindex preloadindex whitespace abbrev checkstat trustctime longpaths",
        "alias": "",
        "browser": "",
        "credential": "",
        "difftool": "prompt guidefault",
        "extensions": "",
        "filter": "",
        "gitcvs": "",
        "gitweb": "",
        "gpg": "",
        "guitool": "",
        "hook": "",
        "http": "postbuffer version",
        "imap": "",
        "include": "",
        "includeif": "",
        "instaweb": "",
        "man": "",
        "mergetool": "prompt keepbackup keeptemporaries hideresolved writetotemp",
        "pager": "",
        "protocol": "version",
        "safe": "",
        "sendemail": "",
        "tar": "umask",
        "trace2": "",
        "trailer": "",
        "uploadarchive": "",
        "uploadpack": "",
        "url": "",
        "web": "",
    }.items()
}
# In any other section, of git or of a front end, a key that ends so names a program, or a place to read or write.
_HARMFUL_END = re.compile(
    ".*(?:cmd|commands?|program|exec|script|shell|hooks?|helper|driver|editor|pager|external|filter|viewer|clean|smudge"
    "|process|textconv|tool|askpass|proxy|template|path|file|list|dir|directory|folder|worktree|uri|include)"
)
_HARMFUL = {  # besides, in one section
    "branch": frozenset({"mergeoptions"}),
    "log": frozenset({"showsignature"}),
    "remote": frozenset({"partialclonefilter", "promisor", "receivepack", "uploadpack", "vcs"}),
    "submodule": frozenset({"update"}),
}
_HARMLESS_SECTIONS = frozenset({"advice", "color"})  # whose keys are named after what they are about
# A settings file as git itself writes it (git-config(1), "Syntax"): none of what could be read in two ways.
_SECTION = re.compile(r'[ \t]*\[([A-Za-z0-9-]+)(?: "([^"\\]*)")?\][ \t]*')
_KEY = re.compile(r'[ \t]*([A-Za-z][A-Za-z0-9-]*)[ \t]*(?:=[^"\\#;]*)?')
_READ_BY_GIT = {".gitattributes", ".gitignore", ".gitmodules"}
_REPOSITORY_NAMES = {".git", "git~1"}  # the second is what Windows shortens the first to
_NOTHING = re.compile(r"[ \t]*(?:[#;].*)?")


class Odd(NamedTuple):
    """What a repository must not hold: a way to somewhere else, or what keeps whoever reads it waiting."""

    path: Path
    waits: bool


def is_harmless(key: str) -> bool:
    """Whether a key of a store's own Git settings can neither name a program nor lead out of the store.

    It is judged by what it could do and not by being known: editors and other front ends keep notes of their own there.
    """
    section, dot, rest = key.lower().partition(".")
    last = rest.rpartition(".")[2]
    if not (dot and section and last) or "\n" in rest:
        return False
    if section in _MOSTLY_HARMFUL:
        return rest in _MOSTLY_HARMFUL[section]
    harmful = last in _HARMFUL.get(section, ()) or _HARMFUL_END.fullmatch(last)
    return section in _HARMLESS_SECTIONS or not harmful


def plain_keys(data: bytes) -> list[str] | None:
    """The keys set in the bytes of a settings file, as `git config --list` would name them.

    None where anything in it is not written in the plainest way, so that only git can tell what it means.
    """
    text = data.decode("latin-1")
    if "\0" in text or "\r" in text:
        return None
    keys: list[str] = []
    section = None
    for line in text.split("\n"):
        if found := _SECTION.fullmatch(line):
            section = found[1].lower() + (f".{found[2]}" if found[2] is not None else "")
        elif section is not None and (found := _KEY.fullmatch(line)):
            keys.append(f"{section}.{found[1].lower()}")
        elif not _NOTHING.fullmatch(line):
            return None
    return keys


def oddity_beside(folder: Path) -> Odd | None:
    """A file within a store, beside its own repository, that git would follow to another one, or wait at.

    On some systems also by another name than `.git`. A folder of that name is a repository of its own, left alone.
    """
    folders = [str(folder)]
    while folders:
        now = folders.pop()
        with failing_as(f'could not read "{now}"'), os.scandir(now) as entries:
            for entry in entries:
                if entry.name.lower() in _REPOSITORY_NAMES:
                    if not entry.is_dir(follow_symlinks=False):
                        return Odd(Path(entry.path), waits=False)
                elif entry.name.lower() in _READ_BY_GIT and not entry.is_dir() and _waits(Path(entry.path)):
                    return Odd(Path(entry.path), waits=True)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return None


def _waits(path: Path) -> bool:
    """Whether there is something that is no file; older versions of git follow links of these names."""
    return path.exists() and not path.is_file()


def oddity(directory: Path, *, objects: bool = False) -> Odd | None:
    """What in a repository, or in place of it, lies elsewhere (a link, one of git's own ways to point away) or waits.

    Loose objects, which may be many, are only looked at where `objects` says so; the folders that hold them always.
    """
    if directory.is_symlink() or not directory.is_dir():
        return Odd(directory, waits=False)
    for path in (directory / "commondir", directory / "objects/info/alternates"):
        if path.exists():
            return Odd(path, waits=False)
    hooks, loose = str(directory / "hooks"), str(directory / "objects")  # hooks never run, wherever they are
    folders = [str(directory)]
    while folders:
        folder = folders.pop()
        for entry in _entries(folder):  # of texts: a path for each of the many folders of objects would take longer
            if entry.path == hooks:
                continue
            if entry.is_dir(follow_symlinks=False):
                if objects or folder != loose or len(entry.name) != 2:
                    folders.append(entry.path)
            elif not entry.is_file(follow_symlinks=False) and (found := _odd(entry)):
                return found
    return None


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing where it is gone, as one that another talktag just packs in may be."""
    with failing_as(f'could not read "{folder}"'), contextlib.suppress(FileNotFoundError), os.scandir(folder) as found:
        return list(found)
    return []


def _odd(entry: os.DirEntry[str]) -> Odd | None:
    """What is wrong with a name that is no file and no folder; nothing with a socket, which git's own watcher keeps."""
    if entry.is_symlink():
        return Odd(Path(entry.path), waits=False)
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    return None if stat.S_ISSOCK(mode) or stat.S_ISREG(mode) else Odd(Path(entry.path), waits=True)
