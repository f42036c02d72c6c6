"""Every command explains itself: what it is for, every argument and option, and an example where one helps."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from talktag.cli.main import whole_command
from talktag.cli.verb_names import VERBS

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def options_of(command: Any) -> dict[str, Any]:
    return {parameter.opts[0]: parameter for parameter in command.params}


def test_every_command_says_what_it_is_for_in_one_sentence(commands: Mapping[str, Any]) -> None:
    for name, command in commands.items():
        first = (command.help or "").split("\n\n")[0]
        assert re.match(r"[A-Z][^.]*.*\.$", first.replace("\n", " ")), name


def test_every_option_and_argument_has_a_help_text(commands: Mapping[str, Any]) -> None:
    for name, command in commands.items():
        for option, parameter in options_of(command).items():
            assert getattr(parameter, "help", None), (name, option)


def test_every_command_takes_every_global_flag(commands: Mapping[str, Any]) -> None:
    wanted = {
        "--store",
        "--json",
        "--plain",
        "--dry-run",
        "--yes",
        "--no-input",
        "--passphrase-file",
        "--passphrase-fd",
    }
    for name, command in commands.items():
        assert wanted <= {text for parameter in command.params for text in parameter.opts}, name


def test_commands_with_many_options_give_an_example_that_parses(commands: Mapping[str, Any]) -> None:
    given = {}
    for name, command in commands.items():
        for example in re.findall(r"Example: (talktag .+)", command.help or ""):
            given[name] = shlex.split(re.split(r" [<|>] ", example)[0])
    for name, command in commands.items():
        if sum(not parameter.hidden for parameter in command.params) > 3:
            assert name in given, name
    for name, words in given.items():
        rest = words[words.index("talktag") + 1 + len(name.split()) :]
        assert words[1 : 1 + len(name.split())] == name.split(), name
        commands[name].make_context(name, rest, resilient_parsing=False, obj=None)


def test_the_help_of_every_command_can_be_read_and_names_its_options(
    commands: Mapping[str, Any], computer: Computer
) -> None:
    for name in ("add", "export", "key backup"):
        done = computer.run(*name.split(), "-h")
        assert done.out == computer.ok(*name.split(), "--help")
        assert done.out.startswith(f"Usage: talktag {name}")
        for option, parameter in options_of(commands[name]).items():
            if option.startswith("--") and not parameter.hidden:
                assert option in done.out, (name, option)


def test_the_help_lists_every_verb(commands: Mapping[str, Any], computer: Computer) -> None:
    shown = computer.ok("--help")
    assert "\nCommands:\n" in shown
    for name in commands:
        assert re.search(rf"^  {name.split()[0]} ", shown, re.MULTILINE), name


def test_a_verb_is_known_as_a_family_where_it_needs_a_second_word() -> None:
    group = whole_command()
    for name, line in VERBS.items():
        command = group.get_command(None, name)  # type: ignore[attr-defined, arg-type] # a group, which takes no context
        assert line.is_family == hasattr(command, "list_commands"), name


def test_an_error_of_a_family_names_both_words(computer: Computer) -> None:
    for words in (("party", "show"), ("key", "backup"), ("stock", "show"), ("tag", "claim")):
        document = json.loads(computer.run("--json", *words, "nothing", "--no-such-option").err)
        assert document["command"] == " ".join(words)


def test_help_works_with_a_broken_store(computer: Computer) -> None:
    computer.write("things/talktag.toml", "= broken")
    assert "Usage: talktag show" in computer.ok("show", "--help")


def test_no_help_is_cut_short(computer: Computer) -> None:
    assert [line for line in computer.ok("--help").splitlines() if re.search(r"[a-z,]\.\.\.$", line)] == []


@pytest.mark.quick
@pytest.mark.parametrize(("word", "meant"), [("forgt", "forget"), ("lst", "list"), ("shwo", "show")])
def test_a_slip_in_the_second_word_is_told_where_the_first_is_a_verb_by_itself(
    computer: Computer, word: str, meant: str
) -> None:
    done = computer.run("desk", word, "netco")
    assert done.code == 2
    assert f"did you mean talktag desk {meant}?" in done.err
