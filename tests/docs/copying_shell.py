"""A shell whose talktag is a copy of one that is loaded, where the system can wait for copies. Judges nothing."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from generating.shell import Process, Shell

from tests.kit import loaded

_COMMAND = Path(loaded.__file__).with_name("loaded_command.py")


class CopyingShell(Shell):
    """Does what a shell does, sooner."""

    def start(self, command: list[str], terminal: int) -> Process:
        """Start a command in a session of its own with that terminal, whose talktag runs in copies."""
        variables = self.variables()
        if not loaded.can_be_copied(command, variables):
            return super().start(command, terminal)
        folder = self.home.parent / "programs"
        folder.mkdir(exist_ok=True)
        door = folder / "door"
        door.unlink(missing_ok=True)
        program = folder / "talktag"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -ISB {_COMMAND} {shlex.quote(str(door))} "$@"\n', "utf-8")
        program.chmod(0o755)
        variables["PATH"] = f"{folder}:{variables['PATH']}"
        return loaded.start_session(command, self.folder, variables, terminal, door)
