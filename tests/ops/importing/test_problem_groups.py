"""Trouble of one kind is one line, and no kind is left out."""

from __future__ import annotations

from talktag.interop.draft import RowProblem
from talktag.interop.export_result import Lost
from talktag.interop.reading import read_rows
from talktag.ops.importing.import_report import group_problems, losses
from tests.interop.material import every_problem


def test_the_same_trouble_in_many_rows_is_one_line() -> None:
    problems = [RowProblem(line, "Bought", f"{line}/4/21", f'"{line}/4/21" may be two dates') for line in (3, 4, 7)]
    (group,) = group_problems(problems)
    assert str(group) == '3 rows: Bought: "3/4/21" may be two dates, first in line 3, then 4, 7'
    assert (group.rows, group.line, group.value) == (3, 3, "3/4/21")


def test_many_lines_are_named_by_the_first_few_of_them() -> None:
    (group,) = group_problems([RowProblem(line, "Bought", "x", '"x" is none') for line in range(2, 12)])
    assert str(group) == '10 rows: Bought: "x" is none, first in line 2, then 3, 4, 5, 6 …'


def test_different_reasons_in_one_column_are_told_apart() -> None:
    imported = read_rows(b"name,bought\na,2019\nb,soon\nc,30/02/2021\nd,12/03/2022\ne,2020\n")
    told = [str(group) for group in group_problems(every_problem(imported))]
    assert [line.partition(":")[0] for line in told] == ["2 rows", "line 3", "line 4", "line 5"]


def test_errors_come_first_and_columns_and_kinds_stay_apart() -> None:
    problems = [
        RowProblem(2, "a", "x", "stays behind", "warning"),
        RowProblem(2, "b", "x", "stays behind", "warning"),
        RowProblem(3, "a", "x", "stays behind"),
        RowProblem(4, "", "x", "is another thing"),
    ]
    assert [str(group) for group in group_problems(problems)] == [
        "line 3: a: stays behind",
        "line 4: is another thing",
        "line 2: a: stays behind",
        "line 2: b: stays behind",
    ]


def test_losses_are_told_by_kind() -> None:
    lost = [Lost("drill", "tags", "T1", "no such thing"), Lost("saw", "tags", "T2", "no such thing")]
    assert losses([*lost, Lost("saw", "name", "x" * 300, "is longer than 255 bytes; cut")]) == (
        "tags: no such thing, 2 times, first in drill",
        "saw: name: is longer than 255 bytes; cut",
    )
