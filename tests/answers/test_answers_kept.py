"""What a version answered, every later one answers: its stores, bundles and keys are read with every value they had.

`make.py` recorded it. Each key of an answer is in today's, with the same value; new keys may stand beside it. What
may differ stands right below, each with the reason.
"""

from __future__ import annotations

import datetime
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.kit.computer import Computer

HERE = Path(__file__).parent
VERSIONS = {path.parent.name: path.parent for path in sorted(HERE.glob("*/answers.json"))}
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)  # as in make.py
# Drawn anew by every run, so that two runs of one version differ in it, too: the ids and tags that a dry run brings
# along. Those that the store had already are compared.
_ID = re.compile(r"\b(?:[0-9a-hjkmnp-tv-z]{13}|[0-9A-HJKMNP-TV-Z]{9})\b")
# Not compared, by the path to it: words for people, which are free to change (what went wrong is told by a name and an
# exit code), and the digest of what a dry run would have signed, in which the id stands that was drawn.
_MASKED = re.compile(
    r"\.(?:problems|data\.findings)\[\d+\]\.(?:message|hints?|details)|\.notices|\.data\.(?:text|signed)"
)
# What is gone is left out since 0.2.0 and brought by a word about states: the same answer takes that word now.
_ALL = {"list": ["state:any"], "stats": ["state:any"], "set --where": ["--where", "state:any"], "sheet": ["state:any"]}
# By the path to a list that is longer on purpose, the reason: what was in it is still there, in that order.
_LONGER = {
    ".data.writes": "since 0.6.0 every party may also ask, promise and say what it wants to be sent",
    ".data.commits": "since 0.2.0 the log of a product tells what was shared of it, too",
    ".plan.changes": "since 0.5.0 what is given away is told on the log of the product, too",
}
# Likewise texts with more words: since 0.5.0 the day on which an entry says something is due leaves with it.
_INDEX = re.compile(r"\.parties\[\d+\]|\.party")
_FULLER = re.compile(r"\.data\.leaves\[\d+\]\.value")


@cache
def recorded(version: str) -> Mapping[str, dict[str, Any]]:
    """Every answer of a version, by its command line."""
    answers = json.loads((VERSIONS[version] / "answers.json").read_text(encoding="utf-8"))
    return {each["line"]: each for each in answers}


@pytest.fixture(scope="session")
def computers(
    tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]
) -> Callable[[str, str], Computer]:
    """The computer of a person of a version, with that one's store and keys, at the moment at which all was asked."""

    @cache
    def make(version: str) -> Path:
        folder = tmp_path_factory.mktemp("answers")
        for part in VERSIONS[version].iterdir():
            if part.name == "files":
                shutil.copytree(part, folder, dirs_exist_ok=True)
            elif part.is_dir():
                make_person(part, folder / part.name)
        return folder

    def make_person(kept: Path, home: Path) -> None:
        shutil.copytree(kept / "config", home / "config")
        for path in (home / "config").rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)  # Git keeps no such modes
        if not (kept / "things.fast-export").exists():
            return
        git = [program("git"), "-C", str(home / "things")]
        environment = Computer(home).environment
        subprocess.run([git[0], "init", "-q", "-b", "main", str(home / "things")], env=environment, check=True)
        with (kept / "things.fast-export").open("rb") as history:
            subprocess.run([*git, "fast-import", "--quiet"], env=environment, stdin=history, check=True)
        subprocess.run([*git, "reset", "-q", "--hard", "main"], env=environment, check=True)

    def computer(version: str, who: str) -> Computer:
        folder = make(version)
        variables = {"TALKTAG_CONFIG_DIR": str(folder / who / "config"), "TALKTAG_STORE": str(folder / who / "things")}
        variables |= {"HOME": str(folder / who)}
        return Computer(folder, variables, quick=True, now=lambda: NOW)

    return computer


@cache
def known_ids(store: Path) -> frozenset[str]:
    """Every id that stands in a store or names something in it."""
    files = (path for path in store.rglob("*") if path.is_file() and ".git" not in path.parts)
    texts = (f"{path}\n{path.read_bytes().decode(errors='replace')}" for path in files)
    return frozenset(found for text in texts for found in _ID.findall(text))


def differences(old: Any, new: Any, known: frozenset[str], where: str = "") -> list[str]:
    """Where today's answer lacks something of the one of then, or says something else of it."""
    if isinstance(old, dict) and isinstance(new, dict):
        missing = [f"{where}.{key} is missing" for key in old if key not in new]
        both = (key for key in old if key in new and not _MASKED.fullmatch(f"{where}.{key}"))
        return missing + [each for key in both for each in differences(old[key], new[key], known, f"{where}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and _INDEX.sub("", where) in _LONGER:
        rest = iter(new)
        missing = (each for each in old if not any(differences(each, one, known) == [] for one in rest))
        return [f"{where} lacks {each}" for each in missing]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [each for at, (one, two) in pairs for each in differences(one, two, known, f"{where}[{at}]")]
    if isinstance(old, str) and isinstance(new, str):
        old, new = (_ID.sub(lambda found: found[0] if found[0] in known else "ID", text) for text in (old, new))
        if _FULLER.fullmatch(where):
            rest_of_new = iter(new.split())
            new = old if all(word in rest_of_new for word in old.split()) else new
    return [] if old == new else [f"{where}: {old!r} is now {new!r}"]


def today(computer: Computer, words: list[str]) -> tuple[int, Any]:
    """The exit code and the answer of a command line, without the folder's name."""
    done = computer.run("--json", *words)
    return done.code, json.loads((done.out or done.err).replace(str(computer.folder), "FOLDER"))


LINES = [(version, line) for version in VERSIONS for line in recorded(version)]


@pytest.mark.parametrize(("version", "line"), LINES, ids=lambda value: value.replace("/", "∕"))
def test_every_answer_is_given_today(version: str, line: str, computers: Callable[[str, str], Computer]) -> None:
    then = recorded(version)[line]
    who, *words = shlex.split(line)
    if "--all" in words:
        words.remove("--all")
    if not any(word.startswith("state:") for word in words):
        words += next((more for begin, more in _ALL.items() if line.startswith(f"{who} {begin}")), [])
    computer = computers(version, who)
    code, answer = today(computer, words)
    found = differences(then["answer"], answer, known_ids(computer.folder / who / "things"))
    if code != then["code"]:
        found.append(f"exit code: {then['code']} is now {code}")
    assert found == []
