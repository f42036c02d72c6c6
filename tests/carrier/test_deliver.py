"""A bundle leaves by a folder, a Maildir or a program: whole, once, or not at all and with words."""

from __future__ import annotations

import mailbox
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from talktag.carrier.deliver import deliver
from talktag.carrier.parcel import Parcel
from talktag.errors import DiskError, InvalidError
from talktag.model.settings.carrier import Carrier

SEALED = b"age-encryption.org/v1\nrest"
PARCEL = Parcel("x7dac97rd8pqa", SEALED, b"Subject: hello\r\n\r\nbody\r\n")


def send_nothing(words: Sequence[str], mail: bytes) -> None:
    raise AssertionError((words, mail))


def test_a_folder_gets_the_file_whole_under_the_name_that_it_always_has(tmp_path: Path) -> None:
    stick = Carrier("stick", "folder", str(tmp_path))
    where = deliver(stick, PARCEL, send_nothing)
    assert where == str(tmp_path / "x7dac97rd8pqa.zip.age")
    stamp = Path(where).stat().st_mtime_ns
    assert deliver(stick, PARCEL, send_nothing) == where
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"x7dac97rd8pqa.zip.age": SEALED}
    assert Path(where).stat().st_mtime_ns == stamp, "a second delivery of the same wakes nobody"
    deliver(stick, PARCEL._replace(content=SEALED + b"!"), send_nothing)
    assert Path(where).read_bytes() == SEALED + b"!"
    assert len(list(tmp_path.iterdir())) == 1
    assert deliver(stick, Parcel("abc", b"PK\3\4"), send_nothing).endswith("/abc.zip")


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="is not there"):
        deliver(Carrier("stick", "folder", str(tmp_path / "STICK")), PARCEL, send_nothing)
    assert not list(tmp_path.iterdir())


def test_a_link_that_lies_under_the_name_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "precious").write_bytes(SEALED)
    (tmp_path / "out/x7dac97rd8pqa.zip.age").symlink_to(tmp_path / "precious")
    where = Path(deliver(Carrier("stick", "folder", str(tmp_path / "out")), PARCEL, send_nothing))
    assert not where.is_symlink()
    assert where.read_bytes() == SEALED


def test_a_full_or_closed_folder_leaves_nothing_half_written(tmp_path: Path) -> None:
    def cut_short() -> bytes:
        raise DiskError("the source failed")

    from talktag.content import Made

    broken = Made(lambda: iter([SEALED, cut_short()]))
    with pytest.raises(DiskError):
        deliver(Carrier("stick", "folder", str(tmp_path)), Parcel("abc", broken), send_nothing)
    assert not list(tmp_path.iterdir())


def test_a_maildir_gets_the_mail_once_though_it_was_read_in_between(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    box = Carrier("post", "maildir", str(tmp_path / "box"))
    deliver(box, PARCEL, send_nothing)
    maildir = mailbox.Maildir(tmp_path / "box", create=False)
    ((key, message),) = maildir.items()
    assert (message["Subject"], message.get_subdir()) == ("hello", "new")
    message.set_subdir("cur")
    message.add_flag("S")
    maildir[key] = message
    deliver(box, PARCEL, send_nothing)
    assert len(mailbox.Maildir(tmp_path / "box", create=False)) == 1
    assert not os.listdir(tmp_path / "box/tmp")  # noqa: PTH208


def test_a_folder_with_other_things_in_it_is_not_made_a_maildir(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DiskError, match="no Maildir"):
        deliver(Carrier("post", "maildir", str(tmp_path)), PARCEL, send_nothing)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_program_gets_the_mail_on_its_input_and_no_word_more() -> None:
    sent: list[tuple[Sequence[str], bytes]] = []
    post = Carrier("post", "mail", program=("msmtp", "-t"))
    where = deliver(post, PARCEL, lambda words, mail: sent.append((words, mail)))
    assert (where, sent) == ("msmtp -t", [(("msmtp", "-t"), PARCEL.mail)])


def test_what_takes_mails_refuses_what_is_none() -> None:
    post = Carrier("post", "mail", program=("msmtp", "-t"))
    with pytest.raises(InvalidError, match="takes mails"):
        deliver(post, PARCEL._replace(mail=None), send_nothing)
    with pytest.raises(InvalidError, match="only fetches"):
        deliver(Carrier("post", "mail", comes_from="/x"), PARCEL, send_nothing)
