"""The gits that go out to another copy: fixed arguments, no program that the store or what comes could name.

The person's own settings for ssh and passwords count, as with git itself; the store's own are vetted before. A copy on
this computer is another repository that somebody else may have made: its hooks and programs do not run either.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from talktag.errors import SyncError
from talktag.store.git.failures import starting
from talktag.store.git.safe_settings import SAFE_OPTIONS
from talktag.store.git.sync.address import PROTOCOLS, local_path, public_address

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_OWN = ("GIT_SSH_COMMAND", "GIT_SSH", "GIT_SSH_VARIANT", "GIT_ASKPASS")  # of the person's own environment
_SETTINGS = {
    "fetch.fsckObjects": "true",
    "transfer.fsckObjects": "true",
    "transfer.bundleURI": "false",
    "fetch.writeCommitGraph": "false",
    "fetch.recurseSubmodules": "false",
    "push.recurseSubmodules": "no",
    "push.gpgSign": "false",
    "push.followTags": "false",
    "push.default": "nothing",
    "maintenance.auto": "false",
    "http.lowSpeedLimit": "100",  # bytes a second, below which a connection counts as dead …
    "http.lowSpeedTime": "60",  # … after so many seconds
}
_OPTIONS = tuple(word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}"))
# For the git on the other side of a path: what its repository's settings could make it run, or do to a worktree.
_THERE = (
    "git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true -c receive.autogc=false"
    " -c receive.denyCurrentBranch=refuse"
    " -c receive.fsckObjects=true -c core.fsync=all"
)
_WORDS = {
    b"Host key verification failed": "look whose key it is by going there once with: ssh HOST",
    b"Permission denied": "see whether you may go there: try the same address with ssh or git ls-remote",
    b"Authentication failed": "see that git knows your password there: git ls-remote URL",
    b"could not read Username": "see that git knows your password there: git ls-remote URL",
    b"Could not resolve host": "see whether this computer is on the network, and type it again",
    b"unreachable": "see whether this computer is on the network, and type it again",
    b"No space left": "make room there, and type it again",
    b"does not appear to be a git repository": "see where it is, and whether the disk is there: git remote -v",
    b"not found": "see where it is: git remote -v",
    b"refusing to update checked out branch": "send to a bare repository: git init --bare FOLDER",
    b"unsafe repository": "it belongs to somebody else; see: git help config (safe.directory)",
    b"dubious ownership": "it belongs to somebody else; see: git help config (safe.directory)",
    b"not allowed": "an address is https://…, ssh://…, git@HOST:PATH, file://… or the path of a folder",
}
_SAID = 6  # lines of git's own words


class Network:
    """Runs gits of a store against other copies. `environment` is the process's; git may ask where `may_ask`."""

    def __init__(self, git: Git, environment: Mapping[str, str], *, may_ask: bool) -> None:
        self.git = git
        self._may_ask = may_ask
        self._environment = {
            **git.variables,
            **{key: environment[key] for key in _OWN if key in environment},
            "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "1" if may_ask else "0",
            **({} if may_ask else {"SSH_ASKPASS_REQUIRE": "never"}),
        }

    def run(self, verb: str, *options: str, url: str, then: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
        """One git with what it printed. It has no terminal where nobody is to be asked."""
        words = ("git", *SAFE_OPTIONS, *_OPTIONS, verb, *options, *self._there(verb, url), "--", url, *then)
        with starting():
            return subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=self._environment,
                cwd=self.git.folder,
                check=False,
                start_new_session=not self._may_ask,
            )

    def address(self, url: str) -> str:
        """Where git really goes, as the person's own settings may have an address mean another one."""
        done = self.git.run("ls-remote", "--get-url", "--", url)
        return done.decode(errors="replace").strip()

    def _there(self, verb: str, url: str) -> tuple[str, ...]:
        if local_path(self.address(url), self.git.folder) is None:
            return ()
        receives = verb == "push"
        return (f"--{'receive' if receives else 'upload'}-pack={_THERE} {'receive' if receives else 'upload'}-pack",)


def network_error(what: str, url: str, said: bytes) -> SyncError:
    """The error of a git that could not do `what` with the copy at `url`, in its own words."""
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip() and line[:5] != "hint:"]
    hint = next(
        (hint for words, hint in _WORDS.items() if words in said), "try it again; if it stays so: git remote -v"
    )
    return SyncError(f'could not {what} "{public_address(url)}"', details=lines[-_SAID:], hints=[hint])
