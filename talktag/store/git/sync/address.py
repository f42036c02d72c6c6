"""The address of another copy of the history: which ones are let be, and how one is told. It opens none.

Git takes more for an address than a place: options, and `ext::` with a program in it.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from talktag.errors import InvalidError

PROTOCOLS = ("https", "ssh", "file")
_SCHEME = re.compile(r"([A-Za-z0-9+.-]+)://")
_HELPER = re.compile(r"[A-Za-z0-9]+::")  # gitremote-helpers(7): a program of git's own or another
_OVER_SSH = re.compile(r"(?!-)[^/:]{2,}:(?!:)")  # host:path; one letter is a drive
_HINT = "an address is https://…, ssh://…, git@HOST:PATH, file://… or the path of a folder"


def check_address(url: str) -> str:
    """The address itself where git may be handed it; InvalidError for any other."""
    scheme = _SCHEME.match(url)
    is_odd = not url or url[0] == "-" or not url.isprintable() or _HELPER.match(url)
    if is_odd or (scheme and scheme[1].lower() not in PROTOCOLS) or url.startswith("::"):
        raise InvalidError(f'"{public_address(url)}" is not an address that talktag goes to', hints=[_HINT])
    if scheme and (parts := urlsplit(url)).netloc.startswith("-"):
        raise InvalidError(f'"{public_address(url)}" names no computer: "{parts.netloc}"', hints=[_HINT])
    return url


def has_secret(url: str) -> bool:
    """Whether a password stands in it, which would be kept in the store's settings for everybody to read."""
    return bool(_SCHEME.match(url)) and ":" in urlsplit(url).netloc.rpartition("@")[0]


def public_address(url: str) -> str:
    """An address as it is told: without a password."""
    if not has_secret(url):
        return url
    parts = urlsplit(url)
    who, _, where = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}:…@{where}"))


def is_path(url: str) -> bool:
    """Whether it is the plain path of a folder on this computer, which may be a relative one."""
    return not (url[0] == "-" or _SCHEME.match(url) or _HELPER.match(url) or _OVER_SSH.match(url) or "::" in url)


def local_path(url: str, beside: Path) -> Path | None:
    """The folder on this computer that it names, a relative one taken from `beside`; None for another computer."""
    scheme = _SCHEME.match(url)
    if scheme:
        return Path(unquote(urlsplit(url).path)) if scheme[1].lower() == "file" else None
    return None if _OVER_SSH.match(url) else beside / url
