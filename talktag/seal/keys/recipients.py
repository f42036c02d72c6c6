"""The public half of the owner's keys, and the list of who can open a store's notes. It holds no secret.

The list is a recipients file as `age -R` reads it: one recipient a line, empty lines, comments after "#".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError
from talktag.seal import base64_strict
from talktag.seal.age.identity import parse_recipient

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey

_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What may be read without a passphrase: two age recipients and the OpenSSH line of the signing key."""

    owner_recipient: str
    recovery_recipient: str
    signing_line: str

    @property
    def signer(self) -> PublicKey:
        """The key whose line it is."""
        from talktag.seal.ssh.key import PublicKey

        return PublicKey.from_line(self.signing_line)


class Recipient(NamedTuple):
    """An age recipient, "age1…", and what it is compared by: a SHA-256 in the form of a key's fingerprint."""

    text: str

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the text."""
        return f"SHA256:{base64_strict.encode_bare(hashlib.sha256(self.text.encode()).digest())}"


def format_recipients(public: PublicKeys, others: Sequence[str] = ()) -> bytes:
    """The recipients file of a store: everything sealed goes to the owner and to the recovery key, and to `others`."""
    return (
        "# Private notes here can be opened with the secret key of each of these (age recipients)\n"
        f"# owner\n{public.owner_recipient}\n# recovery\n{public.recovery_recipient}\n"
        + "".join(f"{line}\n" for line in (("# others", *others) if others else ()))
    ).encode("ascii")


def parse_recipients(data: bytes) -> tuple[str, ...]:
    """The recipients in a recipients file, in order, each once; InvalidError names the line that is wrong."""
    if len(data) > _LIMIT:
        raise InvalidError(f"the recipients file is larger than {_LIMIT} bytes")
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise InvalidError("the recipients file is not UTF-8 text") from None
    found: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        text = line.removesuffix("\r")
        if text and not text.startswith("#"):
            found[_check(text, number)] = None
    if not found:
        raise InvalidError("the recipients file names no recipient")
    return tuple(found)


def _check(text: str, number: int) -> str:
    try:
        parse_recipient(text)
    except InvalidError as error:
        raise InvalidError(f"line {number} of the recipients file: {error.message}") from None
    return text
