"""The page behind the sticker, in ten languages: one file that loads nothing, asks nothing and sends nothing itself.

Its script lies in data/finder, one file for each thing it does. What the owner wrote for one thing stands in it sealed,
for whoever holds the code of that thing's sticker.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from talktag.model.finder.page_owner import PageOwner, owner_text
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
    contact = element("p", "Write to its owner: ", element("bdi", page.owner.contact, dir="ltr"))
    main = element("main", element("h1", "You have found something"), contact)
    return script_page(
        "You have found something",
        Html(f"\n{main}\n"),
        "",
        language="en",
        values=_rows(page),
        held={"owner": owner_text(page.owner)},
        images="data:",
        is_hidden=True,
    )


def _rows(page: FinderPage) -> dict[str, str]:
    tables = {"salt": page.salt, "tickets": page.tickets, "messages": page.messages, "photos": page.photos}
    return {name: base64.b64encode(rows).decode("ascii") for name, rows in tables.items()}
