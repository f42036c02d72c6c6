"""What another copy has, fetched: objects, and the commit it is at. No file of the store and no branch of it changes.

The commit comes under a name of its own, so that nothing of a fetch that was killed stands in the way of the next.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import DiskError, SyncError
from talktag.store.git.flushed import Flushed
from talktag.store.git.sync.network import Network, network_error

if TYPE_CHECKING:
    from talktag.store.git.git import Git
    from talktag.store.git.sync.remote import Remote

_NAMES = "refs/talktag/fetched"
_LEFT_AFTER = 24 * 3600.0  # seconds after which a name belongs to no fetch any more
_OPTIONS = (
    *("--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head"),
    *("--no-prune", "--no-show-forced-updates", "--refmap=", "--quiet"),
)


def fetch(network: Network, remote: Remote, name: str) -> str | None:
    """The commit that the remote's branch is at, with all before it; None where nothing was ever sent there.

    `name` is one that no other fetch has. SyncError in git's words.
    """
    git = network.git
    flushed = Flushed(git)
    _clear(git)
    flushed.forget()  # what comes is not on the disk for certain
    kept = f"{_NAMES}/{name}"
    try:
        done = network.run("fetch", *_OPTIONS, url=remote.url, then=(f"+{remote.branch}:{kept}",))
        if done.returncode:
            if b"couldn't find remote ref" in done.stderr:
                _check_empty(network, remote)
                return None
            raise network_error("fetch from", remote.url, done.stderr)
        found = git.run("rev-parse", "--verify", f"{kept}^{{commit}}").decode().strip()
        flushed.forget()
        _remember(git, remote, found)
        return found
    finally:
        with contextlib.suppress(SyncError, DiskError):
            git.run("update-ref", "-d", kept)


def _check_empty(network: Network, remote: Remote) -> None:
    """SyncError where there are other branches, so that somebody means another one."""
    done = network.run("ls-remote", "--heads", url=remote.url)
    if done.returncode:
        raise network_error("fetch from", remote.url, done.stderr)
    heads = [line.partition("\trefs/heads/")[2] for line in done.stdout.decode(errors="replace").splitlines()]
    if heads:
        short = remote.branch.removeprefix("refs/heads/")
        raise SyncError(
            f'"{remote.place}" has no branch "{short}"',
            details=[f"it has {', '.join(heads[:5])}"],
            hints=[f"go to the branch that is there: git switch {heads[0]}"],
        )


def _remember(git: Git, remote: Remote, commit: str) -> None:
    """Keep it for git, which tells by it what is new; where that cannot be done, it only tells less."""
    with contextlib.suppress(SyncError):
        git.run("update-ref", remote.tracking, commit)


def remember_sent(git: Git, remote: Remote, commit: str) -> None:
    """The same of what was sent."""
    _remember(git, remote, commit)


def _clear(git: Git) -> None:
    """Take away the names that fetches left which were killed long ago."""
    folder = git.directory / _NAMES
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if abs(time.time() - path.lstat().st_mtime) > _LEFT_AFTER:
                disk.discard(path)
