"""The person's mail program: handed a mail on its input, given its time, and heard where it does not take it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from talktag.cli.own import carriers
from talktag.cli.own.carriers import send_by_program
from talktag.errors import DiskError

MAIL = b"To: b@example.org\r\n\r\nhello\r\n" + b"x" * 300_000


def send(folder: Path, script: str, store: Path | None = None) -> None:
    program = folder / "send"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}
    send_by_program(("send", "$HOME", "a b;true"), MAIL, environment, str(store) if store else None, folder)


def test_it_gets_the_mail_and_its_words_as_they_are(tmp_path: Path) -> None:
    send(tmp_path, f'cat > {tmp_path}/mail; printf "%s|" "$@" > {tmp_path}/words')
    assert (tmp_path / "mail").read_bytes() == MAIL
    assert (tmp_path / "words").read_text() == "$HOME|a b;true|"


def test_the_end_of_what_it_said_is_told_where_it_fails(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="ended with 75") as caught:
        send(tmp_path, 'seq 1 9000; printf "no \\033[2Jsuch server\\n" >&2; exit 75')
    assert caught.value.details == ("8999", "9000", "no \\x1b[2Jsuch server")


def test_one_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriers, "_SECONDS", 0)
    with pytest.raises(DiskError, match="took more than 0 seconds"):
        send(tmp_path, "exec sleep 1000")


def test_one_that_reads_nothing_and_ends_well_took_it(tmp_path: Path) -> None:
    send(tmp_path, "exit 0")


def test_one_that_is_not_there_or_in_the_store_is_not_run(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="is not there"):
        send(tmp_path, "exit 0", store=tmp_path)
