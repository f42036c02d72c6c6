"""The page behind the sticker as bytes: what stands in it letter for letter, and what it can never do."""

from __future__ import annotations

import base64
import json
import re

from talktag.model.finder.page_owner import PageOwner, owner_text
from talktag.page.finder import FinderPage, finder_page

OWNER = PageOwner(("age1abc",), "ssh-ed25519 AAAA", "U1NI", "ana@example.org", "de", name="</script> & \u2028 Ana")
PAGE = FinderPage(OWNER, bytes(16), bytes(64), bytes(2048), b"")


def test_the_owner_and_the_rows_stand_in_the_page_letter_for_letter() -> None:
    page = finder_page(PAGE)
    (held,) = re.findall(r'<script type="application/json" id="owner">(.*?)</script>', page.decode())
    assert held == owner_text(OWNER)
    (values,) = re.findall(r'<script type="application/json" id="values">(.*?)</script>', page.decode())
    assert base64.b64decode(json.loads(values)["messages"]) == bytes(2048)


def test_the_page_is_the_same_each_time_and_asks_for_nothing() -> None:
    page = finder_page(PAGE)
    assert page == finder_page(PAGE)
    assert re.findall(rb'(?:src|href)="(?!mailto:|tel:)([^"]*)"', page) == [b"data:,"]
    assert b"; img-src data:; base-uri 'none'; form-action 'none'\">" in page
    assert b'<meta name="robots" content="noindex">' in page
