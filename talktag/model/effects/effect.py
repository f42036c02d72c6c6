"""What a command wants done outside of the store: values beside its plan. They say themselves, and do nothing.

Paths are texts, as the person or the system wrote them; contents are bytes, or what gives them once they are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

WRITE, REMOVE, APPEND = "write", "remove", "append"


class OutsideFile(NamedTuple):
    """A file outside of the store, and what becomes of it: WRITE, REMOVE or APPEND."""

    action: str
    path: str


class Effect(Protocol):
    """One thing that happens outside of the store. Done twice it comes to the same."""

    @property
    def name(self) -> str:
        """What it is called in JSON."""

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """Every file of the person's that it changes, as far as that can be known before."""

    @property
    def line(self) -> str:
        """What a person is told of it, in the imperative."""

    def details(self) -> Mapping[str, Any]:
        """What else a program may want to know of it, as JSON values. Never a secret."""


def effect_values(effect: Effect) -> dict[str, Any]:
    """An effect as JSON values: its name, the files that it changes, and its details."""
    return {"effect": effect.name, "changes": [each._asdict() for each in effect.files], **effect.details()}
