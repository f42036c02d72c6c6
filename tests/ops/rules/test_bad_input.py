"""Rules and lookups that do not hold up: each is named wherever rules are met, wakes nothing, and all else goes on."""

from __future__ import annotations

import datetime
import resource
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError
from talktag.model.log.entry import Entry
from talktag.model.rules.engine import react
from talktag.model.rules.lookup_table import LOOKUP_LIMIT, ROWS_MOST
from talktag.model.rules.reaction import Around
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import CONDITIONS_MOST, RULE_LIMIT
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.rules import lookups
from talktag.ops.rules.list import list_rules
from talktag.ops.rules.show import show
from talktag.ops.rules.try_rule import try_rule
from talktag.ops.upkeep.doctor.doctor import doctor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from talktag.model.problem import Problem
    from tests.kit.bench import Bench

HEAD = 'format = 1\non = ["service"]\n'
DO = '[[do]]\nkind = "case"\ntitle = "wrong"\n'
GOOD = 'format = 1\non = ["service"]\n[[do]]\nkind = "case"\ntitle = "Look: {entry.title}"\n'
LOOKS = 'format = 1\non = ["service"]\nlook = { table = "areas", key = "{entry.title}" }\n' + DO
LOG = "products/c/camera/entries.toml"

RULES: dict[str, tuple[str | bytes, int | None]] = {
    "a wrong key": (f"{HEAD}when = 3\n{DO}", 3),
    "a wrong key of an action": (f"{HEAD}{DO}run = 'rm -rf /'\n", 6),
    "an unknown kind": (f'format = 1\non = ["servise"]\n{DO}', 2),
    "a kind that is none": (f'format = 1\non = ["../x"]\n{DO}', 2),
    "a kind that is for people": (f'{HEAD}[[do]]\nkind = "loan"\ntitle = "x"\n', 4),
    "a wrong type": (f'{HEAD}count = "3"\n{DO}', 3),
    "a list for a text": (f"{HEAD}late = [1]\n{DO}", 3),
    "a text for a list": (f'{HEAD}match = "data.x"\n{DO}', 3),
    "a number too large": (f"{HEAD}count = {10**30}\n{DO}", 3),
    "a value without a name": (f'{HEAD}match = ["nothing.here"]\n{DO}', 3),
    "a pattern in a brace": (f'{HEAD}[[do]]\nkind = "case"\ntitle = "{{(a+)+$}}"\n', 5),
    "too many conditions": (f"{HEAD}match = {['data.x'] * (CONDITIONS_MOST + 1)}\n{DO}", 3),
    "thousands of actions": (HEAD + DO * 1_000, 3),
    "no zone": (f'format = 1\nat = "2026-01-01 09:00 Europe/Atlantis"\n{DO}', 2),
    "another format": (f'format = 2\non = ["service"]\n{DO}', 1),
    "no TOML": ("format = 1\non = [\n= x\n", 3),
    "a page of HTML": ("<html>\n<body>\n", 1),
    "a key twice": (f"{HEAD}{HEAD}{DO}", 3),
    "not UTF-8": (HEAD.encode() + b'means = "\xff"\n', 3),
    "NUL bytes": (HEAD.encode() + b"\x00\x00\n", 3),
    "nesting without end": (f"{HEAD}x = {'[' * 5_000}\n", None),
    "too large": (HEAD + "#" * RULE_LIMIT, None),
    "nothing at all": ("", None),
}


def problems_at(bench: Bench, verb: Callable[..., Any], *values: Any, **options: Any) -> list[Problem]:
    return list(bench.ask(verb, *values, **options).problems)


def look(bench: Bench) -> tuple[Problem, ...]:
    """What doctor finds."""
    return tuple(each for each in bench.ask(doctor, fix=False).data.findings if each.name != "unsaved")


def places(problems: Iterable[Problem], path: str) -> set[int | None]:
    """The lines that are named of a file."""
    return {each.line for each in problems if each.path == path}


def serve(bench: Bench, title: str = "Cleaned") -> Any:
    """Write an entry, which wakes rules; what the log says then."""
    outcome = bench.do(write_entries, EntryRequest("camera", said={"service": [title]}))
    return outcome, [each["title"] for each in tomllib.loads(bench.text(LOG))["entry"]]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_does_not_hold_up_is_named_everywhere_and_wakes_nothing(bench: Bench, name: str) -> None:
    text, line = RULES[name]
    bench.write("rules/bad.toml", text)
    bench.write("rules/good.toml", GOOD)
    listed = bench.ask(list_rules)
    assert [(each.name, each.rule is not None) for each in listed.data.rules] == [("bad", False), ("good", True)]
    assert line in places(listed.problems, "rules/bad.toml")
    for verb, values in ((show, {}), (try_rule, {"since": None, "entry": None})):
        with pytest.raises(InvalidError) as caught:
            bench.ask(verb, "bad", *([None] if values else []), **values)
        told = f"rules/bad.toml:{line}:" if line else "rules/bad.toml:"
        assert any(each.startswith(told) for each in caught.value.details)
    assert problems_at(bench, show, "good") == []
    assert line in places(look(bench), "rules/bad.toml")
    outcome, titles = serve(bench)
    assert titles == ["Cleaned", "Look: Cleaned"]
    assert line in places(outcome.problems, "rules/bad.toml")
    assert {each.severity for each in outcome.problems} == {"warning"}


def test_a_folder_or_an_odd_name_in_place_of_a_rule_is_none(bench: Bench) -> None:
    (bench.things / "rules/folder.toml").mkdir(parents=True)
    bench.write("rules/Odd Name.toml", GOOD)
    bench.write("rules/notes.txt", "not a rule")
    bench.write("rules/good.toml", GOOD)
    assert [each.name for each in bench.ask(list_rules).data.rules if each.rule] == ["good"]
    assert serve(bench)[1] == ["Cleaned", "Look: Cleaned"]
    assert "rules/Odd Name.toml" in {each.path for each in look(bench)}


LOOKUPS: dict[str, tuple[bytes | None, int | None]] = {
    "missing": (None, None),
    "empty": (b"", 1),
    "two rows of one key": (b"area,until\nnorth,1\nsouth,2\nnorth,3\n", 4),
    "uneven rows": (b"area,until\nnorth,1\nsouth\n", 3),
    "a cell too many": (b"area,until\nnorth,1,2\n", 2),
    "a name that is no name": (b"area,un til\nnorth,1\n", 1),
    "a column twice": (b"area,area\nnorth,1\n", 1),
    "a quote that nothing closes": (b'area,until\nnorth,"1\nsouth,2\n', 3),
    "not UTF-8": (b"area,until\nnorth,1\nsouth,\xff\n", 3),
    "UTF-16": ("area,until\n".encode("utf-16"), 1),
    "one line without end": (b"area,until\n" + b"x" * 1_100_000, 2),
    "a hundred columns and one": (b",".join(b"c%d" % each for each in range(101)) + b"\n", 1),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_lookup_that_does_not_hold_up_is_named_everywhere_and_only_its_rule_wakes_nothing(
    bench: Bench, name: str
) -> None:
    data, line = LOOKUPS[name]
    if data is not None:
        bench.write("lookups/areas.csv", data)
    bench.write("rules/bad.toml", LOOKS)
    bench.write("rules/good.toml", GOOD)
    outcome, titles = serve(bench)
    assert titles == ["Cleaned", "Look: Cleaned"]
    listed = bench.ask(list_rules)
    assert [each.values()["sound"] for each in listed.data.rules] == [False, True]
    shown = bench.ask(show, "bad")
    assert shown.data.values()["sound"] is False
    tried = bench.ask(try_rule, "bad", "camera", since=None, entry=None)
    assert tried.data.made == ()
    for problems in (outcome.problems, listed.problems, shown.problems, tried.problems, tuple(look(bench))):
        assert places(problems, "rules/bad.toml") == {3}
        assert places(problems, "lookups/areas.csv") == (set() if data is None else {line})
    assert bench.ask(try_rule, "good", "camera", since=None, entry=None).data.made


def test_a_folder_in_place_of_a_lookup_is_none(bench: Bench) -> None:
    (bench.things / "lookups/areas.csv").mkdir(parents=True)
    bench.write("rules/bad.toml", LOOKS)
    bench.write("rules/good.toml", GOOD)
    assert serve(bench)[1] == ["Cleaned", "Look: Cleaned"]
    for verb, values in ((list_rules, ()), (show, ("bad",))):
        assert places(problems_at(bench, verb, *values), "rules/bad.toml") == {3}


def test_a_column_that_is_not_there_is_named(bench: Bench) -> None:
    bench.write("lookups/areas.csv", "area\nnorth\n")
    bench.write("rules/bad.toml", LOOKS.replace('title = "wrong"', 'title = "{look.until}"'))
    (problem,) = problems_at(bench, show, "bad")
    assert ('no column "until"' in problem.message, problem.line) == (True, 3)
    assert serve(bench)[1] == ["Cleaned"]


@pytest.mark.parametrize("how", ["in place", "replaced", "cut short", "removed"])
def test_a_lookup_that_is_changed_while_it_is_read_is_refused_or_was_read_whole(
    bench: Bench, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is really changed, between one part that is read of it and the next."""
    rows = b"".join(b"%07d,old\n" % each for each in range(100_000))
    path = bench.write("lookups/areas.csv", b"area,until\n0000000,old\n".replace(b"0000000", b"first00") + rows)
    new = path.read_bytes().replace(b",old\n", b",new\n")
    read_lookup = lookups.read_lookup

    def change() -> None:
        if how == "in place":
            with path.open("r+b") as file:
                file.write(new)
        elif how == "replaced":
            path.with_suffix(".new").write_bytes(new)
            path.with_suffix(".new").replace(path)
        elif how == "cut short":
            with path.open("r+b") as file:
                file.truncate(600_000)
        else:
            path.unlink()

    def changing(parts: Iterable[bytes]) -> Iterator[bytes]:
        for number, part in enumerate(parts):
            yield part
            if number == 0:
                change()

    monkeypatch.setattr(lookups, "read_lookup", lambda parts, name: read_lookup(changing(parts), name))
    reading = lookups.look_up_table(bench.store, "areas")
    if reading.value:  # the file that was opened is still there, whoever took its name
        assert how in {"replaced", "removed"}
        assert {row[1] for row in reading.value.rows.values()} == {"old"}
    else:
        (problem,) = reading.problems
        assert (problem.name, problem.path) == ("broken-lookup", "lookups/areas.csv")
        assert how in problem.message or "changed" in problem.message or "cut short" in problem.message


def test_ten_million_rows_are_refused_by_their_size_unread(bench: Bench) -> None:
    path = bench.things / "lookups/areas.csv"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.write(b"area,until\n")
        file.truncate(LOOKUP_LIMIT + 1)  # a sparse file: to read it would be to read zeros, which it may not come to
    (problem,) = lookups.look_up_table(bench.store, "areas").problems
    assert f"larger than {LOOKUP_LIMIT}" in problem.message


_TOO_MANY = """
import resource, sys
from talktag.content import content_of
from talktag.ops.rules import lookups
rows = int(sys.argv[1])
data = b"area\\n" + b"".join(b"%d\\n" % each for each in range(rows))
content = content_of(data)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(problem,) = lookups.read_whole_lookup(content, "lookups/areas.csv").problems
print(problem.line, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in units that differ")
@pytest.mark.parametrize("rows", [ROWS_MOST + 1, 7 * ROWS_MOST])
def test_rows_without_end_are_counted_and_not_kept(rows: int) -> None:
    """To keep a million rows takes some 200 MB; what is refused takes nothing that grows with them."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = subprocess.run([sys.executable, "-c", _TOO_MANY, str(rows)], capture_output=True, text=True, check=True)
    line, kilobytes = map(int, done.stdout.split())
    assert line == ROWS_MOST + 2
    assert kilobytes < 20_000


class _CountedText(str):
    """A text that counts how many of its signs are looked through."""

    __slots__ = ()
    looked: list[int] = []  # noqa: RUF012 - one count for all of them

    def __contains__(self, part: str) -> bool:
        self.looked.append(len(self))
        return super().__contains__(part)

    def __eq__(self, other: object) -> bool:
        self.looked.append(len(self))
        return super().__eq__(other)

    __hash__ = str.__hash__


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*a){30}", "a" * 150, "[a-z]+", "a*a*a*a*b"])
@pytest.mark.parametrize("form", ["data.x:{}", "data.x:={}", "-data.x:{}"])
def test_no_condition_takes_more_steps_than_the_value_has_signs(
    form: str, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No pattern can be written, so that twice as long a value takes twice the steps, counted and not timed."""
    from talktag.model.rules import rule_condition

    monkeypatch.setattr(rule_condition, "fold", lambda text: _CountedText(text.lower()))
    monkeypatch.setattr(rule_condition, "compose", _CountedText)
    condition = rule_condition.parse_condition(form.format(pattern))
    steps = []
    for size in (1_000, 2_000, 4_000):
        _CountedText.looked.clear()
        condition.holds(lambda _, size=size: "a" * size + "!")
        steps.append(sum(_CountedText.looked))
    assert steps in ([1_001, 2_001, 4_001], [len(pattern)] * 3)


def test_a_rule_asks_each_condition_once_of_each_entry() -> None:
    """Whatever stands in a rule: the steps of a log are its entries times the conditions there may be."""
    text = f"{HEAD.replace('service', 'scan')}match = {['data.x'] * CONDITIONS_MOST}\n{DO}"
    rule = read_rule(text.encode(), "rules/some.toml").value
    assert rule
    asked = []

    class Counted(dict[str, str]):
        def get(self, key: str, default: Any = None) -> Any:  # type: ignore[override]
            asked.append(key)
            return super().get(key, default)

    start = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    for number in (10, 20, 40):
        asked.clear()
        arriving = [
            Entry(f"e{each:012}", start.date(), "scan", "x", recorded=start + datetime.timedelta(each))
            ._replace(data=Counted(x="y"))
            for each in range(number)
        ]  # fmt: skip
        react([rule], [], arriving, {}, Around())
        assert len(asked) == number * CONDITIONS_MOST
