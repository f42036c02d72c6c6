"""The types of schema.org's terms, for all tests of a run. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.kit.schema_typings import SchemaTypings, find_typings


@pytest.fixture(scope="session")
def typings(program: Callable[[str], str], request: pytest.FixtureRequest) -> SchemaTypings:
    """schema-dts and the compiler of TypeScript, from npm."""
    assert request.config.cache
    return find_typings(program, request.config.cache.mkdir("schema-typings"))
