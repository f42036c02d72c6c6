"""What the checker page says in one language. It has no defaults: a text that is missing cannot be overlooked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class CheckerTexts(NamedTuple):
    """Every text that the page in a bundle has not too; what stands in braces is put in, and must stay.

    `reasons` are why a bundle is refused, and `kinds` what it can be.
    """

    language: str
    title: str
    intro: str
    local: str
    bundle_file: str
    choose: str
    drop: str
    no_script: str
    checking: str
    one: str
    unreadable: str
    failed: str
    unable: str
    unable_how: str
    encrypted: str
    encrypted_how: str
    refused: str
    refused_how: str
    in_english: str
    reasons: Mapping[str, str]
    unknown: str
    unknown_how: str
    known_line: str
    known_digits: str
    known_how: str
    other_line: str
    other_digits: str
    other_how: str
    key: str
    fingerprint: str
    digits: str
    given: str
    given_how: str
    given_part: str
    said: str
    kinds: Mapping[str, str]
    what: str
    answers: str
    channel: str
    follows: str
    files: str
    files_how: str
    action: str
    save: str
    uncompared: str
    hashes: str
    about: str
    about_checks: str
    about_files: str
    about_page: str
