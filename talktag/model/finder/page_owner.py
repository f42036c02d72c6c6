"""What a finder's page says of its owner, in the one spelling that is signed and bound. It holds no secret.

The text of it stands in the page letter for letter, and every message in the page is sealed with that text as its
associated data: a page on which one letter of it was changed opens none of them. That recipients and signing key belong
together is said by a signature over the statement (SSHSIG, namespace NAMESPACE), which `ssh-keygen -Y verify` checks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from talktag.model.toml.record_file import without_absent

FORMAT = "talktag-finder/1"
NAMESPACE = "finder@talktag"


@dataclass(frozen=True, slots=True)
class PageOwner:
    """Who the page is of: a message is sealed to all `recipients` ("age1…"), `signer` is the OpenSSH line of their key.

    `signature` is that of the statement, as base64 on one line. `language` is that of their own words, BCP 47.
    `name` is what finders may call them; `phone` is shown where the owner chose so. `words`, `reward` and `hand_in`
    are for all things together.
    """

    recipients: tuple[str, ...]
    signer: str
    signature: str
    contact: str
    language: str
    name: str | None = None
    phone: str | None = None
    words: str | None = None
    reward: str | None = None
    hand_in: str | None = None


def owner_text(owner: PageOwner) -> str:
    """The owner as JSON in ASCII, its keys in order and without blanks: the spelling that counts."""
    said = {key: getattr(owner, key) for key in owner.__dataclass_fields__}
    values = {"format": FORMAT, **without_absent({**said, "recipients": list(owner.recipients)})}
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    # Within a page no letter of it may end the element that it stands in.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def read_owner(text: str) -> PageOwner:
    """The owner that a page's text says; ValueError for whatever is not in the one spelling that counts."""
    try:
        values = json.loads(text)
    except RecursionError:
        raise ValueError("its owner is no table of texts") from None
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        raise ValueError(f"its owner is not of the format {FORMAT}")
    recipients = values.pop("recipients", None)
    are_texts = isinstance(recipients, list) and all(isinstance(each, str) for each in (*recipients, *values.values()))
    needed = {"signer", "signature", "contact", "language"}
    if not are_texts or not needed <= values.keys() or not values.keys() <= {*PageOwner.__dataclass_fields__}:
        raise ValueError("its owner is no table of the texts that there are")
    owner = PageOwner(recipients=tuple(recipients), **values)
    if owner_text(owner) != text:
        raise ValueError("its owner is spelled in another way than talktag does")
    return owner


def statement(recipients: Sequence[str], signer: str) -> bytes:
    """What is signed once for as long as the keys are the same: lines, each with its line end."""
    return "".join(f"{line}\n" for line in (FORMAT, *recipients, signer)).encode("ascii")
