"""Git by plumbing: exact bytes in, durable commits out. No filter, hook or program named by the store ever runs.

Plain `git add` and `git commit` never flush to the disk and run what a hostile `.git/config` names; these commands
do neither.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.disk import failing_as
from talktag.errors import SyncError
from talktag.flush import flush_path
from talktag.store.git import branch
from talktag.store.git.failures import failure, harmful, refusal, starting
from talktag.store.git.safe_settings import SAFE_OPTIONS, WITHOUT_GRAPH, safe_environment
from talktag.store.git.vetting import is_harmless, oddity, plain_keys

if TYPE_CHECKING:
    from talktag.content import Content

_CHANGES_STATE = {"update-ref", "update-index"}
_SETTINGS_LIMIT = 1024 * 1024  # bytes
ABSENT = "0" * 40


class Git:
    """The repository of one store. `environment` is the process's, handed in by the caller.

    `lock` is the open file whose lock protects the store while a writer is at work. Each git that changes the store's
    state inherits it, so that the lock lives as long as the last of them, even if talktag is killed.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.directory = folder / ".git"
        self.lock: int | None = None
        self._environment = safe_environment(folder, environment)

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment of every git that runs here."""
        return self._environment

    def create(self) -> None:
        """Make an empty repository whose settings keep bytes and links as they are; what a crash left of one goes."""
        import shutil

        from talktag.store.git.remains import is_unfinished

        if is_unfinished(self.directory):
            with failing_as(f'could not make "{self.directory}" anew'):
                shutil.rmtree(self.directory)
        self.run("init", "--quiet", "--template=", "--initial-branch=main", "--object-format=sha1", bare=True)
        (self.directory / "info").mkdir(exist_ok=True)
        for key, value in {
            "core.autocrlf": "false",
            "core.symlinks": "false",
            "core.protectNTFS": "true",
            "core.protectHFS": "true",
            "core.logAllRefUpdates": "true",
            "index.version": "4",
        }.items():
            self.run("config", key, value)
        disk.flush_tree(self.directory)  # git flushes none of it
        with failing_as(f'could not write in "{self.folder}"'):
            flush_path(self.folder)
        disk.make_folder(self.directory / "talktag")

    def check(self, *, objects: bool = False) -> None:
        """Refuse a repository that could run code, reach outside the store or keep git waiting: UntrustedError.

        Each single loose object is only looked at where `objects` says so.
        """
        if found := oddity(self.directory, objects=objects):
            raise refusal(found)
        for name in self._own_keys():
            if name and not is_harmless(name):
                raise harmful(name, self.folder)

    def _own_keys(self) -> Iterable[str]:
        """The keys of the store's own settings; git reads what is not written in the plainest way."""
        path = self.directory / "config"
        with contextlib.suppress(FileNotFoundError):
            keys = plain_keys(disk.read(path, _SETTINGS_LIMIT))
            if keys is not None:
                return keys
        names = self.run("config", "--file", str(path), "--no-includes", "--list", "--name-only", "-z")
        return names.decode(errors="replace").split("\0")

    def head(self) -> str | None:
        """The commit the store is at, None before the first one; SyncError where that cannot be told."""
        if broken := branch.broken_file(self.directory):
            raise SyncError(f'the branch "{broken}" cannot be read', hints=["see what is wrong with: talktag doctor"])
        found = self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", may_fail=True).decode().strip()
        if found:
            return found
        name = self.run("symbolic-ref", "--quiet", "HEAD").decode(errors="replace").strip()
        packed = self.directory / "packed-refs"
        with failing_as("could not read the history"):
            known = packed.read_bytes() if packed.exists() else b""
        if (self.directory / name).exists() or f" {name}\n".encode() in known:
            raise SyncError(f'the branch "{name}" cannot be read', hints=["see what is wrong with: talktag doctor"])
        return None

    def tip(self) -> str | None:
        """The commit the branch names, as `head` but unchecked: what is built on it must look whether it is there.

        Read from the two small files it usually stands in; git is asked about anything else.
        """
        return branch.commit(self.directory) or self.head()

    def contains(self, commit: str, since: str | None) -> bool:
        """Whether the store is at `commit`, or has gone on from it; `since` is the commit it was made on."""
        head = self.head()
        if head in {None, since, commit}:
            return head == commit
        words = ("rev-list", str(head), *([f"^{since}"] if since else []))
        return commit in self.run(*words, extra=WITHOUT_GRAPH).decode().split()

    def lacks(self, ident: str) -> bool:
        """Whether an object is not there at all; one that is there and broken is not lacking."""
        if os.path.lexists(self.directory / "objects" / ident[:2] / ident[2:]):
            return False
        return self.run("cat-file", "--batch-check", stdin=f"{ident}\n".encode()).endswith(b" missing\n")

    def advance(self, new: str, old: str | None, subject: str, variables: Mapping[str, str]) -> None:
        """Bring the store from commit `old` to `new`, durably; SyncError when someone else moved the branch."""
        words = ("-m", f"talktag: {subject}")
        self.run("update-ref", "--create-reflog", *words, "HEAD", new, old or ABSENT, extra=variables)
        self._flush_branch()

    def retreat(self, new: str, old: str | None) -> None:
        """Take back `advance`, durably."""
        self.run("update-ref", *(["HEAD", old, new] if old else ["-d", "HEAD", new]))
        self._flush_branch()

    def version(self) -> tuple[int, int]:
        """Git's own major and minor version."""
        found = re.search(r"(\d+)\.(\d+)", self.run("--version").decode(errors="replace"))
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def broken_objects(self) -> list[str]:
        """What `git fsck` finds wrong with the history, a line each."""
        self.check(objects=True)
        done = self._spawn(("fsck", "--no-dangling", "--no-progress"), b"", self._environment)
        lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
        return [line for line in lines if done.returncode and line.strip()]

    def run(
        self,
        *arguments: str,
        stdin: bytes | bytearray = b"",
        extra: Mapping[str, str] | None = None,
        may_fail: bool = False,
        bare: bool = False,
    ) -> bytes:
        """What one git command prints; SyncError with git's own words when it fails.

        One that `may_fail` may answer no, which git does with code 1; any other code is a failure all the same.
        """
        environment = {**self._environment, **(extra or {})}
        if bare:
            environment.pop("GIT_WORK_TREE")
        done = self._spawn(arguments, stdin, environment)
        if done.returncode and not (may_fail and done.returncode == 1):
            raise failure(arguments[0], done.stderr)
        return done.stdout if not done.returncode else b""

    def _spawn(
        self, arguments: Sequence[str], stdin: bytes | bytearray, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        inherited = () if self.lock is None or arguments[0] not in _CHANGES_STATE else (self.lock,)
        with starting():
            return subprocess.run(
                ["git", *SAFE_OPTIONS, *arguments],
                input=stdin,
                capture_output=True,
                env=environment,
                cwd=self.folder,
                check=False,
                pass_fds=inherited,
            )

    def _flush_branch(self) -> None:
        """Flush the folders a branch's name may be in."""
        heads = self.directory / "refs/heads"
        with failing_as("could not write the history"):
            for folder in (*(path for path in heads.rglob("*") if path.is_dir()), heads, self.directory):
                flush_path(folder)


def is_commit_id(text: object) -> bool:
    """Whether `text` is the full id of a commit."""
    return isinstance(text, str) and bool(re.fullmatch(r"[0-9a-f]{40}", text))


def blob_id(data: bytes | Content) -> str:
    """The id Git gives a file with this content."""
    import hashlib  # whoever only reads needs no hash

    from talktag.content import content_of

    content = content_of(data)
    digest = hashlib.sha1(b"blob %d\0" % content.size, usedforsecurity=False)
    for part in content.parts():
        digest.update(part)
    return digest.hexdigest()
