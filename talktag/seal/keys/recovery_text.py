"""The texts that secret age identities are kept in, on a disk or on paper. Reads and writes no file.

All of them are identity files as the stock `age` reads them: comments after "#", one secret a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from talktag.errors import InvalidError, SealedError
from talktag.seal import age

_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_MARK = "\ufeff"
_START = "AGE-SECRET-KEY-"


def identity_text(identity: str, role: str) -> bytes:
    """The text of one identity under its public half; `role` tells people what it is for."""
    public = age.recipient_of(identity)
    return f"# talktag {role} identity: keep it secret\n# public key: {public}\n{identity}\n".encode("ascii")


def old_identities_text(identities: Sequence[str]) -> bytes:
    """The text of identities that were replaced, the newest first; together they open what was sealed before."""
    lines = [f"# public key: {age.recipient_of(each)}\n{each}\n" for each in dict.fromkeys(identities)]
    return ("# talktag identities of earlier: they open what was sealed before\n" + "".join(lines)).encode("ascii")


def identities_in(text: bytes) -> tuple[str, ...]:
    """Every identity of such a text; InvalidError, which shows none of it, where a line is neither that nor comment."""
    lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
    identities = tuple(line for line in lines if line and not line.startswith("#"))
    for each in identities:
        age.recipient_of(each)
    return identities


def backup_text(recovery: str) -> bytes:
    """The recovery identity as it is printed, with how to use it, here and with `age` alone."""
    return (
        "# talktag recovery key. Keep it on paper, away from the computer: it opens every private note.\n"
        "# On a new computer: talktag key restore\n"
        "# Without talktag: save this text as recovery.txt, then: age -d -i recovery.txt NOTE.age\n"
        f"# public key: {age.recipient_of(recovery)}\n"
        f"{recovery}\n"
    ).encode("ascii")


def recovery_in(text: str) -> str:
    """The identity in a backup as it was scanned, or typed off paper: in any case, with blanks and line ends in it.

    SealedError, which shows none of it, where there is none or a letter of it is wrong: age's own check digits tell.
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    typed = re.sub(r"[\s\u200b\ufeff]+", "", "".join(lines)).upper()
    found = {match[0] for match in _SECRET.finditer(typed)}
    if _START in typed and len(found) != 1:
        raise SealedError("the recovery key is not as long as it must be, or there is more than one", hints=[_AGAIN])
    if not found:
        raise SealedError("there is no recovery key in it", hints=[_AGAIN])
    (recovery,) = found
    try:
        age.recipient_of(recovery)
    except InvalidError:
        raise SealedError("a letter of the recovery key is wrong", hints=[_AGAIN]) from None
    return recovery


_AGAIN = "it is one line that begins with AGE-SECRET-KEY-1, and 58 letters and digits more"


def compose(passphrase: str) -> str:
    """A new passphrase in the form that keyboards give (Unicode NFC), so that `age` opens with what is typed anywhere.

    `age` takes bytes as they come; a file written on another system may hold "ö" as two characters, or begin with the
    mark that some editors put first.
    """
    return unicodedata.normalize("NFC", passphrase.removeprefix(_MARK))


def spellings(passphrase: str) -> tuple[str, ...]:
    """A passphrase as it was given, and as its other Unicode forms, where those differ.

    The mark in front of a file counts last: an earlier version took it for a part of the passphrase.
    """
    bare = passphrase.removeprefix(_MARK)
    forms = unicodedata.normalize("NFC", bare), unicodedata.normalize("NFD", bare)
    return tuple(dict.fromkeys((bare, *forms, passphrase)))
