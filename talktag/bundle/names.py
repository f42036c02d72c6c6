"""Names inside an archive: which ones may stand there. It judges names, it never turns one into a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from talktag.model.values.foreign_text import quote
from talktag.model.values.ident import is_device

NAME_LIMIT = 100  # bytes
DEPTH_LIMIT = 4  # folders and file: root/data/files/photo-1.jpg
CAPITAL_NAMES = frozenset({"data/README.txt"})  # below the root; every other name is lower case

_SEGMENT = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_DOTS = {".", ".."}


def names_fault(names: Iterable[str]) -> str | None:
    """What is wrong with the names of one archive, as a sentence; None where nothing is.

    Every name is `root/…`, with one root for all. The rules are the same on every system, so that
    an archive is good or bad wherever it is read.
    """
    listed = list(names)
    fault = _clash(listed)
    if fault:
        return fault
    for name in listed:
        fault = _name_fault(name)
        if fault:
            return f"the name {quote(name)} {fault}"
    if len({name.partition("/")[0] for name in listed}) > 1:
        return "the files are not all in one folder"
    return None


def _clash(names: list[str]) -> str | None:
    """Two names that one system or another would take for the same file."""
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if seen.get(folded) == name:
            return f"the name {quote(name)} is there twice"
        if folded in seen:
            return f"the names {quote(seen[folded])} and {quote(name)} are the same to some systems"
        seen[folded] = name
    for folded, name in seen.items():
        parts = folded.split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in seen:
                return f"the name {quote('/'.join(name.split('/')[:depth]))} is both a file and a folder"
    return None


def _name_fault(name: str) -> str | None:
    for breaks, fault in _RULES:
        if breaks(name):
            return fault
    for segment in name.split("/"):
        for breaks, fault in _SEGMENT_RULES:
            if breaks(segment):
                return fault
    below = name.partition("/")[2]
    if below not in CAPITAL_NAMES and not all(_SEGMENT.fullmatch(part) for part in name.split("/")):
        return "has characters other than a-z, 0-9, dot and hyphen"
    return None


_Rule = tuple[Callable[[str], bool], str]

# From the particular to the general, so that each attack is told by its own words.
_RULES: tuple[_Rule, ...] = (
    (lambda name: not name, "is empty"),
    (lambda name: len(name.encode("utf-8", "surrogatepass")) > NAME_LIMIT, f"is longer than {NAME_LIMIT} bytes"),
    (lambda name: "\0" in name, "holds a NUL"),
    (lambda name: "\\" in name, "holds a backslash"),
    (lambda name: ":" in name, "holds a colon"),
    (lambda name: name.startswith("/"), "starts at the top of the disk"),
    (lambda name: name.endswith("/"), "is a folder entry"),
    (lambda name: not _DOTS.isdisjoint(name.split("/")), "steps out of its folder"),
    (lambda name: "//" in name, "has an empty part"),
    (lambda name: name.count("/") >= DEPTH_LIMIT, f"is more than {DEPTH_LIMIT} levels deep"),
    (lambda name: "/" not in name, "is not inside a folder"),
)
_SEGMENT_RULES: tuple[_Rule, ...] = (
    (lambda part: part.endswith((".", " ")), "ends in a dot or a space"),
    (is_device, "is a device on Windows"),
    (lambda part: not part.isascii(), "is not plain ASCII"),
    (lambda part: part.startswith("."), "is hidden"),
)
