"""The fifteen habits terminal people expect most, each shown three ways: at a terminal, in a pipe, with nobody there.

At a terminal, input, output and talk are one pseudo-terminal; in a pipe they are pipes, with a terminal behind the
program that it could ask at; with nobody there, no terminal is to be found at all.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.kit.computer import TALKTAG
from tests.kit.done import Done

if TYPE_CHECKING:
    from tests.kit.computer import Computer

CANON = "canon-eos-5d-mark-iv"


@dataclass(frozen=True)
class Way:
    """One way of running talktag on a person's computer."""

    name: str
    computer: Computer

    @property
    def has_person(self) -> bool:
        return self.name == "terminal"

    def run(self, *words: str, typed: str = "", **variables: str) -> Done:
        """Run it to its end; `typed` is what the person types, where there is one."""
        if self.has_person:
            screen = self.computer.terminal(*words, env=variables)
            return (screen.type(typed) if typed else screen).end()
        done = subprocess.run(
            [*TALKTAG, *words],
            cwd=self.computer.folder,
            env={**self.computer.environment, **variables},
            stdin=subprocess.DEVNULL if self.name == "nobody" else subprocess.PIPE,
            capture_output=True,
            start_new_session=self.name == "nobody",  # without a controlling terminal
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def talk(self, done: Done) -> str:
        """What was said to the person; at a terminal it is among the rest."""
        return done.out if self.has_person else done.err

    def head(self) -> str:
        return self.computer.git("rev-parse", "HEAD").decode().strip()

    def tree(self) -> str:
        return self.computer.git("rev-parse", "HEAD^{tree}").decode().strip()


@pytest.fixture(params=["terminal", "pipe", "nobody"])
def way(request: pytest.FixtureRequest, computer: Computer) -> Way:
    return Way(request.param, computer)


def test_1_streams_are_clean(way: Way) -> None:
    done = way.run("set", "trek", "place=cellar")
    assert done.code == 0
    assert "trek-domane-al-2" in done.out
    assert "saved as" in way.talk(done)
    if not way.has_person:
        assert done.out == "trek-domane-al-2\tTrek Domane AL 2\n"
    reader = subprocess.run(
        ["sh", "-c", '"$@" | head -c 1', "sh", *TALKTAG, "list"],
        env=way.computer.environment,
        capture_output=True,
        check=False,
    )
    assert reader.stderr == b"", "a reader that goes away is no failure"


def test_2_json_is_only_json(way: Way) -> None:
    good = way.run("list", "--json")
    document = json.loads(good.out)
    assert (document["schema"], document["command"], document["status"]) == (1, "list", "ok")
    bad = way.run("show", "umbrella", "--json")
    document = json.loads(way.talk(bad))
    assert (bad.code, document["status"], document["problems"][0]["name"]) == (4, "error", "not-found")


def test_3_exit_codes_are_numbers_that_are_told(way: Way) -> None:
    assert way.run("show", "umbrella").code == 4
    assert way.run("list", "umbrella").code == 0
    assert re.search(r"\b4 +not-found\b", way.run("help", "exit-codes").out)


def test_4_one_command_is_one_commit_and_one_undo_which_shows_what_it_does(way: Way) -> None:
    before, tree = way.head(), way.tree()
    assert way.run("add", "Kettle", "--price", "30 EUR").code == 0
    assert way.computer.git("rev-parse", "HEAD^").decode().strip() == before
    done = way.run("undo", "--yes")
    assert '-name = "Kettle"' in way.talk(done)
    assert way.tree() == tree


def test_5_a_dry_run_tells_all_and_does_nothing(way: Way) -> None:
    before = way.computer.state
    done = way.run("set", "trek", "place=cellar", "--dry-run")
    assert done.code == 0
    assert '+place = "cellar"' in done.out
    assert "nothing was written" in way.talk(done)
    assert way.computer.state == before


def test_6_an_editor_never_loses_text_and_never_saves_a_bad_record(way: Way) -> None:
    editor = way.computer.write("editor", '#!/bin/sh\necho "place = " >> "$1"\n')
    editor.chmod(0o755)
    before = way.computer.state
    done = way.run("edit", "trek", typed="keep\n", EDITOR=str(editor))
    assert done.code != 0
    assert way.computer.state[:2] == before[:2]
    drafts = [path.read_text() for path in way.computer.folder.glob("config/drafts/*")]
    if way.has_person:
        assert any("place = " in draft for draft in drafts)
    else:
        assert done.code == 2, "there is nobody to edit with"
        assert "terminal" in done.err


def test_7_completion_offers_products(way: Way) -> None:
    assert CANON in way.run("show", "can", _TALKTAG_COMPLETE="fish").out
    assert way.run("talktag list --so", "--so", _TALKTAG_COMPLETE="bash").out.split() == ["words", "=--sort"]


def test_8_an_error_is_a_line_with_what_to_type_next(way: Way) -> None:
    done = way.run("show", "cannon-eos-5d-mark-iv")
    lines = way.talk(done).splitlines()
    assert lines[0].startswith("talktag: no product matches")
    assert lines[1] == f"hint: did you mean {CANON}?"
    assert way.run("shwo", "canon").code == 2


def test_9_it_never_hangs_and_never_guesses(way: Way) -> None:
    done = way.run("export", "canon", "--to", "fix-it", "-o", "canon.zip")  # nobody types an answer
    assert done.code == (3 if way.has_person else 2)
    if not way.has_person:
        assert "--yes" in done.err
    assert not (way.computer.folder / "canon.zip").exists()
    assert way.run("show", "cannon").code == 4, "a near match is never acted on"


def test_10_yes_answers_questions_and_nothing_else(way: Way) -> None:
    done = way.run("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    assert done.code == 0, way.talk(done)
    assert way.run("show", "o", "--yes").code == 5, "it never picks one of several"
    assert way.run("set", "trek", "place=cellar").code == 0, "what undo can take back is not asked about"


def test_11_the_start_loads_next_to_nothing(way: Way) -> None:
    log = way.computer.folder / "imports"
    program = f"{TALKTAG[0]} -X importtime -P -m talktag list 2>{log}"
    if way.has_person:
        done = way.computer.terminal("list", by=["sh", "-c", program, "sh"]).end().code
    else:
        done = subprocess.run(
            ["sh", "-c", program], env=way.computer.environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
    assert done == 0
    loaded = set(re.findall(r"\| +(\w+)", log.read_text()))
    assert "talktag" in loaded
    assert not loaded & {"git", "PIL", "cryptography", "uharfbuzz", "qrcode", "tomlkit", "pydantic"}


def test_12_git_is_the_owners_and_speaks_for_itself(way: Way) -> None:
    way.computer.git("config", "user.name", "Ana of the Store")
    assert way.run("set", "trek", "place=cellar").code == 0
    assert way.computer.git("log", "-1", "--format=%an") == b"Ana of the Store\n"
    (way.computer.things / ".git/HEAD").write_text("ref: refs/heads/../../../nowhere\n")
    done = way.run("set", "trek", "place=attic")
    assert done.code in {10, 11}
    assert 'place = "cellar"' in (way.computer.things / "products/t/trek-domane-al-2.toml").read_text()


def test_13_nothing_in_the_store_is_ever_run(way: Way) -> None:
    trace = way.computer.folder / "it-ran"
    hook = way.computer.write("things/.git/hooks/reference-transaction", f"#!/bin/sh\ntouch {trace}\n")
    hook.chmod(0o755)
    assert way.run("set", "trek", "place=cellar").code == 0
    way.computer.git("config", "core.fsmonitor", f"touch {trace}; true")
    done = way.run("set", "trek", "place=attic")
    assert done.code == 10
    assert "core.fsmonitor" in way.talk(done)
    trace.unlink(missing_ok=True)  # the git of this test is free to run what it finds
    way.run("list")
    assert not trace.exists()


def test_14_doctor_helps_when_all_else_is_broken(way: Way) -> None:
    (way.computer.things / f"products/c/{CANON}.toml").write_text("name = \n")
    (way.computer.things / ".gitattributes").unlink()
    done = way.run("doctor")
    assert done.code == 12
    assert "broken-toml" in done.out
    assert "no-attributes" in done.out
    assert "talktag doctor --fix" in way.talk(done)


def test_15_output_is_quiet_and_accessible(way: Way) -> None:
    helped = way.run("add", "--help").out
    assert not re.search("[─-╿]", helped), "no boxes in the help"
    assert "\x1b" not in way.run("list", NO_COLOR="1").out
    listed = way.run("list")
    if way.has_person:
        assert "\x1b[" in listed.out
        assert "2026-03-02" in listed.out
    else:
        assert listed.out.splitlines()[0].split("\t")[0] == CANON
        assert "\x1b" not in listed.out
