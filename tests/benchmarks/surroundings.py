"""Where the benchmark runs: an interpreter, a home and keys of its own in a temporary folder. Touches nothing else."""

from __future__ import annotations

import os
import shlex
import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTACT = "ana@example.org"
_MAIN = "from talktag.__main__ import main; main()"


class FailedError(Exception):
    """A program that ended with another exit code than 0; its message is what it said."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The interpreter, the environment of every job, and the folder that all is in."""

    python: str
    environment: Mapping[str, str]
    scratch: Path

    def line(self, words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """A command line as a shell reads it: what to run for those words, and the variables before them."""
        named = list(words)
        variables = {}
        while "=" in named[0]:
            name, _, value = named.pop(0).partition("=")
            variables[name] = value
        return [self.python, "-c", _MAIN, *named[1:]] if named[0] == "talktag" else named, variables

    def run(self, text: str, folder: Path | None = None, store: Path | None = None, **variables: str) -> str:
        """What the commands of a line joined by && print; FailedError where one fails."""
        given = {**self.environment, **({"TALKTAG_STORE": str(store)} if store else {}), **variables}
        said = ""
        for part in text.split(" && "):
            words, own = self.line(shlex.split(part))
            done = subprocess.run(
                words, cwd=folder or ROOT, env=given | own, stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
            if done.returncode:
                raise FailedError(f"{part}: exit {done.returncode}: {done.stderr.decode().strip()}")
            said += done.stdout.decode()
        return said


def surround(folder: Path) -> Surroundings:
    """An interpreter and an environment below `folder`."""
    return Surroundings(str(_make_interpreter(folder / "python")), _make_environment(folder), folder)


def _make_interpreter(folder: Path) -> Path:
    """An interpreter like this one, with its libraries, but without the finder of an editable install.

    Such a finder is imported at every start, even by `python -c pass`, and takes longer than the interpreter itself.
    `.pth` files in the folders named here are not read (site module, addsitedir against sys.path).
    """
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    libraries = [path for path in sys.path if path in {*site.getsitepackages(), site.getusersitepackages()}]
    packages = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(packages) / "benchmarks.pth").write_text("\n".join([str(ROOT), *libraries, ""]), encoding="utf-8")
    return folder / "bin" / "python"


def _make_environment(folder: Path) -> dict[str, str]:
    """The environment of every job: the person's own settings of Python, Git, ripgrep and talktag stay out."""
    foreign = ("PYTHON", "GIT_", "TALKTAG_", "_TALKTAG", "XDG_", "RIPGREP_", "COMP_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    (folder / "home").mkdir()
    own = {"HOME": str(folder / "home"), "TALKTAG_CONFIG_DIR": str(folder / "config"), "LC_ALL": "C.UTF-8"}
    own["TALKTAG_PAGER"] = "cat"  # nobody is there to leave a pager
    return kept | own | {"GIT_CONFIG_NOSYSTEM": "1"}
