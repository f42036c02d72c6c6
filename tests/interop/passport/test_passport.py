"""Passports read and their signatures taken apart; the library of the specification's editors judges the same ones."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import UntrustedError
from talktag.interop.passport.canonical import canonical_json
from talktag.interop.passport.proof import Signed, read_proof
from talktag.interop.passport.read_passport import read_passport
from talktag.model.products.product import Product
from talktag.seal.ssh import raw_signature, wire
from talktag.seal.ssh.key import PublicKey
from tests.kit.npm import install_locked
from tests.kit.passports import DIGEST, GTIN, MAKER, as_file, newer_passport, passport, signed

HERE = Path(__file__).parent / "judge"
CAMERA = Product("c000000000001", "camera", "Canon EOS 5D", "Canon", serial="0320", gtin=GTIN)


def holds(document: dict[str, Any]) -> bool:
    """Whether the signature in a passport holds, by the program."""
    proof = read_proof(document)
    assert isinstance(proof, Signed)
    key = PublicKey(wire.pack(b"ssh-ed25519", proof.key))
    try:
        raw_signature.check(key, wire.pack(b"ssh-ed25519", proof.signature), proof.message)
    except UntrustedError:
        return False
    return True


def judged(program: Callable[[str], str], cache: Path, documents: list[dict[str, Any]]) -> list[str]:
    """What the judge says of each."""
    folder = install_locked(program, HERE, cache)
    (folder / "verify.js").write_bytes((HERE / "verify.js").read_bytes())
    lines = "".join(f"{json.dumps(each)}\n" for each in documents)
    command = [program("node"), "verify.js"]
    done = subprocess.run(command, cwd=folder, input=lines, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def tampered(document: dict[str, Any], **product: Any) -> dict[str, Any]:
    copy = json.loads(json.dumps(document))
    copy["credentialSubject"]["product"] |= product
    return copy


def test_the_judge_and_the_program_say_the_same_of_sound_and_changed_passports(
    program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    sound = signed(passport())
    numbers = signed(passport(weights=[1e21, 1.5e-7, 0.1, 333333333.33333329, 1e-6, 4.50, 2**53, -0.0]))
    letters = signed(passport(name='Ö\u2028"\\\t€ \U0001f600', **{"\ufb33": 1, "\U0001f600": 2, "z": 3}))
    documents = [
        sound,
        numbers,
        letters,
        tampered(sound, serialNumber="0321"),
        tampered(numbers, weights=[1]),
        signed(passport(), created="2024-01-01T00:00:01Z", proofValue=sound["proof"]["proofValue"]),
    ]
    cache = Path(request.config.cache.mkdir("passport-judge"))  # type: ignore[union-attr] # pytest has its cache
    assert [each == "yes" for each in judged(program, cache, documents)] == [True, True, True, False, False, False]
    assert [holds(each) for each in documents] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (5e-324, "5e-324"),
        (-1.7976931348623157e308, "-1.7976931348623157e+308"),
        (333333333.33333329, "333333333.3333333"),
        (2**53, "9007199254740992"),
        (10**25, "1e+25"),
        (100, "100"),
        (123.5, "123.5"),
    ],
)
def test_numbers_are_written_as_ecmascript_writes_them(value: float, text: str) -> None:
    assert canonical_json(value) == text.encode()


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_becomes_another(value: float) -> None:
    assert float(canonical_json(value)) == value


def test_names_are_in_the_order_of_utf16() -> None:
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2, "b": 3, "a": [None, True]}) == (
        '{"a":[null,true],"b":3,"\U0001f600":2,"\ufb33":1}'.encode()
    )


SAID = {"name": "EOS 5D", "maker": "Canon", "serial": "0320", "gtin": GTIN, "batch": "B17"}
MADE = {"produced": "2023-05-01", "country": "JP"}


def test_what_a_passport_says_is_read() -> None:
    read = read_passport(as_file(signed(passport())), CAMERA)
    assert read.facts() == SAID | MADE
    manual, repair, evidence = read.links
    assert (manual.relation, manual.href, manual.digest) == ("instructions", "https://maker.example/manual.pdf", None)
    assert (repair.relation, repair.title) == ("serviceInfo", "Repair")
    assert evidence.digest == DIGEST
    assert isinstance(read.proof, Signed)
    assert read.proof.key == MAKER.public.raw


def test_what_a_passport_of_the_newer_version_says_is_read() -> None:
    read = read_passport(as_file(signed(newer_passport())), CAMERA)
    assert read.facts() == SAID | MADE | {"model": "DS126601"}
    manual, repair = read.links
    assert (manual.relation, manual.digest) == ("instructions", DIGEST)
    assert (repair.relation, repair.title, repair.digest) == ("related", "Repair", None)
    assert isinstance(read.proof, Signed)


@pytest.mark.parametrize(
    ("digest", "read"),
    [
        (f"f1220{DIGEST}", DIGEST),
        ("u" + base64.urlsafe_b64encode(b"\x12\x20" + bytes.fromhex(DIGEST)).decode().rstrip("="), DIGEST),
        (f"f1320{DIGEST}", None),  # of another kind
        (f"f1220{DIGEST[2:]}", None),
        (DIGEST, None),
        ("u*", None),
        ("z0OIl", None),
        (7, None),
        ("z" * 300, None),
    ],
)
def test_a_digest_counts_where_it_is_a_whole_sha_256(digest: Any, read: str | None) -> None:
    link = {"linkURL": "https://maker.example/manual.pdf", "linkName": "Manual", "digestMultibase": digest}
    (said,) = read_passport(as_file(newer_passport(relatedDocument=[link])), CAMERA).links
    assert said.digest == read


def test_of_several_parties_the_maker_is_told_whatever_their_order() -> None:
    parties = [{"role": role, "party": {"name": role}} for role in ("retailer", "brandOwner", "producer")]
    assert read_passport(as_file(newer_passport(relatedParty=parties)), CAMERA).producer == "producer"
    assert read_passport(as_file(newer_passport(relatedParty=parties[:1])), CAMERA).producer is None


def test_a_number_that_is_registered_with_gs1_counts_without_a_link() -> None:
    scheme = {"id": "https://gs1.org/gtin/", "name": "GS1 GTIN"}
    about = passport(id="urn:x", registeredId="9521234543213", idScheme=scheme)
    assert read_passport(as_file(about), CAMERA).facts()["gtin"] == GTIN
    with_serial = passport(id="urn:x", registeredId=f"{GTIN}.21.9", idScheme=scheme, serialNumber="")
    with pytest.raises(ValueError, match="of another product: its serial number"):
        read_passport(as_file(with_serial), CAMERA)


def changed(**members: Any) -> bytes:
    return as_file(passport() | members)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (as_file(passport(serialNumber="9")), "of another product: its serial number"),
        (as_file(passport(id="https://id.gs1.org/01/09506000134369")), "of another product: its number is 0950"),
        (as_file(passport(furtherInformation=[{"linkURL": "http://maker.example/"}])), "is not an https address"),
        (as_file(passport(furtherInformation=[{"linkURL": "javascript:x"}])), "is not an https address"),
        (as_file(passport(name="a\x1b[2J")), "letters that would be obeyed or hidden"),
        (as_file(passport(name="x" * 201)), "more than 200 characters"),
        (as_file(passport(name=["x"])), "is not a text"),
        (changed(type=["VerifiableCredential"], credentialSubject={}), "names no type"),
        (changed(credentialSubject={"type": ["ProductPassport"]}), "has no product"),
        (changed(credentialSubject={"type": ["Product"], "product": 7}), "has no product"),
        (as_file(newer_passport(itemNumber="9")), "of another product: its serial number"),
        (as_file(newer_passport(countryOfProduction={"countryCode": 7})), "is not a text"),
        (changed(proof="signed"), "its proof is not an object"),
        (as_file(signed(passport(), verificationMethod="https://maker.example/key")), "is not a did:key"),
        (as_file(signed(passport(), verificationMethod="did:key:z0OIl")), "is not in base58btc"),
        (as_file(signed(passport(), proofValue="z1")), "has a wrong length"),
        (as_file(signed(passport(), proofPurpose="authentication")), "another purpose"),
        (as_file(signed(passport()) | {"@context": ["https://evil.example/"]}), "of another context"),
        (b"{" * 30, "nested more than 24 deep"),
    ],
)
def test_what_is_refused_is_told_in_a_line(data: bytes, why: str) -> None:
    with pytest.raises(ValueError) as error:
        read_passport(data, CAMERA)
    assert why in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (None, None),
        ([], None),
        ({"type": "Ed25519Signature2020"}, "Ed25519Signature2020"),
        ({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}, "ecdsa-rdfc-2019"),
        ([{"type": "a"}, {"type": "b"}], "2 proofs"),
    ],
)
def test_what_cannot_be_verified_is_no_signature_and_is_told(proof: Any, said: str | None) -> None:
    found = read_proof({"proof": proof})
    assert found is None if said is None else said in str(found)
