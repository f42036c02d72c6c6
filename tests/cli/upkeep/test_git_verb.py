"""`talktag git` is the person's own git in the store: every word, the terminal, their hooks and the exit code."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def test_every_word_is_gits_and_so_is_what_it_prints(computer: Computer) -> None:
    shown = computer.ok("git", "log", "--format=%s", "-n", "1", "--", "products")
    assert shown == "Add a note to Canon EOS 5D Mark IV\n"
    assert computer.ok("git", "rev-parse", "--show-toplevel").strip() == str(computer.things.resolve())
    assert computer.ok("git", "--version").startswith("git version")
    assert computer.ok("git", "rev-parse", "--sq-quote", "--json", "-m", "a b").strip() == "'--json' '-m' 'a b'"


@pytest.mark.parametrize(("words", "code"), [(("rev-parse", "--verify", "nothing"), 128), (("nonsense",), 1)])
def test_the_exit_code_is_gits(words: tuple[str, ...], code: int, computer: Computer) -> None:
    assert computer.run("git", *words).code == code


def test_it_is_the_store_that_flags_name_wherever_one_is(computer: Computer) -> None:
    computer.ok("init", "other", "--owner", "Ana", "--contact", "ana@example.org")
    shown = computer.run("--store", "other", "git", "rev-list", "--count", "HEAD", env={"GIT_DIR": "/nowhere"})
    assert shown.out == "1\n", shown.err


def test_settings_and_hooks_are_the_persons_own(computer: Computer) -> None:
    computer.write(
        ".gitconfig", "[user]\nname = Anabel\nemail = anabel@example.org\n[alias]\nlast = log -1 --format=%an\n"
    )
    hook = computer.write("things/.git/hooks/post-commit", '#!/bin/sh\necho ran > "$HOME/ran"\n')
    hook.chmod(0o755)
    computer.write("things/shelf.txt", "by hand\n")
    computer.ok("git", "add", "shelf.txt")
    computer.ok("git", "commit", "-q", "-m", "By hand")
    assert computer.ok("git", "last") == "Anabel\n"
    assert (computer.folder / "ran").exists()


def test_what_it_changed_talktag_takes_up(computer: Computer) -> None:
    computer.ok("git", "mv", "products/t/trek-domane-al-2.toml", "products/t/trek.toml")
    computer.ok("save", "--yes")
    assert computer.json("show", "trek")["data"]["slug"] == "trek"
    assert computer.ok("git", "status", "--porcelain") == ""
    assert computer.run("doctor").code == 0


def test_it_has_the_terminal(computer: Computer) -> None:
    screen = computer.terminal(
        "git", "log", env={"PAGER": "sh -c 'echo paged; cat > /dev/null; read x < /dev/tty; echo got $x'"}
    )
    done = screen.until("paged").type("it\r").end()
    assert (done.code, "got it" in done.out) == (0, True)


def test_dry_run_tells_and_json_is_refused(computer: Computer) -> None:
    before = computer.git("rev-parse", "HEAD")
    assert "run git commit --allow-empty -m x in" in computer.ok("-n", "git", "commit", "--allow-empty", "-m", "x")
    assert computer.git("rev-parse", "HEAD") == before
    assert computer.run("--json", "git", "status").code == 2


def test_help_tells_of_the_verb_and_its_own_flag_is_gits(computer: Computer) -> None:
    assert computer.ok("help", "git").startswith("Usage: talktag git")
    assert "git's, options included" in computer.ok("help", "git")
    own = subprocess.run(["git", "-h"], capture_output=True, check=False).stdout.decode()
    assert computer.run("git", "-h").out == own


def test_without_a_store_there_is_none_to_run_it_in(new_computer: Computer) -> None:
    assert new_computer.run("git", "status", env={"TALKTAG_STORE": ""}).code == 7
