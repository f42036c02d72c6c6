"""Keys that a store names: believed once the owner did or accepted it on this computer, and checked by digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"
EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")


@pytest.fixture
def eve(computer: Computer) -> Computer:
    """Somebody who can write to the store, with keys of her own."""
    return computer.with_keys_of("Eve")


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
    digits = digit_groups(PublicKey.from_line(eves_line(eve)))
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


def shown(computer: Computer, kind: str) -> str:
    """What `key accept` says of the one key of this kind that the store keeps for the repair shop."""
    rows = [line.split("\t") for line in computer.run("key", "accept", "--dry-run").out.splitlines()]
    (row,) = [row for row in rows if row[0] == "Fix-It Cameras" and (row[1] == "age") == (kind == "age")]
    return row[3]


@pytest.fixture
def recipient(eve: Computer) -> str:
    """An age recipient of Eve's."""
    found: str = eve.json("key", "show")["data"]["recipient"]
    return found


def pushed(computer: Computer, *lines: str) -> None:
    """Lines that somebody else put into the shop's record, and that came here by Git."""
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(record.read_text() + "".join(f"{line}\n" for line in lines))
    computer.git("commit", "-qam", "pushed from somewhere")


def test_to_set_a_key_is_not_to_accept_a_recipient_that_came_along(
    computer: Computer, eve: Computer, recipient: str
) -> None:
    pushed(computer, f'age = "{recipient}"')
    done = computer.run("party", "set", "fix-it", f"key={eves_line(eve)}")
    assert "notice: its age recipient was not accepted on this computer: talktag key accept" in done.err
    assert (shown(computer, "key"), shown(computer, "age")) == ("", "not accepted yet")
    refused = computer.run("export", "canon", "--to", "fix-it", "--encrypt", "-o", "canon.zip.age", "--yes")
    assert refused.code == 10
    assert "its age recipient" in computer.run("party", "show", "fix-it").err
    done = computer.run("party", "set", "fix-it", f"age={recipient}")
    assert done.err == "notice: the record says so already; it is accepted on this computer now\n"
    assert shown(computer, "age") == ""


def test_to_set_a_recipient_is_not_to_accept_a_key_that_came_along(
    computer: Computer, eve: Computer, recipient: str
) -> None:
    pushed(computer, f'key = "{eves_line(eve)}"', "key_seen = 2026-01-01", "key_checked = 2026-01-01")
    done = computer.run("party", "set", "fix-it", f"age={recipient}")
    assert "notice: its key was not accepted on this computer" in done.err
    assert (shown(computer, "key"), shown(computer, "age")) == ("not accepted yet", "")
    # Whoever types the key has it, but compared nothing: what came along said otherwise.
    computer.ok("party", "set", "fix-it", f"key={eves_line(eve)}")
    assert shown(computer, "key") == ""
    assert computer.json("party", "show", "fix")["data"]["key_state"] == "seen once"


def test_to_check_a_key_is_not_to_accept_a_recipient_that_came_along(
    computer: Computer, eve: Computer, recipient: str
) -> None:
    pushed(computer, f'key = "{eves_line(eve)}"', f'age = "{recipient}"')
    digits = digit_groups(PublicKey.from_line(eves_line(eve)))
    screen = computer.terminal("party", "check", "fix").until("talktag key show: ")
    asked = re.search(r"Groups (\d), (\d), (\d) of the digits", screen.shown.decode())
    assert asked
    done = screen.type(" ".join(digits[int(number) - 1] for number in asked.groups()) + "\n").end()
    assert (done.code, "its age recipient was not accepted" in done.out) == (0, True)
    assert (shown(computer, "key"), shown(computer, "age")) == ("", "not accepted yet")


def test_to_save_a_change_by_hand_is_not_to_accept_what_was_in_the_record_before(
    computer: Computer, eve: Computer, recipient: str
) -> None:
    pushed(computer, f'age = "{recipient}"')
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(f'{record.read_text()}key = "{eves_line(eve)}"\n')
    computer.ok("save", "--yes")
    assert (shown(computer, "key"), shown(computer, "age")) == ("", "not accepted yet")


def test_to_take_an_answer_in_is_not_to_accept_a_recipient_that_came_along(
    computer: Computer, eve: Computer, recipient: str
) -> None:
    pushed(computer, f'age = "{recipient}"')
    computer.ok(*EXPORT)
    shop = replace(eve, variables={**eve.variables, "TALKTAG_STORE": ""})
    shop.ok("reply", "canon.zip", "--service", "done", "-o", "reply.zip")
    shop.write("eve.pub", eves_line(eve))
    computer.ok("receive", "reply.zip", "--signer", "eve.pub", "--yes")
    assert (shown(computer, "key"), shown(computer, "age")) == ("", "not accepted yet")


def test_an_owners_key_of_earlier_that_came_along_is_not_accepted_with_one_that_is_put_in_by_hand(
    computer: Computer, eve: Computer
) -> None:
    (computer.things / "keys/old.pub").write_text(f"{eves_line(eve)}\n")
    computer.git("add", "keys")
    computer.git("commit", "-qm", "pushed from somewhere")
    own = computer.things / "keys/owner.pub"
    own.write_text(own.read_text().strip() + " renamed\n")
    computer.ok("save", "--yes")
    eve.ok(*EXPORT)
    done = computer.run("verify", "canon.zip")
    assert (done.code, "for the owner of this store was not accepted" in done.err) == (10, True)


def test_key_checks_are_of_the_key_that_was_accepted_here(computer: Computer, eve: Computer) -> None:
    (tag,) = computer.json("tag", "canon")["data"]["tags"]
    assert len(tag["key_check"]) == 16
    own = computer.things / "keys/owner.pub"
    own.write_text(f"{eves_line(eve)}\n")
    computer.git("commit", "-qam", "pushed from somewhere")
    done = computer.run("tag", "canon")
    assert done.code == 0
    assert tag["key_check"] not in done.out
    assert "notice: no key check: the key that the store keeps for the owner of this store was not accepted" in done.err
    assert "key_check" not in computer.json("tag", "canon")["data"]["tags"][0]
    sheet = computer.run("sheet", "canon", "--stock", "avery-l7120", "--key-check", "-o", "sheet.pdf")
    assert (sheet.code, "was not accepted on this computer" in sheet.err) == (10, True)
    assert not (computer.folder / "sheet.pdf").exists()
    computer.ok("key", "accept", "--yes")
    assert computer.json("tag", "canon")["data"]["tags"][0]["key_check"] != tag["key_check"]
