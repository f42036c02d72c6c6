"""Problems as lines: each its own, unless the same one is in many files."""

from __future__ import annotations

from talktag.model.problem import Problem, lines


def unreadable(count: int) -> list[Problem]:
    return [Problem("unreadable", f"products/a/a{number}.toml", "Permission denied") for number in range(count)]


def test_a_few_are_named_one_by_one() -> None:
    assert list(lines(unreadable(3))) == [f"error: products/a/a{number}.toml: Permission denied" for number in range(3)]


def test_many_of_one_kind_are_a_line_that_counts_them_where_the_first_would_stand() -> None:
    other = Problem("odd", "products/b/b.toml", "is odd", 7, "place", "warning")
    assert list(lines([*unreadable(40), other, *unreadable(3)])) == [
        "error: 43 files: Permission denied, the first is products/a/a0.toml",
        "warning: products/b/b.toml:7: place: is odd",
    ]


def test_many_of_different_kinds_are_not_thrown_together() -> None:
    found = [each._replace(field=field) for each in unreadable(4) for field in ("place", "name")]
    assert list(lines(found)) == [
        "error: 4 files: place: Permission denied, the first is products/a/a0.toml",
        "error: 4 files: name: Permission denied, the first is products/a/a0.toml",
    ]
