"""A computer with blank labels and a folder of photographs. Judges nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.photographs import Shot, take

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Shoot = Callable[..., Path]


@pytest.fixture
def blank(computer: Computer) -> tuple[str, ...]:
    """The tags of labels that are on no product yet."""
    answer = computer.json("sheet", "--blank", "3", "--stock", "avery-l7120", "-o", "labels.pdf")
    return tuple(answer["data"]["blank"])


@pytest.fixture
def shoot(computer: Computer) -> Shoot:
    """Puts a photograph into the folder `pictures`, each taken a minute after the one before."""
    count = 0

    def shoot(*tags: str, name: str = "", **more: Any) -> Path:
        nonlocal count
        count += 1
        more.setdefault("at", datetime.datetime(2026, 3, 1, 10, count))
        texts = [f"mailto:ana+tags@example.org?subject=TT-{tag}" for tag in tags]
        shot = Shot(tags=texts, size=(640, 480), seed=count, **more)
        return computer.write(f"pictures/{name or f'IMG_{count:04}.jpg'}", take(shot))

    return shoot
