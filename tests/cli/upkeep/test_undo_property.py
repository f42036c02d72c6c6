"""Whatever was done, as many undos as commands lead back to the same tree; nothing leaves the history."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.kit.computer import Computer

PRODUCTS = ("canon", "trek")
NAMES = st.sampled_from(("Kettle", "Lens cap", "自転車", "x", "../../etc", "a\tb\nc"))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)
ASSIGNMENTS = st.one_of(
    TEXTS.map("place={}".format),
    TEXTS.map("field.colour={}".format),
    st.sampled_from(("place=", "quantity=3", "labels=a,b", "price=12.50 EUR", "bought=2024-02-29", "state=lost")),
)
WORDS = st.sampled_from(
    ("maker:canon", "-label:camera", "has:receipt", "no:photo", "Trek", "price>1EUR", "place:nowhere")
)
FILES = st.sampled_from(("rows.csv", "things.toml", "wrong.csv"))
ROWS = "name,maker,place,inside,labels,price\nMug,Ibili,home,,a;b,3 EUR\nLid,Ibili,,Mug,,\nKnife,,,,,\n"
WRONG = "name,price\nBowl,3 EUR\nPan,cheap\n"
TOML = (
    '[[product]]\nname = "Drill"\nwarranties = [{term = "24 months"}]\n\n[[product]]\nname = "Bit"\ninside = "Drill"\n'
)
STEPS = st.one_of(
    st.tuples(st.just("add"), NAMES),
    st.tuples(st.just("add"), NAMES, st.just("--file"), st.just("receipt.txt")),
    st.tuples(st.just("set"), st.sampled_from(PRODUCTS), ASSIGNMENTS),
    st.tuples(st.just("set"), st.just("--where"), WORDS, ASSIGNMENTS, st.just("--yes")),
    st.tuples(st.just("add"), NAMES, st.just("--like"), st.sampled_from(PRODUCTS)),
    st.tuples(st.just("add"), st.just("--from-file"), FILES, st.just("--yes")),
    st.tuples(st.just("import"), FILES, st.just("--yes"), st.just("--partial")),
    st.tuples(st.just("import"), FILES, st.just("--yes"), st.just("--update")),
    st.tuples(st.just("attach"), st.sampled_from(PRODUCTS), st.just("receipt.txt")),
    st.tuples(st.just("attach"), st.just("trek"), st.just("receipt.txt"), st.just("--also"), st.just("canon")),
    st.tuples(st.just("attach"), st.sampled_from(PRODUCTS), st.just("receipt.txt"), st.just("--private")),
    st.tuples(st.just("sheet"), st.just("--all"), *map(st.just, ("--stock", "avery-l7120", "-o", "s.pdf", "--yes"))),
    st.tuples(st.just("note"), st.sampled_from(PRODUCTS), TEXTS),
    st.tuples(st.just("party"), st.just("add"), NAMES),
    st.tuples(
        st.just("export"), st.sampled_from(PRODUCTS), *map(st.just, ("--to", "fix-it", "--yes", "-o", "out.zip"))
    ),
    st.tuples(st.just("lend"), st.sampled_from(PRODUCTS), st.just("--to"), st.just("fix-it")),
    st.tuples(st.just("return"), st.sampled_from(PRODUCTS)),
    st.tuples(st.just("lost"), st.sampled_from(PRODUCTS)),
    st.tuples(st.just("found"), st.sampled_from(PRODUCTS)),
    st.tuples(*map(st.just, ("entry", "trek", "--service", "new chain", "--every", "6m", "--cost", "4 EUR"))),
    st.tuples(*map(st.just, ("entry", "canon", "--claim", "replaced", "--warranty", "2y", "--yes"))),
    st.tuples(st.just("retire"), st.sampled_from(PRODUCTS), st.just("--how"), st.just("sold")),
)


@pytest.fixture
def copies(computer: Computer) -> Callable[[], Computer]:
    """Makes a fresh copy of the same computer for every sequence."""

    def copy() -> Computer:
        folder = Path(tempfile.mkdtemp(dir=computer.folder.parent)) / "home"
        shutil.copytree(computer.folder, folder, symlinks=True)
        copied = type(computer)(folder)
        for name, text in (("rows.csv", ROWS), ("wrong.csv", WRONG), ("things.toml", TOML)):
            copied.write(name, text)
        return copied

    return copy


def head(computer: Computer) -> str:
    return computer.git("rev-parse", "HEAD").decode().strip()


def tree(computer: Computer) -> bytes:
    return computer.git("rev-parse", "HEAD^{tree}")


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a shorter failing example is not worth the minutes it takes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=3, max_size=7))
@example(
    steps=[
        ("add", "Kettle", "--file", "receipt.txt"),
        ("set", "kettle", "place=kitchen"),
        ("undo",),
        ("note", "kettle", "limescale"),
        ("undo",),
        ("lend", "kettle", "--to", "fix-it"),
        ("return", "kettle"),
    ]
)
@example(
    steps=[
        ("import", "rows.csv", "--yes"),
        ("set", "--where", "maker:ibili", "place=attic", "label+=stored"),
        ("attach", "mug", "receipt.txt", "--also", "lid", "--also", "trek"),
        ("attach", "trek", "receipt.txt", "--private"),
        ("add", "Lid 2", "--like", "lid"),
        ("undo",),
        ("import", "rows.csv", "--yes", "--update"),
        ("add", "--from-file", "things.toml", "--yes"),
    ]
)
@example(
    steps=[
        ("attach", "canon", "receipt.txt", "--also", "trek"),
        ("move", "home/office", "flat/study"),
        ("detach", "canon", "receipt"),
        ("remove", "canon", "--yes"),
        ("detach", "trek", "receipt"),
        ("remove", "trek", "--yes"),
    ]
)
def test_as_many_undos_as_commands_lead_back(copies: Callable[[], Computer], steps: list[tuple[str, ...]]) -> None:
    computer = copies()
    first, start = head(computer), tree(computer)
    in_force = 0
    for words in steps:
        before = head(computer)
        code = computer.within(*words).code
        assert code in {0, 6}, (words, code)  # 6: what is lent cannot be lent again, and the like
        if head(computer) != before:
            in_force += -1 if words == ("undo",) else 1
            assert code == 0, words
    for _ in range(in_force):
        done = computer.within("undo")
        assert done.code == 0, done.err
    assert tree(computer) == start
    assert computer.git("status", "--porcelain") == b""
    # Nothing was taken out of the history: the first commit is still an ancestor of the last.
    computer.git("merge-base", "--is-ancestor", first, "HEAD")


def test_undoing_an_earlier_command_keeps_its_line_and_undoing_all_leads_back_but_for_the_log(
    copies: Callable[[], Computer],
) -> None:
    computer = copies()
    start = computer.git("ls-tree", "-r", "HEAD")
    listed = computer.within("entry", "trek").out
    commits = []
    for words in (
        ("entry", "trek", "--service", "new chain", "--every", "6m"),
        ("lend", "trek", "--to", "fix-it"),
        ("entry", "trek", "--message", "rang them"),
        ("set", "canon", "place=attic"),
    ):
        assert computer.within(*words).code == 0, words
        commits.append(head(computer))
    for commit in (commits[1], commits[0]):
        assert computer.within("undo", commit).code == 0
    (log,) = (computer.things / "products/t").glob("trek*/entries.toml")
    text = log.read_text(encoding="utf-8")
    assert all(text.count(f'title = "{title}') == 1 for title in ("new chain", "Withdrawn: new chain"))
    for _ in (commits[3], commits[2]):
        assert computer.within("undo").code == 0
    left = computer.git("ls-tree", "-r", "HEAD").split(b"\n")
    assert [line for line in left if b"/entries.toml" not in line] == [
        line for line in start.split(b"\n") if b"/entries.toml" not in line
    ]
    assert computer.within("entry", "trek").out == listed


def test_this_test_would_notice_an_undo_too_few(copies: Callable[[], Computer]) -> None:
    computer = copies()
    start = tree(computer)
    computer.within("add", "Kettle")
    computer.within("set", "kettle", "place=kitchen")
    assert computer.within("undo").code == 0
    assert tree(computer) != start
    assert computer.within("undo").code == 0
    assert tree(computer) == start


def test_an_undo_can_be_undone(copies: Callable[[], Computer]) -> None:
    computer = copies()
    computer.within("set", "canon", "place=cellar")
    there = tree(computer)
    computer.within("undo")
    assert tree(computer) != there
    assert computer.within("undo", head(computer)).code == 0
    assert tree(computer) == there


def test_running_within_the_process_is_running_the_program(computer: Computer) -> None:
    for words in (("list",), ("list", "--json"), ("show", "nothing"), ("notes", "canon"), ("lsit",)):
        assert computer.within(*words) == computer.run(*words), words
