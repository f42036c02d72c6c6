"""The person's own settings, `config.toml`: which store is theirs and which programs are run. It runs and opens none.

They are on one computer, outside of every store: nothing that comes by a pull, a stick or a bundle names a program.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from talktag.model.problem import Problem
from talktag.model.settings.carrier import Carrier
from talktag.model.settings.carrier_settings import read_carriers
from talktag.model.settings.setting import SETTINGS, STORE, USER, Setting
from talktag.model.settings.values import LONGEST_HOOK, PICKERS, problem_of_words
from talktag.model.toml.read import Fields, decode_toml, load_toml
from talktag.model.toml.record_file import Reading

_OF_A_STORE = {part for each in SETTINGS.values() if each.home == STORE for part in each.path}


class UserSettings(NamedTuple):
    """Programs are words, the first of which is the program; none where nothing is set."""

    store: str | None = None
    editor: tuple[str, ...] = ()
    pager: tuple[str, ...] = ()
    picker: str | None = None
    opener: tuple[str, ...] = ()
    passphrase_command: tuple[str, ...] = ()
    hook: tuple[str, ...] = ()
    hook_seconds: int | None = None
    carriers: tuple[Carrier, ...] = ()


def read_user_settings(data: bytes, path: str) -> Reading[UserSettings]:
    """Read the person's own settings; every problem is reported, and a key with one counts as not set."""
    table, broken = load_toml(data, path)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, decode_toml(data), problems)
    read = {each.name: _read(fields, each) for each in SETTINGS.values() if each.home == USER}
    read["carriers"] = read_carriers(fields)
    for key in fields.key_names():
        if key not in read and key in _OF_A_STORE:
            fields.problem(key, "is a setting of a store; put it there with: talktag config", "not-in-own-settings")
    fields.report_unknown()
    return Reading(UserSettings(**{key: value for key, value in read.items() if value}), tuple(problems))


def _read(fields: Fields, setting: Setting) -> Any:
    key = setting.path[0]
    if setting.kind == "seconds":
        seconds = fields.whole(key, 0, 1)
        if seconds > LONGEST_HOOK:
            fields.problem(key, f"is more than {LONGEST_HOOK}")
            return None
        return seconds
    if setting.kind == "folder":
        return fields.text(key)
    if setting.kind == "picker":
        return _read_picker(fields, key)
    words = fields.texts(key)
    if words and (problem := problem_of_words(words)):
        fields.problem(key, problem)
        return ()
    return words


def _read_picker(fields: Fields, key: str) -> str | None:
    picker = fields.text(key)
    if picker and picker not in PICKERS:
        fields.problem(key, f"is none of {', '.join(PICKERS)}")
        return None
    return picker
