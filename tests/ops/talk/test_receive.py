"""Many things that come at once: each decided by itself, the oldest first, and what became of each told at the end."""

from __future__ import annotations

import itertools
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import content_of
from talktag.errors import NotFoundError, UntrustedError
from talktag.ops.outcome import OneByOne, Outcome
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from tests.kit.bench import SHOP
from tests.kit.bundles import entry, ledger_line, reply, signed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.bench import Bench

LOG = "products/c/camera/entries.toml"
NOBODY = Believing(compare=lambda _: None)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, in the ledger what the shop was given, and the shop's key as it was kept."""
    bench.write("shares/2026-02-01-camera-7k3m9qxac04zt.toml", ledger_line())
    key = SHOP.public.line("fix-it")
    bench.write("parties/fix-it.toml", f'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\nkey = "{key}"\n')
    from talktag.ops.keys.accepted_keys import accepting_named, keys_named

    session = bench.session()
    bench.change_keys(accepting_named(session, [each for each in keys_named(session) if each.name == "fix-it"]))
    return bench


def answer(number: int, **more: Any) -> dict[str, Any]:
    """One of the answers of the shop, the later the higher its number."""
    said = {"bundle": f"1shpansw3r{number:03}", "created": f"2026-03-01T10:00:{number:02}Z"}
    return reply(entry(title=f"service {number}"), **(said | more))


@pytest.fixture
def mailed(bench: Bench) -> Path:
    """A folder with four answers, whose names are in no order of time."""
    folder = bench.folder / "mailed"
    folder.mkdir()
    for number, name in enumerate("dbac", 1):
        (folder / f"{name}.zip").write_bytes(signed(answer(number)))
    return folder


def titles(bench: Bench) -> list[str]:
    return [each["title"] for each in tomllib.loads(bench.text(LOG)).get("entry", [])]


def values(outcome: Outcome) -> Any:
    return outcome.data.values()


def test_a_folder_is_taken_in_from_the_oldest_on_whatever_its_files_are_called(bench: Bench, mailed: Path) -> None:
    outcome = bench.do(receive, [mailed], NOBODY)
    assert titles(bench) == [f"service {number}" for number in range(1, 5)]
    assert values(outcome)["counts"] == {"taken": 4, "known": 0, "waits": 0, "declined": 0, "refused": 0}
    assert (outcome.exit_code, outcome.problems, outcome.plan) == (0, (), None)


@pytest.mark.parametrize("order", [*itertools.permutations("abcd")])
def test_any_order_one_by_one_comes_to_the_same_log(order: tuple[str, ...], bench: Bench, mailed: Path) -> None:
    for name in order:
        bench.do(receive, [mailed / f"{name}.zip"], NOBODY)
    log = bench.session().store.entries("camera").value or ()
    assert [each.title for each in log] == [f"service {number}" for number in range(1, 5)]


def test_all_of_it_once_more_changes_nothing_and_is_no_fault(bench: Bench, mailed: Path) -> None:
    bench.do(receive, [mailed], NOBODY)
    before = bench.files
    outcome = bench.do(receive, [mailed, mailed / "a.zip"], NOBODY)
    assert bench.files == before
    assert (values(outcome)["counts"]["known"], outcome.exit_code) == (5, 0)


def test_one_that_is_refused_keeps_no_other_out_and_is_told(bench: Bench, mailed: Path) -> None:
    broken = bytearray((mailed / "b.zip").read_bytes())
    broken[len(broken) // 2] ^= 1
    (mailed / "b.zip").write_bytes(broken)
    (mailed / "e.zip").write_bytes(signed(answer(7, in_reply_to={"bundle": "0" * 13, "sha256": "0" * 64})))
    outcome = bench.do(receive, [mailed], NOBODY)
    assert titles(bench) == ["service 1", "service 3", "service 4"]
    assert values(outcome)["counts"] == {"taken": 3, "known": 0, "waits": 0, "declined": 0, "refused": 2}
    assert sorted(each.path for each in outcome.problems) == [str(mailed / "b.zip"), str(mailed / "e.zip")]
    assert {each.severity for each in outcome.problems} == {"error"}
    assert outcome.exit_code == UntrustedError.exit_code


def test_one_thing_is_one_outcome_and_several_are_a_series(bench: Bench, mailed: Path) -> None:
    assert isinstance(bench.ask(receive, [mailed / "a.zip"], NOBODY), Outcome)
    assert isinstance(bench.ask(receive, [mailed / "a.zip", mailed / "b.zip"], NOBODY), OneByOne)


def test_what_is_piped_in_is_one_more_file(bench: Bench, mailed: Path) -> None:
    from pathlib import Path as Way

    outcome = bench.do(receive, [Way("-")], NOBODY, content_of((mailed / "a.zip").read_bytes()))
    assert titles(bench) == ["service 3"]
    assert values(outcome)["bundle"] == "1shpansw3r003"


def test_a_maildir_is_its_new_mails_and_those_that_were_read(bench: Bench, mailed: Path) -> None:
    maildir = bench.folder / "Maildir"
    for each in ("new", "cur", "tmp"):
        (maildir / each).mkdir(parents=True)
    (maildir / "new/1").write_bytes((mailed / "a.zip").read_bytes())
    (maildir / "cur/2:2,S").write_bytes((mailed / "b.zip").read_bytes())
    (maildir / "tmp/3").write_bytes(b"still coming")
    outcome = bench.do(receive, [maildir], NOBODY)
    assert titles(bench) == ["service 2", "service 3"]
    assert len(values(outcome)["things"]) == 2


def test_a_link_in_a_folder_leads_nowhere(bench: Bench, mailed: Path) -> None:
    elsewhere = bench.folder / "elsewhere.zip"
    elsewhere.write_bytes(signed(answer(9)))
    (mailed / "linked.zip").symlink_to(elsewhere)
    bench.do(receive, [mailed], NOBODY)
    assert "service 9" not in titles(bench)


def test_an_empty_folder_is_told(bench: Bench) -> None:
    (bench.folder / "empty").mkdir()
    with pytest.raises(NotFoundError, match="there is nothing in"):
        bench.ask(receive, [bench.folder / "empty"], NOBODY)


@pytest.mark.parametrize("text", ["Hello,\n\nthe file is attached.\n", "From: a\nTo: b\n\nHello\n", ""])
def test_a_text_that_holds_nothing_is_said_to(text: str, bench: Bench) -> None:
    from pathlib import Path as Way

    with pytest.raises(UntrustedError, match="holds nothing that was signed or encrypted") as caught:
        bench.ask(receive, [Way("-")], NOBODY, content_of(text.encode()))
    assert any("once more" in hint for hint in caught.value.hints)
