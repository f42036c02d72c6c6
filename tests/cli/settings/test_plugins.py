"""`talktag-NAME` on the PATH is `talktag NAME`, by rules that no folder and no store can bend."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

SCRIPT = '#!/bin/sh\nprintf "%s\\n" "$@"\nenv > "$HOME/env"\nexit 7\n'


def put(computer: Computer, name: str, folder: str = "bin", text: str = SCRIPT, mode: int = 0o755) -> Path:
    program = computer.write(f"{folder}/{name}", text)
    program.chmod(mode)
    return program


def path(*folders: object) -> dict[str, str]:
    return {"PATH": ":".join((*map(str, folders), os.environ["PATH"]))}


def variables(computer: Computer) -> dict[str, str]:
    lines = (computer.folder / "env").read_text("utf-8").splitlines()
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


def test_it_gets_its_words_as_they_are_and_its_exit_code_counts(computer: Computer) -> None:
    put(computer, "talktag-where-is")
    words = ("--help", "-n", "a b", "--", "--json", "")
    done = computer.run("where-is", *words, env=path(computer.folder / "bin"))
    assert (done.code, done.out.split("\n")[:-1]) == (7, list(words))


def test_it_is_told_the_store_and_the_flags_before_its_name(computer: Computer) -> None:
    put(computer, "talktag-tell")
    flags = ("--json", "-n", "--no-input", "-m", "why", "--passphrase-file", "words")
    computer.run(*flags, "tell", env=path(computer.folder / "bin"))
    told = variables(computer)
    mine = computer.environment
    assert told["TALKTAG_STORE"] == str(computer.things)
    assert {key: value for key, value in told.items() if key.startswith("TALKTAG_") and mine.get(key) != value} == {
        "TALKTAG_JSON": "1",
        "TALKTAG_DRY_RUN": "1",
        "TALKTAG_NO_INPUT": "1",
        "TALKTAG_MESSAGE": "why",
    }


def test_without_a_store_it_is_run_and_told_none(new_computer: Computer) -> None:
    put(new_computer, "talktag-tell")
    done = new_computer.run("tell", env={**path(new_computer.folder / "bin"), "TALKTAG_STORE": ""})
    assert done.code == 7
    assert not variables(new_computer)["TALKTAG_STORE"]


def test_it_has_the_terminal_and_ctrl_c_is_its_own(computer: Computer) -> None:
    loop = "test -t 0 && test -t 1 && echo attached\nwhile :; do sleep 0.1; done\n"
    script = f"#!/bin/sh\ntrap 'echo heard; exit 9' INT\n{loop}"
    put(computer, "talktag-wait", text=script)
    done = computer.terminal("wait", env=path(computer.folder / "bin")).until("attached").interrupt().end()
    assert (done.code, "heard" in done.out) == (9, True)


def test_one_that_is_killed_ends_with_128_and_the_signal(computer: Computer) -> None:
    put(computer, "talktag-die", text="#!/bin/sh\nkill -TERM $$\n")
    assert computer.run("die", env=path(computer.folder / "bin")).code == 143


def test_it_never_shadows_a_verb(computer: Computer) -> None:
    put(computer, "talktag-list")
    put(computer, "talktag-tag")
    for verb in (("list",), ("tag", "claim", "--help")):
        assert computer.run(*verb, env=path(computer.folder / "bin")).code == 0
    assert not (computer.folder / "env").exists()


@pytest.mark.parametrize("case", ["a relative folder", "the current folder", "an empty entry", "the store", "a link"])
def test_nothing_in_the_current_folder_or_the_store_counts(case: str, computer: Computer) -> None:
    put(computer, "talktag-evil", "bin")
    put(computer, "talktag-evil", ".")
    put(computer, "talktag-evil", "things/bin")
    (computer.folder / "linked").mkdir()
    (computer.folder / "linked/talktag-evil").symlink_to(computer.things / "bin/talktag-evil")
    entry = {
        "a relative folder": "bin",
        "the current folder": str(computer.folder),
        "an empty entry": "",
        "the store": str(computer.things / "bin"),
        "a link": str(computer.folder / "linked"),
    }[case]
    done = computer.run("evil", env=path(entry))
    assert (done.code, 'there is no command "talktag evil"' in done.err) == (2, True)
    assert not (computer.folder / "env").exists()


@pytest.mark.parametrize("name", ["../evil", "Evil", "e vil", "e/vil", "évil", "-evil"])
def test_a_name_of_other_letters_is_none(name: str, computer: Computer) -> None:
    put(computer, f"talktag-{name.replace('/', '-')}")
    done = computer.run(name, env=path(computer.folder / "bin"))
    assert done.code == 2
    assert not (computer.folder / "env").exists()


@pytest.mark.parametrize("kind", ["not executable", "a folder"])
def test_only_a_regular_file_that_may_be_executed_is_one(kind: str, computer: Computer) -> None:
    if kind == "a folder":
        (computer.folder / "bin/talktag-odd").mkdir(parents=True)
    else:
        put(computer, "talktag-odd", mode=0o644)
    assert computer.run("odd", env=path(computer.folder / "bin")).code == 2


def test_near_verbs_and_near_programs_are_told_for_an_unknown_name(computer: Computer) -> None:
    put(computer, "talktag-polish")
    done = computer.run("polis", env=path(computer.folder / "bin"))
    assert "did you mean talktag polish?" in done.err
    assert "did you mean talktag list?" in computer.run("lis").err


def test_help_lists_them_and_runs_none(computer: Computer) -> None:
    program = put(computer, "talktag-polish")
    put(computer, "talktag-list")
    shown = computer.run("help", "plugins", env=path(computer.folder / "bin")).out
    assert f"  polish          {program}\n" in shown
    assert "talktag-list (never run: there is a verb of that name)" in shown
    assert not (computer.folder / "env").exists()


def test_completion_runs_none(computer: Computer) -> None:
    put(computer, "talktag-polish")
    done = computer.run("polish", "", env={**path(computer.folder / "bin"), "_TALKTAG_COMPLETE": "zsh"})
    assert done.code == 0
    assert not (computer.folder / "env").exists()
