"""In which form a copy of a file is handed to the desktop: one that shows it, never one that would run it. Pure.

Its first bytes decide, as for what leaves in a bundle. What is text, a script or a page among it, is shown as text.
"""

from __future__ import annotations

from typing import NamedTuple

from talktag.content import Content, content_of
from talktag.model.files.file_name import HEAD, ending_of
from talktag.model.files.media_type import media_type

_NOT_KNOWN = "bin"
_TEXT = "txt"


class OpeningForm(NamedTuple):
    """The ending of the copy, without its dot, and whether something that calls itself otherwise is shown as text."""

    ending: str
    is_other_text: bool


def opening_form(name: str, data: bytes | Content) -> OpeningForm | None:
    """The form for a file of that name; None for what may be a program, or that nobody knows."""
    content = content_of(data)
    ending = ending_of(name, media_type(content), content.read(0, HEAD))
    if ending == _NOT_KNOWN:
        return None
    _, dot, own = name.rpartition(".")
    return OpeningForm(ending, ending == _TEXT and bool(dot) and own.lower() != _TEXT)
