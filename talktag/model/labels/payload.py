"""What a tag's code says, and the tag in what a code, a scanner or a person says. Opens no address.

One form leads a finder to a page (`https://HOST/PATH/#IDCODE`, without CODE before that page is built), one to a mail
(`mailto:`, RFC 6068), one to a call (`tel:`, RFC 3966; it holds no id, so only the printed one tells the tag).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from talktag.errors import InvalidError, UsageError
from talktag.model.values.ident import TAG_PREFIX, parse_tag
from talktag.model.web_address import is_web_address

FORMS = ("finder", "mail", "tel")
_LONGEST = 4096  # characters of one code; the largest QR symbol holds fewer
_FINDER = re.compile(r"https://([a-z0-9-]+\.)+[a-z0-9-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
# What scanners put around a text: an AIM symbology identifier such as "]Q1" before it, control characters anywhere.
_AROUND = re.compile(r"^\][A-Za-z][0-9A-Za-z]|[\x00-\x1f\x7f]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_BLANKS = re.compile("[\u00a0\u2000-\u200b\u202f\ufeff]")
_NAMED = re.compile(rf"(?:^|[^A-Z0-9]){TAG_PREFIX}((?:[0-9A-Z][ -]?){{8}}[0-9A-Z])(?![0-9A-Z])", re.IGNORECASE)
_KEY = re.compile(r"[0-9A-TV-Z]{16}\Z", re.IGNORECASE)  # 80 bits that prove a finder page, as a person types them too
_TAG_LENGTH = 9


class Addresses(NamedTuple):
    """Where a code may take a finder: a mail address, a telephone number, a page; `form` is which the owner prefers."""

    contact: str
    phone: str | None = None
    finder: str | None = None
    form: str | None = None


def form_of(addresses: Addresses, form: str | None = None) -> str:
    """One of FORMS: the given one, else what the owner prefers, else the finder page if there is one, else a mail.

    UsageError for a form that is none.
    """
    if form is not None and form not in FORMS:
        raise UsageError(f'a code cannot be of the form "{form}"', hints=[f"one of: {', '.join(FORMS)}"])
    return form or addresses.form or ("finder" if addresses.finder else "mail")


def payload(tag: str, addresses: Addresses, form: str | None = None, code: str = "") -> str:
    """The text of the code of `tag`, all ASCII; `form` as `form_of` takes it.

    `code` proves the finder page to whoever has the sticker, and stands in no other form.
    UsageError for a form that is none; InvalidError where the address that it needs is not given.
    """
    chosen = form_of(addresses, form)
    if chosen == "mail":
        return f"mailto:{quote(addresses.contact, safe=_IN_MAIL)}?subject={TAG_PREFIX}{tag}"
    if chosen == "tel":
        return f"tel:{_must_have(addresses.phone, '[owner]', 'phone', '+34600111222')}"
    return f"{_must_have(addresses.finder, '[defaults]', 'finder', 'https://ana.example.org/t/')}#{tag}{code}"


_IN_MAIL = "@+!$'*-._~"  # RFC 6068: what an address may hold besides letters and digits without being escaped


def _must_have(value: str | None, table: str, key: str, example: str) -> str:
    if value is None:
        raise InvalidError(
            f'the settings have no "{key}"', hints=[f'put it into talktag.toml, under {table}: {key} = "{example}"']
        )
    return value


def read_payload(text: str) -> str | None:
    """The tag id in a code's text, a scanner's line, a pasted address or what stands on a label; None without one."""
    if len(text) > _LONGEST:
        text = text[: text.find("&", 0, _LONGEST) + 1]  # an answer in the address of a page may be longer
    plain = _BLANKS.sub(" ", _DASHES.sub("-", _AROUND.sub("", text))).strip()
    if tag := parse_tag(plain):
        return tag
    _, mark, fragment = plain.partition("#")
    # What a finder's page keeps in its own address stands behind an ampersand.
    if mark and (tag := _in_fragment(unquote(fragment).partition("&")[0].strip())):
        return tag
    for found in _NAMED.finditer(unquote(plain)):
        if tag := parse_tag(found[1]):
            return tag
    return None


def leads_to(text: str) -> str | None:
    """Who a code takes a finder to: the mail address, the page or the number in it, None where it takes nowhere."""
    plain = _AROUND.sub("", text).strip()
    scheme, colon, rest = plain.partition(":")
    if not colon or scheme.lower() not in {"mailto", "tel", "https", "http"}:
        return None
    if scheme.lower() in {"mailto", "tel"}:
        return unquote(rest.partition("?")[0]).strip().lower() or None
    return plain.partition("#")[0] or None


def parse_finder(text: str) -> str:
    """The address of a finder page as a code begins with it; ValueError where phones would not take it for one."""
    wanted = text.strip()
    scheme, mark, rest = wanted.partition("://")
    host, slash, path = rest.partition("/")
    address = f"{scheme.lower()}{mark}{host.lower()}{slash}{path}"
    if len(address) > 120 or not (_FINDER.fullmatch(address) and is_web_address(address)):
        raise ValueError(f'"{text}" is not the https address of a page, like https://ana.example.org/t/')
    last = address.rpartition("/")[2]
    return address if address.endswith("/") or (slash and "." in last) else f"{address}/"


def parse_phone(text: str) -> str:
    """A telephone number with its country, in its shortest form (`+34600111222`); ValueError where it is none."""
    number = re.sub(r"[ ()./-]", "", text.strip())
    if not _PHONE.fullmatch(number):
        raise ValueError(f'"{text}" is not a telephone number with its country, like +34 600 111 222')
    return number


def parse_form(text: str) -> str:
    """One of FORMS; ValueError for any other word."""
    if text not in FORMS:
        raise ValueError(f'"{text}" is none of {", ".join(FORMS)}')
    return text


def _in_fragment(fragment: str) -> str | None:
    """The tag in the part of an address behind `#`, with or without a key behind it."""
    if tag := parse_tag(fragment):
        return tag
    bare = re.sub(rf"^{TAG_PREFIX}|[ -]", "", fragment, flags=re.IGNORECASE)
    return parse_tag(bare[:_TAG_LENGTH]) if _KEY.match(bare[_TAG_LENGTH:]) else None
