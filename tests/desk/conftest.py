from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.desk import Customer, DeskBench

KEEPINGS = ("folders",)


@pytest.fixture(params=KEEPINGS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> DeskBench:
    """A desk with the rule about outages, over each kind of keeping."""
    bench = DeskBench(tmp_path / "desk").make()
    bench.rule()
    bench.lookup()
    return bench


@pytest.fixture
def ana() -> Customer:
    return Customer()
