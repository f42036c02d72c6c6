"""The person's printers: their settings read and kept, and a print command run. Never takes a program from a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.context import Context
from talktag.errors import DiskError, NotFoundError, UsageError
from talktag.model.printers import Printer

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.calibrate import Calibrated
    from talktag.ops.outcome import Outcome

_LIMIT = 256 * 1024  # bytes of the printers' settings


def printers(context: Context) -> dict[str, Printer]:
    """The printers by name, none where there are no such settings."""
    from talktag import disk
    from talktag.model.printers import read_printers

    try:
        return read_printers(disk.read(_path(context), _LIMIT))
    except FileNotFoundError:
        return {}


def printer_of(context: Context, name: str | None) -> Printer:
    """The printer of that name, an unknown one where none is named; NotFoundError for a name that is not kept."""
    if name is None:
        return Printer()
    known = printers(context)
    if name not in known:
        raise NotFoundError(
            f'there is no printer "{name}"',
            hints=[
                *([f"printers: {', '.join(sorted(known))}"] if known else []),
                f"make it known with: talktag sheet calibrate --printer {name} …, or in {_path(context)}",
            ],
        )
    return known[name]


def keep_calibration(context: Context, found: Calibrated) -> None:
    """Put what was found into the printers' settings."""
    import tomli_w

    from talktag import disk
    from talktag.model.printers import calibrated, printers_table

    if found.printer is None or found.solved is None:
        return
    kept = calibrated(printers(context), found.printer, found.stock.id, found.solved.calibration)
    disk.make_folder(context.config)
    disk.put(_path(context), tomli_w.dumps(printers_table(kept)).encode())


def printed_by(context: Context, printer: Printer, outcome: Outcome) -> Outcome:
    """The outcome, after which the printer's command is run on each of its files."""
    from talktag.model.printers import print_command

    paths = [output.path for output in outcome.outputs if output.path]
    if not paths:
        raise UsageError("a file is needed to print", hints=["name it after -o"])
    commands = [print_command(printer, str(path.absolute())) for path in paths]

    def run() -> None:
        for command in commands:
            _run(context, command)

    return outcome._replace(after=run)


def _run(context: Context, command: list[str]) -> None:
    import subprocess

    try:
        done = subprocess.run(command, check=False, env=dict(context.terminal.environment), stdin=subprocess.DEVNULL)
    except OSError as error:
        raise DiskError(f'"{command[0]}" could not be run: {error.strerror}', hints=["mend printers.toml"]) from error
    if done.returncode:
        raise DiskError(f'"{command[0]}" ended with {done.returncode}', hints=["the file is there; print it by hand"])


def _path(context: Context) -> Path:
    return context.config / "printers.toml"
