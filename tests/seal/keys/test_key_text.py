"""The texts of secret identities: what is typed off paper is understood, and a wrong letter is noticed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import SealedError
from talktag.seal import age
from talktag.seal.keys import recovery_text

Program = Callable[[str], str]
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def test_a_backup_is_read_back_in_any_case_and_with_blanks_in_it() -> None:
    recovery = age.generate_identity()
    text = recovery_text.backup_text(recovery).decode()
    groups = "\n".join(recovery[start : start + 6] for start in range(0, len(recovery), 6))
    for typed in (text, recovery, recovery.lower(), f"  {recovery}\r\n", groups, " ".join(recovery), f"\ufeff{text}"):
        assert recovery_text.recovery_in(typed) == recovery


@given(st.integers(16, 73), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_always_noticed_and_nothing_of_the_key_is_shown(place: int, letter: str) -> None:
    recovery = "AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQQ0LAPPX"
    recovery = age.generate_identity() if not _is_identity(recovery) else recovery
    if recovery[place] == letter:
        return
    with pytest.raises(SealedError) as raised:
        recovery_text.recovery_in(recovery[:place] + letter + recovery[place + 1 :])
    assert recovery[20:40] not in str(raised.value)


def _is_identity(text: str) -> bool:
    try:
        recovery_text.recovery_in(text)
    except SealedError:
        return False
    return True


@pytest.mark.parametrize("typed", ["", "hello", "AGE-SECRET-KEY-1", "# AGE-SECRET-KEY-1", "age1qqqqqq", "\udcff"])
def test_what_is_no_recovery_key_is_said(typed: str) -> None:
    with pytest.raises(SealedError, match="recovery key"):
        recovery_text.recovery_in(typed)


def test_a_key_too_short_too_long_or_two_of_them_are_refused() -> None:
    one, two = age.generate_identity(), age.generate_identity()
    for typed in (one[:-1], f"{one}\n{two}"):
        with pytest.raises(SealedError):
            recovery_text.recovery_in(typed)


def test_age_keygen_finds_the_public_half_that_a_backup_names(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "recovery.txt"
    path.write_bytes(recovery_text.backup_text(age.generate_identity()))
    path.chmod(0o600)
    shown = subprocess.run([program("age-keygen"), "-y", str(path)], capture_output=True, text=True, check=True).stdout
    assert f"# public key: {shown}" in path.read_text()


def test_a_passphrase_is_tried_in_each_of_its_unicode_forms() -> None:
    composed, decomposed = "h\u00f6rse", "ho\u0308rse"
    assert recovery_text.compose(decomposed) == composed
    assert recovery_text.spellings(decomposed) == (decomposed, composed)
    assert recovery_text.spellings(composed) == (composed, decomposed)
    assert recovery_text.spellings("horse") == ("horse",)
