"""What lies in a folder or a mailbox comes once, stays where it is unless told otherwise, and leads nowhere else."""

from __future__ import annotations

import mailbox
import os
from pathlib import Path

import pytest

from talktag.carrier import fetch as module
from talktag.carrier.fetch import fetch
from talktag.errors import DiskError, InvalidError
from talktag.model.settings.carrier import Carrier


def take(carrier: Carrier, memory: Path, *, again: bool = False) -> dict[str, bytes]:
    """What is fetched, all of it told as taken."""
    found = {}
    for each in fetch(carrier, memory, again=again):
        found[each.name] = each.content.whole()
        each.mark()
    return found


@pytest.fixture
def stick(tmp_path: Path) -> Carrier:
    (tmp_path / "in").mkdir()
    return Carrier("stick", "folder", comes_from=str(tmp_path / "in"))


def test_a_file_comes_once_and_stays(stick: Carrier, tmp_path: Path) -> None:
    (tmp_path / "in/a.zip.age").write_bytes(b"one")
    assert [each.name for each in fetch(stick, tmp_path / "m")] == ["a.zip.age"]
    assert take(stick, tmp_path / "m") == {"a.zip.age": b"one"}, "what was not told as taken comes again"
    assert take(stick, tmp_path / "m") == {}
    (tmp_path / "in/copy.zip").write_bytes(b"one")
    assert take(stick, tmp_path / "m") == {}, "the same under another name neither"
    (tmp_path / "in/a.zip.age").write_bytes(b"two")
    assert take(stick, tmp_path / "m") == {"a.zip.age": b"two"}
    assert take(stick, tmp_path / "m", again=True) == {"a.zip.age": b"two", "copy.zip": b"one"}
    assert sorted(each.name for each in (tmp_path / "in").iterdir()) == ["a.zip.age", "copy.zip"]


def test_what_is_not_finished_hidden_or_no_file_is_left_alone(stick: Carrier, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in (".stfolder", "b.zip.part", ".talktag-1.tmp", "c.crdownload"):
        (folder / name).write_bytes(b"x")
    (folder / "inner").mkdir()
    (folder / "inner/d.zip").write_bytes(b"x")
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "link.zip").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe.zip")
    assert take(stick, tmp_path / "m") == {}


def test_what_is_to_be_put_aside_is_moved_and_replaces_nothing(stick: Carrier, tmp_path: Path) -> None:
    moving = stick._replace(taken="move")
    for data in (b"one", b"two"):
        (tmp_path / "in/a.zip").write_bytes(data)
        assert take(moving, tmp_path / "m") == {"a.zip": data}
    assert {each.name: each.read_bytes() for each in (tmp_path / "in/taken").iterdir()} == {
        "a.zip": b"one",
        "2-a.zip": b"two",
    }


def test_what_is_passed_over_comes_no_more_and_stays_as_it_lies(stick: Carrier, tmp_path: Path) -> None:
    (tmp_path / "in/holiday.jpg").write_bytes(b"one")
    moving = stick._replace(taken="move")
    for each in fetch(moving, tmp_path / "m"):
        each.pass_over()
    assert take(moving, tmp_path / "m") == {}
    assert (tmp_path / "in/holiday.jpg").read_bytes() == b"one"


def test_a_file_too_large_is_told_each_time_and_never_read(
    stick: Carrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FILE_LIMIT", 10)
    (tmp_path / "in/a.zip").write_bytes(b"x" * 11)
    for _ in range(2):
        (found,) = fetch(stick, tmp_path / "m")
        assert "larger than 10 bytes" in found.fault
        assert found.content.size == 0
        found.mark()


def test_a_folder_with_too_many_files_is_refused_at_once(
    stick: Carrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MANY", 2)
    for number in range(3):
        (tmp_path / f"in/{number}").write_bytes(b"x")
    with pytest.raises(InvalidError, match="more than 2 files"):
        list(fetch(stick, tmp_path / "m"))


def test_a_maildir_gives_new_and_read_mails_and_knows_one_that_another_program_moved(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    for text in (b"Subject: a\n\n1", b"Subject: b\n\n2"):
        box.add(text)
    carrier = Carrier("post", "mail", comes_from=str(tmp_path / "box"))
    assert len(take(carrier, tmp_path / "m")) == 2
    key, message = next(iter(box.items()))
    message.set_subdir("cur")
    message.add_flag("S")
    box[key] = message
    box.add(b"Subject: c\n\n3")
    assert list(take(carrier, tmp_path / "m").values()) == [b"Subject: c\n\n3"]


def test_a_mail_that_is_to_be_put_aside_is_marked_as_read(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(b"Subject: a\n\n1")
    carrier = Carrier("post", "maildir", comes_from=str(tmp_path / "box"), taken="move")
    assert len(take(carrier, tmp_path / "m")) == 1
    ((_, message),) = mailbox.Maildir(tmp_path / "box", create=False).items()
    assert (message.get_subdir(), message.get_flags()) == ("cur", "S")
    assert take(carrier, tmp_path / "m") == {}


def test_a_mail_that_another_program_moves_meanwhile_is_no_fault(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(b"Subject: a\n\n1")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.zip").write_bytes(b"one")
    for folder, data in (("box", b"Subject: a\n\n1"), ("in", b"one")):
        carrier = Carrier("post", "mail", comes_from=str(tmp_path / folder), taken="move")
        (found,) = fetch(carrier, tmp_path / f"m-{folder}")
        (tmp_path / folder / found.name).rename(tmp_path / f"elsewhere-{folder}")
        assert found.content.whole() == data
        found.mark()
        assert list(fetch(carrier, tmp_path / f"m-{folder}")) == []


def test_an_mbox_is_one_file_that_comes_again_when_it_grew(tmp_path: Path) -> None:
    box = tmp_path / "inbox.mbox"
    box.write_bytes(b"From x\n\none\n")
    carrier = Carrier("post", "mail", comes_from=str(box))
    assert list(take(carrier, tmp_path / "m")) == ["inbox.mbox"]
    assert take(carrier, tmp_path / "m") == {}
    box.write_bytes(b"From x\n\none\n\nFrom y\n\ntwo\n")
    assert list(take(carrier, tmp_path / "m")) == ["inbox.mbox"]


def test_memory_that_was_cut_short_or_taken_away_costs_only_another_look(stick: Carrier, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"in/{name}.zip").write_bytes(name.encode())
    assert len(take(stick, tmp_path / "m")) == 3
    file = tmp_path / "m/stick"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(file.read_bytes()[:-40])
    assert list(take(stick, tmp_path / "m")) == ["c.zip"]
    assert take(stick, tmp_path / "m") == {}
    file.write_bytes(b"\xff\0 not a memory\n" * 9)
    assert len(take(stick, tmp_path / "m")) == 3


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="is not there"):
        list(fetch(Carrier("stick", "folder", comes_from=str(tmp_path / "x")), tmp_path))
    with pytest.raises(InvalidError, match="nothing is fetched"):
        list(fetch(Carrier("stick", "folder", goes_to=str(tmp_path)), tmp_path))
