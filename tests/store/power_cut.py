"""A disk that loses its power: what a crash may leave, worked out from the system calls of a real run. Judges nothing.

The disk is the strictest that POSIX allows, stricter than any file system in use: the bytes of a file stay only if the
file was flushed, and a name (made, moved, linked or taken away) only if its folder was. What was not flushed may stay,
may be lost, or may be there without its bytes, each for itself.
"""

from __future__ import annotations

import enum
import posixpath
import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

State = Mapping[str, bytes | None]  # the bytes of each file by its path, None for a folder
_CALLS = (
    "openat,write,pwrite64,ftruncate,truncate,lseek,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat,symlink,symlinkat,fsync,fdatasync,syncfs,sync,chdir,fchdir,clone,clone3,fork,vfork,writev,pwritev,"
    "copy_file_range,sendfile,fallocate"
)
_STARTS = {"clone", "clone3", "fork", "vfork"}
_LINE = re.compile(r"(\d+) +(?:<\.\.\. \w+ resumed>|(\w+)\()(.*)", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
_NUMBER = re.compile(r"(?<=, )\d+(?=[,)])")


class Cut(enum.Enum):
    """What becomes of that which was not flushed."""

    NOTHING = "nothing unflushed stays"
    EVERYTHING = "everything stays"
    EMPTY = "every name stays, without its bytes"
    SOME = "some of it stays, by chance"


class Call(NamedTuple):
    """One system call that succeeded: who, what, its texts, its open files (number and path), its numbers, result."""

    process: int
    name: str
    texts: tuple[bytes, ...]
    handles: tuple[tuple[int, str], ...]
    numbers: tuple[int, ...]
    flags: str
    result: int


@dataclass(eq=False)
class Node:
    """A file or a folder: as programs see it, as it is on the disk for certain, and what happened in between."""

    is_folder: bool
    data: bytes = b""
    kept: bytes = b""
    names: dict[str, Node] = field(default_factory=dict)
    kept_names: dict[str, Node] = field(default_factory=dict)
    pending: list[tuple[str, Node | None]] = field(default_factory=list)
    changed: int = 0  # when it last was, in calls

    def flush(self) -> None:
        """Put it on the disk for certain; of a folder the names, not what they name."""
        self.kept = self.data
        self.kept_names = dict(self.names)
        self.pending.clear()

    def enter(self, name: str, node: Node | None) -> None:
        """Give a name in this folder to `node`, or take it away."""
        self.pending.append((name, node))
        _set(self.names, name, node)


def record(strace: str, log: Path, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> list[Call]:
    """Run a command to its end; every call of it and of its children that changes a disk, with what was written."""
    by = (strace, "-f", "-q", "-y", "-xx", "-s", "9999999", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-o", str(log))
    done = subprocess.run([*by, *command], env=environment, cwd=cwd, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')}")
    return list(_parsed(log.read_text("ascii").splitlines()))


def _parsed(lines: Iterable[str]) -> Iterator[Call]:
    begun: dict[str, tuple[str, str]] = {}
    for line in lines:
        match = _LINE.match(line)
        if not match:
            continue
        process, name, rest = match.groups()
        if name is None:
            name, before = begun.pop(process)
            rest = before + rest
        if rest.endswith("<unfinished ...>"):
            begun[process] = (name, rest.removesuffix("<unfinished ...>"))
            if name not in _STARTS:
                continue
            rest = f"{rest}) = 0"  # its child runs before it is back; said once more then, which does no harm
        said, _, result = rest.rpartition(" = ")
        if not re.match(r"\d", result):
            continue  # it failed, and changed nothing
        yield Call(
            int(process),
            name,
            tuple(_bytes(text) for text in _TEXT.findall(said)),
            tuple(
                (-1 if number == "AT_FDCWD" else int(number), _bytes(path).decode(errors="surrogateescape"))
                for number, path in _HANDLE.findall(said)
            ),
            tuple(int(number) for number in _NUMBER.findall(_TEXT.sub('""', said))),
            said,
            int(re.match(r"\d+", result)[0]),  # type: ignore[index]
        )


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """The folder `root` as it was before the calls; each `call` changes it. `flushes` off is a disk that lies."""

    def __init__(self, root: Path, calls: Sequence[Call], *, flushes: bool = True) -> None:
        self._root = str(root)
        self._flushes = flushes
        self._top = _loaded(root)
        self._folders = {calls[0].process: str(root)}
        self._starter = calls[0].process
        self._now = 0
        self._offsets: dict[tuple[int, int], int | None] = {}  # None: at the end, wherever that is

    def call(self, call: Call) -> bool:
        """Let one call happen; whether it changed anything here, for a program or for the disk."""
        self._now += 1
        if call.process not in self._folders:
            self._folders[call.process] = self._folders[self._starter]
        if call.name in _STARTS:
            self._starter = call.process
        elif call.name in {"chdir", "fchdir"}:
            where = call.texts[0].decode() if call.texts else call.handles[0][1]
            self._folders[call.process] = str(PurePosixPath(self._folders[call.process]) / where)
        elif call.name == "openat":
            return self._open(call)
        elif call.name in {"write", "pwrite64", "ftruncate", "lseek", "truncate"}:
            return self._bytes(call)
        elif call.name in {"fsync", "fdatasync", "syncfs", "sync"}:
            return self._flush(call)
        else:
            return self._name(call)
        return False

    def after(self, cut: Cut, chance: random.Random) -> State:
        """What is found when the power is back: folders, then files in the order in which they were last changed."""
        found: dict[str, bytes | None] = {}
        files: list[tuple[int, str, bytes]] = []
        choice: dict[Node, bytes] = {}  # a file with two names has the same bytes under both

        def walk(folder: Node, prefix: str) -> None:
            for name, node in _names(folder, cut, chance).items():
                if node.is_folder:
                    found[f"{prefix}{name}"] = None
                    walk(node, f"{prefix}{name}/")
                else:
                    if node not in choice:
                        choice[node] = _content(node, cut, chance)
                    files.append((node.changed, f"{prefix}{name}", choice[node]))

        walk(self._top, "")
        return found | {path: data for _, path, data in sorted(files)}

    def _open(self, call: Call) -> bool:
        path = self._path(call, 0)
        if path is None:
            return False
        node = self._find(path)
        self._offsets[call.process, call.result] = None if "O_APPEND" in call.flags else 0
        if node is None:
            node = Node(is_folder=False, changed=self._now)
            self._folder(path).enter(PurePosixPath(path).name, node)
            return True
        if "O_TRUNC" in call.flags and node.data:
            node.data, node.changed = b"", self._now
            return True
        return False

    def _bytes(self, call: Call) -> bool:
        if call.name == "truncate":
            raise NotImplementedError(call)
        number, path = call.handles[0]
        node = self._find(path)
        if node is None or node.is_folder:
            return False
        here = call.process, number
        if call.name == "lseek":
            if self._offsets.get(here, 0) is not None:
                self._offsets[here] = call.result
            return False
        node.changed = self._now
        if call.name == "ftruncate":
            node.data = node.data[: call.numbers[0]].ljust(call.numbers[0], b"\0")
            return True
        data = call.texts[0][: call.result]
        offset = call.numbers[-1] if call.name == "pwrite64" else self._offsets[here]
        start = len(node.data) if offset is None else offset
        node.data = node.data[:start].ljust(start, b"\0") + data + node.data[start + len(data) :]
        if call.name == "write" and offset is not None:
            self._offsets[here] = start + len(data)
        return True

    def _flush(self, call: Call) -> bool:
        nodes = [node] if call.handles and (node := self._find(call.handles[0][1])) else []
        if call.name in {"sync", "syncfs"}:
            nodes = list(_all(self._top))
        for node in nodes if self._flushes else []:
            node.flush()
        return bool(nodes)

    def _name(self, call: Call) -> bool:
        paths = [self._path(call, number) for number in range(len(call.texts))]
        if not any(paths):
            return False
        path = str(paths[-1])
        name = PurePosixPath(path).name
        if call.name.startswith("mkdir"):
            self._folder(path).enter(name, Node(is_folder=True))
        elif call.name.startswith("symlink"):  # git tries one out and takes it away
            self._folder(path).enter(name, Node(is_folder=False, data=call.texts[0]))
        elif call.name.startswith(("unlink", "rmdir")):
            self._folder(path).enter(name, None)
        elif None in paths or call.name not in _MOVING:
            raise NotImplementedError(call)
        else:
            source = str(paths[0])
            self._folder(path).enter(name, self._find(source))
            if call.name.startswith("rename"):
                self._folder(source).enter(PurePosixPath(source).name, None)
        return True

    def _path(self, call: Call, number: int) -> str | None:
        """The path within the root of the `number`-th text of a call; None for one elsewhere."""
        folders = [path for _, path in call.handles] if "at" in call.name else []
        base = folders[number] if number < len(folders) else self._folders[call.process]
        path = posixpath.normpath(PurePosixPath(base) / call.texts[number].decode(errors="surrogateescape"))
        return path if path.startswith(f"{self._root}/") else None

    def _find(self, path: str) -> Node | None:
        if path == self._root:
            return self._top
        if not path.startswith(f"{self._root}/"):
            return None
        node: Node | None = self._top
        for part in path.removeprefix(f"{self._root}/").split("/"):
            node = node.names.get(part) if node else None
        return node

    def _folder(self, path: str) -> Node:
        found = self._find(str(PurePosixPath(path).parent))
        if found is None:
            raise KeyError(path)
        return found


_MOVING = {"rename", "renameat", "renameat2", "link", "linkat"}


def restore(state: State, root: Path) -> None:
    """Make `root`, which is empty or not there, hold this; what was changed later is written later."""
    root.mkdir(exist_ok=True)
    for name, data in state.items():
        if data is None:
            (root / name).mkdir(mode=0o700)
        else:
            (root / name).write_bytes(data)
            (root / name).chmod(0o600)


def seen(root: Path) -> State:
    """What a folder holds."""
    paths = sorted(root.rglob("*"))
    return {str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in paths}


def _loaded(folder: Path) -> Node:
    """What is there already, all of it on the disk for certain."""
    found: dict[tuple[int, int], Node] = {}

    def load(path: Path) -> Node:
        key = path.stat().st_dev, path.stat().st_ino
        if key not in found:
            node = found[key] = Node(path.is_dir(), b"" if path.is_dir() else path.read_bytes())
            if path.is_dir():
                node.names = {each.name: load(each) for each in sorted(path.iterdir())}
            node.flush()
        return found[key]

    return load(folder)


def _names(folder: Node, cut: Cut, chance: random.Random) -> dict[str, Node]:
    if cut is Cut.NOTHING:
        return folder.kept_names
    if cut is not Cut.SOME:
        return folder.names
    names = dict(folder.kept_names)
    for name, node in folder.pending:
        if chance.random() < chance.choice((0.2, 0.5, 0.9)):
            _set(names, name, node)
    return names


def _content(file: Node, cut: Cut, chance: random.Random) -> bytes:
    if cut is Cut.EVERYTHING:
        return file.data
    if cut is not Cut.SOME or file.data == file.kept:
        return file.kept
    half = file.data[: chance.randrange(len(file.data) + 1)]
    return chance.choice((file.kept, file.data, half, half.ljust(len(file.data), b"\0")))


def _set(names: dict[str, Node], name: str, node: Node | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def _all(node: Node) -> Iterator[Node]:
    yield node
    for each in node.names.values():
        yield from _all(each)
