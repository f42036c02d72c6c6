"""The digits of a key: what two people read out to each other, the same everywhere and for ever."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from talktag.seal.keys.key_digits import GROUPS, digit_groups
from talktag.seal.ssh.key import SigningKey

KEY = SigningKey.from_seed(bytes(range(32))).public


def test_the_digits_of_a_key_never_change() -> None:
    assert " ".join(digit_groups(KEY)) == "94181 28874 00226 99307 17632 53745"


def test_they_are_what_the_reference_says_computed_by_other_means() -> None:
    digest = hashlib.sha256(b"talktag-spoken-key-1:" + KEY.blob).hexdigest()
    assert "".join(digit_groups(KEY)) == str(int(digest, 16))[-30:]


@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_every_key_has_six_groups_of_five_and_another_key_has_others(seed: bytes, bit: int) -> None:
    groups = digit_groups(SigningKey.from_seed(seed).public)
    assert len(groups) == GROUPS == 6
    assert all(len(group) == 5 and group.isascii() and group.isdigit() for group in groups)
    other = (int.from_bytes(seed) ^ (1 << bit)).to_bytes(32)
    assert digit_groups(SigningKey.from_seed(other).public) != groups
