"""Runs the scenario files beside it; the form of a scenario is described in README.md.

It never shares anything between scenarios: each has a folder, a home and keys of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from talktag.cli.verb_names import VERBS
from tests.kit.done import Done
from tests.kit.loaded import TALKTAG, can_be_copied, run_copy

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))
EVERYWHERE = frozenset({"cat", "cd", "chmod", "cp", "echo", "git", "ln", "mkdir", "mv", "rm", "talktag", "touch"})
KINDS = {
    "..": ".*",
    "ID": "[0-9a-hjkmnp-tv-z]{13}",
    "TAG": "[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]",
    "DATE": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "TIME": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    "COMMIT": "[0-9a-f]{10}",
    "HASH": "[0-9a-f]{64}",
    "AGE": "age1[0-9a-z]{58}",
    "KEY": "ssh-ed25519 [A-Za-z0-9+/]{68}",
}
_HOLE = re.compile(r"\[(\.\.|[A-Z]+)(?: as ([a-z]+))?\]")
_FILE = re.compile(r"^-- (\S+) --$")
_VARIABLE = re.compile(r"\$([A-Za-z]+)")
_DIRECTIVES = ("$", "?", "stdout", "stderr", "exists", "missing", "holds", "same", "flip", "needs")


class ScenarioError(Exception):
    """A scenario does not hold, or is not written as README.md says."""


@dataclass(frozen=True)
class Step:
    """One line of a scenario, or a block of expected output."""

    line: int
    word: str
    text: str
    holds: bool = True  # False for a line that begins with `!`


@dataclass
class Run:
    """A scenario under way."""

    folder: Path
    program: Callable[[str], str]
    variables: dict[str, str]
    needed: set[str] = field(default_factory=set)
    cwd: Path = Path()
    code: int = 0
    stdout: str = ""
    stderr: str = ""


def parse(text: str) -> tuple[list[Step], dict[str, str]]:
    """The steps of a scenario and the files at its end."""
    steps: list[Step] = []
    files: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if named := _FILE.match(line):
            current = files.setdefault(named[1], [])
        elif current is not None:
            current.append(f"{line}\n")
        elif line.startswith("  ") and steps and steps[-1].word == "lines":
            steps[-1] = Step(steps[-1].line, "lines", f"{steps[-1].text}\n{line[2:]}")
        elif line.startswith("  "):
            steps.append(Step(number, "lines", line[2:]))
        elif line.strip() and not line.startswith("#"):
            steps.append(_directive(number, line))
    return steps, {name: "".join(lines) for name, lines in files.items()}


def _directive(number: int, line: str) -> Step:
    holds = not line.startswith("! ")
    word, _, text = line.removeprefix("! ").partition(" ")
    if word not in _DIRECTIVES:
        raise ScenarioError(f"line {number}: no such directive: {line}")
    return Step(number, word, text.strip(), holds)


def perform(text: str, folder: Path, program: Callable[[str], str]) -> None:
    """Run a scenario in an empty folder; ScenarioError says which line does not hold."""
    steps, files = parse(text)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    run = Run(folder, program, {"HERE": str(folder)}, cwd=folder)
    for step, following in zip(steps, [*steps[1:], Step(0, "", "")], strict=True):
        try:
            if step.word == "$":
                _command(run, step, int(following.text) if following.word == "?" else 0)
            elif step.word != "?":
                _check(run, step)
        except ScenarioError as error:
            raise ScenarioError(f"line {step.line}: {error}") from None


def _command(run: Run, step: Step, expected: int) -> None:
    words = [_filled(run, word) for word in shlex.split(step.text)]
    environment = _environment(run.folder)
    while words and re.match(r"^[A-Z_]+=", words[0]):
        key, _, value = words.pop(0).partition("=")
        environment[key] = value
    if words[0] not in EVERYWHERE | run.needed:
        raise ScenarioError(f"put a line above that says: needs {words[0]}")
    if words[0] == "cd":
        run.cwd = run.cwd / words[1]
        return
    argv, stdin, stdout, third = _redirected(run, words)
    done = _carry_out(argv, run.cwd, environment, stdin, third)
    if stdout:
        stdout.write_bytes(done.stdout)
    run.code = done.code
    run.stdout, run.stderr = ("" if stdout else done.stdout.decode("utf-8", "replace")), done.err
    if run.code != expected:
        raise ScenarioError(f"expected exit {expected}, got {run.code}\n$ {step.text}\n{_seen(run)}")


def _carry_out(argv: list[str], cwd: Path, environment: Mapping[str, str], stdin: bytes, third: Path | None) -> Done:
    """Run a program, `third` open for it as number 3; talktag as a copy of one that is loaded, where that does."""
    if argv[0] == "talktag" and third is None and can_be_copied(argv[1:], environment, stdin):
        return run_copy(argv[1:], cwd, environment, stdin)
    if argv[0] == "talktag":
        argv = [*TALKTAG, *argv[1:]]
    if third:
        argv = ["sh", "-c", 'third=$1; shift; exec "$@" 3<"$third"', "sh", str(third), *argv]
    done = subprocess.run(argv, cwd=cwd, env=environment, input=stdin, capture_output=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def _redirected(run: Run, words: Sequence[str]) -> tuple[list[str], bytes, Path | None, Path | None]:
    """The argument list without `< FILE`, `> FILE` and `3< FILE`; what to read, where to write, what is number 3."""
    argv: list[str] = []
    stdin, stdout, third = b"", None, None
    left = iter(words)
    for word in left:
        if word == "<":
            stdin = (run.cwd / next(left)).read_bytes()
        elif word == ">":
            stdout = run.cwd / next(left)
        elif word == "3<":
            third = run.cwd / next(left)
        else:
            argv.append(word)
    return argv, stdin, stdout, third


def _environment(folder: Path) -> dict[str, str]:
    """A person's own computer: nothing of the one the tests run on but where its programs are."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TALKTAG_CONFIG_DIR": str(folder / "config"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def _check(run: Run, step: Step) -> None:
    words = [_filled(run, word) for word in step.text.split(" ", 1)]
    if step.word == "needs":
        run.needed.add(Path(run.program(words[0])).name)
    elif step.word == "flip":
        _flip(run.cwd / words[0])
    elif _finds(run, step, words) != step.holds:
        negated = "" if step.holds else "not "
        what = f"{step.word} {step.text}".replace("\n", "\n  ").strip()
        raise ScenarioError(f"expected {negated}{what}\n{_seen(run)}")


def _finds(run: Run, step: Step, words: Sequence[str]) -> bool:
    """Whether what a check says is so."""
    path = run.cwd / words[0]
    match step.word:
        case "lines":
            return _matches(run, step.text.split("\n"), run.stdout.removesuffix("\n").split("\n"))
        case "stdout" | "stderr":
            shown = run.stdout if step.word == "stdout" else run.stderr
            found = any(_matches(run, [f"[..]{step.text}[..]"], [line]) for line in shown.split("\n"))
            return found if step.text else not shown
        case "exists" | "missing":
            return path.exists() == (step.word == "exists")
        case "holds":
            return words[1] in path.read_text("utf-8", "replace")
        case _:
            return path.read_bytes() == (run.cwd / words[1]).read_bytes()


def _matches(run: Run, expected: list[str], got: list[str]) -> bool:
    """Whether lines are as expected, `...` standing for any number of lines; keeps what `as` names."""
    pattern = "".join("(?:.*\n)*" if line == "..." else f"{_pattern(run, line)}\n" for line in expected)
    found = re.fullmatch(pattern, "".join(f"{line}\n" for line in got))
    if found:
        run.variables |= found.groupdict()
    return found is not None


def _pattern(run: Run, line: str) -> str:
    parts = []
    end = 0
    for hole in _HOLE.finditer(line):
        parts.append(re.escape(_filled(run, line[end : hole.start()]).replace("→", "\t")))
        parts.append(f"(?P<{hole[2]}>{KINDS[hole[1]]})" if hole[2] else KINDS[hole[1]])
        end = hole.end()
    return "".join((*parts, re.escape(_filled(run, line[end:]).replace("→", "\t"))))


def _filled(run: Run, text: str) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in run.variables:
            raise ScenarioError(f"nothing was named ${found[1]} before")
        return run.variables[found[1]]

    return _VARIABLE.sub(value, text)


def _flip(path: Path) -> None:
    """Turn over one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _seen(run: Run) -> str:
    def block(name: str, text: str) -> Iterator[str]:
        yield f"{name}:" if text else f"{name}: nothing"
        yield from (f"  {line}" for line in text.replace("\t", "→").removesuffix("\n").split("\n") if text)

    return "\n".join((*block("stdout", run.stdout), *block("stderr", run.stderr)))


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_scenario(path: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    try:
        perform(path.read_text("utf-8"), tmp_path, program)
    except ScenarioError as error:
        failure = f"{path.name} {error}"
    else:
        return
    pytest.fail(failure, pytrace=False)


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_a_scenario_says_first_what_it_is_about(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


def test_every_verb_has_a_scenario() -> None:
    assert {name.split()[0] for name in VERBS} <= {path.stem for path in SCENARIOS}


GOOD = """\
# A scenario that holds.
$ cat words.txt
  one [ID as ident] two
  ...
  end→end
! stdout three
stdout 0000000000000
stderr
$ cat missing.txt
? 1
stderr missing.txt
$ cp words.txt copy.txt
exists copy.txt
missing $ident.txt
same words.txt copy.txt
flip copy.txt
! same words.txt copy.txt
! holds words.txt seven
-- words.txt --
one 0000000000000 two
between
between
end\tend
"""
BROKEN = {
    "another exit code": ("? 1", "? 2"),
    "no exit code where one is due": ("? 1\n", ""),
    "another line": ("one [ID as ident] two", "one [ID as ident] six"),
    "a line too few": ("  ...\n", ""),
    "an id that is none": ("one 0000000000000 two", "one 000000000000 two"),
    "text that is there": ("! stdout three", "! stdout two"),
    "text that is not there": ("stderr missing.txt", "stderr seven"),
    "talk where there is to be none": ("stderr missing.txt", "stderr"),
    "a file that is there": ("missing $ident.txt", "missing words.txt"),
    "a file that is not there": ("exists copy.txt", "exists other.txt"),
    "files that are not the same": ("flip copy.txt\n! same", "flip copy.txt\nsame"),
    "a text that a file does not hold": ("! holds words.txt seven", "holds words.txt seven"),
    "a name nobody gave": ("missing $ident.txt", "missing $other.txt"),
    "a word that is no directive": ("exists copy.txt", "exist copy.txt"),
    "a program nobody asked for": ("$ cp ", "$ dd "),
}


def test_a_scenario_that_holds_is_let_pass(tmp_path: Path, program: Callable[[str], str]) -> None:
    perform(GOOD, tmp_path, program)


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_scenario_that_does_not_hold_is_found_out(
    change: tuple[str, str], tmp_path: Path, program: Callable[[str], str]
) -> None:
    assert change[0] in GOOD
    with pytest.raises(ScenarioError, match=r"^line \d+: "):
        perform(GOOD.replace(*change), tmp_path, program)
