"""The public test vectors of the C2SP for age decide here; none of them is kept in this repository."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest

from talktag.errors import SealedError
from talktag.seal import age

# The HPKE library reports a degenerate X25519 share like any other stanza that does not open. Refused either way.
REFUSED_AS_NO_MATCH = {"hybrid_identity", "hybrid_low_order"}


def outcome(vector: Any) -> str:
    """What decrypt() makes of it: "success" (with the right payload), "no match" or "damaged"."""
    try:
        opened = age.decrypt(vector.file, identities=vector.identities, passphrases=vector.passphrases)
    except age.DamagedError:
        return "damaged"
    except SealedError:
        return "no match"
    assert hashlib.sha256(opened).hexdigest() == vector.payload_sha256, vector.name
    return "success"


def test_the_package_holds_the_143_vectors_with_every_expectation(vectors: list[Any]) -> None:
    assert len({vector.name for vector in vectors}) == len(vectors) == 143
    assert Counter(vector.expect for vector in vectors) == {
        "success": 26,
        "no match": 13,
        "header failure": 62,
        "HMAC failure": 1,
        "payload failure": 19,
        "armor failure": 22,
    }


def test_all_143_vectors_open_or_are_refused_as_they_should(vectors: list[Any]) -> None:
    wrong = [vector.name for vector in vectors if (outcome(vector) == "success") != (vector.expect == "success")]
    assert wrong == []


def test_damage_and_a_missing_key_are_told_apart(vectors: list[Any]) -> None:
    expected = {"success": "success", "no match": "no match"}
    other = {v.name: outcome(v) for v in vectors if outcome(v) != expected.get(v.expect, "damaged")}
    assert other == dict.fromkeys(REFUSED_AS_NO_MATCH, "no match")


def test_success_vectors_seal_again_and_open_again(vectors: list[Any]) -> None:
    keys = {vector.identities[0] for vector in vectors if vector.expect == "success" and vector.identities}
    for identity in sorted(key for key in keys if not key.startswith("AGE-SECRET-KEY-PQ-")):
        sealed = age.encrypt(b"again", recipients=[age.recipient_of(identity)])
        assert age.decrypt(sealed, identities=[identity]) == b"again"


def test_a_scrypt_vector_above_the_ceiling_is_refused_for_that_reason(vectors: list[Any]) -> None:
    (vector,) = [vector for vector in vectors if vector.name == "scrypt_work_factor_23"]
    with pytest.raises(age.DamagedError) as raised:
        age.decrypt(vector.file, passphrases=vector.passphrases)
    assert raised.value.message == "the age file asks for a scrypt work factor of 23, above 20"
