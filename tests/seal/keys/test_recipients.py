"""The list of who can open a store's notes: read strictly, and by stock age too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.seal import age
from talktag.seal.keys.recipients import PublicKeys, format_recipients, parse_recipients

OWNER = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
OTHER = age.recipient_of("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0")
PUBLIC = PublicKeys(OWNER, OTHER, "ssh-ed25519 AAAA")


def test_what_is_formatted_is_parsed() -> None:
    assert parse_recipients(format_recipients(PUBLIC)) == (OWNER, OTHER)


def test_stock_age_seals_to_the_file(program: Callable[[str], str], tmp_path: Path) -> None:
    identity = age.generate_identity()
    path = tmp_path / "recipients.txt"
    path.write_bytes(format_recipients(PublicKeys(OWNER, age.recipient_of(identity), "")))
    command = [program("age"), "--encrypt", "-R", str(path)]
    sealed = subprocess.run(command, input=b"x", capture_output=True, check=True).stdout
    assert age.decrypt(sealed, identities=[identity]) == b"x"


def test_comments_empty_lines_and_windows_line_ends_are_read() -> None:
    data = f"# one\r\n\r\n{OWNER}\r\n#{OTHER}\n{OTHER}\n{OWNER}".encode()
    assert parse_recipients(data) == (OWNER, OTHER)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "names no recipient"),
        (b"# only words\n", "names no recipient"),
        (f"{OWNER}\nage1wrong\n".encode(), 'line 2 of the recipients file: "age1wrong" is not an age recipient'),
        (f"\n # x\n{OWNER}".encode(), 'line 2 of the recipients file: " # x" is not'),
        (f"{OWNER} \n".encode(), "line 1 of the recipients file"),
        (b"age1pq1xyz\n", "line 1 of the recipients file: talktag does not write"),
        (
            b"AGE-SECRET-KEY-1QQ",
            "line 1 of the recipients file: a secret identity stands where a recipient age1… belongs",
        ),
        (b"ssh-ed25519 AAAA me\n", "line 1"),
        (b"\xff\n", "not UTF-8"),
        (b"#" * 70_000, "larger than"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(InvalidError) as raised:
        parse_recipients(data)
    assert message in raised.value.message


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_raise_anything_but_our_error(data: bytes) -> None:
    with pytest.raises(InvalidError):
        parse_recipients(data)
