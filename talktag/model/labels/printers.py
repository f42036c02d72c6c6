"""The person's own printers: how each is told to print, and what each does to a page. Runs and prints nothing.

Kept in the person's own settings, never in a store, because it names programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.calibration import Calibration, check_calibration
from talktag.model.problem import Problem
from talktag.model.toml.read import Fields, decode_toml, load_toml
from talktag.model.toml.record_file import Reading
from talktag.model.toml.write import changed_text

FILE = "{file}"  # in a print command, what stands for the file
_LONGEST_NAME = 64
_DIGITS = 5  # behind the point: finer than any ruler


class Printer(NamedTuple):
    """`command` are the words of the print command, `{file}` among them; calibrations are by the id of the paper."""

    command: tuple[str, ...] = ()
    calibrations: Mapping[str, Calibration] = {}


def read_printers(data: bytes, path: str) -> Reading[dict[str, Printer]]:
    """Read the printers by name; every problem is reported."""
    table, broken = load_toml(data, path)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, decode_toml(data), problems).table("printers")
    return Reading({name: _printer(fields.table(name)) for name in fields.values()}, tuple(problems))


def printer_name(name: str) -> str:
    """`name` itself where a printer may be called so; UsageError for one that is empty, long or cannot be shown."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f'"{name}" is no name for a printer', hints=["for example: --printer office"])
    return name


def calibrated_text(old: bytes, name: str, paper: str, found: Calibration) -> bytes:
    """The settings with a calibration put in, the printer made where it is new; comments and all else stay."""
    where = ("printers", name, "calibrations", paper)
    return changed_text(old, {(*where, key): round(value, _DIGITS) for key, value in asdict(found).items()})


def print_command(printer: Printer, file: str) -> list[str]:
    """The words to run, so that `file` is printed; InvalidError where there is no command, or it names no file."""
    if not any(FILE in word for word in printer.command):
        raise InvalidError(
            f'the printer has no command with "{FILE}" in it',
            hints=['put it into printers.toml, for example: command = ["lp", "-o", "print-scaling=none", "{file}"]'],
        )
    return [word.replace(FILE, file) for word in printer.command]


def _printer(fields: Fields) -> Printer:
    command = fields.texts("command")
    if any("\0" in word for word in command):
        fields.problem("command", "has a character that no program can be given")
    calibrations = fields.table("calibrations")
    return Printer(command, {paper: _calibration(calibrations, paper) for paper in calibrations.values()})


def _calibration(fields: Fields, paper: str) -> Calibration:
    table, exact = fields.table(paper), asdict(Calibration())
    values = {key: table.number(key) for key in exact}
    found = Calibration(**{key: exact[key] if value is None else value for key, value in values.items()})
    try:
        check_calibration(found)
    except InvalidError as error:
        fields.problem(paper, "; ".join(error.details))
    return found
