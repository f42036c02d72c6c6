"""Rules at work: killed at any step, without a key, without a carrier, before a question; and undone."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.talk.test_send_cut_short import on_stick, outbox, said, with_stick
from tests.kit.killing import RENAMES, killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick
ENTRY = ("entry", "canon", "--service", "Cleaned")
RULE = (
    'format = 1\non = ["service"]\nby = ["owner"]\n[[do]]\nsend = "fix-it-cameras"\ntitle = "Did: {entry.title}"\n'
    '[[do]]\nkind = "case"\ntitle = "Look after it"\n'
)


@pytest.fixture
def ruled(computer: Computer) -> Computer:
    """The computer with the rule, and a stick that goes to the shop."""
    computer.write("things/rules/did.toml", RULE)
    computer.ok("save", "--yes")
    return with_stick(computer)


def entries(computer: Computer) -> list[dict[str, Any]]:
    path = next(computer.things.glob("products/c/*/entries.toml"), None)
    return list(tomllib.loads(path.read_text())["entry"]) if path else []


def kinds(computer: Computer) -> list[str]:
    return [each["kind"] for each in entries(computer)]


ALL = ["service", "message", "case"]


def test_killed_at_any_step_all_of_it_is_there_once_or_nothing(ruled: Computer) -> None:
    found = set()
    for _ in killed_steps(ruled, ENTRY, RENAMES):
        ruled.ok("send")
        assert kinds(ruled) in ([], ALL)
        assert on_stick(ruled) == said(ruled)
        assert outbox(ruled) == []
        assert ruled.run("doctor").code == 0
        found.add(len(kinds(ruled)))
    assert found == {0, 3}


def test_what_no_carrier_takes_is_told_and_is_no_failure_of_what_woke_the_rule(ruled: Computer) -> None:
    (ruled.folder / "stick").rmdir()
    done = ruled.run(*ENTRY)
    assert done.code == 0
    assert "not carried to Fix-It Cameras" in done.err
    assert kinds(ruled) == ALL
    (ruled.folder / "stick").mkdir()
    ruled.ok("send")
    assert on_stick(ruled) == said(ruled)


def test_a_dry_run_shows_what_rules_would_make_and_send(ruled: Computer) -> None:
    document = ruled.json(*ENTRY, "--dry-run")
    assert document["plan"]["changes"][0]["path"].endswith("/entries.toml")
    (effect,) = document["effects"]
    assert effect["effect"] == "carry-messages"
    assert effect["automatic"]
    assert any("rule did sends message to Fix-It Cameras: Did: Cleaned" in each for each in document["notices"])
    assert kinds(ruled) == []


def test_before_a_question_it_is_said_what_rules_will_send(ruled: Computer) -> None:
    done = ruled.run(*ENTRY, "--warranty", "24 months")
    assert done.code == 2
    assert done.err.index("rule did sends message") < done.err.index("this needs a yes")
    assert kinds(ruled) == []


def test_one_undo_takes_back_the_entry_and_what_was_made_of_it(ruled: Computer) -> None:
    ruled.ok("config", "carrier.stick.out=")
    ruled.ok(*ENTRY)
    assert kinds(ruled) == ALL
    assert outbox(ruled)
    ruled.ok("undo", "--yes")
    assert kinds(ruled) == []
    assert outbox(ruled) == []


def test_what_left_is_withdrawn_by_undo_and_that_it_is_out_is_said(ruled: Computer) -> None:
    ruled.ok(*ENTRY)
    done = ruled.run("undo", "--yes")
    assert done.code == 0
    assert kinds(ruled)[:3] == ALL
    assert kinds(ruled)[3:] == ["withdrawn"] * 3
    assert "has left, and they have it" in done.err
    print(done.err)


def test_without_its_key_the_entry_is_saved_and_the_message_made_later(
    ruled: Computer, sealed_computer: Computer
) -> None:
    assert ruled.folder == sealed_computer.folder
    done = ruled.run(*ENTRY)
    assert done.code == 0, done.err
    assert "once your key can be used" in done.err
    assert kinds(ruled) == ["service", "case"]
    done = ruled.run("due", "--run")
    assert done.code == 0
    assert "wait" in done.err
    ruled.ok("due", "--run", "--passphrase-file", "words")
    assert sorted(kinds(ruled)) == sorted(ALL)
    assert on_stick(ruled) == said(ruled)
    assert outbox(ruled) == []


def test_a_broken_rule_changes_neither_the_answer_nor_the_exit_code(ruled: Computer) -> None:
    ruled.write("things/rules/broken.toml", RULE.replace("[[do]]", "[[od]]"))
    done = ruled.run(*ENTRY, "--json")
    assert done.code == 0
    assert '"status": "ok"' in done.out
    assert "rules/broken.toml" in done.out


def test_the_mail_around_it_says_that_nobody_wrote_it(ruled: Computer) -> None:
    box = ruled.folder / "box"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    ruled.ok("config", "carrier.stick.kind=maildir", f"carrier.stick.out={box}")
    ruled.ok(*ENTRY)
    (mail,) = [path for path in box.rglob("*") if path.is_file()]
    assert b"Auto-Submitted: auto-generated\r\n" in mail.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert "by a rule" in ruled.ok("talk", "canon")


def test_what_is_said_in_person_still_wants_the_key(ruled: Computer, sealed_computer: Computer) -> None:
    ruled.write("things/rules/did.toml", RULE.replace("service", "message").replace('"case"', '"due"'))
    done = ruled.run("talk", "canon", "Hello", "--to", "fix-it", "--yes")
    assert done.code == 9
    assert kinds(sealed_computer) == []
    assert outbox(ruled) == []
