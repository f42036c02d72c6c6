"""Keys of others as people have them: files of any editor, several lines, allowed signers, and what is none."""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from talktag.seal.ssh.key import SigningKey
from tests.seal.key_lines import WEAK

if TYPE_CHECKING:
    from tests.kit.computer import Computer


@pytest.fixture
def computer(computer: Computer) -> Computer:
    """The same computer, with a bundle, and a shop's settings that know nobody."""
    computer = replace(computer, quick=True)
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    return computer


@pytest.fixture
def line(computer: Computer) -> str:
    return " ".join((computer.things / "keys/owner.pub").read_text().split()[:2])


OTHER = SigningKey.generate().public.line()
TAKEN = {
    "plain": ("{line}\n", "utf-8", "the key in signers"),
    "with the mark of UTF-8": ("{line}\n", "utf-8-sig", "the key in signers"),
    "UTF-16 of Notepad": ("{line}\r\n", "utf-16-le", "the key in signers"),
    "UTF-16, the other way round": ("{line}\r\n", "utf-16-be", "the key in signers"),
    "one of several": (f"{OTHER}\n{{line}}\n", "utf-8", "the key in signers"),
    "an allowed signer": ("ana@example.org {line}\n", "utf-8", "the key of ana@example.org in signers"),
    "one for bundles": ('ana namespaces="bundle@*" {line}\n', "utf-8", "the key of ana in signers"),
}
_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_of_keys_is_read_as_editors_leave_it_and_tells_whose_key_it_is(
    name: str, computer: Computer, line: str
) -> None:
    text, encoding, known = TAKEN[name]
    data = text.format(line=line).encode(encoding)
    computer.write("signers", _MARKS.get(encoding, b"") + data)
    assert f"intact, signed by {known}\n" in computer.ok("verify", "canon.zip", "--signer", "signers")


REFUSED = {
    "expired": ('ana valid-before="20200101" {line}', 10, "but its line is not valid any more"),
    "not yet": ('ana valid-after="20990101" {line}', 10, "but its line is not valid yet"),
    "for replies": ('ana namespaces="reply@talktag" {line}', 10, 'but its line is for signatures of "reply@talktag"'),
    "revoked": ("ana {line}\n@revoked * {line}", 10, "but its line calls it revoked"),
    "other keys": (f"{OTHER}\n{SigningKey.generate().public.line()}", 10, "was not signed with any of the keys in"),
    "a comment": ("  # {line}", 6, "holds no OpenSSH public key that talktag can check"),
    "options of nobody": ('from="10.0.0.1" {line}', 6, "options stand first in its line"),
    "UTF-16 without its mark": ("\0s\0s\0h", 6, "it is not UTF-8 text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_does_not_vouch_for_the_signature_says_why(name: str, computer: Computer, line: str) -> None:
    text, code, said = REFUSED[name]
    computer.write("signers", text.format(line=line))
    done = computer.run("verify", "canon.zip", "--signer", "signers")
    assert done.code == code, done.err
    assert said in done.err


@pytest.mark.parametrize("before", ["\ufeff", "\udcff\udcfe", " "], ids=["UTF-8", "UTF-16", "blank"])
def test_a_partys_key_is_taken_with_the_mark_of_its_file(before: str, computer: Computer) -> None:
    computer.ok("party", "set", "fix-it", f"key={before}{OTHER}\r")
    assert computer.json("party", "show", "fix")["data"]["key"] == OTHER
    computer.ok("party", "add", "Other", "--key", f"{before}{OTHER}\r\n")


def test_a_partys_key_with_options_before_it_says_so_and_a_weak_one_is_refused(computer: Computer) -> None:
    import base64

    from talktag.seal.ssh import wire

    done = computer.run("party", "set", "fix-it", f'key=from="10.0.0.1" {OTHER}')
    assert done.code == 6
    assert "something stands before the type of the key" in done.err
    for point in WEAK:
        weak = base64.b64encode(wire.pack(b"ssh-ed25519", point)).decode()
        assert computer.run("party", "add", "Weak", "--key", f"ssh-ed25519 {weak}").code == 6


@pytest.mark.parametrize(
    ("recipient", "kind"),
    [
        (OTHER, "SSH keys"),
        ("age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t", "recipients of the plugin yubikey"),
        ("age1se1qgg72x2qfk9wg3wh0qg9u0v7l5dkq4jx69fv80p6wdus3ftg6flwg5dz2dp", "recipients of the plugin se"),
        ("age1pq1qqqqqqqq", "post-quantum recipients"),
        ("github:ana", "the keys of an account"),
    ],
    ids=["ssh", "yubikey", "se", "pq", "github"],
)
def test_a_recipient_of_another_kind_is_named_as_one(recipient: str, kind: str, computer: Computer) -> None:
    done = computer.run("party", "set", "fix-it", f"age={recipient}")
    assert done.code == 6
    assert f"talktag does not write to {kind}: " in done.err
    assert "hint: ask for the recipient of an X25519 key" in done.err


@pytest.mark.parametrize("height", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18])
def test_a_recipient_that_is_a_point_of_small_order_is_refused(height: int, computer: Computer) -> None:
    from talktag.seal.age.identity import format_recipient

    done = computer.run("party", "set", "fix-it", f"age={format_recipient(height.to_bytes(32, 'little'))}")
    assert done.code == 6
    assert "small order" in done.err
