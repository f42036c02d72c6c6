"""The forms of ids and slugs, told without a library, are those that patterns say."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.values.ident import is_device, is_id, is_slug

ID = re.compile(r"^[0-9a-hjkmnp-tv-z]{13}\Z")
SLUG = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$?|conout\$?|(?:com|lpt)[0-9¹²³])", re.IGNORECASE | re.ASCII)
NAMES = st.one_of(
    st.from_regex(SLUG),
    st.from_regex(ID),
    st.from_regex(DEVICE).map(lambda name: f"{name[:9]}.x"),
    st.text("abcl-0189ilouz\n ", max_size=66),
    st.text(max_size=20),
)


@settings(deadline=None, max_examples=150)
@given(NAMES)
def test_a_slug_and_an_id_are_what_the_pattern_says(name: str) -> None:
    assert is_device(name) == bool(DEVICE.fullmatch(name.partition(".")[0].rstrip()))
    assert is_slug(name) == (bool(SLUG.match(name)) and not is_device(name))
    assert is_id(name) == bool(ID.match(name))
