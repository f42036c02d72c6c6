"""Killed at any rename, a command leaves all of what it does in the end: the store, and what goes along with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.killing import killed_runs

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Program = Callable[[str], str]
STRANGER = (Path(__file__).parents[1] / "conformance/keys/stranger.pub").read_text("utf-8").strip()


def test_a_party_that_is_there_has_its_key_accepted_and_one_that_is_not_has_none(
    computer: Computer, program: Program
) -> None:
    ident = computer.things / "talktag.toml"
    found = []
    for _ in killed_runs(computer, program("strace"), ("party", "add", "Foto Ruiz", "--key", STRANGER)):
        done = computer.run("doctor")
        assert done.code == 0, done.out
        keys = KeyFolder(computer.folder / "config/keys").signers(ident.read_text().split('id = "')[1].split('"')[0])
        found.append((computer.things / "parties/foto-ruiz.toml").exists())
        assert ("foto-ruiz" in {each.name for each in keys}) == found[-1]
        assert not {path.name for path in (computer.folder / "config/keys").rglob("next/*")} & {"ready", "waiting"}
    assert set(found) == {True, False}


def test_init_that_was_cut_short_is_typed_again_and_all_is_there(new_computer: Computer, program: Program) -> None:
    words = ("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    seen = set()
    for came_through in killed_runs(new_computer, program("strace"), words):
        done = new_computer.run(*words)
        assert done.code == (6 if (came_through or "there is a store" in done.err) else 0), done.err
        seen.add(done.code)
        new_computer.ok("add", "Camera")
        new_computer.ok("note", "camera", "-", stdin=b"hot pixel")
        assert "hot pixel" in new_computer.ok("notes", "camera")
        public = KeyFolder(new_computer.folder / "config/keys").public()
        assert (new_computer.things / "keys/owner.pub").read_text() == f"{public.signing_line}\n"
        assert new_computer.run("doctor").code == 0
    assert seen == {0, 6}
