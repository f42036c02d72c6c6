"""The page behind the sticker, in ten languages: one file that loads nothing, asks nothing and sends nothing itself.

Its script lies in data/finder, one file for each thing it does. What the owner wrote for one thing stands in it sealed,
for whoever holds the code of that thing's sticker.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from talktag.model.finder.page_owner import PageOwner, owner_text
from talktag.page.finder.foot import about, contact
from talktag.page.finder.middle import next_steps, paste, thread, ways_out, write
from talktag.page.finder.script import script
from talktag.page.finder.style import STYLE
from talktag.page.finder.top import head, says
from talktag.page.finder.wording import FINDER_LANGUAGES, direction, wording
from talktag.page.finder.wording.texts import FinderTexts
from talktag.page.markup import Html, element
from talktag.page.script_page import script_page


@dataclass(frozen=True, slots=True)
class FinderPage:
    """What a page is made of: its owner, and three tables of equal rows that only the codes of stickers open."""

    owner: PageOwner
    salt: bytes
    tickets: bytes
    messages: bytes
    photos: bytes


def finder_page(page: FinderPage) -> bytes:
    """The page as UTF-8, the same for the same input."""
    words = wording(page.owner.language)
    texts = {each: wording(each)._asdict() for each in FINDER_LANGUAGES}
    return script_page(
        words.state_generic,
        Html(f"\n{_main(page.owner, words)}\n"),
        script(),
        language=words.language,
        direction=direction(words.language),
        style=STYLE,
        values=_rows(page),
        held={"owner": owner_text(page.owner), "texts": _json(texts)},
        images="data:",
        is_hidden=True,
    )


def _main(owner: PageOwner, words: FinderTexts) -> Html:
    parts = (
        head(words),
        thread(words),
        says(words),
        write(words),
        ways_out(words, owner.contact),
        next_steps(words),
        paste(words),
        contact(owner, words),
        about(words),
    )
    return element("main", "\n", *(line for part in parts for line in (part, "\n")))


def _rows(page: FinderPage) -> dict[str, str]:
    tables = {"salt": page.salt, "tickets": page.tickets, "messages": page.messages, "photos": page.photos}
    return {name: base64.b64encode(rows).decode("ascii") for name, rows in tables.items()}


def _json(texts: dict[str, Any]) -> str:
    """Words of ours as they are written: half as long as in ASCII where a language has other letters."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
