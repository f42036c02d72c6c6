"""What a person decided about a group of pictures. A value; it asks nobody and judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Decision(NamedTuple):
    """About the group of a tag: whether it is taken, its name and values (as typed to `set`), which files are left out.

    `into` is the tag of the group whose product it belongs to, too.
    """

    take: bool = True
    name: str = ""
    values: Mapping[str, str] = MappingProxyType({})
    into: str | None = None
    without: frozenset[str] = frozenset()


TAKE, SKIP = Decision(), Decision(take=False)
