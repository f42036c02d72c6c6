"""The person's own settings as this run finds them, and what counts before them. It changes none and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from talktag.cli import places
from talktag.cli.own.programs import find_program, store_of
from talktag.errors import InvalidError
from talktag.model.problem import Problem
from talktag.model.settings.carrier_settings import CARRIER
from talktag.model.settings.setting import SETTINGS
from talktag.model.settings.user_settings import UserSettings, read_user_settings
from talktag.model.toml.record_file import Reading

_PROGRAMS = {each.name for each in SETTINGS.values() if each.kind == "program"}


def own_settings(environment: Mapping[str, str]) -> UserSettings:
    """What is set; a key with something wrong counts as not set. InvalidError where the file is no TOML."""
    reading = _read(environment)
    if reading.value is None:
        raise InvalidError(
            f'"{places.settings_file(environment)}" does not hold up',
            details=[str(each) for each in reading.problems],
            hints=["mend it in an editor, or delete it"],
        )
    return reading.value


def own_problems(environment: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with them, and which programs they name that are not to be had here."""
    reading = _read(environment)
    path, store = str(places.settings_file(environment)), store_of(None, environment)
    programs = _programs(reading.value or UserSettings())
    return (
        *reading.problems,
        *(
            Problem("no-program", path, _missing(words[0]), field=key, severity="warning")
            for key, words in programs.items()
            if words and find_program(words[0], environment, store) is None
        ),
    )


def _programs(settings: UserSettings) -> dict[str, tuple[str, ...]]:
    """The words of every program that they name, by the setting that names it."""
    named = {key: value for key, value in settings._asdict().items() if key in _PROGRAMS}
    return named | {f"{CARRIER}.{each.name}.program": each.program for each in settings.carriers}


def _missing(program: str) -> str:
    return f'names "{program}", and there is no such program'


def _read(environment: Mapping[str, str]) -> Reading[UserSettings]:
    return read_user_settings(places.settings_data(environment) or b"", str(places.settings_file(environment)))
