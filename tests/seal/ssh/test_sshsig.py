"""SSHSIG against ssh-keygen: the same bytes made, each accepts the other's, and forgeries are refused.

Every case goes to both. Known differences to ssh-keygen are named in a table of their own, with the versions that have
them; any other fails. Those of hardware keys are in test_hardware_keys.py.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, UntrustedError
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from talktag.seal.ssh.wire import pack

Program = Callable[[str], str]

MESSAGE = b"hex  data/table.json\n"
KEY = SigningKey.from_seed(bytes(range(32)))
STRANGER = SigningKey.from_seed(bytes(range(1, 33)))
NAMESPACE = "bundle@talktag"
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
ED25519 = b"ssh-ed25519"


def armored(blob: bytes) -> bytes:
    text = base64.b64encode(blob)
    lines = [text[start : start + 70] for start in range(0, len(text), 70)]
    return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


@dataclass(frozen=True)
class Parts:
    """A signature taken apart by hand, to be forged one part at a time."""

    magic: bytes = b"SSHSIG"
    version: int = 1
    key: bytes = KEY.public.blob
    namespace: bytes = NAMESPACE.encode()
    signed_namespace: bytes = NAMESPACE.encode()
    reserved: bytes = b""
    hash_name: bytes = b"sha512"
    digest: bytes = hashlib.sha512(MESSAGE).digest()
    algorithm: bytes = ED25519
    signer: SigningKey = KEY
    add_order: bool = False
    tail: bytes = b""
    inner_tail: bytes = b""
    whole: bytes | None = None

    def file(self) -> bytes:
        data = b"SSHSIG" + pack(self.signed_namespace, self.reserved, self.hash_name, self.digest)
        raw = self.signer.sign(data if self.whole is None else self.whole)
        if self.add_order:
            raw = raw[:32] + (int.from_bytes(raw[32:], "little") + GROUP_ORDER).to_bytes(32, "little")
        signature = pack(self.algorithm, raw) + self.inner_tail
        fields = pack(self.key, self.namespace, self.reserved, self.hash_name, signature)
        return armored(self.magic + self.version.to_bytes(4, "big") + fields + self.tail)


def relabelled() -> bytes:
    return Parts(namespace=b"bundle@talktag", signed_namespace=b"git").file()


SHA1 = Parts(hash_name=b"sha1", digest=hashlib.sha1(MESSAGE, usedforsecurity=False).digest())
RSA_KEY = pack(b"ssh-rsa", b"\x01\x00\x01", b"\x00" + b"\xc5" * 256)
CERTIFICATE = pack(b"ssh-ed25519-cert-v01@openssh.com", bytes(32), KEY.public.raw)
HARDWARE_KEY = pack(b"sk-ssh-ed25519@openssh.com", KEY.public.raw, b"ssh:")
GOOD = Parts().file()
BODY = GOOD.split(b"\n", 1)[1].rsplit(b"\n", 2)[0]

# name, signature file, what our refusal says
FORGERIES: list[tuple[str, bytes, str]] = [
    ("other key signed", Parts(signer=STRANGER).file(), "does not fit"),
    ("key swapped in", Parts(key=STRANGER.public.blob).file(), "does not fit"),
    ("namespace of another purpose", Parts(namespace=b"git", signed_namespace=b"git").file(), 'is for "git", not'),
    ("namespace relabelled", relabelled(), "does not fit"),
    ("SHA-1", SHA1.file(), 'the hash "sha1"'),
    ("hash relabelled", Parts(hash_name=b"sha256").file(), "does not fit"),
    ("version 2", Parts(version=2).file(), "version 2, not 1"),
    ("other magic", Parts(magic=b"SSHSIX").file(), "not of the kind SSHSIG"),
    ("trailing bytes in the blob", Parts(tail=b"\0").file(), "do not fit together: bytes left over"),
    ("trailing bytes in the signature", Parts(inner_tail=b"\0").file(), "inner part of the signature is malformed"),
    ("bare message signed", Parts(whole=MESSAGE).file(), "does not fit"),
    ("digest signed bare", Parts(whole=hashlib.sha512(MESSAGE).digest()).file(), "does not fit"),
    ("wrong algorithm label", Parts(algorithm=b"rsa-sha2-512").file(), 'calls itself "rsa-sha2-512"'),
    ("empty namespace", Parts(namespace=b"", signed_namespace=b"").file(), "names no purpose"),
    ("reserved field used", Parts(reserved=b"x").file(), "a field that is reserved"),
    ("RSA key", Parts(key=RSA_KEY).file(), 'type "ssh-rsa", which talktag cannot check'),
    ("hardware key", Parts(key=HARDWARE_KEY).file(), "but its key is sk-ssh-ed25519@openssh.com"),
    ("certificate", Parts(key=CERTIFICATE).file(), 'type "ssh-ed25519-cert-v01@openssh.com", which'),
    ("key of 31 bytes", Parts(key=pack(ED25519, bytes(31))).file(), "key in the signature is malformed"),
    ("key cut short", Parts(key=b"\0\0").file(), "key in the signature is cut short"),
    ("fields cut short", armored(b"SSHSIG\0\0\0\1\0\0\0\xff"), "do not fit together: cut short"),
    ("no base64", GOOD.replace(b"\nU1NIU0lH", b"\n!1NIU0lH"), "not proper base64"),
    ("junk before", b"junk\n" + GOOD, "does not start with the line"),
    ("no first line", BODY, "does not start with the line"),
    ("no last line", GOOD.rsplit(b"-----END", 1)[0], "does not end with the line"),
    ("last line glued on", GOOD.replace(b"\n-----END", b"-----END"), "does not end with the line"),
    ("nothing", b"", "does not start with the line"),
]
ALWAYS = ((0, 0), (999, 0))
# Refused by us. Which versions of ssh-keygen accept it: from the first, before the second.
STRICTER: list[tuple[str, bytes, str, tuple[tuple[int, int], tuple[int, int]]]] = [
    ("version 0", Parts(version=0).file(), "version 0, not 1", ALWAYS),
    ("huge", GOOD + b"\n" * 20_000, "larger than 16384 bytes", ALWAYS),
    ("CR LF line ends", GOOD.replace(b"\n", b"\r\n"), "line ends of the signature were converted", ((9, 5), (999, 0))),
    ("text after the last line", GOOD + b"more\n", "something follows the last line", ALWAYS),
    ("a second signature after it", GOOD + GOOD, "something follows the last line", ALWAYS),
    ("S plus the group order", Parts(add_order=True).file(), "does not fit", ((0, 0), (10, 4))),
]


@pytest.fixture
def stock_accepts(program: Program, tmp_path: Path) -> Callable[[bytes, bytes], bool]:
    """Whether `ssh-keygen -Y verify` accepts (message, signature) with both our test keys allowed."""
    tool = program("ssh-keygen")
    allowed, file = tmp_path / "allowed", tmp_path / "message.sig"
    allowed.write_text("".join(f'owner namespaces="{NAMESPACE}" {key.public_line()}\n' for key in (KEY, STRANGER)))

    def accepts(message: bytes, signature: bytes) -> bool:
        file.write_bytes(signature)
        command = [tool, "-Y", "verify", "-f", str(allowed), "-I", "owner", "-n", NAMESPACE, "-s", str(file)]
        return subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0

    return accepts


def stock_sign(program: Program, folder: Path, key: SigningKey, message: bytes, namespace: str) -> bytes:
    secret, file = folder / "key", folder / "message"
    secret.write_bytes(key.to_openssh())
    secret.chmod(0o600)
    file.write_bytes(message)
    signature = folder / "message.sig"
    signature.unlink(missing_ok=True)
    command = [program("ssh-keygen"), "-q", "-Y", "sign", "-f", str(secret), "-n", namespace, str(file)]
    subprocess.run(command, capture_output=True, check=True)
    return signature.read_bytes()


@pytest.mark.parametrize("namespace", ["bundle@talktag", "reply@talktag", "trust@talktag", "git"])
@pytest.mark.parametrize("message", [b"", MESSAGE, bytes(range(256)) * 1000])
def test_signatures_are_byte_identical_with_ssh_keygen(
    program: Program, tmp_path: Path, message: bytes, namespace: str
) -> None:
    for key in (SigningKey.generate(), KEY):
        theirs = stock_sign(program, tmp_path, key, message, namespace)
        assert sshsig.sign(message, key, namespace) == theirs
        assert sshsig.verify(message, theirs, namespace) == key.public


def test_ssh_keygen_accepts_ours_and_only_for_these_bytes(stock_accepts: Callable[[bytes, bytes], bool]) -> None:
    signature = sshsig.sign(MESSAGE, KEY, NAMESPACE)
    assert stock_accepts(MESSAGE, signature)
    assert not stock_accepts(MESSAGE + b"\n", signature)
    assert not stock_accepts(MESSAGE, sshsig.sign(MESSAGE, KEY, "reply@talktag"))


def test_the_hand_made_signature_is_the_good_one(stock_accepts: Callable[[bytes, bytes], bool]) -> None:
    assert sshsig.sign(MESSAGE, KEY, NAMESPACE) == GOOD
    assert sshsig.verify(MESSAGE, GOOD, NAMESPACE) == KEY.public
    assert sshsig.verify(MESSAGE, GOOD.removesuffix(b"\n"), NAMESPACE) == KEY.public
    assert stock_accepts(MESSAGE, GOOD)


def test_sha256_signatures_are_accepted(stock_accepts: Callable[[bytes, bytes], bool]) -> None:
    signature = Parts(hash_name=b"sha256", digest=hashlib.sha256(MESSAGE).digest()).file()
    assert sshsig.verify(MESSAGE, signature, NAMESPACE) == KEY.public
    assert stock_accepts(MESSAGE, signature)


@pytest.mark.parametrize(("name", "signature", "reason"), FORGERIES, ids=[case[0] for case in FORGERIES])
def test_a_forgery_is_refused_by_us_and_by_ssh_keygen(
    stock_accepts: Callable[[bytes, bytes], bool], name: str, signature: bytes, reason: str
) -> None:
    with pytest.raises(UntrustedError) as raised:
        sshsig.verify(MESSAGE, signature, NAMESPACE)
    assert reason in raised.value.message
    assert not stock_accepts(MESSAGE, signature)


@pytest.fixture
def stock_version(program: Program) -> tuple[int, int]:
    """The version of OpenSSH, which ssh tells for ssh-keygen too."""
    said = subprocess.run([program("ssh"), "-V"], capture_output=True, text=True, check=True).stderr
    found = re.match(r"OpenSSH_(\d+)\.(\d+)", said)
    assert found, said
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(("name", "signature", "reason", "accepting"), STRICTER, ids=[case[0] for case in STRICTER])
def test_where_we_are_stricter_than_ssh_keygen_it_is_known_in_which_versions(
    stock_accepts: Callable[[bytes, bytes], bool],
    stock_version: tuple[int, int],
    name: str,
    signature: bytes,
    reason: str,
    accepting: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    with pytest.raises(UntrustedError) as raised:
        sshsig.verify(MESSAGE, signature, NAMESPACE)
    assert reason in raised.value.message
    first, end = accepting
    assert stock_accepts(MESSAGE, signature) == (first <= stock_version < end)


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_real_signatures_of_other_types_are_refused_by_name(program: Program, tmp_path: Path, kind: str) -> None:
    secret, file = tmp_path / "key", tmp_path / "message"
    file.write_bytes(MESSAGE)
    tool = program("ssh-keygen")
    subprocess.run([tool, "-q", "-t", kind, "-N", "", "-f", str(secret)], check=True)
    subprocess.run(
        [tool, "-q", "-Y", "sign", "-f", str(secret), "-n", NAMESPACE, str(file)], capture_output=True, check=True
    )
    name = secret.with_suffix(".pub").read_text().split()[0]
    with pytest.raises(UntrustedError, match=f'type "{name}", which talktag cannot check'):
        sshsig.verify(MESSAGE, (tmp_path / "message.sig").read_bytes(), NAMESPACE)


def test_every_other_message_is_refused() -> None:
    for place in range(len(MESSAGE)):
        other = MESSAGE[:place] + bytes([MESSAGE[place] ^ 1]) + MESSAGE[place + 1 :]
        with pytest.raises(UntrustedError, match="does not fit"):
            sshsig.verify(other, GOOD, NAMESPACE)


def test_each_reason_has_a_message_of_its_own() -> None:
    reasons = {case[2] for case in (*FORGERIES, *STRICTER)}
    assert len(reasons) >= 22


def test_a_namespace_that_is_none_is_refused() -> None:
    for namespace in ("", "bündel"):
        with pytest.raises(InvalidError):
            sshsig.sign(MESSAGE, KEY, namespace)
        with pytest.raises(InvalidError):
            sshsig.verify(MESSAGE, GOOD, namespace)


@settings(max_examples=500, deadline=None)
@given(st.integers(0), st.binary(max_size=3), st.integers(0, 3))
def test_a_mutated_signature_raises_only_our_error(place: int, new: bytes, gone: int) -> None:
    place %= len(GOOD)
    altered = GOOD[:place] + new + GOOD[place + gone :]
    _refused_unless_the_same(altered)


@settings(max_examples=500, deadline=None)
@given(st.integers(0), st.binary(max_size=5), st.integers(0, 5))
def test_a_mutated_signature_blob_raises_only_our_error(place: int, new: bytes, gone: int) -> None:
    blob = base64.b64decode(b"".join(GOOD.split(b"\n")[1:-2]))
    place %= len(blob)
    _refused_unless_the_same(armored(blob[:place] + new + blob[place + gone :]))


def _refused_unless_the_same(signature: bytes) -> None:
    if signature.replace(b"\n", b"") == GOOD.replace(b"\n", b""):
        return
    with pytest.raises(UntrustedError):
        sshsig.verify(MESSAGE, signature, NAMESPACE)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_whatever_as_signature_raise_anything_but_our_error(data: bytes, wrapped: bool) -> None:
    with pytest.raises(UntrustedError):
        sshsig.verify(MESSAGE, armored(b"SSHSIG\0\0\0\1" + data) if wrapped else data, NAMESPACE)
