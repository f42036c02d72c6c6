"""Which other copy of the history a store goes with, out of the store's own Git settings. It changes none of them.

Those settings must be known to be harmless.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import normpath
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import AmbiguousError, Candidate, InvalidError, NotFoundError, SyncError
from talktag.store.git.sync.address import check_address, has_secret, is_path, local_path, public_address

if TYPE_CHECKING:
    from talktag.store.git.git import Git

USUAL = "origin"
_HEADS = "refs/heads/"


class Remote(NamedTuple):
    """Another copy: its name here, where to fetch from and where to send to, the branch there with its whole name.

    One that `is_new` is not in the store's settings yet.
    """

    name: str
    url: str
    push_url: str
    branch: str
    is_new: bool = False

    @property
    def tracking(self) -> str:
        """The name under which git keeps what was there last."""
        return f"refs/remotes/{self.name}/{self.branch.removeprefix(_HEADS)}"

    @property
    def place(self) -> str:
        """Where it is, as it is told."""
        return public_address(self.url)


def find_remote(git: Git, branch: str, wanted: str | None, beside: Path | None = None) -> Remote:
    """The remote of that name or address; else that of the branch, else "origin", else the only one.

    `branch` is where the store is, with its whole name; a path is taken from `beside`. NotFoundError where there is
    none, with what to type.
    """
    settings = _settings(git)
    names = list(dict.fromkeys(key[7:-4] for key in settings if key.startswith("remote.") and key.endswith(".url")))
    short = branch.removeprefix(_HEADS)
    if wanted is not None and wanted not in names:
        if beside is not None and wanted and is_path(wanted):
            wanted = normpath(beside / wanted)
        return _new(git, settings, names, wanted, branch)
    name = wanted or (settings.get(f"branch.{short}.remote") or [""])[-1]
    if name in {"", "."}:
        name = USUAL if USUAL in names else names[0] if len(names) == 1 else ""
    if name not in names:
        raise _none(git, names)
    merges = settings.get(f"branch.{short}.merge") if settings.get(f"branch.{short}.remote") == [name] else None
    url = _only(git, name, "url", settings[f"remote.{name}.url"])
    push = settings.get(f"remote.{name}.pushurl")
    where = _only(git, name, "pushurl", push) if push else url
    there = merges[-1] if merges else branch
    if not there.startswith(_HEADS) or not git.run("check-ref-format", "--print", there, may_fail=True):
        raise InvalidError(f'the branch "{there}" of the remote "{name}" is no branch', hints=[_look(git)])
    return Remote(name, url, where, there)


def _new(git: Git, settings: Mapping[str, Sequence[str]], names: Sequence[str], url: str, branch: str) -> Remote:
    """The remote of an address: a known one, or the one that it will be."""
    if has_secret(url):
        raise InvalidError(
            f'"{public_address(url)}" has a password in it, which would stand in the store\'s settings',
            hints=["leave it out; git asks for it, or a credential helper of your own knows it"],
        )
    check_address(url)
    for name in names:
        if url in settings[f"remote.{name}.url"]:
            return find_remote(git, branch, name)
    if USUAL in names:
        here = quote(str(git.folder))
        raise InvalidError(
            f'the store goes with "{public_address(settings[f"remote.{USUAL}.url"][0])}" already',
            hints=[
                f"to go with another place instead: git -C {here} remote set-url {USUAL} {quote(url)}",
                f"to have both: git -C {here} remote add NAME {quote(url)}, then: talktag sync --remote NAME",
            ],
        )
    return Remote(USUAL, url, url, branch, is_new=True)


def _only(git: Git, name: str, key: str, urls: Sequence[str]) -> str:
    if len(urls) > 1:
        raise InvalidError(f'the remote "{name}" has {len(urls)} addresses ({key})', hints=[_look(git)])
    return check_address(urls[0])


def _none(git: Git, names: Sequence[str]) -> NotFoundError | AmbiguousError:
    if names:
        hints = [f"name one of them: talktag sync --remote {quote(names[0])}"]
        choices = [Candidate(name, name) for name in names]
        return AmbiguousError("the store has several remotes", details=names, hints=hints, choices=choices)
    here = quote(str(git.folder))
    return NotFoundError(
        "the store has no remote: there is no other copy to go with yet",
        hints=[
            "name one that is empty or a copy of this store, such as a bare repository: talktag sync --remote URL",
            f"make one on a stick or another disk with: git init --bare FOLDER, or see: git -C {here} remote -h",
        ],
    )


def _look(git: Git) -> str:
    return f"look at it with: git -C {quote(str(git.folder))} config --local --list"


def _settings(git: Git) -> dict[str, list[str]]:
    """The store's own settings about remotes and branches, each with its values."""
    path = str(git.directory / "config")
    options = ("--file", path, "--no-includes", "-z", "--get-regexp", r"^(remote|branch)\.")
    found: dict[str, list[str]] = {}
    for item in filter(None, git.run("config", *options, may_fail=True).decode(errors="replace").split("\0")):
        key, _, value = item.partition("\n")
        found.setdefault(key, []).append(value)
    return found


def keep_remote(git: Git, remote: Remote) -> None:
    """Put a new remote into the store's settings, as `git remote add` and the first `git push -u` do."""
    short = remote.branch.removeprefix(_HEADS)
    for key, value in (
        (f"remote.{remote.name}.url", remote.url),
        (f"remote.{remote.name}.fetch", f"+refs/heads/*:refs/remotes/{remote.name}/*"),
        (f"branch.{short}.remote", remote.name),
        (f"branch.{short}.merge", remote.branch),
    ):
        git.run("config", "--file", str(git.directory / "config"), key, value)


def check_place(remote: Remote, folder: Path) -> None:
    """SyncError for a remote that is the store itself."""
    for url in (remote.url, remote.push_url):
        place = local_path(url, folder)
        if place and place.exists() and place.resolve() in {folder.resolve(), (folder / ".git").resolve()}:
            raise SyncError(
                f'"{public_address(url)}" is this store itself', hints=["name another copy: talktag sync --remote URL"]
            )
