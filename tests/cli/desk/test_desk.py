"""What of a desk is the command line's: how it is told to stop, and what its streams are for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.seal.ssh.key import PublicKey
from tests.kit.desk import Customer, DeskBench

PATIENCE = 6_000  # looks, a tenth of a second apart


@pytest.fixture
def desk(tmp_path: Path) -> DeskBench:
    bench = DeskBench(tmp_path / "desk").make()
    bench.rule()
    bench.lookup()
    return bench


def _words(*words: str) -> list[str]:
    return [sys.executable, "-m", "talktag", *words]


@pytest.mark.skipif(os.name == "nt", reason="there is no TERM there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_desk_that_waits_takes_up_what_comes_and_ends_well_when_told_to(desk: DeskBench, number: int) -> None:
    ana = Customer()
    with subprocess.Popen(_words("desk", str(desk.folder)), stdout=-1, stderr=-1) as running:
        time.sleep(0.5)
        desk.send(ana.scan(), ana)
        for _ in range(PATIENCE):
            if list((desk.folder / "out/new").iterdir()) and not list((desk.folder / "in").glob("*/*")):
                break
            time.sleep(0.1)
        running.send_signal(number)
        out, err = running.communicate()
    assert (running.returncode, err.decode()) == (0, "1 arrival worked off\n")
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["org.talktag.scan.v1", "org.talktag.message.v1"]


def test_lines_for_programs_are_not_put_into_one_document(desk: DeskBench) -> None:
    done = subprocess.run(_words("desk", str(desk.folder), "--once", "--json"), capture_output=True, check=False)
    assert done.returncode == 2
    assert b"JSON lines already" in done.stderr
    planned = subprocess.run(_words("desk", str(desk.folder), "-n", "--json"), capture_output=True, check=True)
    assert json.loads(planned.stdout)["effects"] == [{"effect": "run-desk", "changes": [], "folder": str(desk.folder)}]


def test_a_desk_signs_with_a_key_that_is_with_ssh_agent_and_waits_where_that_is_away(
    desk: DeskBench, program: Callable[[str], str], tmp_path: Path
) -> None:
    socket, key = tmp_path / "agent", tmp_path / "id_ed25519"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "NetCo", "-f", key], check=True)
    environment = os.environ | {"SSH_AUTH_SOCK": str(socket), "TALKTAG_CONFIG_DIR": str(desk.folder)}
    ana = Customer()
    with subprocess.Popen([program("ssh-agent"), "-D", "-a", socket], stdout=subprocess.DEVNULL) as agent:
        while not socket.exists():
            assert agent.poll() is None
        subprocess.run([program("ssh-add"), "-q", key], env=environment, check=True)
        subprocess.run(_words("key", "use", f"{key}.pub", "--yes"), env=environment, check=True, capture_output=True)
        desk.send(ana.scan(), ana)
        subprocess.run(_words("desk", str(desk.folder), "--once"), env=environment, check=True, capture_output=True)
        agent.terminate()
    assert not (desk.folder / "keys/signing_key.age").exists()
    (answer,) = desk.answers(ana)
    assert answer.signer.fingerprint == PublicKey.from_line(Path(f"{key}.pub").read_text()).fingerprint
    desk.send(ana.scan(), ana)
    done = subprocess.run(_words("desk", str(desk.folder), "--once"), env=environment, capture_output=True, check=False)
    assert done.returncode == 9
    assert b"ssh-agent" in done.stderr
    assert len(desk.answers(ana)) == 1
    assert len(list((desk.folder / "in").glob("*/*"))) == 1
