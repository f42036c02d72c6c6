"""From files to a commit that no branch holds yet, all of it on the disk. It moves no branch and no file of the store.

Git makes every object; what it should make is worked out here first, and compared. No index is involved: one of ten
thousand files takes longer to read and to write than everything else, and what the owner staged by hand stays out.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.content import Content
from talktag.disk import MANY, failing_as
from talktag.disk.in_parts import file_content
from talktag.errors import SyncError
from talktag.flush import flush_path
from talktag.store.git import trees
from talktag.store.git.committer import Committer
from talktag.store.git.git import Git, is_commit_id
from talktag.store.git.pack import LARGEST, GitObject, store_pack
from talktag.store.git.safe_settings import WITHOUT_GRAPH
from talktag.store.layout import FILE_LIMIT

_PART = 1024 * 1024  # bytes of an object that are looked at together


def held_trees(git: Git, head: str | None, paths: Iterable[str]) -> dict[str, bytes]:
    """The tree of each folder on the way to `paths` that commit `head` has, by the folder's path; SyncError without."""
    names = trees.folders(paths)
    asked = "".join(f"{head}:{name}/\n" if name else f"{head}^{{tree}}\n" for name in names)
    try:
        return _list_trees(names, git.run("cat-file", "--batch", stdin=asked.encode())) if head else {}
    except ValueError as error:
        raise _unreadable() from error


class Ground(NamedTuple):
    """What a commit is put on: the one before, its trees on the way, and the end of another line that it joins."""

    head: str | None
    held: Mapping[str, bytes]
    joins: str | None = None


def build(
    git: Git,
    blobs: Mapping[str, str | None],
    contents: Mapping[str, Content],
    sources: Mapping[str, str],
    ground: Ground,
    *,
    message: str,
    by: Committer,
    scratch: Path,
) -> str:
    """Make the commit that puts `blobs` (None takes a file away) on its `ground`; its id.

    Where that comes to nothing but what the joined line has, and that goes on from here, its own commit is the one.

    `contents` are theirs, and `sources` names the files within the store that hold each; the bytes are stored as they
    are. Changed trees pass through the folder `scratch` of the store, which the caller clears. Many objects become one
    pack.
    """
    head, held, joins = ground
    top, new = _change(held, blobs)
    if joins and _goes_on(git, head, joins, top):
        return joins
    packed = _to_pack(contents, blobs, new)
    for ident in packed:
        _renew(git.directory / "objects" / ident[:2] / ident[2:], ident)
    if packed:
        store_pack(git, packed.values())
    loose = {path: blob for path, blob in blobs.items() if blob is not None and blob not in packed}
    _store(git, "blob", [(sources[path], blob) for path, blob in loose.items()])
    new = {ident: data for ident, data in new.items() if ident not in packed}
    _store(git, "tree", _stage(new, scratch, git.folder))
    options = [*(["-S"] if by.signs else []), *(word for each in (head, joins) if each for word in ("-p", each))]
    made = git.run("commit-tree", *options, top, stdin=message.encode(), extra=by.variables).decode().strip()
    if not is_commit_id(made):
        raise SyncError("git made no commit", hints=["see what is wrong with: talktag doctor"])
    _flush(git.directory / "objects", [*loose.values(), *new, made])
    return made


def _goes_on(git: Git, head: str | None, other: str, top: str) -> bool:
    """Whether a commit has that tree, and `head` behind it."""
    if git.run("rev-parse", "--verify", f"{other}^{{tree}}").decode().strip() != top:
        return False
    return not (head and git.run("rev-list", "-n", "1", head, f"^{other}", "--", extra=WITHOUT_GRAPH).strip())


def _to_pack(
    contents: Mapping[str, Content], blobs: Mapping[str, str | None], new: Mapping[str, bytes]
) -> dict[str, GitObject]:
    """The objects that are kept in one pack, by their ids: all but large files where there are many, else none."""
    small = {blob: contents[path] for path, blob in blobs.items() if blob and contents[path].size <= LARGEST}
    if len(small) + len(new) < MANY:
        return {}
    found = {ident: GitObject("blob", content.whole()) for ident, content in small.items()}
    return found | {ident: GitObject("tree", data) for ident, data in new.items()}


def _store(git: Git, kind: str, objects: Sequence[tuple[str, str]]) -> None:
    """Put the content of files within the store into the object store; the ids must be those computed before."""
    if not objects:
        return
    for _, ident in objects:
        _renew(git.directory / "objects" / ident[:2] / ident[2:], ident)
    listed = "".join(f"{path}\n" for path, _ in objects).encode()
    made = git.run("hash-object", "-w", "--no-filters", "-t", kind, "--stdin-paths", stdin=listed).decode().split()
    if made != [ident for _, ident in objects]:
        raise SyncError("a file changed while it was being saved", hints=["type the command again"])


def _renew(path: Path, ident: str) -> None:
    """Flush a loose object that is there already, which git does not; one that is broken goes, or git would keep it."""
    try:
        content = file_content(path, FILE_LIMIT)
    except FileNotFoundError:
        return
    with failing_as("could not write the history"):
        if _is_object(content, ident):
            flush_path(path)
        else:
            path.unlink()


def _is_object(content: Content, ident: str) -> bool:
    """Whether the bytes of a loose object are whole, and those of that id."""
    packed, digest = zlib.decompressobj(), hashlib.sha1(usedforsecurity=False)
    size = 0
    try:
        for piece in content.parts():
            data = piece
            while size <= FILE_LIMIT and (part := packed.decompress(data, _PART)):  # few bytes may stand for very many
                data = packed.unconsumed_tail
                digest.update(part)
                size += len(part)
    except zlib.error:
        return False
    return packed.eof and digest.hexdigest() == ident


def _change(held: Mapping[str, bytes], blobs: Mapping[str, str | None]) -> tuple[str, dict[str, bytes]]:
    try:
        return trees.change_tree(held, blobs)
    except ValueError as error:
        raise _unreadable() from error


def _unreadable() -> SyncError:
    return SyncError("the last commit cannot be read", hints=["see what is wrong with: talktag doctor"])


def _list_trees(names: Sequence[str], answer: bytes) -> dict[str, bytes]:
    """The tree of each folder that `git cat-file --batch` found; ValueError where the top one is not as it should."""
    found: dict[str, bytes] = {}
    start = 0
    for name in names:
        end = answer.index(b"\n", start)
        line, start = answer[start:end], end + 1
        if not line.endswith(b" missing"):
            ident, kind, size = line.decode("ascii").split(" ")
            found[name] = answer[start : start + int(size)]
            start += int(size) + 1
            if kind != "tree" or trees.object_id("tree", found[name]).hex() != ident:
                raise ValueError(name)
    if "" not in found:
        raise ValueError(answer[:100])
    return found


def _stage(new: Mapping[str, bytes], scratch: Path, folder: Path) -> list[tuple[str, str]]:
    """Trees as files in `scratch`: the path within `folder` and the id of each. Git flushes what it makes of them."""
    with failing_as(f'could not write in "{scratch}"'):
        for ident, data in new.items():
            path = scratch / f"tree-{ident}"
            path.write_bytes(data)
            if path.read_bytes() != data:  # or Git would keep a tree that it finds broken for ever after
                raise OSError(5, "what was written does not read back the same")
    return [((scratch / f"tree-{ident}").relative_to(folder).as_posix(), ident) for ident in new]


def _flush(objects: Path, ids: Iterable[str]) -> None:
    """Flush the folders that hold these objects: git flushes files, not folders."""
    with failing_as("could not write the history"):
        for folder in (objects / "pack", *sorted({objects / ident[:2] for ident in ids})):
            if folder.is_dir():  # an object that was there already, or is large, is in a pack
                flush_path(folder)
        flush_path(objects)
