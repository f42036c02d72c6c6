"""Hardware keys: what a FIDO authenticator signs is checked as ssh-keygen checks it, and a touch is asked for besides.

The authenticator is one in software, a program of its own that speaks the agent's protocol; the forgeries are made by
hand. Known differences to ssh-keygen: it also accepts what was signed without a touch, and numbers that begin with
zeros.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.seal.keys.key_check import key_check
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.agent import Agent, AgentKey
from talktag.seal.ssh.key import TYPES, PublicKey, SigningKey
from talktag.seal.ssh.wire import pack

Program = Callable[[str], str]
Authenticator = Callable[..., tuple[str, str]]
SPACE = "bundle@talktag"
MESSAGE = b"hex  data/table.json\n"
SECRET = SigningKey.from_seed(bytes(range(32)))
CURVE = ec.derive_private_key(0x7E57, ec.SECP256R1())
POINT = CURVE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PLAIN, ED25519, ECDSA = (each.encode() for each in TYPES)


def mpint(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


@dataclass(frozen=True)
class Parts:
    """A signature by a hardware key put together by hand, to be wrong in one place."""

    message: bytes = MESSAGE
    secret: SigningKey = SECRET
    kind: bytes = ED25519
    label: bytes | None = None
    application: bytes = b"ssh:"
    signed_application: bytes = b"ssh:"
    flags: int = 1
    signed_flags: int = 1
    counter: int = 42
    signed_counter: int = 42
    bare: bool = False
    order: int = 0
    mirrored: bool = False
    padding: bytes = b""
    trailer: bytes | None = None

    @property
    def key(self) -> bytes:
        if self.kind == PLAIN:
            return self.secret.public.blob
        if self.kind == ECDSA:
            return pack(ECDSA, b"nistp256", POINT, self.application)
        return pack(ED25519, self.secret.public.raw, self.application)

    def proper(self, data: bytes) -> bytes:
        if self.kind != ECDSA:
            raw = self.secret.sign(data)
            return raw[:32] + (int.from_bytes(raw[32:], "little") + self.order).to_bytes(32, "little")
        first, second = decode_dss_signature(CURVE.sign(data, ec.ECDSA(SHA256())))
        second = ORDER - second if self.mirrored else second + self.order
        return pack(self.padding + mpint(first), mpint(second))

    def file(self) -> bytes:
        namespace = SPACE.encode()
        data = b"SSHSIG" + pack(namespace, b"", b"sha512", hashlib.sha512(self.message).digest())
        signed = bytes([self.signed_flags]) + self.signed_counter.to_bytes(4, "big")
        if not self.bare:
            data = hashlib.sha256(self.signed_application).digest() + signed + hashlib.sha256(data).digest()
        told = bytes([self.flags]) + self.counter.to_bytes(4, "big")
        trailer = told if self.trailer is None else self.trailer
        signature = pack(self.label or self.kind, self.proper(data)) + trailer
        blob = b"SSHSIG\0\0\0\1" + pack(self.key, namespace, b"", b"sha512", signature)
        text = base64.b64encode(blob)
        lines = [text[start : start + 70] for start in range(0, len(text), 70)]
        return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


MISFIT, MALFORMED = "does not fit", "inner part of the signature is malformed"
FORGERIES: dict[str, tuple[Parts, str]] = {
    "signed for another application": (Parts(signed_application=b"https://bank.example"), MISFIT),
    "application swapped in the key": (Parts(application=b"ssh:other"), MISFIT),
    "counter changed": (Parts(counter=43), MISFIT),
    "counter taken back": (Parts(counter=0), MISFIT),
    "touch added later": (Parts(signed_flags=0), MISFIT),
    "flags changed": (Parts(flags=5), MISFIT),
    "a plain signature as one of hardware": (Parts(bare=True), MISFIT),
    "a plain signature as one of hardware, as it is": (Parts(bare=True, trailer=b""), MALFORMED),
    "a signature of hardware as a plain one": (Parts(kind=PLAIN), MALFORMED),
    "a signature of hardware as a plain one, cut": (Parts(kind=PLAIN, trailer=b""), MISFIT),
    "label of a plain one": (Parts(label=PLAIN), 'calls itself "ssh-ed25519", but its key is sk-ssh-ed25519'),
    "label of hardware on a plain key": (Parts(kind=PLAIN, label=ED25519), "but its key is ssh-ed25519"),
    "label of the other kind": (Parts(label=ECDSA), 'calls itself "sk-ecdsa-sha2-nistp256@openssh.com"'),
    "no flags and counter": (Parts(trailer=b""), MALFORMED),
    "half a counter": (Parts(trailer=b"\1\0\0\0"), MALFORMED),
    "bytes after the counter": (Parts(trailer=b"\1\0\0\0\x2a\0"), MALFORMED),
    "ECDSA: counter changed": (Parts(kind=ECDSA, counter=43), MISFIT),
    "ECDSA: another application": (Parts(kind=ECDSA, signed_application=b"x"), MISFIT),
    "ECDSA: a plain signature": (Parts(kind=ECDSA, bare=True), MISFIT),
    "ECDSA: of a browser": (
        Parts(kind=ECDSA, label=b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com"),
        'calls itself "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"',
    ),
    "ECDSA: s beyond the group order": (Parts(kind=ECDSA, order=ORDER), MISFIT),
}  # fmt: skip
# Refused by us and accepted by ssh-keygen.
STRICTER: dict[str, tuple[Parts, str]] = {
    "not touched": (Parts(flags=0, signed_flags=0), "without being touched"),
    "not touched, but a PIN was typed": (Parts(flags=4, signed_flags=4), "without being touched"),
    "ECDSA: not touched": (Parts(kind=ECDSA, flags=0, signed_flags=0), "without being touched"),
    "ECDSA: a number with a zero before it": (Parts(kind=ECDSA, padding=b"\0"), MALFORMED),
    "ECDSA: a number that is long": (Parts(kind=ECDSA, padding=bytes(40)), MALFORMED),
}
REFUSED = {**FORGERIES, **STRICTER}


@pytest.fixture
def stock_accepts(program: Program, tmp_path: Path) -> Callable[[bytes], bool]:
    """Whether `ssh-keygen -Y verify` accepts a signature of MESSAGE, whichever of our test keys made it."""
    tool = program("ssh-keygen")
    allowed, file = tmp_path / "allowed", tmp_path / "message.sig"
    keys = {
        Parts(kind=kind, application=each).key for kind in (PLAIN, ED25519, ECDSA) for each in (b"ssh:", b"ssh:other")
    }
    allowed.write_text("".join(f"owner {PublicKey(each).line()}\n" for each in sorted(keys)))

    def accepts(signature: bytes) -> bool:
        file.write_bytes(signature)
        command = [tool, "-Y", "verify", "-f", str(allowed), "-I", "owner", "-n", SPACE, "-s", str(file)]
        return subprocess.run(command, input=MESSAGE, capture_output=True, check=False).returncode == 0

    return accepts


@pytest.mark.parametrize("parts", [Parts(), Parts(kind=ECDSA), Parts(flags=5, signed_flags=5)], ids=repr)
def test_the_hand_made_signature_is_good(parts: Parts, stock_accepts: Callable[[bytes], bool]) -> None:
    assert stock_accepts(parts.file())
    key = sshsig.verify(MESSAGE, parts.file(), SPACE)
    assert (key.blob, key.is_hardware, key.application) == (parts.key, True, b"ssh:")
    with pytest.raises(UntrustedError, match=MISFIT):
        sshsig.verify(MESSAGE + b"\n", parts.file(), SPACE)


@pytest.mark.parametrize("case", REFUSED)
def test_a_forgery_is_refused_and_where_ssh_keygen_accepts_it_that_is_named(
    case: str, stock_accepts: Callable[[bytes], bool]
) -> None:
    parts, reason = REFUSED[case]
    with pytest.raises(UntrustedError) as raised:
        sshsig.verify(MESSAGE, parts.file(), SPACE)
    assert reason in raised.value.message
    assert stock_accepts(parts.file()) == (case in STRICTER)


def test_a_mirrored_ecdsa_signature_is_good_too_so_signatures_identify_nothing(
    stock_accepts: Callable[[bytes], bool],
) -> None:
    mirrored = Parts(kind=ECDSA, mirrored=True).file()
    assert stock_accepts(mirrored)
    assert sshsig.verify(MESSAGE, mirrored, SPACE).blob == Parts(kind=ECDSA).key


def test_a_hardware_key_and_a_plain_one_at_the_same_point_are_two_keys() -> None:
    plain, hardware = SECRET.public, PublicKey(Parts().key)
    assert plain.raw == hardware.raw
    assert plain != hardware
    for told in (
        lambda key: key.fingerprint,
        digit_groups,
        lambda key: key_check("7k3m9qxac04zt", key),
        PublicKey.line,
    ):
        assert told(plain) != told(hardware)
    assert PublicKey.from_line(hardware.line("me")) == hardware
    with pytest.raises(InvalidError, match="of another type"):
        PublicKey.from_line(f"{PLAIN.decode()} {hardware.line().split()[1]}")


def test_the_line_and_the_fingerprint_are_those_of_ssh_keygen(program: Program, tmp_path: Path) -> None:
    for kind in (ED25519, ECDSA):
        key = PublicKey(Parts(kind=kind).key)
        (tmp_path / "key.pub").write_text(f"{key.line('me@home')}\n")
        command = [program("ssh-keygen"), "-l", "-f", str(tmp_path / "key.pub")]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert shown.split()[1:3] == [key.fingerprint, "me@home"]


MALFORMED_KEYS = {
    "no application": pack(ED25519, SECRET.public.raw),
    "a field more": pack(ED25519, SECRET.public.raw, b"ssh:", b""),
    "31 bytes": pack(ED25519, SECRET.public.raw[1:], b"ssh:"),
    "another curve": pack(ECDSA, b"nistp384", POINT, b"ssh:"),
    "no curve": pack(ECDSA, POINT, b"ssh:"),
    "a compressed point": pack(ECDSA, b"nistp256", b"\2" + POINT[1:33], b"ssh:"),
    "a point that is cut": pack(ECDSA, b"nistp256", POINT[:-1], b"ssh:"),
    "nothing but a type": pack(ECDSA),
}


@pytest.mark.parametrize("case", MALFORMED_KEYS)
def test_a_malformed_key_of_hardware_is_refused(case: str) -> None:
    with pytest.raises(InvalidError, match="is malformed"):
        PublicKey(MALFORMED_KEYS[case])


def test_a_point_beside_the_curve_verifies_nothing() -> None:
    @dataclass(frozen=True)
    class Off(Parts):
        @property
        def key(self) -> bytes:
            return pack(ECDSA, b"nistp256", POINT[:-1] + bytes([POINT[-1] ^ 1]), b"ssh:")

    with pytest.raises(UntrustedError, match="the key in the signature is malformed"):
        sshsig.verify(MESSAGE, Off(kind=ECDSA).file(), SPACE)


OTHER_TYPES = {
    b"ssh-ed25519-cert-v01@openssh.com": "name the key that the certificate is about",
    b"sk-ssh-ed25519-cert-v01@openssh.com": "name the key that the certificate is about",
    b"ssh-rsa": "the types that do are: ssh-ed25519, sk-ssh-ed25519@openssh.com",
    b"ecdsa-sha2-nistp256": "the types that do are: ssh-ed25519",
    b"ssh-dss": "the types that do are: ssh-ed25519",
}


@pytest.mark.parametrize("name", OTHER_TYPES, ids=bytes.decode)
def test_certificates_and_other_types_are_refused_by_name(name: bytes) -> None:
    line = f"{name.decode()} {base64.b64encode(pack(name, SECRET.public.raw)).decode()} x"
    with pytest.raises(InvalidError, match=f'keys of the type "{name.decode()}" are not supported') as raised:
        PublicKey.from_line(line)
    assert raised.value.hints[0].startswith(OTHER_TYPES[name])


# --- through an agent -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_it_signs_through_an_agent_and_ssh_keygen_accepts_that(
    kind: str, authenticator: Authenticator, program: Program, tmp_path: Path
) -> None:
    path, line = authenticator(kind)
    told: list[str] = []
    held = AgentKey(Agent(path, lambda: told.append("touch")), PublicKey.from_line(line))
    assert held.is_held()
    assert told == []
    signature = sshsig.sign(MESSAGE, held, SPACE)
    assert told == ["touch"]
    assert sshsig.verify(MESSAGE, signature, SPACE) == held.public
    (tmp_path / "allowed").write_text(f'owner namespaces="bundle@talktag" {line}\n')
    (tmp_path / "sig").write_bytes(signature)
    command = [
        program("ssh-keygen"),
        "-Y",
        "verify",
        "-f",
        "allowed",
        "-I",
        "owner",
        "-n",
        SPACE,
        "-s",
        "sig",
    ]
    for message, code in ((MESSAGE, 0), (MESSAGE + b"\n", 255)):
        done = subprocess.run(command, cwd=tmp_path, input=message, capture_output=True, check=False)
        assert done.returncode == code


def test_ssh_keygen_signs_with_the_stand_in_and_we_accept_that(
    authenticator: Authenticator, program: Program, tmp_path: Path
) -> None:
    path, line = authenticator()
    (tmp_path / "key.pub").write_text(f"{line}\n")
    command = [program("ssh-keygen"), "-Y", "sign", "-f", "key.pub", "-n", SPACE]
    done = subprocess.run(
        command, cwd=tmp_path, input=MESSAGE, env={"SSH_AUTH_SOCK": path}, capture_output=True, check=True
    )
    assert sshsig.verify(MESSAGE, done.stdout, SPACE).line("stand-in") == line


def test_an_agent_that_signs_without_a_touch_is_told_before_anything_is_written(authenticator: Authenticator) -> None:
    path, line = authenticator(flags=0)
    with pytest.raises(SealedError, match="would be refused: the hardware key made the signature without") as raised:
        sshsig.sign(MESSAGE, AgentKey(Agent(path), PublicKey.from_line(line)), SPACE)
    assert "no-touch-required" in raised.value.hints[0]


def test_a_key_of_another_application_is_not_held(authenticator: Authenticator) -> None:
    path, _ = authenticator()
    _, other = authenticator(application="ssh:other")
    assert not AgentKey(Agent(path), PublicKey.from_line(other)).is_held()
    with pytest.raises(SealedError, match="ssh-agent does not sign with the key"):
        AgentKey(Agent(path), PublicKey.from_line(other)).ssh_signature(MESSAGE)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([ED25519, ECDSA]), st.integers(0), st.binary(max_size=5), st.integers(0, 5))
def test_a_mutated_signature_of_hardware_raises_only_our_error(kind: bytes, place: int, new: bytes, gone: int) -> None:
    good = GOOD[kind]
    blob = base64.b64decode(b"".join(good.split(b"\n")[1:-2]))
    place %= len(blob)
    altered = blob[:place] + new + blob[place + gone :]
    if altered == blob:
        return
    lines = base64.encodebytes(altered).strip()
    text = b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"
    with pytest.raises(UntrustedError):
        sshsig.verify(MESSAGE, text, SPACE)


GOOD = {kind: Parts(kind=kind).file() for kind in (ED25519, ECDSA)}
