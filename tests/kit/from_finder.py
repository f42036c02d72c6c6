"""What a finder's page seals, made here with age: for tests of what becomes of it. Judges nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from talktag.seal import age
from talktag.seal.keys.key_folder import KeyFolder

if TYPE_CHECKING:
    from tests.kit.bench import Bench

TAG = "7Y27T4WSS"  # of the camera of the bench
WORDS = "He encontrado tu cámara 📷"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class Finder:
    """Somebody with a telephone: a one-time key, and what they write with it."""

    def __init__(self) -> None:
        self.secret = age.generate_identity()
        self.recipient = age.recipient_of(self.secret)

    def said(self, number: int = 1, **more: Any) -> dict[str, Any]:
        """Their message of that number; what is None is left out."""
        said = {
            "format": "talktag-finder/1",
            "kind": "message",
            "id": message_id(number),
            "tag": TAG,
            "text": WORDS,
            "recipient": self.recipient,
            "language": "es",
            "sequence": 1,
            **more,
        }
        return {key: value for key, value in said.items() if value is not None}

    def opens(self, sealed: bytes) -> dict[str, Any]:
        """What an answer says, as their page opens it."""
        found: dict[str, Any] = json.loads(age.decrypt(sealed, identities=[self.secret]))
        return found


def message_id(number: int) -> str:
    """An id as the page makes them."""
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(26)))


def seal(said: dict[str, Any] | bytes, *recipients: str) -> bytes:
    """It, sealed as the page seals it, less the text form."""
    data = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return age.encrypt(data, recipients=recipients)


def owners(bench: Bench) -> tuple[str, str]:
    """To whom a page of the owner of the bench seals."""
    public = KeyFolder(bench.folder / "keys").public()
    return public.owner_recipient, public.recovery_recipient
