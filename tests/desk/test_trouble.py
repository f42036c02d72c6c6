"""A full disk, files of the desk's own that are broken, keys that others can read: told, and nothing is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

from talktag.errors import BusyError, DiskError, InvalidError, SealedError, TalktagError
from talktag.ops.desk.work import BATCH
from tests.kit.desk import OUTAGE, Customer, DeskBench
from tests.kit.keys import change_keys

pytestmark = pytest.mark.parametrize("desk", ["folders"], indirect=True)
CALLS = ("open", "write", "replace", "fsync", "mkdir")


def _failing(call: str, at: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """The call as it is on a disk that is full from the so-many-th one on that would change something."""
    left = at

    def fail(*words: Any, **more: Any) -> Any:
        nonlocal left
        changes = call != "open" or (len(words) > 1 and words[1] & os.O_CREAT)
        left -= bool(changes)
        if changes and left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*words, **more)

    return fail


@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_is_full_from_any_call_on_loses_nothing(
    desk: DeskBench, ana: Customer, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = getattr(os, call), 0
    for at in range(0, 24, 1 if call in {"replace", "fsync"} else 3):
        desk.send(ana.scan(), ana)
        monkeypatch.setattr(os, call, _failing(call, at, real))
        turn = desk.turn()
        monkeypatch.setattr(os, call, real)
        failed += turn.trouble is not None
        assert turn.trouble is None or isinstance(turn.trouble, (DiskError, BusyError))
        desk.run()
        desk.now = desk.now.replace(day=desk.now.day + 1)
        kinds = [kind for kind, _ in desk.titles(ana)]
        assert kinds.count("scan") == kinds.count("message") == len(desk.answers(ana)), at
        assert desk.refusals() == []
    assert failed


def test_a_file_that_cannot_be_read_holds_nobody_up(
    desk: DeskBench, ana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: Any, *words: Any, **more: Any) -> int:
        if "locked" in str(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, *words, **more)

    desk.put(desk.sealed(ana.scan(), ana), "locked")
    bea = Customer(2)
    desk.send(bea.scan(), bea)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DiskError, match="Permission denied"):
        desk.run()
    assert len(desk.answers(bea)) == 1
    monkeypatch.setattr(os, "open", real)
    desk.run()
    assert len(desk.answers(ana, bea)) == 2


def test_a_problem_of_a_rule_is_told_once(desk: DeskBench, ana: Customer) -> None:
    (desk.folder / "lookups" / "outages.csv").unlink()
    for _ in range(3):
        desk.send(ana.scan(), ana)
    desk.run()
    assert len([each for each in desk.told if "rules/outage.toml" in each]) == 1


def test_a_broken_log_waits_to_be_mended_and_holds_nobody_else_up(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    log = next(desk.folder.glob("log/*/*/entries.toml"))
    whole = log.read_bytes()
    log.write_bytes(b"entry = [ broken")
    bea = Customer(2)
    desk.send(ana.scan(), ana)
    desk.send(bea.scan(), bea)
    with pytest.raises(TalktagError, match="does not hold up"):
        desk.run()
    assert len(desk.answers(ana, bea)) == 2
    log.write_bytes(whole)
    desk.run()
    assert sorted(kind for kind, _ in desk.titles(ana)) == ["message", "message", "scan", "scan"]


def test_more_for_a_broken_log_than_is_claimed_at_once_holds_nobody_else_up(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    next(desk.folder.glob("log/*/*/entries.toml")).write_bytes(b"entry = [ broken")
    for _ in range(BATCH + 8):
        desk.send(ana.scan(), ana)
    bea = Customer(2)
    with pytest.raises(TalktagError, match="does not hold up"):
        desk.run()  # from now on those are what was given back, which is claimed first
    desk.send(bea.scan(), bea)
    with pytest.raises(TalktagError, match="does not hold up"):
        desk.run(desk.worker())
    assert len(desk.answers(bea, ana)) == 2


def test_a_rule_and_a_lookup_that_do_not_hold_up_are_told_and_wake_nothing(desk: DeskBench, ana: Customer) -> None:
    desk.rule("format = 1\non = 3\n", "broken")
    desk.lookup("area,until\nES-08-017\n")
    desk.send(ana.scan(), ana)
    desk.run()
    assert any("rules/broken.toml" in each for each in desk.told)
    assert any("lookups/outages.csv" in each for each in desk.told)
    assert [kind for kind, _ in desk.titles(ana)] == ["scan", "case"]


def test_a_notice_is_told_and_answers_nothing(desk: DeskBench, ana: Customer) -> None:
    desk.rule(OUTAGE.partition("look")[0] + '[[do]]\nnotice = "A scan in {data.area}"\n')
    desk.send(ana.scan(), ana)
    desk.run()
    assert "A scan in ES-08-017" in desk.told
    assert [kind for kind, _ in desk.titles(ana)] == ["scan", "case"]


@pytest.mark.skipif(os.name == "nt", reason="rights are other ones there")
def test_keys_that_others_can_read_are_refused(desk: DeskBench) -> None:
    for name in ("identity.txt", "signing_key.age", "."):
        path = desk.folder / "keys" / name
        mode = path.stat().st_mode
        path.chmod(mode | 0o040)
        with pytest.raises(InvalidError, match="can be read by others"):
            desk.worker()
        path.chmod(mode)
    desk.worker()


def test_keys_with_a_passphrase_are_refused_and_nobody_is_asked(desk: DeskBench) -> None:
    folder = desk.key_folder
    change_keys(folder, folder.lock_change(folder.unlock(None), "correct horse", work_factor=2))
    with pytest.raises(SealedError, match="nobody is asked"):
        desk.worker()
