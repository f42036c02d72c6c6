"""The budgets of CONTRIBUTING hold, but for what two lists name: one only shrinks, one has a reason a line."""

from __future__ import annotations

import re

from tests.house import measure
from tests.house.lists import EXCEPTIONS, OFFENDERS, exceptions, offenders

ADVICE = {
    "file": f"a file has at most {measure.FILE} lines: move what is a subject of its own to a module of its own",
    "function": f"a function has at most {measure.FUNCTION} lines: take out what has a name of its own",
    "call": f"a call gives at most {measure.POSITIONAL} values by place: name them",
    "splat": "no literal tuple is splatted into named parameters: name the values",
    "modules": f"a folder has at most {measure.FOLDER} modules: make rooms of it",
    "circle": "modules do not import each other in a circle, for types neither: move what both need below both",
    "class": "a class name stands for one thing: give one of them a name that says more",
    "participle": "a function that does begins with a verb, one that gives is called by what it gives",
    "docstring": "the docstring of a module says what it is and what it never does (never, no, nothing, only ...)",
}


def rule_of(name: str) -> str:
    return name.partition(": ")[2].split(" ", 1)[0]


def test_nothing_new_is_over_a_budget() -> None:
    listed = offenders().keys() | exceptions().keys()
    new = [
        f"{name} ({number}): {ADVICE[rule_of(name)]}"
        for name, number in measure.overruns().items()
        if name not in listed
    ]
    assert not new, "\n".join(
        [
            f"Mend these. Only moved? `python -m tests.house.shrink`. Renamed? Its line in {OFFENDERS.name}.",
            *sorted(new),
        ]
    )


def test_nothing_over_a_budget_has_grown() -> None:
    measured = measure.overruns()
    grown = [
        f"{name}: {number} -> {measured[name]}"
        for name, number in offenders().items()
        if measured.get(name, 0) > number
    ]
    assert not grown, "\n".join(["These have grown; make them smaller than they were:", *grown])


def test_what_is_mended_is_no_longer_listed() -> None:
    measured = measure.overruns()
    gone = [
        f"{name}: {number} -> {measured.get(name, 'gone')}"
        for name, number in offenders().items()
        if measured.get(name, 0) < number
    ]
    assert not gone, "\n".join(["Well done. Now run `python -m tests.house.shrink` and commit what it writes:", *gone])


def test_every_exception_is_still_one_and_says_why() -> None:
    measured = measure.overruns()
    idle = [name for name in exceptions() if name not in measured]
    assert not idle, f"no longer over a budget, take the line out of {EXCEPTIONS.name}: {idle}"
    assert not [name for name, reason in exceptions().items() if len(reason.split()) < 4]
    assert not exceptions().keys() & offenders().keys()


def test_both_lists_are_sorted_with_one_line_each() -> None:
    for path in (OFFENDERS, EXCEPTIONS):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        assert all(re.fullmatch(r'".+" = (\d+|".+")', line) for line in lines), path.name
        names = [line.split('" = ')[0] for line in lines]
        assert names == sorted(names), f"{path.name}: run `python -m tests.house.shrink`, which sorts"


def test_the_measure_sees_what_it_is_there_for() -> None:
    assert measure.is_participle("taken")
    assert measure.is_participle("sealed")
    assert not measure.is_participle("read")
    assert not measure.is_participle("feed")
    assert len(measure.sources()) > 300
    assert "talktag.errors" in measure.graph().modules
