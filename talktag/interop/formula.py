"""Cells a spreadsheet would run as formulas: an apostrophe in front keeps them text. It never changes another cell.

The triggers are those of OWASP's page on CSV injection. Cells that already look guarded are guarded once more, so
`unguarded(guarded(text)) == text` holds for every text.
"""

from __future__ import annotations

import re

_CONSTANT = re.compile(r'=\s*"((?:[^"]|"")*)"\s*')
_TRIGGER = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guard_cell(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _TRIGGER.match(text) else text


def unguard_cell(text: str) -> str:
    """The text without the apostrophe that `guard_cell` put in front of it."""
    return text[1:] if text.startswith("'") and _TRIGGER.match(text) else text


def constant(text: str) -> str:
    """The text in a formula that is only a text, `="00123"`, by which programs keep its zeros; else the text itself."""
    found = _CONSTANT.fullmatch(text)
    return found[1].replace('""', '"') if found else text
