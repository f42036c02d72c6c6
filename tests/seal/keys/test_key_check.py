"""The key check of a label: computed again with stock programs, and different on every label."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable

from talktag.model.values.ident import ALPHABET, TAG_BITS, make_tag
from talktag.seal.keys.key_check import LABEL, key_check
from talktag.seal.ssh.key import PublicKey, SigningKey

TAG = "R709WNXNW"


def test_anyone_with_the_key_computes_it_with_stock_programs(program: Callable[[str], str]) -> None:
    key = SigningKey.generate().public
    message = f"{LABEL}:{TAG}:".encode() + base64.b64decode(key.line().split()[1])
    digest = subprocess.run([program("sha256sum")], input=message, capture_output=True, check=True).stdout[:20]
    coded = subprocess.run(
        [program("base32")], input=bytes.fromhex(digest.decode()), capture_output=True, check=True
    ).stdout.decode()
    crockford = coded.strip().translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET))
    assert key_check(TAG, key) == crockford


def test_it_is_sixteen_letters_that_people_can_read_out() -> None:
    key = SigningKey.generate().public
    for number in (0, 1, 2**TAG_BITS - 1):
        assert re.fullmatch(f"[{ALPHABET}]{{16}}", key_check(make_tag(number), key))


def test_it_never_changes_for_a_tag_and_a_key() -> None:
    line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMR9/MwbfIATRWKe4revhY0ZjQglZQS4xEC78VUnnaTS"
    assert key_check(TAG, PublicKey.from_line(line)) == "CD6A61EBC1AFW8ZB"


def test_two_labels_of_one_key_share_nothing_that_a_passer_by_could_compare() -> None:
    key = SigningKey.generate().public
    checks = [key_check(make_tag(number), key) for number in range(1000)]
    assert len(set(checks)) == 1000
    # Where labels of one key agreed in a place more often than those of a thousand keys do, the place would link them.
    for place in range(16):
        counts = [sum(check[place] == letter for check in checks) for letter in ALPHABET]
        assert max(counts) < 80


def test_another_key_or_another_tag_has_another_check() -> None:
    first, second = SigningKey.generate().public, SigningKey.generate().public
    assert len({key_check(tag, key) for tag in (TAG, make_tag(7)) for key in (first, second)}) == 4
