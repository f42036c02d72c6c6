"""What a person said once, kept for when a plan is made anew because another talktag came first. It reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
_SAID: WeakKeyDictionary[TextIO, Any] = WeakKeyDictionary()


def read_once(stdin: TextIO, read: Callable[[], T]) -> T:
    """What `read` gives, which is called once for an input; no command reads two kinds of thing from one."""
    if stdin not in _SAID:
        _SAID[stdin] = read()
    said: T = _SAID[stdin]
    return said
