"""Undoing what an earlier command wrote on a log: the line stays and is withdrawn, the rest of the commit goes."""

from __future__ import annotations

import contextlib
import datetime
import tomllib
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import TalktagError
from talktag.model.plan import Plan, Write
from talktag.ops.log.entry import list_entries, withdraw, write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.products.lend import lend, take_back
from talktag.ops.products.set import set_values
from talktag.ops.upkeep.undo import undo

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
LOG = "products/b/bicycle/entries.toml"
RECORD = "products/b/bicycle.toml"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, in a history of one commit."""
    files = tuple(Write(path, data) for path, data in bench.files.items())
    for each in files:
        (bench.things / each.path).unlink()
    bench.store.apply(Plan(files, "Start the store\n\nTalktag-Command: init\n"))
    return bench


def save(bench: Bench, verb: Callable[..., Any], *values: Any) -> str:
    """Do it, a second after what was done before."""
    bench.now += datetime.timedelta(seconds=1)
    return bench.save(verb, *values)


def service(title: str) -> EntryRequest:
    return EntryRequest("bicycle", {"service": [title]}, every=["6m"])


def titles(bench: Bench) -> list[str]:
    return [each.title for each in bench.ask(list_entries, "bicycle").data.entries]


def lines(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(LOG)).get("entry", [])]


def test_the_last_command_is_taken_back_byte_for_byte(bench: Bench) -> None:
    save(bench, write_entries, service("oil"))
    before = bench.files
    last = save(bench, write_entries, service("tyres"))
    save(bench, undo, last)
    assert bench.files == before


def test_an_earlier_entry_is_withdrawn_and_its_line_stays(bench: Bench) -> None:
    first = save(bench, write_entries, service("oil"))
    save(bench, write_entries, service("tyres"))
    before = bench.text(LOG)
    save(bench, undo, first)
    assert bench.text(LOG).startswith(before[: before.rindex("]")])
    assert (lines(bench)[-1]["kind"], lines(bench)[-1]["cause"]) == ("withdrawn", lines(bench)[0]["id"])
    assert titles(bench) == ["tyres"]


def test_the_rest_of_an_earlier_command_goes_as_ever(bench: Bench, refused: Refused) -> None:
    first = save(bench, lend, "bicycle", "bruno", None)
    save(bench, write_entries, service("tyres"))
    save(bench, undo, first)
    assert "state" not in bench.text(RECORD)
    assert titles(bench) == ["tyres"]
    second = save(bench, lend, "bicycle", "bruno", None)
    save(bench, take_back, "bicycle")
    assert "was changed again after" in refused(bench, undo, second)


def test_an_undo_of_an_earlier_command_can_be_undone_now_and_later(bench: Bench) -> None:
    first = save(bench, write_entries, service("oil"))
    save(bench, write_entries, service("tyres"))
    before = bench.files
    undone = save(bench, undo, first)
    save(bench, undo, undone)
    assert titles(bench) == ["oil", "tyres"]
    again = save(bench, undo, first)
    save(bench, set_values, "camera", ["place=attic"])
    assert titles(bench) == ["tyres"]
    save(bench, undo, again)
    assert titles(bench) == ["oil", "tyres"]
    assert [each["id"] for each in lines(bench)][:2] == [
        each["id"] for each in tomllib.loads(before[LOG].decode())["entry"]
    ]


def test_an_undo_that_took_the_line_away_brings_it_back_behind_what_came_since(bench: Bench) -> None:
    save(bench, write_entries, service("oil"))
    (line,) = lines(bench)
    undone = save(bench, undo, None)
    save(bench, write_entries, service("tyres"))
    save(bench, undo, undone)
    assert sorted(titles(bench)) == ["oil", "tyres"]
    assert line in lines(bench)


def test_the_last_command_whose_log_went_on_by_hand_is_withdrawn(bench: Bench) -> None:
    save(bench, write_entries, service("oil"))
    more = '  { id = "a1", date = 2026-03-02, kind = "message", title = "from another machine" },\n]\n'
    bench.write(LOG, bench.text(LOG).removesuffix("]\n") + more)
    save(bench, undo, None)
    assert titles(bench) == ["from another machine"]


def test_what_another_repository_has_is_withdrawn_also_where_it_was_the_last(bench: Bench) -> None:
    last = save(bench, write_entries, service("oil"))
    bench.store.git.run("update-ref", "refs/remotes/origin/main", last)
    save(bench, undo, None)
    assert titles(bench) == []
    assert [each["kind"] for each in lines(bench)] == ["service", "withdrawn"]


def test_what_was_withdrawn_by_hand_since_need_not_be_taken_back(bench: Bench, refused: Refused) -> None:
    first = save(bench, write_entries, service("oil"))
    save(bench, withdraw, "bicycle", lines(bench)[0]["id"])
    assert refused(bench, undo, first).startswith('nothing of "Enter on Trek: service, oil" stands any more')


def test_a_log_that_cannot_be_read_is_not_added_to(bench: Bench, refused: Refused) -> None:
    first = save(bench, write_entries, service("oil"))
    save(bench, write_entries, service("tyres"))
    bench.write(LOG, "nonsense")
    assert "cannot be added to" in refused(bench, undo, first)


VERBS: tuple[tuple[Any, ...], ...] = (
    (write_entries, service("oil")),
    (write_entries, service("tyres")),
    (write_entries, EntryRequest("bicycle", meter=["km=5"])),
    (lend, "bicycle", "bruno", None),
    (take_back, "bicycle"),
    (write_entries, EntryRequest("bicycle", {"check": ["looked at"]})),
    (set_values,),
)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_undone_in_whatever_order_no_line_goes_and_the_log_stands_as_if_it_never_was(
    bench: Bench, seed: int
) -> None:
    """Commands of which any that can be is undone, not only the last, in the end all that are left."""
    chance, start = Random(seed), bench.files
    in_force: list[str] = []
    for number in range(10):
        before = {each["id"] for each in lines(bench)}
        with contextlib.suppress(TalktagError):  # what is lent cannot be lent again, and the like
            if len(in_force) > 1 and chance.random() < 0.3:
                undone = chance.choice(in_force[:-1])
                save(bench, undo, undone)
                in_force.remove(undone)
            else:
                verb, *values = chance.choice(VERBS)
                in_force.append(save(bench, verb, *(values or ("bicycle", [f"place=room {number}"]))))
        assert before <= {each["id"] for each in lines(bench)}
    for commit in reversed(in_force):
        save(bench, undo, commit)
    assert titles(bench) == []
    assert {path: data for path, data in bench.files.items() if path != LOG} == start
