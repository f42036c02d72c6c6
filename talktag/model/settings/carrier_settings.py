"""Carriers as a file of settings names them, key by key: the keys, what they may say, how they are read.

None is ever taken from a store: what came by a pull or on a stick must name no program and no folder of this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from talktag.model.settings.carrier import (
    CARRIER_KINDS,
    CARRIER_NAME_MOST,
    FOLDER,
    MAIL,
    MAILDIR,
    MOVE,
    TAKEN,
    WAY_OUT,
    Carrier,
    is_carrier_name,
)
from talktag.model.settings.setting import USER, Setting
from talktag.model.settings.values import problem_of_words
from talktag.model.toml.read import Fields
from talktag.model.values.ident import is_slug

CARRIER = "carrier"  # the table of them, and how the name of each of their settings begins
# Key: kind of its value, meaning, example.
_KEYS = {
    "kind": ("carrier-kind", f"what it is: {', '.join(CARRIER_KINDS)}", FOLDER),
    "out": ("place", "the folder that files are put into", "/media/ana/STICK"),
    "in": ("place", "where files and mails are fetched from", "~/Mail/talktag"),
    "program": ("program", "what sends the mail on its standard input", "msmtp -t"),
    "for": ("slugs", "the parties that it is for; all where this is left out", "fix-it"),
    "taken": ("taken", f"what becomes of what was fetched: {' or '.join(TAKEN)}", MOVE),
}
CARRIER_KEYS = {key: meaning for key, (_, meaning, _) in _KEYS.items()}  # for completion
_NEVER = {FOLDER: "program", MAILDIR: "program", MAIL: "out"}


def carrier_setting(name: str) -> Setting | None:
    """The setting of a carrier called so, such as `carrier.stick.kind`; None for what is called otherwise.

    `carrier.stick` stands for the whole of it, which can only be taken away.
    """
    first, _, rest = name.partition(".")
    carrier, _, key = rest.partition(".")
    if first != CARRIER or not is_carrier_name(carrier):
        return None
    if name == f"{CARRIER}.{carrier}":
        whole = (CARRIER, carrier)
        return Setting(name, USER, path=whole, kind=CARRIER, meaning="the whole carrier", example="")
    return _setting_at(carrier, key) if key in _KEYS else None


def settings_of(name: str) -> tuple[Setting, ...]:
    """All settings that a carrier of that name has."""
    return tuple(_setting_at(name, key) for key in _KEYS)


def _setting_at(carrier: str, key: str) -> Setting:
    kind, meaning, example = _KEYS[key]
    path = (CARRIER, carrier, key)
    return Setting(".".join(path), USER, path, kind=kind, meaning=meaning, example=example)


def carrier_settings(carriers: Sequence[Carrier]) -> Iterator[Setting]:
    """All settings of carriers at which something is set."""
    for carrier in carriers:
        yield from (each for each in settings_of(carrier.name) if value_of_carrier(carriers, each))


def value_of_carrier(carriers: Sequence[Carrier], setting: Setting) -> Any:
    """What the carriers say at one of these settings; None where it is not set."""
    carrier = next((each for each in carriers if each.name == setting.path[1]), None)
    if carrier is None or len(setting.path) == 2:
        return carrier and carrier.kind
    held = dict(zip(_KEYS, carrier[1:], strict=True))
    return held[setting.path[2]] or None


def read_carriers(fields: Fields) -> tuple[Carrier, ...]:
    """The carriers of a file of settings; of one that does not hold up it is told why, and it counts as not there."""
    table = fields.table(CARRIER)
    found = [_read_carrier(table, name) for name in table.key_names()]
    return tuple(each for each in found if each)


def _read_carrier(table: Fields, name: str) -> Carrier | None:
    if not is_carrier_name(name):
        table.problem(name, f"is no name for a carrier; use small letters and hyphens, at most {CARRIER_NAME_MOST}")
        return None
    fields = table.table(name)
    if not fields.key_names():
        return None
    kind = fields.parse("kind", parse_carrier_kind)
    if "kind" not in fields.key_names():
        fields.must_have("kind")
    goes_to, comes_from = (fields.parse(key, parse_place) for key in ("out", "in"))
    program = _read_program(fields)
    parties, taken = _read_parties(fields), fields.parse("taken", parse_taken)
    fields.report_unknown()
    if kind is None:
        return None
    _tell_misfits(fields, kind)
    return Carrier(name, kind, goes_to, comes_from, program=program, parties=parties, taken=taken)


def _read_program(fields: Fields) -> tuple[str, ...]:
    words = fields.texts("program")
    if words and (problem := problem_of_words(words)):
        fields.problem("program", problem)
        return ()
    return words


def _read_parties(fields: Fields) -> tuple[str, ...]:
    parties = fields.texts("for")
    for each in parties:
        if not is_slug(each):
            fields.problem("for", f'"{each}" is no slug of a party')
    return tuple(filter(is_slug, parties))


def _tell_misfits(fields: Fields, kind: str) -> None:
    """Tell of a key that this kind has no use for, and where nothing can go or come by the carrier."""
    never, needs = _NEVER[kind], (WAY_OUT[kind], "in")
    if fields.present(never):
        fields.problem(never, f'is not for the kind "{kind}", which goes by "{needs[0]}"', "odd-value", "warning")
    if not fields.present(*needs):
        fields.problem("kind", f'of "{kind}" needs "{needs[0]}" or "{needs[1]}", or nothing goes or comes', "missing")


def parse_carrier_kind(text: str) -> str:
    """One of CARRIER_KINDS; ValueError for any other text."""
    return _one_of(text, CARRIER_KINDS, "kind of carrier")


def parse_taken(text: str) -> str:
    """One of TAKEN; ValueError for any other text."""
    return _one_of(text, TAKEN, "way with what was fetched")


def parse_place(text: str) -> str:
    """A folder or file by a way from `/` or `~/`; ValueError for any other text."""
    if not text.isprintable() or not text.startswith(("/", "~/")):
        raise ValueError(f'"{text}" depends on the folder you are in; write it from / or ~/')
    return text


def parse_slugs(text: str) -> list[str]:
    """Slugs of parties, parted by commas or blanks; ValueError for any other text."""
    slugs = text.replace(",", " ").split()
    for each in slugs:
        if not is_slug(each):
            raise ValueError(f'"{each}" is no slug of a party')
    return list(dict.fromkeys(slugs))


def _parse_whole(_: str) -> str:
    """No text is a whole carrier; ValueError."""
    raise ValueError("a carrier is set key by key, and taken away with nothing after the equals sign")


# How what is typed for each kind of value is read; a place is a path, which only a shell's layer can tell.
CARRIER_READERS: dict[str, Callable[[str], Any]] = {
    CARRIER: _parse_whole,
    "carrier-kind": parse_carrier_kind,
    "slugs": parse_slugs,
    "taken": parse_taken,
}


def _one_of(text: str, known: dict[str, str], what: str) -> str:
    if text not in known:
        raise ValueError(f'"{text}" is no {what}; use one of: {", ".join(known)}')
    return text
