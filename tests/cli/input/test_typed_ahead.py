"""At a real pseudo-terminal: what is typed too early answers nothing and is not shown, and no secret lands on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
QUESTION = "[y/N]"


def test_a_yes_typed_before_the_question_does_not_answer_it(computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal(*EXPORT).type("y\n").until(QUESTION).type("n\n")
    assert screen.end().code == 3
    assert computer.state == before


def test_a_yes_typed_after_it_counts_also_when_one_came_too_early(computer: Computer) -> None:
    assert computer.terminal(*EXPORT).type("n\n").until(QUESTION).type("y\n").end().code == 0


def test_digits_are_asked_for_by_their_number_and_nothing_typed_before_counts(computer: Computer) -> None:
    owner = (computer.things / "keys/owner.pub").read_text().strip()
    computer.ok("party", "set", "fix-it", f"key={owner}")
    screen = computer.terminal("party", "check", "fix").type("\n").until("talktag key show: ")
    assert "Type three groups of five digits." in screen.shown.decode()
    assert screen.type("1\n").end().code == 10


def test_what_is_typed_while_the_keys_are_opened_is_not_shown(sealed_computer: Computer) -> None:
    screen = sealed_computer.terminal("notes", "canon").until("Passphrase").type("not the words\n").until("opening")
    assert not screen.echoes()
    screen.type("correct ho")  # the next try, begun too early
    screen.until("Passphrase", 2).type("correct horse\n")
    done = screen.end()
    assert done.code == 0
    assert "correct" not in done.out
    assert "hot pixel at 1024,768" in done.out
    assert screen.left_echoing


def test_nothing_typed_too_early_is_left_for_the_shell(sealed_computer: Computer) -> None:
    shell = ("sh", "-c", '"$@"; stty -icanon min 0 time 0; printf "left<"; cat; printf ">"', "sh")
    screen = sealed_computer.terminal("notes", "canon", by=shell).until("Passphrase").type("correct horse\n")
    screen.until("opening").type("second secret\n")
    assert "left<>" in screen.until(">").end().out.replace("\x04", "")


def test_a_passphrase_from_a_file_is_opened_without_a_word(sealed_computer: Computer) -> None:
    assert "opening" not in sealed_computer.run("notes", "canon", "--passphrase-file", "words").err


def test_the_recovery_key_is_not_poured_on_a_screen(computer: Computer) -> None:
    for words in (("key", "backup"), ("key", "backup", "--pdf"), ("key", "backup", "--pdf", "-o", "-")):
        done = computer.terminal(*words).end()
        assert done.code == 2, words
        assert "AGE-SECRET-KEY" not in done.out
        assert "%PDF" not in done.out
        assert "hint: write it to a file to print: talktag key backup -o recovery.pdf" in done.out
    assert "AGE-SECRET-KEY-1" in computer.ok("key", "backup")
    assert computer.run("key", "backup", "--pdf").stdout.startswith(b"%PDF")
    assert "AGE-SECRET-KEY-1" in computer.terminal("key", "backup", "-o", "-").end().out


@pytest.mark.parametrize(("words", "said"), [("abc", "within a minute"), ("four words or more", "")])
def test_a_weak_passphrase_is_taken_and_called_weak(words: str, said: str, new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things", "--owner", "Ana", "--contact", "ana@example.org")
    done = screen.until("New passphrase").type(f"{words}\n").until("once more").type(f"{words}\n").end()
    assert done.code == 0
    assert said in done.out
    assert ("can try all passphrases" in done.out) == bool(said)
    assert words not in done.out


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_mark_in_front_of_a_passphrase_file_is_no_part_of_it(mark: bytes, new_computer: Computer) -> None:
    new_computer.write("made", mark + b"correct horse\r\n")
    whole = ("init", "things", "--owner", "Ana", "--contact", "ana@example.org")
    new_computer.ok(*whole, "--passphrase-file", "made")
    for name, data in (("bare", b"correct horse"), ("marked", b"\xef\xbb\xbfcorrect horse\n")):
        new_computer.write(name, data)
        new_computer.ok("key", "backup", "-o", f"{name}.txt", "--passphrase-file", name)


def test_a_passphrase_comes_over_an_open_descriptor(sealed_computer: Computer) -> None:
    by = ("sh", "-c", 'exec "$@" --passphrase-fd 3 3<words', "sh")
    assert "hot pixel" in sealed_computer.run("notes", "canon", by=by).out
    done = sealed_computer.run("notes", "canon", "--passphrase-fd", "9")
    assert done.code == 2
    assert "there is no open descriptor 9" in done.err


def test_folders_of_keys_and_settings_are_private_under_any_umask(new_computer: Computer) -> None:
    whole = ("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    by = ("sh", "-c", 'umask 000; exec "$@"', "sh")
    assert new_computer.run(*whole, by=by).code == 0
    assert new_computer.run("add", "Camera", by=by).code == 0
    new_computer.run("list", by=by)
    config = new_computer.folder / "config"
    found = {path: path.stat().st_mode & 0o777 for path in [config, *config.rglob("*")]}
    others = {path.relative_to(config).as_posix() for path, mode in found.items() if mode & 0o077}
    assert others == set()
    assert any(path.suffix == ".sqlite" for path in found)


def test_a_folder_that_others_can_write_to_is_named(computer: Computer) -> None:
    assert computer.run("doctor").code == 0
    for name in ("", "seen"):
        (computer.folder / "config" / name).chmod(0o777)
    done = computer.run("doctor")
    assert done.code == 12
    assert done.out.count("others can put files into it; close it with: chmod go-w") == 2


@pytest.fixture
def at_home(computer: Computer) -> Computer:
    """A computer whose folders are named by `~` alone, which no shell has put the home folder in place of."""
    (computer.folder / "cfg").symlink_to(computer.folder / "config")
    return computer


@pytest.mark.parametrize(
    ("flags", "variables"),
    [
        (("--store=~/things",), {}),
        ((), {"TALKTAG_STORE": "~/things"}),
        (("--store=~/things",), {"TALKTAG_CONFIG_DIR": "~/cfg"}),
        ((), {"TALKTAG_STORE": "", "TALKTAG_CONFIG_DIR": "~/cfg"}),
    ],
)
def test_a_tilde_is_the_home_folder_wherever_a_folder_is_named(
    flags: tuple[str, ...], variables: dict[str, str], at_home: Computer
) -> None:
    at_home.write("config/config.toml", 'store = "~/things"\n')
    at_home.write("elsewhere/x", "")
    done = at_home.run(*flags, "list", env=variables, by=("sh", "-c", 'cd elsewhere && exec "$@"', "sh"))
    assert done.code == 0, done.err
    assert "Canon" in done.out
    assert not (at_home.folder / "elsewhere/~").exists()


def test_settings_behind_a_link_are_read_and_stay_a_link(new_computer: Computer) -> None:
    new_computer.write("dotfiles/config.toml", '# mine\neditor = "ed"\n')
    new_computer.write("dotfiles/printers.toml", 'default = "nothing"\n')
    (new_computer.folder / "config").mkdir()
    for name in ("config.toml", "printers.toml"):
        (new_computer.folder / "config" / name).symlink_to(new_computer.folder / "dotfiles" / name)
    new_computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    link = new_computer.folder / "config/config.toml"
    assert link.is_symlink()
    assert 'store = "' in link.read_text()
    done = new_computer.run("list", env={"TALKTAG_STORE": ""}, by=("sh", "-c", 'cd / && exec "$@"', "sh"))
    assert done.code == 0, done.err


def test_a_store_is_made_in_a_folder_whose_name_is_not_utf_8(new_computer: Computer) -> None:
    whole = ("init", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    by = ("sh", "-c", 'd=$(printf "caf\\351"); mkdir "$d"; exec "$@" "$d/things"', "sh")
    done = new_computer.run(*whole, by=by)
    assert done.code == 0, done.err
    assert (new_computer.folder / os.fsdecode(b"caf\xe9/things/talktag.toml")).exists()
    inside = ("sh", "-c", 'cd caf*/things; exec "$@"', "sh")
    assert new_computer.run("add", "Camera", by=inside, env={"TALKTAG_STORE": ""}).code == 0
    assert "Camera" in new_computer.run("list", by=inside, env={"TALKTAG_STORE": ""}).out
