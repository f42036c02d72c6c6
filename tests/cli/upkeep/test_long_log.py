"""A log is told while git still walks: what is new comes first, and what is broken far back keeps none of it away."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.cli.render.json import envelope
from talktag.ops.upkeep.log import Commits
from talktag.store.git.past.commit_text import COMMAND, UNDOES, Past
from tests.kit.computer import Computer

MANY = 12_000  # so many lines are more than all pipes on the way to a reader hold
WHO = "A <a@store.example> 1700000000 +0000"


@pytest.fixture
def long(computer: Computer) -> Computer:
    """A computer whose store has a long history, before which a commit is missing."""
    lines = []
    for number in range(MANY):
        text = f"Change {number}\n"
        lines.append(f"commit refs/heads/main\ncommitter {WHO}\ndata {len(text)}\n{text}\n")
    lines[0] += "from refs/heads/main^0\n"
    oldest = computer.git("rev-parse", "HEAD").decode().strip()
    computer.git("fast-import", "--quiet", stdin="".join(lines).encode())
    (computer.things / ".git/objects" / oldest[:2] / oldest[2:]).unlink()
    return computer


def test_what_can_be_read_is_told_before_it_is_said_that_the_rest_cannot(long: Computer) -> None:
    done = long.run("log")
    assert done.code == 11
    told = [line.split("\t")[2] for line in done.out.splitlines()]
    assert len(told) >= MANY // 2
    assert told == [f"Change {MANY - 1 - number}" for number in range(len(told))]
    assert "the history cannot be read" in done.err


def test_a_document_is_whole_or_none_at_all(long: Computer) -> None:
    done = long.run("log", "--json")
    assert (done.code, done.out) == (11, "")
    assert json.loads(done.err)["status"] == "error"


def test_what_is_asked_of_the_newest_never_gets_to_what_is_broken(long: Computer) -> None:
    assert long.ok("log", "--limit", "3").count("\n") == 3
    whole = json.loads(long.ok("log", "--limit", "3", "--json"))["data"]["commits"]
    assert [each["subject"] for each in whole] == [f"Change {MANY - 1 - number}" for number in range(3)]
    pipe = ("sh", "-c", '{ "$@"; echo $? >&2; } | head -n 2', "sh")
    done = long.run("log", by=pipe)
    assert (done.out.count("\n"), done.err) == (2, "0\n")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=9)
TOLD = st.tuples(TEXTS, TEXTS, st.sampled_from(("", "set")), st.sampled_from(("", "0123")))


@given(st.lists(TOLD, max_size=4))
def test_the_document_of_a_log_is_that_of_its_values(told: Sequence[tuple[str, str, str, str]]) -> None:
    moment = datetime.datetime(2026, 3, 2, 14, 5, tzinfo=datetime.UTC)
    pasts, values = [], []
    for author, subject, made_by, undoes in told:
        lines = [f"{key}: {value}\n" for key, value in ((COMMAND, made_by), (UNDOES, undoes)) if value]
        pasts.append(Past("a" * 40, moment, author, f"{subject}\n\n{''.join(lines)}"))
        whole = {"author": author, "command": made_by, "commit": "a" * 40, "date": "2026-03-02T14:05:00+00:00"}
        whole |= {"subject": subject, "undoes": undoes}
        values.append({key: value for key, value in whole.items() if value})
    written = "".join(envelope("log", Commits(iter(pasts)).values(), ()))
    assert json.loads(written)["data"] == {"commits": values}
    assert written == "".join(envelope("log", {"commits": values}, ()))
