"""What is here, sent to another copy. Never by force: where somebody was faster, that is an error of its own."""

from __future__ import annotations

import re
from posixpath import normpath
from shlex import quote
from typing import TYPE_CHECKING

from talktag.errors import OvertakenError, SyncError
from talktag.store.git.sync.fetch import remember_sent
from talktag.store.git.sync.network import Network, network_error

if TYPE_CHECKING:
    from talktag.store.git.sync.remote import Remote

_OPTIONS = ("--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", "--no-force")
_LEFT = re.compile(rb"Unable to create '([^'\n]+\.lock)': File exists")
# As git says it of a branch that went on: before it sends, and where another came first while it did.
_OVERTAKEN = re.compile(
    rb"\[rejected\]|\(fetch first\)|\(non-fast-forward\)|failed to update ref|cannot lock ref|reference already exists"
)


def push(network: Network, remote: Remote, commit: str) -> None:
    """Send `commit` and all before it. OvertakenError where the branch went on there, SyncError in git's words."""
    done = network.run("push", *_OPTIONS, url=remote.push_url, then=(f"{commit}:{remote.branch}",))
    if done.returncode:
        said = done.stderr + b"\n" + b"\n".join(line for line in done.stdout.splitlines() if line[:1] == b"!")
        if left := _LEFT.search(said):
            lock = quote(normpath(left[1].decode(errors="replace")))
            raise SyncError(
                f'another git is at work in "{remote.place}", or was killed there',
                details=[left[0].decode(errors="replace")],
                hints=["try it again in a minute", f"if it stays so, take the lock away there: rm {lock}"],
            )
        if _OVERTAKEN.search(said):
            raise OvertakenError(
                f'somebody else sent something to "{remote.place}" meanwhile', hints=["type it again: talktag sync"]
            )
        raise network_error("send to", remote.push_url, said)
    remember_sent(network.git, remote, commit)
