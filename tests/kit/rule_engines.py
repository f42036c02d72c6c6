"""Engines that others wrote, asked about our rules: the compiler of KRL, the engine of picos, select-when.

They are asked in batches, as each start costs more than a thousand answers. Judges nothing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.model.log.entry import Entry
from talktag.model.rules.making.scene import Scene, moment_of
from talktag.model.rules.making.waker import find_recipient, find_waker
from talktag.model.rules.reaction import Around, MadeMessage, MadeNotice, MadeThing
from talktag.model.rules.rule import Rule
from talktag.model.rules.rule_text import NAMES, ValueName
from talktag.model.rules.spans import parse_duration
from talktag.model.values.fold import fold
from tests.kit.npm import install_locked

HERE = Path(__file__).parent / "engines"
OURS = ({"domain": "talktag", "name": "*"},)  # what the channel of entries allows
_ANY = Rule(name="any", path="", hash="")


@dataclass(frozen=True)
class RuleEngines:
    """A folder with the engines, and the program that runs them."""

    folder: Path
    node: str

    def refusal(self, krl: str) -> str | None:
        """What the compiler says against a ruleset; None where it takes it."""
        command = [self.node, str(self.folder / "node_modules/krl-compiler/bin/krl-compiler"), "--verify"]
        got = subprocess.run(command, input=krl, capture_output=True, text=True, check=False)
        return None if got.returncode == 0 else got.stderr

    def compile(self, rulesets: Sequence[str]) -> list[str | None]:
        """The same of many, without the start of a program for each."""
        found: list[str | None] = self._run("compile.js", rulesets)
        return found

    def play_picos(self, stories: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
        """What each story comes to in the engine of picos: for each event the directives, or why it was refused."""
        found: list[list[Any]] = self._run("pico.js", stories)
        return found

    def play_patterns(self, stories: Sequence[Mapping[str, Any]]) -> list[list[int]]:
        """At which events of each stream select-when fires."""
        found: list[list[int]] = self._run("patterns.js", stories)
        return found

    def _run(self, script: str, stories: Sequence[Any]) -> Any:
        command = [self.node, str(self.folder / script)]
        got = subprocess.run(command, input=json.dumps(stories), capture_output=True, text=True, check=False)
        assert got.returncode == 0, got.stderr[-2000:]
        return json.loads(got.stdout)


def find_engines(program: Callable[[str], str], cache: Path) -> RuleEngines:
    """The engines at the versions of the lock; skips where npm cannot fetch them."""
    node = program("node")
    folder = install_locked(program, HERE, cache)
    for script in ("answer_each.js", "compile.js", "pico.js", "patterns.js"):
        shutil.copyfile(HERE / script, folder / script)
    return RuleEngines(folder, node)


def event_of(entry: Entry, around: Around, pico: int = 0) -> dict[str, Any]:
    """An entry as an event: what docs/reference/rules.md says that one has."""
    waker = find_waker(entry, around.parties)
    scene = Scene(_ANY, entry, waker, around, {})
    known = {
        group: {key: value for key in NAMES[group].split() if (value := scene.value(ValueName(group, key)))}
        for group in ("entry", "product", "party")
    }
    fields = around.product.fields if around.product else {}
    field = {fold(key): scene.value(ValueName("field", key)) for key in fields}
    said = {"id": entry.id, "by": sorted(waker.names), "auto": bool(entry.auto), "at": moment_of(entry).timestamp()}
    attrs = {**said, **_lateness(entry), **known, "data": dict(entry.data), "field": field}
    time = int(moment_of(entry).timestamp() * 1000)
    return {"pico": pico, "domain": "talktag", "name": entry.kind.replace("-", "_"), "attrs": attrs, "time": time}


def _lateness(entry: Entry) -> dict[str, float]:
    if entry.recorded is None:
        return {}
    if entry.time:
        return {"late": (entry.recorded - entry.time).total_seconds()}
    return {"late": (entry.recorded.date() - entry.date).total_seconds()}


def asked_for(directives: Iterable[Mapping[str, Any]], entry: Entry, around: Around) -> list[dict[str, Any]]:
    """What directives ask to be made of an entry, as whoever runs the engine has to read them."""
    found = []
    for each in directives:
        asked = dict(each)
        if "to" in asked:
            try:
                asked["to"] = find_recipient(asked["to"], find_waker(entry, around.parties), around.parties).slug
            except ValueError:
                continue
        if "due" in asked:
            asked["due"] = parse_duration(asked["due"]).after(entry.date).isoformat()
        found.append({name: value for name, value in asked.items() if value != {}})
    return _in_order(found)


def made_of(made: Iterable[MadeThing], cause: str) -> list[dict[str, Any]]:
    """What our engine made of the entry of that id, in the same form."""
    return _in_order([_form(each) for each in made if each.origin.cause == cause])


def _form(thing: MadeThing) -> dict[str, Any]:
    origin = thing.origin
    known = {"rule": origin.rule, "cause": origin.cause, "branch": origin.branch, "number": origin.number}
    if isinstance(thing, MadeNotice):
        return {"what": "notice", **known, "title": thing.line}
    entry = thing.entry
    said = {"kind": entry.kind, "title": entry.title, "text": entry.text, "data": dict(entry.data), "to": entry.to}
    said["due"] = entry.due.isoformat() if entry.due else None
    what = "send" if isinstance(thing, MadeMessage) else "entry"
    return {"what": what, **known, **{name: value for name, value in said.items() if value not in (None, {})}}


def _in_order(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By rule: what an engine makes of rules that wake at the same event need be in no order."""
    return sorted(asked, key=lambda each: (each["rule"], each["branch"], each["number"]))
