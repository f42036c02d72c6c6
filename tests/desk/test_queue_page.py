"""The page about a call centre with a queue: its commands work at a real server, and systemd takes its unit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.kit.desk import Customer, DeskBench
from tests.kit.postgresql import Server

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/run-a-desk-with-many-workers.md").read_text()
BLOCK = re.compile(r"(?:<!-- not run: ([^\n]+) -->\n\n)?```sh\n(.*?)```", re.DOTALL)


def test_the_commands_of_the_page_make_a_desk_that_answers_and_forgets(postgresql: Server, tmp_path: Path) -> None:
    ana = Customer()
    shown = []
    for why, script in BLOCK.findall(PAGE):
        if why not in {"", "it needs a server of yours"}:
            continue
        if "talktag desk netco" in script:
            bench = DeskBench(tmp_path / "netco")
            bench.rule()
            bench.lookup()
            bench.send(ana.scan(), ana)
            bench.send(ana.message({"kind": "message", "title": "Hello"}), ana)
        words = script.replace("db.netco.example", str(postgresql.folder)).replace("4f1c", ana.channel[:8])
        shown.append(run(words, postgresql, tmp_path))
    text = "\n".join(shown)
    assert "Outage in ES-08-017, fixed by 18:00" in text
    assert re.search(r"To a person: Hello +\| +1", text)  # what psql shows
    assert "forgotten" in text
    assert len(list((tmp_path / "netco/out/new").iterdir())) == 0


def run(script: str, server: Server, home: Path) -> str:
    """What a script says, where `talktag` and the server's own programs are at hand."""
    programs = home / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "talktag").write_text(f'#!/bin/sh\nexec {sys.executable} -m talktag "$@"\n')
    (programs / "talktag").chmod(0o755)
    environment = {
        "PATH": f"{programs}:{server.programs}:{os.environ['PATH']}",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PGHOST": str(server.folder),
        "PGUSER": "keeper",
        "PGDATABASE": "postgres",
        "PGSERVICEFILE": str(home / ".pg_service.conf"),
    }
    words = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(words, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_systemd_takes_the_unit(program: Callable[[str], str], tmp_path: Path) -> None:
    (unit,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "talktag-desk@1.service"
    path.write_text(unit.replace("ExecStart=talktag", f"ExecStart={sys.executable} -m talktag"))
    environment = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path)}
    words = [program("systemd-analyze"), "verify", "--man=no", str(path)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "talktag-desk" in line] == []
