"""Any signature or key text is taken as OpenSSH and age take it or refused by our own words, however it was spoiled."""

from __future__ import annotations

import base64
import contextlib
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest

from talktag.errors import InvalidError, SealedError, TalktagError, UntrustedError
from talktag.seal import age
from talktag.seal.age.identity import parse_recipient
from talktag.seal.keys.recovery_text import identities_in, identity_text, old_identities_text, recovery_in
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import PublicKey, SigningKey, needs_passphrase
from talktag.seal.ssh.wire import pack, take

from .mutations import TEXT, how_many, spoiled

Program = Callable[[str], str]
OUTSIDE = 8  # how many of what was accepted other programs are asked about; each takes a process
SPACE = "bundle@talktag"
MESSAGE = b"hex  data/table.json\n"
KEY = SigningKey.from_seed(bytes(range(32)))
GOOD = sshsig.sign(MESSAGE, KEY, SPACE)
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
_ARMOR = re.compile(rb"(-----BEGIN [A-Z ]+-----\n)(.*?)(-----END [A-Z ]+-----\n)", re.DOTALL)


def inside(chance: random.Random, text: bytes) -> bytes:
    """Text whose frame and base64 are right, and whose bytes are spoiled."""
    frame = _ARMOR.fullmatch(text)
    assert frame is not None
    body = base64.b64encode(spoiled(chance, base64.b64decode(frame[2])))
    lines = [body[start : start + 70] for start in range(0, len(body), 70)]
    return frame[1] + b"\n".join([*lines, b""]) + frame[3]


def fields(chance: random.Random, blob: bytes, before: int = 0) -> bytes:
    """A blob whose lengths are right, and one of its strings spoiled, gone, or twice."""
    head, rest = blob[:before], blob[before:]
    strings = []
    with contextlib.suppress(ValueError):
        while rest:
            string, rest = take(rest)
            strings.append(string)
    place = chance.randrange(len(strings))
    match chance.randrange(4):
        case 0:
            del strings[place]
        case 1:
            strings.insert(chance.randrange(len(strings)), strings[place])
        case _:
            strings[place] = spoiled(chance, strings[place])
    return head + pack(*strings) + rest


def shown(error: TalktagError) -> str:
    """What an error says, which can be shown as it is."""
    assert error.message.isprintable()
    return error.message


def armored(blob: bytes) -> bytes:
    return b"-----BEGIN SSH SIGNATURE-----\n" + base64.encodebytes(blob) + b"-----END SSH SIGNATURE-----\n"


def signatures(chance: random.Random) -> Iterator[bytes]:
    blob = base64.b64decode(GOOD.split(b"-----\n")[1].split(b"-----")[0])
    for _ in range(how_many(6000)):
        match chance.randrange(3):
            case 0:
                yield spoiled(chance, GOOD, TEXT)
            case 1:
                yield inside(chance, GOOD)
            case _:
                yield armored(fields(chance, blob, before=10))


def test_any_spoiled_signature_is_good_to_ssh_keygen_or_refused(
    chance: random.Random, program: Program, tmp_path: Path
) -> None:
    accepted, refused = [], Counter[str]()
    for signature in signatures(chance):
        try:
            assert sshsig.verify(MESSAGE, signature, SPACE) == KEY.public
        except UntrustedError as error:
            refused[shown(error)[:40]] += 1
        else:
            accepted.append(signature)
    assert len(refused) > 15
    assert accepted
    (tmp_path / "allowed").write_text(f"owner {KEY.public_line()}\n")
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
    for signature in list(dict.fromkeys(accepted))[:OUTSIDE]:
        (tmp_path / "sig").write_bytes(signature)
        subprocess.run(command, cwd=tmp_path, input=MESSAGE, check=True, capture_output=True)


def test_any_spoiled_public_line_is_the_same_key_to_ssh_keygen_or_refused(
    chance: random.Random, program: Program, tmp_path: Path
) -> None:
    line = KEY.public_line("doc@example.org").encode()
    accepted = {}
    for number in range(how_many(4000)):
        blob = base64.b64encode(fields(chance, KEY.public.blob)) if number % 3 == 0 else line.split()[1]
        text = spoiled(chance, line, TEXT) if number % 3 else b"ssh-ed25519 " + blob + b" x"
        with contextlib.suppress(InvalidError):
            key = PublicKey.from_line(text.decode("utf-8", "replace").strip())
            accepted[key.fingerprint] = text
    assert len(accepted) > OUTSIDE
    for fingerprint, text in list(accepted.items())[:OUTSIDE]:
        (tmp_path / "key.pub").write_bytes(b" ".join(text.strip().split()[:2]) + b"\n")
        command = [program("ssh-keygen"), "-l", "-f", str(tmp_path / "key.pub")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert fingerprint in told


def test_any_spoiled_secret_key_is_the_same_key_to_ssh_keygen_or_refused(
    chance: random.Random, program: Program, tmp_path: Path
) -> None:
    good = KEY.to_openssh()
    accepted = {}
    for number in range(how_many(4000)):
        text = inside(chance, good) if number % 2 else spoiled(chance, good, TEXT)
        with contextlib.suppress(InvalidError, SealedError):
            assert needs_passphrase(text) in {True, False}
            accepted[text] = SigningKey.from_openssh(text).public
    # What stands around the key may be spoiled, and what is in it may not.
    assert set(accepted.values()) == {KEY.public}
    assert len(accepted) > OUTSIDE
    for text in chance.sample(sorted(accepted), OUTSIDE):
        secret = tmp_path / "id"
        secret.write_bytes(text)
        secret.chmod(0o600)
        done = subprocess.run([program("ssh-keygen"), "-y", "-f", str(secret)], capture_output=True, check=False)
        if done.returncode == 0:  # it is stricter about what stands around the key
            assert PublicKey.from_line(done.stdout.decode()) == KEY.public


def protected(rounds: int, secret: bytes = bytes(192)) -> bytes:
    """A secret key that says how much work its passphrase is to take."""
    options = pack(b"sixteen bytes of") + rounds.to_bytes(4, "big")
    head = b"openssh-key-v1\0" + pack(b"aes256-ctr", b"bcrypt", options) + (1).to_bytes(4, "big")
    body = base64.encodebytes(head + pack(KEY.public.blob, secret))
    return b"-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + b"-----END OPENSSH PRIVATE KEY-----\n"


@pytest.mark.parametrize("rounds", [1025, 1 << 20, (1 << 32) - 1])
def test_a_secret_key_that_asks_for_endless_work_is_refused_before_it_starts(rounds: int) -> None:
    with pytest.raises(InvalidError, match=f"asks for {rounds} rounds"):
        SigningKey.from_openssh(protected(rounds), "words")
    with pytest.raises(SealedError, match="wrong passphrase"):
        SigningKey.from_openssh(protected(2), "words")


def test_any_spoiled_identity_is_the_same_to_age_or_refused(chance: random.Random) -> None:
    recipient = age.recipient_of(IDENTITY)
    texts = [identity_text(IDENTITY, "owner"), old_identities_text([IDENTITY, age.generate_identity()])]
    outcomes = Counter[str]()
    for _ in range(how_many(1000)):
        text = spoiled(chance, chance.choice(texts), TEXT)
        try:
            for each in identities_in(text):
                assert str(pyrage.x25519.Identity.from_str(each).to_public()) == age.recipient_of(each)
            outcomes["identities"] += 1
        except InvalidError as error:
            outcomes["no identities" if shown(error) else ""] += 1
        typed = text.decode("utf-8", "replace")
        try:
            outcomes[recovery_in(typed)] += 1
        except SealedError:
            outcomes["no recovery key"] += 1
        line = spoiled(chance, recipient.encode(), TEXT).decode("utf-8", "replace")
        try:
            assert bytes(parse_recipient(line))
            assert str(pyrage.x25519.Recipient.from_str(line)) == line.lower()
            outcomes["recipient"] += 1
        except InvalidError:
            outcomes["no recipient"] += 1
    assert len(outcomes) >= 6
