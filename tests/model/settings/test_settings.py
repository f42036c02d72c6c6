"""Settings are read by one table: a store's hold facts and nothing that runs, one's own hold what is run here."""

from __future__ import annotations

import contextlib
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import talktag
from talktag.model.settings.setting import NEVER_IN_A_STORE, SETTINGS, STORE, USER
from talktag.model.settings.store_settings import read_settings, settings_table
from talktag.model.settings.user_settings import UserSettings, read_user_settings
from talktag.model.settings.values import READERS, parse_words
from talktag.model.toml.write import new_text

HEAD = 'format = 1\nid = "0123456789abc"\n'
OWNER = '[owner]\nname = "Ana"\ncontact = "ana@example.org"\n'
SECRET = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"


@pytest.mark.parametrize("key", sorted(NEVER_IN_A_STORE))
@pytest.mark.parametrize("table", ["", "owner", "defaults"])
def test_what_runs_or_is_a_place_is_refused_in_a_store_wherever_it_stands(key: str, table: str) -> None:
    line = f'{key} = ["/bin/true"]\n'
    tables = {"owner": OWNER, "defaults": "[defaults]\n"}
    text = "".join(
        (HEAD, "" if table else line, *(f"{head}{line if name == table else ''}" for name, head in tables.items()))
    )
    reading = read_settings(text.encode(), "talktag.toml")
    assert [(each.name, each.severity, each.field) for each in reading.problems] == [
        ("not-in-a-store", "error", f"{table}.{key}" if table else key)
    ]
    assert reading.value is not None, "it counts for nothing, and keeps nobody from the store"


@pytest.mark.parametrize("line", [f'backup = "{SECRET}"\n', f"# {SECRET.lower()}\n", f'note = "{SECRET}"\n'])
def test_a_secret_key_in_the_settings_of_a_store_is_told(line: str) -> None:
    reading = read_settings(f"{HEAD}{line}{OWNER}".encode(), "talktag.toml")
    assert ("secret-in-a-store", 3) in [(each.name, each.line) for each in reading.problems]


def test_a_mistyped_key_of_either_file_is_told_with_the_one_that_is_near() -> None:
    store = read_settings(f'{HEAD}{OWNER}[defaults]\ncurency = "EUR"\n'.encode(), "talktag.toml")
    own = read_user_settings(b'stor = "/home/ana/things"\n', "config.toml")
    for reading, near in ((store, "currency"), (own, "store")):
        assert [(each.name, each.severity) for each in reading.problems] == [("unknown-key", "warning")]
        assert f"did you mean {near}?" in reading.problems[0].message


def test_a_fact_of_a_store_is_told_in_ones_own_settings() -> None:
    reading = read_user_settings(b'currency = "EUR"\n', "config.toml")
    assert [each.name for each in reading.problems] == ["not-in-own-settings"]


@pytest.mark.parametrize(
    "text",
    [
        'hook = "rm -rf x"',
        "hook = []\nhook_seconds = 0",
        'hook = ["./here"]',
        'hook = ["a/b"]',
        'hook = ["x\\u0000"]',
        "hook_seconds = 601",
        "store = 3",
        'pager = ["less", 3]',
    ],
)
def test_what_does_not_hold_up_counts_as_not_set_and_is_told(text: str) -> None:
    reading = read_user_settings(text.encode(), "config.toml")
    assert [each.severity for each in reading.problems] == ["error"]
    assert reading.value == UserSettings()


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    reading = read_user_settings(b"hook = [\n", "config.toml")
    assert reading.value is None
    assert reading.problems[0].line == 2


def test_every_setting_of_a_store_has_its_example_read_kept_and_read_again() -> None:
    tables: dict[str, dict[str, object]] = {"owner": {}, "defaults": {}, "finder": {}}
    for each in SETTINGS.values():
        if each.home == STORE:
            value = READERS[each.kind](each.example) if each.kind in READERS else each.example
            tables[each.path[0]][each.path[1]] = value
    text = new_text({"format": 1, "id": "0123456789abc", **tables})
    reading = read_settings(text, "talktag.toml")
    assert not reading.problems
    assert reading.value is not None
    assert settings_table(reading.value) == tomllib.loads(text.decode())


def test_every_setting_of_ones_own_has_its_example_read() -> None:
    own = {each.name: each for each in SETTINGS.values() if each.home == USER}
    table = {
        name: READERS[each.kind](each.example) if each.kind in READERS else each.example for name, each in own.items()
    }
    reading = read_user_settings(new_text(table), "config.toml")
    assert not reading.problems
    assert reading.value is not None
    assert {*own} == {*UserSettings._fields} - {"carriers"}
    assert all(getattr(reading.value, name) for name in own)


def test_the_schema_of_settings_has_the_keys_of_the_table() -> None:
    path = Path(talktag.__file__).parent / "data/schemas/settings.json"
    properties = json.loads(path.read_text("utf-8"))["properties"]
    told = {(table, key) for table in ("owner", "defaults", "finder") for key in properties[table]["properties"]}
    assert told == {each.path for each in SETTINGS.values() if each.home == STORE}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pass show talktag", ["pass", "show", "talktag"]),
        ("'/opt/my tools/x' --flag=\"a b\"", ["/opt/my tools/x", "--flag=a b"]),
        ('["secret-tool", "lookup", "name", "a b"]', ["secret-tool", "lookup", "name", "a b"]),
        ("echo $HOME; rm *", ["echo", "$HOME;", "rm", "*"]),
    ],
)
def test_a_program_is_words_and_never_a_line_for_a_shell(text: str, words: list[str]) -> None:
    assert parse_words(text) == words


@pytest.mark.parametrize("text", ["", "'open", "[1, 2]", '["a"', "./here", "a/b c", '[""]', "\x07"])
def test_what_names_no_program_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_words(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_for_a_setting_is_read_as_something_or_refused(text: str) -> None:
    for read in READERS.values():
        with contextlib.suppress(ValueError):
            assert read(text) not in (None, "", [])
