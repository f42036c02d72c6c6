"""The engines that rules are held against, for all tests of a run. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.kit.rule_engines import RuleEngines, find_engines


@pytest.fixture(scope="session")
def engines(program: Callable[[str], str], request: pytest.FixtureRequest) -> RuleEngines:
    """The compiler of KRL, the engine of picos and select-when, from npm."""
    assert request.config.cache
    return find_engines(program, request.config.cache.mkdir("rule-engines"))
