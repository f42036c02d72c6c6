"""What each role of a party is given, may write and may bring, unless its record says otherwise. It knows no party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.log.kinds import HISTORY, given_to, written_by

_TRADE_FILES = ("report", "receipt", "photo", "certificate", "manual", "file", "terms")
_ANY_FILES = ("photo", "file", "terms")
_BOUGHT = ("identity", "serial", "purchase", "warranty")


class Role(NamedTuple):
    """The defaults of a role: sections it is `given`, kinds of entries it `writes`, kinds of files it `brings`.

    Price, value, place, labels and notes are in no role: they are asked for by name.
    """

    given: tuple[str, ...]
    writes: tuple[str, ...]
    brings: tuple[str, ...]


def _role(name: str, facts: tuple[str, ...], files: tuple[str, ...], brings: tuple[str, ...]) -> Role:
    """A role; which kinds of entries it is given and writes, the table of kinds says."""
    return Role((*facts, *(f"entries:{kind}" for kind in given_to(name)), *files), written_by(name), brings)


ROLES: Mapping[str, Role] = {
    name: _role(name, facts, files, brings)
    for name, facts, files, brings in (
        ("maker", _BOUGHT, (), _TRADE_FILES),
        ("seller", _BOUGHT, (), _TRADE_FILES),
        ("repairer", _BOUGHT, (), _TRADE_FILES),
        ("insurer", ("identity", "serial", "purchase"), ("files:receipt", "files:photo"), _TRADE_FILES),
        ("finder", ("identity",), (), _ANY_FILES),
        ("buyer", ("identity", "serial"), ("files:manual",), _ANY_FILES),
        ("customer", ("identity", "serial", "warranty"), ("files:manual",), _ANY_FILES),
        ("other", ("identity",), (), _ANY_FILES),
    )
}
ROLE_NAMES = tuple(ROLES)

# What goes along when a product is handed over for good: what it is, what was done to it, what belongs to it.
TRANSFER_SECTIONS = (
    *_BOUGHT,
    *(f"entries:{kind}" for kind in HISTORY),
    *(f"files:{kind}" for kind in ("manual", "certificate", "report")),
)
