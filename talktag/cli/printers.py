"""The person's printers: their settings read and kept, and a print command run. Never takes a program from a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.cli.context import Context
from talktag.errors import DiskError, InvalidError, NotFoundError, UsageError
from talktag.model.labels.printers import Printer

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.labels.calibrate import Calibrated
    from talktag.ops.outcome import Outcome

_LIMIT = 256 * 1024  # bytes of the printers' settings
_SHOWN = 20  # lines of what a print command says


def printers(context: Context) -> dict[str, Printer]:
    """The printers by name, none where there are no such settings; InvalidError where these do not hold up."""
    from talktag.model.labels.printers import read_printers

    reading = read_printers(_settings(context) or b"", "printers.toml")
    problems = [str(problem) for problem in reading.problems if problem.severity == "error"]
    if reading.value is None or problems:
        raise InvalidError(f'"{_path(context)}" does not hold up', details=problems, hints=["mend it in an editor"])
    return reading.value


def printer_of(context: Context, name: str | None, *, may_be_new: bool = False) -> Printer:
    """The printer of that name, one that nothing is known of where none is named.

    NotFoundError for a name that is not kept, unless it `may_be_new`.
    """
    if name is None:
        return Printer()
    known = printers(context)
    if may_be_new:
        from talktag.model.labels.printers import printer_name

        return known.get(printer_name(name), Printer())
    if name not in known:
        raise NotFoundError(
            f'there is no printer "{name}"',
            hints=[
                *([f"printers: {', '.join(sorted(known))}"] if known else []),
                f"make it known with: talktag sheet calibrate --printer {name} …, or in {_path(context)}",
            ],
        )
    return known[name]


def keeping_calibration(context: Context, found: Calibrated) -> Outcome:
    """What was found, to be kept in the printers' settings."""
    from talktag.model.effects.of_files import KeepSetting
    from talktag.model.labels.printers import calibrated_text
    from talktag.ops.outcome import Outcome

    if found.printer is None or found.solved is None:
        return Outcome(found)
    printers(context)  # settings that do not hold up are mended first
    held, path, paper = _settings(context), str(_path(context)), found.paper.id
    kept = calibrated_text(held or b"", found.printer, paper, found.solved.calibration)
    effect = KeepSetting(f'the calibration of "{found.printer}"', paper, path, kept, held)
    return Outcome(found, effects=(effect,) if kept != held else (), done=(f'notice: kept in "{path}"',))


def printed_by(name: str | None, printer: Printer, outcome: Outcome) -> Outcome:
    """The outcome, after which the printer's command is run on each of its files."""
    from talktag.model.effects.of_programs import RunProgram
    from talktag.model.labels.printers import print_command

    if name is None:
        raise UsageError("--print needs to know the printer", hints=["name it with --printer NAME"])
    paths = [output.path for output in outcome.outputs if output.path]
    if not paths:
        raise UsageError("a file is needed to print", hints=["name it after -o"])
    commands = (tuple(print_command(printer, str(path.resolve()))) for path in paths)
    return outcome._replace(effects=(*outcome.effects, *map(RunProgram, commands)))


def run_program(context: Context, command: Sequence[str]) -> None:
    """Run a print command, and tell what it says; DiskError where it cannot be run, or ends with an error."""
    import subprocess

    environment = dict(context.terminal.environment)
    try:
        # What it says is talk: standard output is for what talktag answers.
        done = subprocess.run(
            command,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise DiskError(f'"{command[0]}" could not be run: {error.strerror}', hints=["mend printers.toml"]) from error
    for line in done.stdout.decode("utf-8", "replace").splitlines()[:_SHOWN]:
        context.terminal.say(f"{command[0]}: {line}")
    if done.returncode:
        raise DiskError(f'"{command[0]}" ended with {done.returncode}', hints=["the file is there; print it by hand"])


def _settings(context: Context) -> bytes | None:
    """The printers' settings as they are, None where there are none."""
    from talktag import disk

    try:
        return disk.read(_path(context), _LIMIT)
    except FileNotFoundError:
        return None


def _path(context: Context) -> Path:
    from talktag import disk

    return disk.real_path(context.config / "printers.toml")  # which may be a link
