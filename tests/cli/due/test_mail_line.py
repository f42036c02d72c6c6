"""The shell lines of the how-to page that mail what is due to oneself, with a stand-in for sendmail."""

from __future__ import annotations

import os
import re
import subprocess
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kit.computer import TALKTAG

if TYPE_CHECKING:
    from tests.kit.computer import Computer

PAGE = Path(__file__).parents[3] / "docs/how-to/what-is-due.md"


def mailed(computer: Computer) -> bytes | None:
    """What the lines hand to sendmail; None where they do not call it."""
    (script,) = [each for each in re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL) if "sendmail" in each]
    programs = computer.folder / "bin"
    programs.mkdir(exist_ok=True)
    for name, line in {"sendmail": 'cat > "$HOME/mail.$1"', "talktag": f'exec {" ".join(TALKTAG)} "$@"'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    path = f"{programs}{os.pathsep}{computer.environment['PATH']}"
    subprocess.run(["sh", "-euc", script], env={**computer.environment, "PATH": path}, check=True, cwd=computer.folder)
    mail = computer.folder / "mail.-t"
    return mail.read_bytes() if mail.exists() else None


def test_a_mail_goes_out_on_a_day_with_something_due_and_on_no_other(computer: Computer) -> None:
    assert mailed(computer) is None
    entry = '{id = "e1", date = 2024-01-01, kind = "due", title = "Öl the chain", due = 2024-02-01}'
    computer.write("things/products/t/trek-domane-al-2/entries.toml", f"entry = [\n  {entry},\n]\n")
    message = message_from_bytes(mailed(computer) or b"", policy=policy.default)
    assert (message["To"], message["Subject"]) == ("ana@example.org", "due within 30 days")
    assert message.get_content().split("\t")[2] == "Öl the chain"
