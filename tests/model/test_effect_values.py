"""Each effect says itself: to a program in JSON, to a person in a line, and never a secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from talktag.model.effects.effect import Effect, effect_values
from talktag.model.effects.of_files import AddLine, DropDraft, InstallFile, KeepSetting
from talktag.model.effects.of_keys import CHANGES_OF_KEYS, AcceptKeys, ChangeKeys
from talktag.model.effects.of_programs import RunProgram, WalkThrough
from talktag.model.effects.of_stores import MendRepository, RememberHistory, StartStore
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.ops.outcome import Output

SECRET = b"AGE-SECRET-KEY-1"
ANA, BEN = AcceptedKey("@owner", "owner", "SHA256:a"), AcceptedKey("ben", "seen", "SHA256:b")


def keys(name: str) -> ChangeKeys:
    contents = {"identity.age": lambda: SECRET, "identity.txt": None}
    return ChangeKeys(name, "/config/keys", "SHA256:a", contents, {"identity.txt": SECRET})


EFFECTS: tuple[tuple[Effect, str], ...] = (
    *((keys(name), f"{line} in /config/keys") for name, line in CHANGES_OF_KEYS.items()),
    (
        AcceptKeys("/config/keys", "store1", {}, SECRET, None, (ANA,), (ANA, BEN), ("signers.pin",)),
        "accept the key SHA256:a of owner, forget 2 keys of owner, ben, accept recipients (on this computer)",
    ),
    (AcceptKeys("/k", "s", {}, forgotten=(BEN,)), "forget the key SHA256:b of ben (on this computer)"),
    (AcceptKeys("/k", "s", {}), "look through the history for keys taken back (on this computer)"),
    (StartStore("/things", ("Ana", "a@example.org")), "start a store in /things"),
    (MendRepository("/things", ("left-lock",)), "mend left-lock of the repository in /things"),
    (RememberHistory("/things", "/seen/a"), "remember the history in /things as it is now"),
    (RememberHistory("/things", "/seen/a", set_back=True), "remember the history in /things as it is now, set back"),
    (KeepSetting("the default store", "/t", "/c.toml", SECRET, None), "keep the default store in /c.toml: /t"),
    (InstallFile("/talktag.sh", SECRET), "write /talktag.sh"),
    (AddLine("/.bashrc", "source a"), "add a line to /.bashrc: source a"),
    (DropDraft("/draft"), "drop the draft /draft"),
    (RunProgram(("lp", "a.pdf")), "run lp a.pdf"),
    (WalkThrough("/demo", (("list",),)), "run 1 command in /demo"),
    (Output(Path("a.zip"), lambda: SECRET), "write a.zip"),
    (Output(None, lambda: SECRET), "write to standard output"),
)


@pytest.mark.parametrize(("effect", "line"), EFFECTS, ids=lambda value: getattr(value, "name", ""))
def test_an_effect_says_what_it_is(effect: Effect, line: str) -> None:
    assert effect.line == line
    values = json.loads(json.dumps(effect_values(effect)))
    assert values["effect"] == effect.name
    assert {each["action"] for each in values["changes"]} <= {"write", "remove", "append"}
    assert SECRET.decode() not in json.dumps(values) + effect.line
    if not isinstance(effect, Output):
        assert SECRET.decode() not in repr(effect)


def test_keys_that_are_only_forgotten_are_not_called_accepted() -> None:
    assert AcceptKeys("/k", "s", {}, forgotten=(BEN,)).name == "forget-keys"
    assert AcceptKeys("/k", "s", {}, accepted=(ANA,), forgotten=(BEN,)).name == "accept-keys"


def test_a_change_of_keys_names_each_file_and_what_becomes_of_it() -> None:
    assert [tuple(each) for each in keys("lock-keys").files] == [
        ("write", "/config/keys/identity.age"),
        ("remove", "/config/keys/identity.txt"),
    ]
