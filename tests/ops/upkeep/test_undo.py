"""Which command is taken back, and when it cannot be: what came later, what others need, what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.model.plan import Plan, Write
from talktag.ops.products.add import AddRequest, add
from talktag.ops.products.lend import lend
from talktag.ops.products.set import set_values
from talktag.ops.upkeep.undo import last_command, undo
from talktag.store.git.past.commit_text import Past

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, in a history of one commit."""
    files = tuple(Write(path, data) for path, data in bench.files.items())
    for each in files:
        (bench.things / each.path).unlink()
    bench.store.apply(Plan(files, "Start the store\n\nTalktag-Command: init\n"))
    return bench


def test_as_many_undos_as_commands_lead_back(bench: Bench) -> None:
    states = [bench.files]
    for number in range(4):
        bench.save(set_values, "camera", [f"place=room {number}"])
        states.append(bench.files)
    for state in reversed(states[:-1]):
        bench.save(undo, None)
        assert bench.files == state


def test_where_there_is_nothing_left_it_says_so(bench: Bench, refused: Refused) -> None:
    bench.save(set_values, "camera", ["place=attic"])
    bench.save(undo, None)
    assert refused(bench, undo, None) == "there is nothing to undo"


def test_an_earlier_one_is_taken_back_where_nothing_touched_its_files_since(bench: Bench) -> None:
    first = bench.save(set_values, "camera", ["place=attic"])
    bench.save(set_values, "bicycle", ["place=attic"])
    bench.save(undo, first)
    assert 'place = "home/office"' in bench.text("products/c/camera.toml")
    assert 'place = "attic"' in bench.text("products/b/bicycle.toml")


def test_one_whose_file_was_changed_again_is_refused(bench: Bench, refused: Refused) -> None:
    first = bench.save(set_values, "camera", ["place=attic"])
    bench.save(set_values, "camera", ["place=cellar"])
    assert "was changed again after" in refused(bench, undo, first)


def test_one_whose_file_was_changed_by_hand_is_refused(bench: Bench, refused: Refused) -> None:
    bench.save(lend, "camera", "bea", None)
    bench.write("products/c/camera.toml", bench.text("products/c/camera.toml") + "# by hand\n")
    assert "was changed again after" in refused(bench, undo, None)


def test_a_file_that_another_product_needs_stays(bench: Bench, refused: Refused) -> None:
    receipt = bench.folder / "receipt.txt"
    receipt.write_text("one camera\n")
    added = bench.save(add, AddRequest("Kettle", files=[receipt]))
    shared = bench.text("products/k/kettle.toml").partition("[[files]]")[2]
    at = "products/k/kettle/files/receipt.txt"
    record = bench.text("products/b/bicycle.toml")
    shared = f'{record}\n[[files]]{shared.rstrip()}\nat = "{at}"\n'
    bench.store.apply(Plan((Write("products/b/bicycle.toml", shared.encode(), record.encode()),), "Share\n"))
    assert refused(bench, undo, added) == f'"{at}" is a file of "bicycle", too'


# The log, newest first: a command is a letter, `-a` takes `a` back, `.` is a commit that talktag did not make.
@pytest.mark.parametrize(
    ("log", "last"),
    [
        ("", None),
        (".", None),
        ("a", "a"),
        (". a", "a"),
        ("b a", "b"),
        ("-b b a", "a"),
        ("-a -b b a", None),
        ("-b b . a", "a"),
        ("c -b b a", "c"),
        ("-c c -b b a", "a"),
        ("-a -c c -b b a", None),
        ("d -a b a", "d"),
        ("-d d -a b a", "b"),
        ("-b -d d -a b a", None),
    ],
)
def test_the_last_command_is_the_newest_that_is_in_force(log: str, last: str | None) -> None:
    found = last_command(past(each) for each in log.split())
    assert (found.commit if found else None) == last


def past(word: str) -> Past:
    import datetime

    undoes = word[1:] if word.startswith("-") else None
    command = "" if word == "." else "Talktag-Command: undo\n" if undoes else "Talktag-Command: set\n"
    message = f"{word}\n\n{command}" + (f"Talktag-Undoes: {undoes}\n" if undoes else "")
    return Past(word, datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC), "Ana", message)
