"""Files of keys, held against `ssh-keygen -Y verify`: whom a line is about, for what, and for how long."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, UntrustedError
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.allowed_signers import Signers, read_signers
from talktag.seal.ssh.key import PublicKey
from talktag.seal.ssh.patterns import matches, somebody
from tests.seal.key_lines import BLANKS, KEY, KEYS, LINE, LINES, NAMES, OPTIONS, OTHER, SAME, STRICTER

Program = Callable[[str], str]
Accepts = Callable[[str, str, int], bool]
NOON = 1_800_000_000  # 2027-01-15T08:00:00Z
PEOPLE = ("fix", "fix@example.org", "ana", "a b", "x", "@revoked", "cert-authority")


@pytest.fixture(scope="session")
def accepts(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Accepts:
    """Whether ssh-keygen takes the signature of KEY at a moment for one by somebody, going by a file of keys."""
    folder = tmp_path_factory.mktemp("signers")
    keygen, message = program("ssh-keygen"), b"said\n"
    (folder / "sig").write_bytes(sshsig.sign(message, KEY, "reply@talktag"))

    def run(text: str, who: str, at: int) -> bool:
        (folder / "signers").write_bytes(text.encode())
        moment = time.strftime("%Y%m%d%H%M%SZ", time.gmtime(at))
        words = [keygen, "-Y", "verify", "-f", "signers", "-I", who, "-n", "reply@talktag", "-s", "sig"]
        command = [*words, "-O", f"verify-time={moment}"]
        return subprocess.run(command, cwd=folder, input=message, capture_output=True, check=False).returncode == 0

    return run


def found(text: str, at: float = NOON, key: PublicKey = KEY.public) -> str | None:
    """Whom the line is about that vouches for the key; "" for a bare key, None where none vouches."""
    try:
        line = read_signers(text).line_of(key, "reply@talktag", at)
    except UntrustedError:
        return None
    return (line.principals or "") if line else None


@pytest.mark.parametrize("name", SAME)
def test_a_line_vouches_where_ssh_keygen_takes_it_for_somebody(name: str, accepts: Accepts) -> None:
    text, expected = SAME[name]
    assert (found(text) is not None) == expected
    assert any(accepts(text, who, NOON) for who in PEOPLE) == expected


@pytest.mark.parametrize("name", STRICTER)
def test_what_names_nobody_vouches_for_nothing(name: str) -> None:
    assert found(STRICTER[name]) is None


def test_a_bare_key_vouches_and_every_one_of_a_list_does() -> None:
    assert found(LINE) == ""
    assert found(f"# my keys\n\n{OTHER}\n{LINE} old laptop\n") == ""
    assert found(f"{OTHER}\n{LINE}\n", key=PublicKey.from_line(OTHER)) == ""
    assert found(f"{OTHER}\n{OTHER} again\n") is None


DATED = (
    *("20270115", "202701150830", "20270115083059", "20270701", "202707011200", "20270328023000", "20271031023000"),
    *("20270230", "20270115Z", "202707011200z", "20270701120000utc", "20270115086000"),
)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Australia/Lord_Howe"])
@pytest.mark.parametrize("date", DATED)
def test_dates_mean_the_very_second_that_ssh_keygen_takes_them_for(
    date: str, zone: str, accepts: Accepts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        (line,) = read_signers(f'fix valid-before="{date}" {LINE}').lines or (None,)
        at = line.valid_before if line else None
        around = (at - 1, at, at + 1) if at else (NOON,)
        for moment in around:
            assert (found(f'fix valid-before="{date}" {LINE}', moment) is not None) == accepts(
                f'fix valid-before="{date}" {LINE}', "fix", moment
            )
            assert (found(f'fix valid-after="{date}" {LINE}', moment) is not None) == accepts(
                f'fix valid-after="{date}" {LINE}', "fix", moment
            )
    finally:
        monkeypatch.undo()
        time.tzset()


@settings(max_examples=150)
@given(lines=st.lists(LINES, min_size=1, max_size=3))
def test_no_line_vouches_that_ssh_keygen_takes_for_nobody(lines: list[str], accepts: Accepts) -> None:
    text = "\n".join(lines)
    who = found(text)
    if who is not None:
        assert accepts(text, somebody(who) or "", NOON)


@settings(max_examples=150)
@given(name=NAMES, blank=BLANKS, options=OPTIONS, key=KEYS)
def test_a_line_of_this_form_vouches_exactly_where_ssh_keygen_says_so(
    name: str, blank: str, options: str, key: str, accepts: Accepts
) -> None:
    text = blank.join(filter(None, (name, options, key)))
    filled = (each.replace("*", "").replace("?", "0") for each in name.strip('"').split(","))
    by_ssh = any(accepts(text, who, NOON) for who in ("fix", "ana", "x", "q7x", "anaq7x", *filled) if who.strip("!"))
    assert (found(text) is not None) == by_ssh


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_matches_as_its_regular_expression_does(pattern: str, text: str) -> None:
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert matches(text, pattern) == bool(re.fullmatch(expression, text))


def test_a_pattern_costs_no_more_than_its_length_times_that_of_the_text() -> None:
    assert not matches("a" * 1000 + "b", "*a" * 500 + "*c")
    assert somebody("*a" * 500) is not None


@given(st.text())
def test_no_text_at_all_makes_reading_fail(text: str) -> None:
    assert isinstance(read_signers(text), Signers)


def test_a_file_that_can_vouch_for_nobody_says_why() -> None:
    def why(text: str) -> str:
        trouble = read_signers(text).trouble()
        assert isinstance(trouble, InvalidError)
        return trouble.message

    assert "no line with a type" in why("hello\n")
    assert "no line with a type" in why("")
    assert "authority" in why(f"fix cert-authority {LINE}")
    assert "revoked" in why(f"@revoked * {LINE}")
    assert "options stand first" in why(f'from="10.0.0.1" {LINE}')
    assert 'not known or not right: "restrict"' in why(f"fix restrict {LINE}")
    assert read_signers(f"hello\n{LINE}").trouble() is None
