from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.desk import Customer, DeskBench
from tests.kit.postgresql import Server

KEEPINGS = ("folders", "postgresql")


@pytest.fixture(params=KEEPINGS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskBench]:
    """A desk with the rule about outages, over each kind of keeping."""
    server: Server | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    bench = DeskBench(tmp_path / "desk", address=server.make_database() if server else None).make()
    bench.rule()
    bench.lookup()
    yield bench
    bench.close()


@pytest.fixture
def ana() -> Customer:
    return Customer()
