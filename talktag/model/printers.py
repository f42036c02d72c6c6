"""The person's own printers: how each is told to print, and what each does to a page. Runs and prints nothing.

Kept in the person's own settings, never in a store, because it names programs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.calibration import Calibration, check_calibration

FILE = "{file}"  # in a print command, what stands for the file


class Printer(NamedTuple):
    """`command` are the words of the print command, `{file}` among them; calibrations are by the id of the stock."""

    command: tuple[str, ...] = ()
    calibrations: Mapping[str, Calibration] = {}


def read_printers(data: bytes) -> dict[str, Printer]:
    """The printers by name; InvalidError with the first thing that does not hold up."""
    import tomllib

    try:
        table = tomllib.loads(data.decode())
        return {name: _printer(name, each) for name, each in table.get("printers", {}).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise InvalidError(f"printers.toml does not hold up: {error}", hints=["mend it in an editor"]) from error


def printers_table(printers: Mapping[str, Printer]) -> dict[str, Any]:
    """The printers as TOML values."""
    return {"printers": {name: _table(each) for name, each in printers.items()}}


def calibrated(printers: Mapping[str, Printer], name: str, stock: str, found: Calibration) -> dict[str, Printer]:
    """The printers with a calibration put in, rounded to what a ruler can tell; the printer is made where it is new."""
    rounded = replace(found, **{key: round(value, 5) for key, value in asdict(found).items()})
    held = printers.get(name, Printer())
    return {**printers, name: held._replace(calibrations={**held.calibrations, stock: rounded})}


def print_command(printer: Printer, file: str) -> list[str]:
    """The words to run, so that `file` is printed; InvalidError where there is no command, or it names no file."""
    if not any(FILE in word for word in printer.command):
        raise InvalidError(
            f'the printer has no command with "{FILE}" in it',
            hints=['put it into printers.toml, for example: command = ["lp", "-o", "print-scaling=none", "{file}"]'],
        )
    return [word.replace(FILE, file) for word in printer.command]


def _printer(name: str, table: Mapping[str, Any]) -> Printer:
    command: Sequence[str] = table.get("command", ())
    if isinstance(command, str) or not all(isinstance(word, str) for word in command):
        raise ValueError(f"the command of {name} is not a list of words")
    calibrations = {stock: Calibration(**values) for stock, values in table.get("calibrations", {}).items()}
    for each in calibrations.values():
        check_calibration(each)
    return Printer(tuple(command), calibrations)


def _table(printer: Printer) -> dict[str, Any]:
    command = {"command": list(printer.command)} if printer.command else {}
    return {**command, "calibrations": {stock: asdict(each) for stock, each in printer.calibrations.items()}}
