"""Settings as a person types them: which is meant, and the value as its file holds it. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.payload import FORMS
from talktag.model.settings.carrier_settings import CARRIER, CARRIER_READERS, carrier_setting, settings_of
from talktag.model.settings.setting import SETTINGS, Setting
from talktag.model.settings.values import READERS, holds_secret
from talktag.model.typed.pair import read_pair
from talktag.model.typed.text import tidy
from talktag.model.values.near import hints, near_words
from talktag.ops.labels.paper import find_known_paper
from talktag.ops.session import Session
from talktag.store import layout

_FIXED = {"format", "id"}  # of a store, for good


class Typed(NamedTuple):
    """The settings that were named, in order, and of those with an equals sign the value; None takes one away."""

    named: tuple[Setting, ...]
    values: Mapping[Setting, Any]


def read_typed(session: Session, words: Sequence[str], folder_of: Callable[[str], str]) -> Typed:
    """What the words of a command line name and set. UsageError for what is no setting or stands there twice.

    InvalidError where a value does not hold up. `folder_of` is the folder that a text means to a shell.
    """
    named: list[Setting] = []
    values: dict[Setting, Any] = {}
    for word in words:
        key, value = read_pair(word) or (word.strip(), None)
        setting = find_setting(key)
        if setting in named:
            raise UsageError(f'"{setting.name}" stands there twice', hints=["leave one out"])
        named.append(setting)
        if value is not None:
            values[setting] = read_value(session, setting, tidy(value), folder_of)
    return Typed(tuple(named), values)


def find_setting(key: str) -> Setting:
    """The setting of that name, or of the way to it in its file; UsageError with near names where there is none."""
    by_path = {".".join(each.path): each for each in SETTINGS.values()}
    found = SETTINGS.get(key) or by_path.get(key) or carrier_setting(key)
    if found is not None:
        return found
    if key == CARRIER or key.startswith(f"{CARRIER}."):
        raise UsageError(f'"{key}" is no setting of a carrier', hints=list(_carrier_hints(key)))
    if key in _FIXED:
        raise UsageError(f'"{key}" of a store is what it is for good', hints=["see what can be set: talktag config"])
    ends = [each for each in SETTINGS if each.endswith(f".{key}")]
    near = near_words(key, SETTINGS, meant=ends)
    raise UsageError(f'there is no setting "{key}"', hints=[*hints(near), "see all of them: talktag config"])


def _carrier_hints(key: str) -> Iterator[str]:
    """How the settings of carriers are called, first those that are near."""
    name = key.split(".")[1] if key.count(".") > 1 else "stick"
    known = {each.name: each.meaning for each in settings_of(name if carrier_setting(f"{CARRIER}.{name}") else "stick")}
    yield from hints(near_words(key, known))
    yield f"for example: talktag config {next(iter(known))}=folder"


def read_value(session: Session, setting: Setting, text: str, folder_of: Callable[[str], str]) -> Any:
    """A value as its file holds it, None for nothing; InvalidError with what would hold up."""
    if not text:
        if setting.must_have:
            raise InvalidError(f"a store needs {setting.name}", hints=[_example(setting)])
        return None
    if holds_secret(text):
        raise InvalidError("a secret key never goes into settings", hints=["where yours are: talktag key show"])
    if setting.kind == "paper":
        return find_known_paper(session.store_if_any, text)
    if setting.kind == "folder":
        return checked_store(folder_of(text))
    if setting.kind == "place":
        return folder_of(text)
    try:
        return (READERS | CARRIER_READERS)[setting.kind](text)
    except ValueError as error:
        near = hints(near_words(text, FORMS)) if setting.kind == "payload" else []
        said = str(error) if '"' in str(error) else f"{setting.name}: {error}"
        raise InvalidError(said, hints=[*near, _example(setting)]) from None


def checked_store(folder: str) -> str:
    """A folder that is a store; InvalidError where it is none, or TOML could not hold its name."""
    if not (Path(folder) / layout.SETTINGS).is_file():
        raise InvalidError(
            f'there is no store in "{folder}"', hints=[f"make one with: talktag init {folder}", "or name another"]
        )
    try:
        folder.encode()
    except UnicodeEncodeError:
        raise InvalidError(f'the name of "{folder}" is not UTF-8', hints=["give the folder another name"]) from None
    return folder


def _example(setting: Setting) -> str:
    import shlex

    if setting.kind == CARRIER:
        return f"for example: talktag config {setting.name}.kind=folder"
    return f"for example: talktag config {shlex.quote(f'{setting.name}={setting.example}')}"
