"""Keys that a store names: believed once the owner did or accepted it on this computer, and checked by digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from talktag.seal.spoken import spoken
from talktag.seal.sshkey import PublicKey

if TYPE_CHECKING:
    from tests.cli.conftest import Computer

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"
EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")


@pytest.fixture
def eve(computer: Computer) -> Computer:
    """Somebody who can write to the store, with keys of her own."""
    eve = replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "eve")})
    replace(eve, variables={**eve.variables, "TALKTAG_STORE": ""}).ok("key", "new", "Eve", "--no-passphrase")
    eve.ok("key", "accept", "--yes")
    return eve


def eves_line(eve: Computer) -> str:
    return (eve.folder / "eve/keys/signing_key.pub").read_text().strip()


def test_a_partys_key_that_was_put_in_elsewhere_is_not_believed_until_it_is_accepted(
    computer: Computer, eve: Computer
) -> None:
    eve.ok("party", "set", "fix-it", f"key={eves_line(eve)}")
    eve.ok(*EXPORT)
    done = computer.run("verify", "canon.zip")
    assert done.code == 10
    assert "the key that the store keeps for Fix-It Cameras was not accepted on this computer" in done.err
    assert "hint: look at it; if it is right: talktag key accept" in done.err
    assert computer.run("doctor").code == 12
    assert "not accepted yet" in computer.run("key", "accept", "--dry-run").out
    assert computer.run("verify", "canon.zip").code == 10
    computer.ok("key", "accept", "--yes")
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")


def test_the_owners_key_that_was_put_in_elsewhere_is_not_believed(computer: Computer, eve: Computer) -> None:
    (computer.things / "keys/owner.pub").write_text(f"{eves_line(eve)}\n")
    eve.ok("save", "--yes")
    eve.ok(*EXPORT)
    done = computer.run("verify", "canon.zip")
    assert done.code == 10
    assert "the key that the store keeps for the owner of this store was not accepted" in done.err


def test_a_key_that_is_called_checked_elsewhere_is_not_so_here(computer: Computer, eve: Computer) -> None:
    computer.ok("party", "set", "fix-it", f"key={eves_line(eve)}")
    eve.ok(*EXPORT)
    computer.ok("verify", "canon.zip")
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(f"{record.read_text()}key_checked = 2026-01-01\n")
    eve.ok("save", "--yes")
    assert computer.run("verify", "canon.zip").code == 10


def test_what_the_owner_does_here_needs_no_further_yes(computer: Computer, eve: Computer) -> None:
    eve.ok(*EXPORT)
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(f'{record.read_text()}key = "{eves_line(eve)}"\n')
    computer.ok("save", "--yes")
    assert "signed by Fix-It Cameras" in computer.ok("verify", "canon.zip")
    computer.ok("party", "set", "fix-it", "key=")
    assert computer.run("verify", "canon.zip").code == 10
    computer.ok("party", "add", "Eve", "--key", eves_line(eve))
    assert "signed by Eve" in computer.ok("verify", "canon.zip")


def test_a_key_is_checked_by_what_the_other_reads_out(computer: Computer, eve: Computer) -> None:
    computer.ok("party", "set", "fix-it", f"key={eves_line(eve)}")
    digits = spoken(PublicKey.from_line(eves_line(eve)))
    assert computer.json("party", "show", "fix")["data"]["key_state"] == "seen once"
    assert computer.run("party", "check", "fix").code == 2

    def check(change: Callable[[str], str]) -> int:
        screen = computer.terminal("party", "check", "fix").until("talktag key show: ")
        asked = re.search(r"Groups (\d), (\d), (\d) of the digits", screen.shown.decode())
        assert asked
        screen.type(change(" ".join(digits[int(number) - 1] for number in asked.groups())) + "\n")
        done = screen.end()
        assert not any(group in done.out.split("talktag key show")[0] for group in digits)
        return done.code

    assert check(lambda typed: typed[::-1]) == 10
    assert check(lambda _: "") == 3
    assert computer.json("party", "show", "fix")["data"]["key_state"] == "seen once"
    assert check(str) == 0
    shown = computer.json("party", "show", "fix")["data"]
    assert (shown["key_state"], shown["key_accepted"]) == ("checked", True)
    # Another key begins anew.
    computer.ok("party", "set", "fix-it", f"key={(computer.things / 'keys/owner.pub').read_text().strip()}")
    assert computer.json("party", "show", "fix")["data"]["key_state"] == "seen once"


def test_a_party_shows_what_it_was_given_and_what_it_did(computer: Computer) -> None:
    computer.ok(*EXPORT, "--purpose", "crack", "--until", "2099-01-01")
    computer.ok("lend", "trek", "--to", "fix-it")
    shown = computer.json("party", "show", "fix")["data"]
    (share,) = shown["shares"]
    (entry,) = shown["entries"]
    assert (share["slug"], share["purpose"], share["until"]) == ("canon-eos-5d-mark-iv", "crack", "2099-01-01")
    assert (entry["slug"], entry["kind"]) == ("trek-domane-al-2", "loan")
    assert computer.json("party", "add", "Velo")["data"]["key_state"] == "unknown"
