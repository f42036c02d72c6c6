"""Ways to reach somebody, and what each must look like. It tries none of them out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from talktag.errors import InvalidError
from talktag.model.web_address import is_web_address

_FORMS = {
    "mail": (re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+"), "a mail address, like bench@fixit.example"),
    "phone": (
        re.compile(r"[+(]?[0-9][0-9 ()/.x-]{2,}", re.IGNORECASE),
        "a telephone number, like +34 91 555 01 23",
    ),
    "url": (re.compile(r"https?://[^\s<>\"]+"), "an address of the web, like https://fixit.example/"),
}


def is_contact(key: str, value: str) -> bool:
    """Whether a value holds up as a `mail`, a `phone`, a `url`; anything else always does."""
    fits = key not in _FORMS or _FORMS[key][0].fullmatch(value) is not None
    return fits and (key != "url" or is_web_address(value))


def check_contact(values: Mapping[str, str], hint: str = "type it again") -> None:
    """InvalidError for the first that does not hold up; in `hint` is {value} put in."""
    for key, value in values.items():
        if value and not is_contact(key, value):
            raise InvalidError(f'"{value}" is not {_FORMS[key][1]}', hints=[hint.replace("{value}", value)])
