"""Settings at the command line: which file, flag or variable counts, and what is done by them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer


def source_of_store(computer: Computer, *flags: str, **env: str) -> tuple[str, str]:
    done = computer.run(*flags, "config", "store", "--json", env=env)
    (one,) = json.loads(done.out)["data"]["settings"]
    return one["value"], one["source"]


def test_the_store_is_of_flag_variable_folder_settings_in_this_order(computer: Computer, tmp_path: Path) -> None:
    for name in ("flag", "variable", "own"):
        computer.ok("init", str(tmp_path / name), "--owner", "Ana", "--contact", "ana@example.org")
    computer.ok("config", f"store={tmp_path / 'own'}")
    flag = ("--store", str(tmp_path / "flag"))
    variable = {"TALKTAG_STORE": str(tmp_path / "variable")}
    assert source_of_store(computer, *flag, **variable) == (str(tmp_path / "flag"), "flag")
    assert source_of_store(computer, **variable) == (str(tmp_path / "variable"), "environment")
    assert source_of_store(computer, TALKTAG_STORE="") == (str(tmp_path / "own"), "user")
    within = computer.run(
        "config", "store", "--json", env={"TALKTAG_STORE": ""}, by=("env", "-C", str(computer.things))
    )
    (one,) = json.loads(within.out)["data"]["settings"]
    assert (one["value"], one["source"]) == (str(computer.things), "folder")
    assert computer.run("add", "Lamp", env={"TALKTAG_STORE": ""}).code == 0
    assert (tmp_path / "own/products/l/lamp.toml").exists(), "and commands go by the same order"


def test_a_store_is_named_from_where_one_is_and_from_home(computer: Computer) -> None:
    for typed in ("store=things", "store=~/things", f"store={computer.things}"):
        computer.ok("config", typed)
        assert f'store = "{computer.things}"' in (computer.folder / "config/config.toml").read_text("utf-8")


def test_the_file_of_ones_own_settings_is_for_its_owner_alone(computer: Computer) -> None:
    computer.ok("config", "hook=true")
    assert (computer.folder / "config/config.toml").stat().st_mode & 0o777 == 0o600


def test_json_tells_all_of_a_setting(computer: Computer) -> None:
    document: dict[str, Any] = computer.json("config", "hook=notify-send saved")
    (one,) = document["data"]["settings"]
    assert one == {
        "key": "hook",
        "value": ["notify-send", "saved"],
        "source": "user",
        "at": str(computer.folder / "config/config.toml"),
        "home": "user",
        "meaning": one["meaning"],
    }
    planned = computer.json("config", "currency=USD", "editor=nano", "--dry-run")
    assert [each["path"] for each in planned["plan"]["changes"]] == ["talktag.toml"]
    assert planned["effects"][0]["setting"] == "editor"


@pytest.mark.parametrize("width", ["80", "50"])
def test_the_list_fits_a_terminal(width: str, computer: Computer) -> None:
    shown = computer.terminal("config", env={"COLUMNS": width, "NO_COLOR": "1"}).end().out.splitlines()
    assert any("currency" in line for line in shown)
    too_long = [line for line in shown if len(line) > int(width) and "/" not in line]
    assert not too_long, "but for paths, which are copied whole"


def test_the_editor_of_ones_settings_is_used_where_no_variable_names_one(computer: Computer) -> None:
    program = computer.write("my editor", '#!/bin/sh\necho \'place = "attic"\' >> "$2"\n')
    program.chmod(0o755)
    computer.ok("config", f"editor='{program}' -w")
    done = computer.terminal("edit", "trek", env={"EDITOR": "", "VISUAL": ""}).end()
    assert done.code == 0, done.out
    assert computer.json("show", "trek")["data"]["place"] == "attic"


def test_settings_that_are_no_toml_are_told_and_left_alone(computer: Computer) -> None:
    file = computer.write("config/config.toml", "hook = [\n")
    done = computer.run("config")
    assert done.code == 0
    assert "config.toml:2" in done.err
    assert computer.run("config", "hook=true").code == 6
    assert file.read_text("utf-8") == "hook = [\n"


@pytest.mark.parametrize(
    ("text", "store"),
    [
        ('store = "{}"\n', "things"),
        ('# mine\nhook = ["true"]\nstore = "{}"\neditor = [\n  "nano",\n]\n', "things"),
        ('store = "{}" # a remark\n', "things"),
        ("store = '{}'\n", "things"),
        ('"store" = "{}"\n', "things"),
        ('[more]\nstore = "{}"\n', None),
        ('note = """\nstore = "{}"\n"""\n', None),
        ('stored = "{}"\n', None),
    ],
)
def test_the_store_is_found_however_the_line_is_written(text: str, store: str | None, computer: Computer) -> None:
    computer.write("config/config.toml", text.format(computer.folder / (store or "things")))
    done = computer.run("list", env={"TALKTAG_STORE": ""})
    assert done.code == (0 if store else 7), done.err


def test_more_settings_cost_a_list_no_library(computer: Computer) -> None:
    computer.ok("config", "store=things", "hook=true", "editor=nano")
    done = computer.run("list", env={"TALKTAG_STORE": "", "PYTHONPROFILEIMPORTTIME": "1"})
    assert (done.code, "Canon" in done.out) == (0, True)
    assert "talktag.cli.places" in done.err, "what is loaded is told"
    assert "tomllib" not in done.err


def test_a_carrier_whose_program_is_not_there_is_told_by_doctor(computer: Computer) -> None:
    computer.ok("config", "carrier.post.kind=mail", 'carrier.post.program=no-such-program "two words"')
    done = computer.run("doctor")
    said = done.out + done.err
    assert "carrier.post.program" in said
    assert '"no-such-program"' in said


def test_carriers_do_not_lie_in_the_store(computer: Computer) -> None:
    (computer.things / "out").mkdir()
    computer.ok("config", "carrier.stick.kind=folder", f"carrier.stick.out={computer.things / 'out'}")
    done = computer.run("talk", "trek", "Hello", "--to", "fix-it", "--in-the-clear", "--yes")
    assert (done.code, "is in the store" in done.err) == (6, True)
