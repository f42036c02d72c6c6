"""What in a store's folder is not as its last commit has it, or is there in several versions. It changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import DiskError, InvalidError, UntrustedError
from talktag.store.git import index
from talktag.store.git.failures import refusal
from talktag.store.git.git import blob_id
from talktag.store.git.vetting import oddity_beside
from talktag.store.layout import FILE_LIMIT, is_beside

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_UNMERGED = {"DD", "AU", "UD", "UA", "DU", "AA", "UU"}  # git-status(1)


def unsaved_files(git: Git) -> list[tuple[str, str]]:
    """Files that differ from the last commit, each with git's letter for how; `?` is one git does not know.

    One that is as it was committed is none of them, also where the index says otherwise; nor is what lies beside the
    history.

    UntrustedError for a file among them that would lead git elsewhere, or keep it waiting.
    """
    git.check()
    if found := oddity_beside(git.folder):
        if found.waits:
            raise refusal(found)
        raise UntrustedError(
            f'"{found.path}" would lead git to a repository elsewhere', hints=["look at it, then delete it"]
        )
    options = ("--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    listed = git.run("status", "--porcelain=v1", "-z", *options).decode(errors="replace")
    items = [(item[:2], item[3:]) for item in listed.split("\0") if item and not is_beside(item[3:])]
    held = index.committed_ids(git, {path for _, path in items}) if items and git.head() else {}
    return [(how.strip()[:1], path) for how, path in items if not _is_as_committed(git, how, path, held.get(path))]


def conflicting_versions(git: Git) -> dict[str, dict[int, str]]:
    """Files that a merge left in several versions: by path, the blob of each stage (1 before, 2 ours, 3 theirs)."""
    found: dict[str, dict[int, str]] = {}
    for line in filter(None, git.run("ls-files", "--unmerged", "-z").decode(errors="replace").split("\0")):
        entry, _, path = line.partition("\t")
        _, ident, stage = entry.split(" ")
        found.setdefault(path, {})[int(stage)] = ident
    return found


def _is_as_committed(git: Git, how: str, path: str, held: str | None) -> bool:
    """Whether a file is as the last commit has it, and no merge waits for a word about it."""
    return held is not None and how not in _UNMERGED and _blob_at(git, path) == held


def _blob_at(git: Git, path: str) -> str | None:
    """The id of a file as it is now; None where it cannot be read as one."""
    try:
        return blob_id(disk.read_inside(git.folder, path, FILE_LIMIT))
    except (FileNotFoundError, DiskError, InvalidError):
        return None
