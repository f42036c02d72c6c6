"""The commits of a store, newest first, or those that changed files in it, as git's plumbing lists them. Never writes.

A commit belongs to a path where it changed a file there, on whatever line of history; a merge does where the file in it
is that of none of its parents. Git can skip most commits by the filters of changed paths that stand beside its graph of
commits, but only when it is asked for one path: then each path is a walk of its own, and all of them are put into the
order of the one over everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.store.git.past.commit_text import END, FORMAT, CommitText, read_commit
from talktag.store.git.past.filters import has_filters
from talktag.store.git.past.stream import records, stream

if TYPE_CHECKING:
    from talktag.store.git.git import Git

# Git keeps what it unpacks to unpack the next by it; in a long walk getting the memory costs more than that saves.
_LITTLE_MEMORY = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.deltaBaseCacheLimit",
    "GIT_CONFIG_VALUE_0": "4m",
}
_AT_ONCE = {"GIT_FLUSH": "0"}  # many commits a write, instead of one
_ALONE = 6  # so many paths are looked for one by one; more of them cost more so than together, without filters
_BATCH = 200  # commits whose merges are looked at together


class CommitFiles(NamedTuple):
    """A commit and the paths of the files that it changed."""

    commit: CommitText
    files: tuple[str, ...]


def walk(git: Git, *arguments: str, extra: Mapping[str, str] = _LITTLE_MEMORY) -> Iterator[CommitText]:
    """The commits that `git rev-list` lists, while it does."""
    listed = stream(git, "rev-list", "--no-commit-header", f"--format={FORMAT}", *arguments, extra=extra)
    return (read_commit(each) for each in records(listed, END))


def ids_of(git: Git, tip: str) -> Iterator[str]:
    """The ids of all commits that `tip` goes back to."""
    return records(stream(git, "rev-list", tip, "--", extra=_AT_ONCE), "\n")


def every_commit(git: Git, tip: str, limit: int | None = None) -> Iterator[CommitText]:
    """All that `tip` goes back to, at most `limit`."""
    most = () if limit is None else ("-n", str(limit))
    return walk(git, *most, tip, "--", extra=_LITTLE_MEMORY | _AT_ONCE)


def commits_of(git: Git, tip: str, paths: Sequence[str], limit: int | None = None) -> Iterator[CommitText]:
    """Those that changed a file at one of `paths` or below it, at most `limit`."""
    found = _differing(git, tip, paths)
    size = _BATCH if limit is None else min(limit, _BATCH)
    return itertools.islice(_without_mere_merges(git, found, paths, size), limit)


def changes_of(git: Git, tip: str, path: str) -> Iterator[CommitFiles]:
    """The same of one path, each with the files that it changed there."""
    found = _differing(git, tip, [path])
    while batch := list(itertools.islice(found, _BATCH)):
        files = _changed_files(git, [each.commit for each in batch], [path])
        yield from (CommitFiles(each, files[each.commit]) for each in batch if files[each.commit])


def in_order(walks: Iterable[Iterator[CommitText]], ids: Iterator[str]) -> Iterator[CommitText]:
    """What several walks give as one walk would give it, each commit once; `ids` are in the order of that one."""
    ahead: dict[str, list[tuple[CommitText, Iterator[CommitText]]]] = {}

    def step(each: Iterator[CommitText]) -> None:
        if commit := next(each, None):
            ahead.setdefault(commit.commit, []).append((commit, each))

    for each in walks:
        step(each)
    while ahead:
        following = next(iter(ahead))
        if len(ahead) > 1:
            following = next((ident for ident in ids if ident in ahead), following)
        met = ahead.pop(following)
        yield met[0][0]
        for _, each in met:
            step(each)


def _differing(git: Git, tip: str, paths: Sequence[str]) -> Iterator[CommitText]:
    """The commits with something at `paths` that is in none of their parents."""
    words = ("--full-history", tip, "--")
    if not 1 < len(paths) <= _ALONE or not has_filters(git.directory):
        return walk(git, *words, *paths)
    return in_order([walk(git, *words, path) for path in paths], ids_of(git, tip))


def _without_mere_merges(
    git: Git, commits: Iterator[CommitText], paths: Sequence[str], size: int
) -> Iterator[CommitText]:
    """Without merges that only brought together what others had changed, such as two files of one folder."""
    while batch := list(itertools.islice(commits, size)):
        merges = [each.commit for each in batch if each.is_merge]
        files = _changed_files(git, merges, paths) if merges else {}
        yield from (each for each in batch if not each.is_merge or files[each.commit])


def _changed_files(git: Git, commits: Sequence[str], paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The files at or below `paths` that each commit made other than they are in any of its parents."""
    options = ("--stdin", "-c", "-r", "-z", "--root", "--no-renames", "--name-only")
    asked = "".join(f"{each}\n" for each in commits).encode()
    printed = git.run("diff-tree", *options, "--", *paths, stdin=asked).decode(errors="replace")
    found: dict[str, list[str]] = {each: [] for each in commits}
    now, following = "", iter((*commits, ""))
    expected = next(following)
    for word in printed.split(END)[:-1]:
        if word == expected:
            now, expected = word, next(following)
        else:
            found[now].append(word)
    return {commit: tuple(files) for commit, files in found.items()}
