"""`open` as a person has it: a program is started on a copy, the store stays as it is, nothing that runs is run."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

_MENU = "Which one? 1 to 2, Enter for none: "


@pytest.fixture
def viewer(computer: Computer) -> Callable[..., tuple[Done, list[str]]]:
    """Runs talktag on a desktop whose xdg-open writes down what it was given; what that was, once it is there."""
    told = computer.folder / "told"
    program = computer.write(
        "programs/xdg-open", f'#!/bin/sh\nprintf "%s\\n" "$@" >"{told}.tmp"; mv "{told}.tmp" "{told}"\n'
    )
    program.chmod(0o755)

    def run(*words: str, **variables: str) -> tuple[Done, list[str]]:
        path = f"{program.parent}{os.pathsep}{computer.environment['PATH']}"
        told.unlink(missing_ok=True)
        done = computer.run(*words, env={"PATH": path, "DISPLAY": ":9", **variables})
        if done.code or "--dry-run" in words:
            return done, []
        while not told.exists():
            time.sleep(0.01)
        return done, told.read_text().splitlines()

    return run


def test_a_copy_is_shown_that_only_its_owner_reads_and_nobody_writes(
    computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    before = computer.state
    done, (path,) = viewer("open", "canon")
    assert done.code == 0, done.err
    assert done.out == "canon-eos-5d-mark-iv\treceipt.txt\treceipt\n"
    copy = Path(path)
    assert copy.read_text() == "one camera, 2499.00 EUR\n"
    assert computer.things not in copy.parents
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o400, 0o700)
    assert computer.git("status", "--porcelain") == b""
    assert computer.state[0] == before[0]


def test_a_dry_run_says_what_would_be_run_on_what_and_does_nothing(
    computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    done, _ = viewer("open", "canon", "--dry-run")
    assert done.code == 0
    assert "receipt.txt and run xdg-open on it" in done.out
    assert not (computer.folder / "told").exists()
    assert not (computer.folder / "config/cache/opened").exists()
    done, _ = viewer("open", "canon", "--dry-run", "--json")
    (effect,) = json.loads(done.out)["effects"]
    assert (effect["effect"], effect["words"]) == ("open-copy", ["xdg-open"])


def test_of_several_one_is_picked_at_a_terminal_and_listed_elsewhere(computer: Computer) -> None:
    computer.write("manual.txt", "press the button\n")
    computer.ok("attach", "canon", "manual.txt", "--kind", "manual")
    done = computer.run("open", "canon")
    assert (done.code, done.out) == (5, "")
    assert "  receipt.txt  receipt\n  manual.txt  manual\n" in done.err
    screen = computer.terminal("open", "canon").until("2 files of").until("  1  receipt.txt").until(_MENU).type("2\n")
    assert 'no desktop here that could show "manual.txt"' in screen.end().out


def test_only_products_with_files_are_offered(computer: Computer) -> None:
    screen = computer.terminal("open").until("Which one? 1, Enter for none: ")
    assert b"trek" not in screen.shown
    screen.type("\n").end()


def test_without_a_desktop_it_is_said_where_the_file_is_and_how_to_copy_it_out(computer: Computer) -> None:
    done = computer.run("open", "canon")
    assert done.code == 2
    assert str(computer.things / "products/c/canon-eos-5d-mark-iv/files/receipt.txt") in done.err
    assert "talktag file canon-eos-5d-mark-iv receipt.txt -o receipt.txt" in done.err


def test_the_persons_own_opener_comes_first(computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]) -> None:
    computer.write("config/config.toml", 'opener = ["xdg-open", "--own"]\n')
    done, told = viewer("open", "canon", DISPLAY="")
    assert done.code == 0, done.err
    assert told[0] == "--own"
    computer.ok("config", f"opener={computer.folder}/programs/xdg-open --set")
    done, told = viewer("open", "canon", DISPLAY="")
    assert told[0] == "--set"


def test_a_program_that_is_not_there_or_fails_is_said_and_no_copy_stays(
    computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    opened = computer.folder / "config/cache/opened"
    for opener, said in (("nowhere", "could not be started"), ("false", '"false" ended with 1')):
        computer.write("config/config.toml", f'opener = ["{opener}"]\n')
        done, _ = viewer("open", "canon")
        assert done.code == 1
        assert said in done.err
        assert "talktag file REF NAME -o FILE" in done.err
        assert list(opened.iterdir()) == []


def test_a_viewer_that_stays_open_does_not_keep_the_terminal(computer: Computer) -> None:
    closing, ended = computer.folder / "closing", computer.folder / "ended"
    program = computer.write("slow", f'#!/bin/sh\nuntil [ -e "{closing}" ]; do sleep 0.05; done; touch "{ended}"\n')
    program.chmod(0o755)
    computer.write("config/config.toml", f'opener = ["{program}"]\n')
    assert computer.run("open", "canon").code == 0
    assert not ended.exists()
    closing.touch()
    while not ended.exists():
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("invoice.desktop", "[Desktop Entry]\nType=Application\nExec=touch {trace}\n"),
        ("invoice.html", "<script>fetch('https://example.org')</script>\n"),
        ("invoice.sh", "#!/bin/sh\ntouch {trace}\n"),
        ("-o invoice\u202efdp.sh", "#!/bin/sh\ntouch {trace}\n"),
    ],
)
def test_what_a_desktop_would_run_is_handed_over_as_text_under_a_clean_name(
    name: str, data: str, computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    trace = computer.folder / "it-ran"
    computer.write(f"from/{name}", data.replace("{trace}", str(trace)))
    computer.ok("attach", "trek", f"from/{name}")
    done, (path,) = viewer("open", "trek")
    assert done.code == 0
    assert "is shown as text" in done.err
    shown = Path(path)
    assert shown.suffix == ".txt"
    assert shown.name.isascii()
    assert not shown.name.startswith("-")
    assert not os.access(shown, os.X_OK)
    assert not trace.exists()


def test_a_name_out_of_a_record_that_somebody_else_wrote_leads_nowhere(
    computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    path = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    path.write_text(path.read_text().replace('"receipt.txt"', '"../../../../outside.txt"'))
    computer.write("outside.txt", "not in the store\n")
    done, told = viewer("open", "canon", "outside")
    assert done.code != 0
    assert told == []


def test_a_sealed_file_is_opened_with_the_key_and_never_lies_on_the_disk(
    computer: Computer, viewer: Callable[..., tuple[Done, list[str]]]
) -> None:
    computer.write("will.txt", "all to Bruno\n")
    computer.ok("attach", "trek", "will.txt", "--private")
    done, told = viewer("open", "trek", XDG_RUNTIME_DIR="")
    if done.code:
        assert "no folder in memory" in done.err
    else:
        assert Path(told[0]).read_text() == "all to Bruno\n"
        assert told[0].startswith("/dev/shm/talktag-opened-")
        assert told[0].endswith("/will.txt")
        assert "is shown as text" not in done.err
    assert not list((computer.folder / "config/cache").glob("opened/*/*"))
