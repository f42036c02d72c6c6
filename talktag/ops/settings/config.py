"""`config`: what is set, and where that comes from; a plan for what a store is to say, an effect for one's own.

A fact of a store goes into its history; what names a program or a place stays on this computer, and never in a store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, NoStoreError
from talktag.model.effects.of_files import KeepSetting
from talktag.model.plan import Plan, Write
from talktag.model.settings.carrier_settings import CARRIER, carrier_setting, carrier_settings, value_of_carrier
from talktag.model.settings.setting import SETTINGS, STORE, USER, Setting
from talktag.model.settings.store_settings import read_settings, value_of
from talktag.model.settings.user_settings import UserSettings, read_user_settings
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import changed_text
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.settings.typed_settings import Typed, read_typed
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.toml.record_file import Reading

DEFAULT = "default"


class OwnFile(NamedTuple):
    """The file of the person's own settings: where it is, and what it holds, None where there is none."""

    path: str
    data: bytes | None


class Override(NamedTuple):
    """A value that counts before those of the files: its source (`flag`, `environment`, `folder`) and what says it."""

    source: str
    at: str
    value: str


class SettingValue(NamedTuple):
    """A setting with what holds now; `source` is that of Override, a home, `default`, or empty where nothing is set."""

    setting: Setting
    value: Any = None
    source: str = ""
    at: str = ""

    @property
    def text(self) -> str:
        """The value as it is typed."""
        import shlex

        if isinstance(self.value, list | tuple):
            return shlex.join(self.value)
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Config:
    """What is set. `files` are the files of settings by home; `are_named` where only named ones are in it."""

    settings: tuple[SettingValue, ...]
    files: Mapping[str, str]
    are_named: bool = False

    def values(self) -> dict[str, Any]:
        """Each with its value, where that is from, and what it is for; and the files."""
        return {
            "settings": [
                without_absent(
                    {
                        "key": each.setting.name,
                        "value": list(each.value) if isinstance(each.value, tuple) else each.value,
                        "source": each.source,
                        "at": each.at,
                        "home": each.setting.home,
                        "meaning": each.setting.meaning,
                    }
                )
                for each in self.settings
            ],
            "files": dict(self.files),
        }


def config(
    session: Session, own: OwnFile, given: Mapping[str, Override], words: Sequence[str], folder_of: Callable[[str], str]
) -> Outcome:
    """All settings, or those that the words name, after what the words set.

    UsageError for what is no setting, InvalidError for a value that does not hold up, NoStoreError where one of a
    store is set and there is none.
    """
    typed = read_typed(session, words, folder_of)
    store_data = _store_data(session)
    changed_store = _new_data(typed, STORE, store_data)
    changed_own = _new_data(typed, USER, own.data or b"")
    plan = _plan(typed, store_data, changed_store)
    effects = _effects(typed, own, changed_own)
    files = {STORE: f"{session.store.folder}/{layout.SETTINGS}"} if store_data is not None else {}
    files[USER] = own.path
    found, problems = _values_of(changed_store, changed_own, own.path)
    named = typed.named or (*SETTINGS.values(), *(each for name in found if (each := carrier_setting(name))))
    values = tuple(_value(each, found, given, files) for each in named)
    data = Config(values, files, are_named=bool(typed.named))
    notices = _notices(typed, given, is_changed=bool(plan or effects))
    done = (f"kept in {own.path}",) if effects else ()
    return Outcome(data, plan, effects=effects, notices=notices, problems=_problems_of(typed, problems), done=done)


def _problems_of(typed: Typed, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All that is wrong; where settings were named, only what is wrong with the carriers among them."""
    carriers = tuple(f"{CARRIER}.{each.path[1]}" for each in typed.named if each.path[0] == CARRIER)
    mine = (each for each in problems if f"{each.field}.".startswith(tuple(f"{name}." for name in carriers)))
    return tuple(mine) if typed.named else problems


def _store_data(session: Session) -> bytes | None:
    store = session.store_if_any
    return None if store is None else store.read(layout.SETTINGS)


def _changes(typed: Typed, home: str) -> dict[tuple[str, ...], Any]:
    return {each.path: value for each, value in typed.values.items() if each.home == home}


def _new_data(typed: Typed, home: str, data: bytes | None) -> bytes | None:
    """A file of settings with what was typed in it; every other line of it stays."""
    changes = _changes(typed, home)
    if not changes:
        return data
    if data is None:
        raise NoStoreError(
            f"{next(iter(typed.values)).name} is a setting of a store, and there is none here",
            hints=["make one with: talktag init DIR --owner NAME --contact MAIL", "or name one with: --store DIR"],
        )
    made = changed_text(data, changes)
    reading: Reading[Any] = read_settings(made, layout.SETTINGS) if home == STORE else read_user_settings(made, "yours")
    if reading.value is None:
        raise InvalidError(
            "the settings would not hold up",
            details=[str(each) for each in reading.problems],
            hints=["mend the file in an editor"],
        )
    return made


def _plan(typed: Typed, held: bytes | None, made: bytes | None) -> Plan | None:
    if held is None or made is None or made == held:
        return None
    given = ((each, value) for each, value in typed.values.items() if each.home == STORE)
    values = {each.name: None if value is None else SettingValue(each, value).text for each, value in given}
    return commit_message.plan("config", _subject(values), Write(layout.SETTINGS, made, held))


def _effects(typed: Typed, own: OwnFile, made: bytes | None) -> tuple[KeepSetting, ...]:
    if made is None or made == (own.data or b""):
        return ()
    values = {each: value for each, value in typed.values.items() if each.home == USER}
    shown = ", ".join(SettingValue(each, value).text or "nothing" for each, value in values.items())
    return (KeepSetting(", ".join(each.name for each in values), shown, own.path, made, own.data),)


def _subject(values: Mapping[str, Any]) -> str:
    """What is set and taken away, as the subject of a commit."""
    put = [f"{name} to {value}" for name, value in values.items() if value is not None]
    gone = [name for name, value in values.items() if value is None]
    parts = [*([f"set {', '.join(put)}"] if put else []), *([f"take {', '.join(gone)} out"] if gone else [])]
    said = " and ".join(parts)
    return f"{said[:1].upper()}{said[1:]} of the settings" if gone else f"{said[:1].upper()}{said[1:]}"


def _values_of(
    store_data: bytes | None, own_data: bytes | None, own_path: str
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What both files say, by setting, and what is wrong with them."""
    found: dict[str, Any] = {}
    own = read_user_settings(own_data or b"", own_path)
    mine = own.value or UserSettings()
    problems = own.problems
    settings = None
    if store_data is not None:
        reading = read_settings(store_data, layout.SETTINGS)
        settings, problems = reading.value, (*problems, *reading.problems)
    for each in carrier_settings(mine.carriers):
        found[each.name] = value_of_carrier(mine.carriers, each)
    for each in SETTINGS.values():
        if each.home == USER:
            found[each.name] = getattr(mine, each.name)
        elif settings is not None:
            found[each.name] = value_of(settings, each)
    return {name: value for name, value in found.items() if value not in (None, ())}, problems


def _value(
    setting: Setting, found: Mapping[str, Any], given: Mapping[str, Override], files: Mapping[str, str]
) -> SettingValue:
    """What holds of a setting: what was given for this run, what its file says, what holds otherwise."""
    if said := given.get(setting.name):
        return SettingValue(setting, said.value, said.source, said.at)
    if setting.name in found:
        return SettingValue(setting, found[setting.name], setting.home, files[setting.home])
    return SettingValue(setting, setting.default, DEFAULT) if setting.default else SettingValue(setting)


def _notices(typed: Typed, given: Mapping[str, Override], *, is_changed: bool) -> tuple[str, ...]:
    names = [each.name for each in typed.values]
    said = [f"{given[name].at} counts before {name} as it is set" for name in names if name in given]
    if typed.values and not is_changed:
        said.append("that is set so already; nothing was changed")
    elif "owner.contact" in names:
        said.append("labels that are printed already lead finders to the address of before")
    return tuple(said)
