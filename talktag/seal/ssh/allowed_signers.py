"""Whose keys a file names: public key lines, and OpenSSH's allowed signers as `ssh-keygen -Y verify` reads them.

Format: ssh-keygen(1), ALLOWED SIGNERS. It says what a line allows and for how long; it believes none, and asks for no
identity: a line counts where there is anybody at all whom ssh-keygen would take it for.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UntrustedError
from talktag.seal.ssh.dates import instant_of
from talktag.seal.ssh.key import PublicKey
from talktag.seal.ssh.patterns import matches_list, somebody

_TYPE = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_MARKERS = ("@revoked", "@cert-authority")  # of known_hosts; ssh-keygen takes them for a name
_AUTHORITY = "cert-authority"
_OPTION = re.compile(
    rf'({_AUTHORITY})|(namespaces|valid-after|valid-before)="((?:\\"|\\(?!")|[^"\\])*)"', re.IGNORECASE
)
_HEAD = 256  # bytes in which text of UTF-16 shows
_OF_AUTHORITY = "its line names an authority for certificates"
_NO_KEY = "it has no line with a type such as ssh-ed25519 in it"


class KeyLine(NamedTuple):
    """A key and what its line says of it; `principals` is None for a plain public key line.

    `refusal` is why the line counts for nothing, whatever is signed and when.
    """

    key: PublicKey
    principals: str | None = None
    namespaces: str | None = None
    valid_after: int | None = None
    valid_before: int | None = None
    is_revoked: bool = False
    refusal: str | None = None

    def fault(self, namespace: str, at: float) -> str | None:
        """Why the key does not count for a signature of `namespace` at that moment; None where it does."""
        if self.refusal:
            return self.refusal
        if self.namespaces is not None and not matches_list(namespace, self.namespaces):
            return f'its line is for signatures of "{self.namespaces[:80]}", and this one is of "{namespace}"'
        if self.valid_after is not None and int(at) < self.valid_after:
            return "its line is not valid yet"
        if self.valid_before is not None and int(at) > self.valid_before:
            return "its line is not valid any more"
        return None


class Signers(NamedTuple):
    """What a file of keys says: those whose line can be read, and what is wrong with the other lines."""

    lines: Sequence[KeyLine]
    faults: Sequence[InvalidError]

    def line_of(self, key: PublicKey, namespace: str, at: float) -> KeyLine | None:
        """The line that vouches for a signature by `key`, None where no line names it.

        UntrustedError, with the reason, where those that name it do not vouch for this signature. A key that any of
        them calls revoked is so, whatever the others say.
        """
        found = [each for each in self.lines if each.key == key]
        good = [each for each in found if not each.fault(namespace, at)]
        revoked = [each for each in found if each.is_revoked]
        for each in revoked or (() if good else found):
            raise UntrustedError(each.fault(namespace, at) or "")
        return good[0] if good else None

    def trouble(self) -> InvalidError | None:
        """What is wrong with a file that can vouch for nobody; None where a line of it can."""
        if any(each.refusal is None for each in self.lines):
            return None
        refused = (InvalidError(each.refusal or "") for each in self.lines)
        return next(iter((*self.faults, *refused)), InvalidError(_NO_KEY))


def decode_keys(data: bytes) -> str:
    """The text of a file of keys: UTF-8, or UTF-16 with its mark, as some editors and shells of Windows write it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:_HEAD]:
        raise InvalidError("it is not UTF-8 text", hints=["save it as UTF-8"])
    return data.decode("utf-8-sig", "replace")


def read_signers(text: str) -> Signers:
    """Every line of a file of keys."""
    lines: list[KeyLine] = []
    faults: list[InvalidError] = []
    for line in text.split("\n"):
        try:
            lines += _line(line.strip(" \t\r"))
        except InvalidError as error:
            faults.append(error)
    return Signers(lines, faults)


def _line(line: str) -> Iterable[KeyLine]:
    """What one line allows; nothing for one that is empty or a comment. InvalidError where it cannot be read."""
    if not line or line.startswith("#"):
        return []
    marker = re.split(r"[ \t]", line, maxsplit=1)[0].casefold()
    if marker in _MARKERS:
        return [_read_marked(line, marker)]
    if found := _key_at(line):
        return [KeyLine(found)]
    principals, rest = _principals(line)
    key = _key_at(rest)
    options = ""
    if key is None:
        options, rest = _options_at(rest)
        key = _key_at(rest)
    if key is None:
        raise InvalidError(_NO_KEY)
    if somebody(principals) is None:
        raise InvalidError(f'"{principals[:80]}" before the key is the name of nobody')
    if "=" in principals or principals.casefold() == _AUTHORITY:
        raise InvalidError("options stand first in its line, where it says whose key it is")
    return [KeyLine(key, principals)._replace(**_read_options(options))]


def _read_marked(line: str, marker: str) -> KeyLine:
    found = re.search(rf"(?<!\S){_TYPE.pattern}[ \t]+\S+", line)
    key = _key_at(found[0]) if found else None
    if key is None:
        raise InvalidError(_NO_KEY)
    is_revoked = marker == _MARKERS[0]
    refusal = "its line calls it revoked" if is_revoked else _OF_AUTHORITY
    return KeyLine(key, is_revoked=is_revoked, refusal=refusal)


def _key_at(text: str) -> PublicKey | None:
    """The key that `text` begins with, None where it begins with something else."""
    found = re.match(rf"({_TYPE.pattern})[ \t]+([^ \t]+)", text)
    if found and not _BASE64.fullmatch(found[2]):  # a blank of another kind would end the key elsewhere
        raise InvalidError("the OpenSSH public key is not base64 or was cut short")
    return PublicKey.from_line(f"{found[1]} {found[2]}") if found else None


def _principals(line: str) -> tuple[str, str]:
    """Whom a line is about, which a pair of quotes may be around a part of, and what follows."""
    found = re.match(r'([^ \t\r"]*)(?:"([^"]*)"|(?=[ \t\r])|\Z)[ \t\r]*', line)
    if found is None:
        raise InvalidError("a quote of its line is not closed")
    return found[1] + (found[2] or ""), line[found.end() :]


def _options_at(text: str) -> tuple[str, str]:
    """The options that `text` begins with, up to a blank that is not quoted, and what follows."""
    found = re.match(r'(?:\\"|[^ \t"]|"(?:\\"|\\(?!")|[^"\\])*")*', text)
    end = found.end() if found else 0
    return text[:end], text[end:].lstrip(" \t")


def _read_options(text: str) -> Mapping[str, Any]:
    """What options say, as fields of KeyLine; InvalidError for one that is not known or does not hold up."""
    said: dict[str, Any] = {}
    at = 0
    while at < len(text):
        found = _OPTION.match(text, at)
        rest = text[found.end() :] if found else ""
        if found is None or rest == "," or rest[:1] not in {"", ","}:
            raise InvalidError(f'its line has an option that is not known or not right: "{text[at : at + 80]}"')
        at = found.end() + 1
        if found[1]:
            said["refusal"] = _OF_AUTHORITY
            continue
        name, value = found[2].casefold().replace("-", "_"), found[3].replace('\\"', '"')
        if name in said:
            raise InvalidError(f'its line says "{found[2]}" twice')
        said[name] = value if name == "namespaces" else instant_of(value)
    if said.get("valid_before", math.inf) <= said.get("valid_after", 0):
        raise InvalidError("its line ends being valid before it begins")
    return said
