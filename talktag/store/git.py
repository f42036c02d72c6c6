"""Git by plumbing: exact bytes in, durable commits out. No filter, hook or program named by the store ever runs.

Plain `git add` and `git commit` never flush to the disk and run what a hostile `.git/config` names; these commands do neither.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from talktag.disk import sync_folder
from talktag.errors import SyncError, UntrustedError

_SAFE = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.fsync=all"),
    *("-c", "gc.auto=0"),
)
# Everything else in a store's own .git/config could name a program to run, or a place outside the store.
_ALLOWED = re.compile(
    r"^(core\.(repositoryformatversion|filemode|bare|logallrefupdates|symlinks|ignorecase|precomposeunicode|autocrlf"
    r"|eol|safecrlf|protecthfs|protectntfs|fsync|fsyncmethod|untrackedcache|compression|bigfilethreshold|quotepath)"
    r"|user\.(name|email|signingkey)|author\.(name|email)|committer\.(name|email)|commit\.gpgsign|tag\.gpgsign"
    r"|index\.(version|threads)|gc\.[a-z]+|pack\.[a-z]+|maintenance\..*|commitgraph\.[a-z]+|fetch\.(prune|writecommitgraph)"
    r"|init\.defaultbranch|pull\.(rebase|ff)|push\.(default|autosetupremote)|rerere\.enabled|merge\.(ff|conflictstyle)"
    r"|color\..*|advice\..*|remote\..*\.(url|pushurl|fetch|push|tagopt|prune)|branch\..*\.(remote|merge|rebase|description))$"
)
ABSENT = "0" * 40


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a commit is by, and whether the owner's Git is set to sign commits."""

    name: str | None
    mail: str | None
    signs: bool


class Git:
    """The repository of one store. `environment` is the process's, handed in by the caller."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.directory = folder / ".git"
        kept = {key: value for key, value in environment.items() if not key.startswith("GIT_")}
        kept |= {key: value for key, value in environment.items() if key.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))}
        self._environment = kept | {
            "GIT_DIR": str(self.directory),
            "GIT_WORK_TREE": str(folder),
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C.UTF-8",
        }

    def create(self) -> None:
        """Make an empty repository whose settings keep bytes and links as they are."""
        self.run("init", "--quiet", "--template=", "--initial-branch=main", bare=True)
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

    def check(self) -> None:
        """Refuse a repository that could run code or reach outside the store: UntrustedError names the key."""
        if self.directory.is_symlink() or not self.directory.is_dir() or (self.directory / "commondir").exists():
            raise UntrustedError(
                f'"{self.directory}" is not a plain Git folder', hints=["keep the store in a Git clone of its own"]
            )
        names = self.run(
            "config", "--file", str(self.directory / "config"), "--no-includes", "--list", "--name-only", "-z"
        )
        for name in names.decode(errors="replace").split("\0"):
            if name and not _ALLOWED.match(name.lower()):
                raise UntrustedError(
                    f'the store\'s own Git settings hold "{name}", which could run a program or reach outside the store',
                    hints=[
                        f"if you set it yourself, move it to your user settings: git config --global {name} VALUE",
                        f"then take it out of the store: git -C {self.folder} config --unset-all {name}",
                    ],
                )

    def identity(self) -> Identity:
        """The owner's own identity and signing setting, as `git config` gives them."""
        wanted = r"^(user|author)\.(name|email)$|^commit\.gpgsign$"
        found: dict[str, str] = {}
        for item in (
            self.run("config", "-z", "--get-regexp", wanted, may_fail=True).decode(errors="replace").split("\0")
        ):
            key, _, value = item.partition("\n")
            found[key] = value or "true"
        return Identity(
            found.get("author.name") or found.get("user.name"),
            found.get("author.email") or found.get("user.email"),
            found.get("commit.gpgsign", "").lower() in {"true", "yes", "on", "1"},
        )

    def head(self) -> str | None:
        """The commit the store is at, None before the first one."""
        found = self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", may_fail=True).decode().strip()
        return found or None

    def commit(
        self, files: Mapping[str, bytes | None], message: str, head: str | None, author: tuple[str, str], index: Path
    ) -> str:
        """Commit `files` (None takes one away) on top of `head`; the id of the commit, all of it on the disk.

        The bytes are stored as they are. A private `index` leaves what the owner staged by hand out of the commit.
        SyncError when someone else moved the branch meanwhile, or Git fails.
        """
        started = time.time_ns()
        identity = self.identity()
        blobs = self._store_blobs(files)
        self.run("read-tree", head or "--empty", index=index)
        self._update_index(blobs, index)
        tree = self.run("write-tree", index=index).decode().strip()
        parents = ("-p", head) if head else ()
        by = self._author(identity, author)
        signing = ("-S",) if identity.signs else ()
        new = self.run("commit-tree", *signing, *parents, tree, stdin=message.encode(), extra=by).decode().strip()
        subject = message.split("\n", 1)[0]
        self.run("update-ref", "--create-reflog", "-m", f"talktag: {subject}", "HEAD", new, head or ABSENT, extra=by)
        self._sync(started)
        return new

    def refresh(self, files: Mapping[str, bytes | None]) -> None:
        """Tell the owner's own index about committed files, so that `git status` is clean."""
        self._update_index({path: None if data is None else blob_id(data) for path, data in files.items()}, None)

    def version(self) -> tuple[int, int]:
        """Git's own major and minor version."""
        found = re.search(r"(\d+)\.(\d+)", self.run("--version").decode(errors="replace"))
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def broken_objects(self) -> list[str]:
        """What `git fsck` finds wrong with the history, a line each."""
        done = self._spawn(("fsck", "--no-dangling", "--no-progress"), b"", self._environment)
        lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
        return [line for line in lines if done.returncode and line.strip()]

    def unsaved(self) -> list[tuple[str, str]]:
        """Files that differ from the last commit, each with git's letter for how; `?` is one git does not know."""
        listed = self.run("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all").decode(
            errors="replace"
        )
        return [(item[:2].strip()[:1], item[3:]) for item in listed.split("\0") if item]

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        index: Path | None = None,
        extra: Mapping[str, str] | None = None,
        may_fail: bool = False,
        bare: bool = False,
    ) -> bytes:
        """What one git command prints; SyncError with git's own words when it fails and may not."""
        environment = {**self._environment, **(extra or {})}
        if index:
            environment |= {"GIT_INDEX_FILE": str(index)}
        if bare:
            environment.pop("GIT_WORK_TREE")
        done = self._spawn(arguments, stdin, environment)
        if done.returncode and not may_fail:
            words = done.stderr.decode(errors="replace").strip().splitlines()
            raise SyncError(
                f"git {arguments[0]} failed", details=words[-4:], hints=["see what is wrong with: talktag doctor"]
            )
        return done.stdout if not done.returncode else b""

    def _spawn(
        self, arguments: Sequence[str], stdin: bytes, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", *_SAFE, *arguments],
                input=stdin,
                capture_output=True,
                env=environment,
                cwd=self.folder,
                check=False,
            )
        except FileNotFoundError as error:
            raise SyncError(
                "git is not installed, and talktag keeps its history with it",
                hints=["install it, for example with: apt install git  (or from https://git-scm.com)"],
            ) from error

    def _store_blobs(self, files: Mapping[str, bytes | None]) -> dict[str, str | None]:
        """Put each content into the object store; the ids must be those computed here from the same bytes."""
        blobs = {path: None if data is None else blob_id(data) for path, data in files.items()}
        present = [path for path, blob in blobs.items() if blob is not None]
        if present:
            listed = "".join(f"{path}\n" for path in present).encode()
            made = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).decode().split()
            if made != [blobs[path] for path in present]:
                raise SyncError("a file changed while it was being saved", hints=["type the command again"])
        return blobs

    def _update_index(self, blobs: Mapping[str, str | None], index: Path | None) -> None:
        lines = "".join(
            f"100644 {blob} 0\t{path}\0" if blob else f"0 {ABSENT} 0\t{path}\0" for path, blob in sorted(blobs.items())
        )
        self.run("update-index", "-z", "--index-info", stdin=lines.encode(), index=index)

    def _author(self, identity: Identity, owner: tuple[str, str]) -> dict[str, str]:
        """Git's variables for who made a commit; the owner of the store where Git knows nobody."""
        name, mail = identity.name or owner[0], identity.mail or owner[1]
        wanted = {
            f"GIT_{who}_{what}": re.sub(r"[<>\n\0]", "", value)
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", mail))
        }
        return {key: value for key, value in wanted.items() if key not in self._environment}

    def _sync(self, started: int) -> None:
        """Flush the folders that got new names since `started` (nanoseconds): git flushes files, not folders."""
        objects = self.directory / "objects"
        second = 1_000_000_000  # the coarsest clock of a file system we meet, and then some
        with os.scandir(objects) as found:
            recent = [entry.path for entry in found if entry.is_dir() and entry.stat().st_mtime_ns >= started - second]
        for folder in (*map(Path, recent), objects, self.directory / "refs/heads", self.directory):
            sync_folder(folder)


def blob_id(data: bytes) -> str:
    """The id Git gives a file with this content (git-hash-object(1))."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def trailers(message: str, wanted: Sequence[str]) -> dict[str, str]:
    """The last paragraph's `Key: value` lines of a commit message, those that are `wanted`."""
    last = message.strip().split("\n\n")[-1]
    pairs = (line.partition(": ") for line in last.splitlines())
    return {key: value for key, _, value in pairs if key in wanted}
