"""The values of settings, read from how they are typed: one reader a kind. What needs a store or a disk is not here."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from talktag.model.typed.flag import typed_flag
from talktag.model.typed.public_line import MOST, public_line
from talktag.model.typed.text import typed_text
from talktag.model.values.currency import checked_currency

_SECRETS = ("AGE-SECRET-KEY-1", "PRIVATE KEY-----")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_IN_ADDRESS = "<>\"'?&#%"
LONGEST_HOOK = 600  # seconds
USUAL_HOOK = 30
PICKERS = ("fzf", "menu")


def holds_secret(text: str) -> bool:
    """Whether a secret key of age or OpenSSH stands in a text."""
    return any(mark in text.upper() for mark in _SECRETS)


def parse_line(text: str) -> str:
    """One line of text; ValueError for an empty one, and one that cannot be printed."""
    line = typed_text(text)
    if not line.isprintable():
        raise ValueError("is not one line of printable text")
    return line


def parse_mail(text: str) -> str:
    """A mail address that finders can write to; ValueError with a sentence for any other text."""
    local, at, domain = text.partition("@")
    sound = local and at and "." in domain.strip(".") and text.isascii() and not any(c.isspace() for c in text)
    if not sound or any(letter in text for letter in _IN_ADDRESS):
        raise ValueError(f'"{text}" is not a mail address finders could write to')
    return text


def parse_words(text: str) -> list[str]:
    """A program and its arguments: a list as TOML writes it, or words as a shell would part them; no shell runs them.

    ValueError for what is neither, and for a program that is named by a way from wherever one happens to be.
    """
    words = _read_list(text) if text.lstrip().startswith("[") else _split_words(text)
    if problem := problem_of_words(words):
        raise ValueError(problem)
    return words


def problem_of_words(words: list[str] | tuple[str, ...]) -> str:
    """What is wrong with a program and its arguments; nothing where they hold up."""
    if not words or not words[0].strip():
        return "names no program"
    if any("\0" in word or not word.isprintable() for word in words):
        return "has a character that no program is given"
    if "/" in words[0] and not words[0].startswith(("/", "~/")):
        return f'"{words[0]}" depends on the folder you are in; write it from / or ~/'
    return ""


def _read_list(text: str) -> list[str]:
    from talktag.model.toml.read import load_toml

    table, _ = load_toml(f"words = {text}\n".encode("utf-8", "replace"), "words")
    words = (table or {}).get("words")
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise ValueError('is not a list of texts, such as ["pass", "show", "talktag"]')
    return words


def _split_words(text: str) -> list[str]:
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        raise ValueError(f"{text} has a quote that does not end") from None


def parse_seconds(text: str) -> int:
    """A whole number of seconds, 1 to 600; ValueError for any other text."""
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= seconds <= LONGEST_HOOK:
        raise ValueError(f'"{text}" is not a number of seconds from 1 to {LONGEST_HOOK}')
    return seconds


def parse_picker(text: str) -> str:
    """One of PICKERS; ValueError for any other text."""
    if text not in PICKERS:
        raise ValueError(f'"{text}" is no picker; use one of: {", ".join(PICKERS)}')
    return text


def _payload(name: str) -> Callable[[str], str]:
    """A reader of `payload`, which is loaded only for a store that has such a setting."""

    def parse(text: str) -> str:
        from talktag.model.labels import payload

        parsed: str = getattr(payload, name)(text)
        return parsed

    return parse


def _terms(text: str) -> str:
    from talktag.model.sharing.share import check_terms

    return check_terms(text)


def parse_amount(text: str) -> str:
    """An amount in a currency, in the form that records have; ValueError with a sentence for any other text."""
    from talktag.model.values.money import parse_money

    money = parse_money(text)
    if money.amount < 0:
        raise ValueError(f'"{text}" is less than nothing')
    return str(money)


def parse_length(text: str) -> str:
    """A length of time such as `14d`, in the form that records have; ValueError with a sentence for any other text."""
    from talktag.model.typed.duration import typed_duration

    if length := typed_duration(text):
        return str(length)
    raise ValueError(f'"{text}" is not a length of time like "14 days"')


def parse_language(text: str) -> str:
    """A language as pages name theirs (BCP 47); ValueError with a sentence for any other text."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f'"{text}" is not a language like "es" or "pt-BR"')
    return text


READERS: dict[str, Callable[[str], Any]] = {
    "text": parse_line,
    "mail": parse_mail,
    "phone": _payload("parse_phone"),
    "currency": checked_currency,
    "finder": _payload("parse_finder"),
    "payload": _payload("parse_form"),
    "terms": _terms,
    "program": parse_words,
    "seconds": parse_seconds,
    "money": parse_amount,
    "length": parse_length,
    "picker": parse_picker,
    "yes": typed_flag,
    "language": parse_language,
    **{f"public {what}": partial(public_line, what) for what in MOST},
}
