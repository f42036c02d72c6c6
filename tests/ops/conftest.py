"""A bench for each test of a verb. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.bench import Bench, make_bench, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every bench has: a repository without a commit, and keys."""
    folder = tmp_path_factory.mktemp("bench") / "template"
    make_template(folder)
    return folder


@pytest.fixture
def bench(template: Path, tmp_path: Path) -> Bench:
    """A bench with the house."""
    return make_bench(template, tmp_path / "bench")


@pytest.fixture(scope="module")
def shared_bench(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A bench for tests that only ask and change nothing, one for all of a module."""
    return make_bench(template, tmp_path_factory.mktemp("shared") / "bench")


@pytest.fixture
def refused() -> Callable[..., str]:
    """What is said where a verb refuses: the message and its details, one below the other."""
    from talktag.errors import TalktagError

    def ask(bench: Bench, verb: Callable[..., object], *values: object, **options: object) -> str:
        with pytest.raises(TalktagError) as caught:
            bench.ask(verb, *values, **options)
        return "\n".join((caught.value.message, *caught.value.details))

    return ask
