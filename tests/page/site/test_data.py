"""The data beside the pages of a site, as programs of others read them: feed, calendar, JSON-LD, linkset, JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import unescape

import feedparser
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from talktag.interop.draft import Options
from talktag.interop.feeds.write_feed import NEVER, FeedEntry, newest, write_feed
from talktag.interop.own.json import read_json
from tests.kit.schema_typings import SchemaTypings, find_typings
from tests.kit.sites import make_site

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LINKSETS = Path(__file__).parents[2] / "interop/linkset/gs1-linkset-schema.json"
CLEANED = "urn:talktag:entry:c000000000001:e000000000001"
MORE = """  { id = "e000000000003", date = 2025-05-05, kind = "link", title = "https://canon.example/5d" },
]
"""


@pytest.fixture(scope="session")
def typings(program: Callable[[str], str], request: pytest.FixtureRequest) -> SchemaTypings:
    """What schema.org's terms are, from npm."""
    assert request.config.cache
    return find_typings(program, request.config.cache.mkdir("schema-typings"))


def feed_of(data: bytes) -> Any:
    """A feed as feedparser reads it."""
    return feedparser.parse(data, response_headers={"content-type": "application/atom+xml; charset=utf-8"})


def test_feedparser_reads_every_entry_with_its_page_and_its_author(made: Path) -> None:
    feed = feed_of((made / "feed.atom").read_bytes())
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "Things of Ana")
    assert [each.id for each in feed.entries][-1] == CLEANED
    cleaned = feed.entries[-1]
    assert unescape(cleaned.title) == "Canon EOS 5D: Sensor <b>cleaned</b>"
    assert (cleaned.author, cleaned.tags[0].term, cleaned.updated) == ("Ana", "service", "2025-01-02T00:00:00Z")
    assert (made / cleaned.link).is_file()
    assert feed.feed.updated == max(each.updated for each in feed.entries)


def test_feedparser_would_tell_a_broken_feed(made: Path) -> None:
    assert feed_of((made / "feed.atom").read_bytes().replace(b"</entry>", b"", 1)).bozo


def test_xmllint_finds_the_feed_well_formed_and_would_not(
    program: Callable[[str], str], made: Path, tmp_path: Path
) -> None:
    lint = [program("xmllint"), "--noout"]
    assert subprocess.run([*lint, str(made / "feed.atom")], check=False).returncode == 0
    (tmp_path / "broken.atom").write_bytes((made / "feed.atom").read_bytes().replace(b"</title>", b"<title>", 1))
    assert subprocess.run([*lint, str(tmp_path / "broken.atom")], capture_output=True, check=False).returncode


def test_an_entry_keeps_its_id_and_a_new_one_is_one_more(site_bench: Bench, made: Path, tmp_path: Path) -> None:
    before = {each.id for each in feed_of((made / "feed.atom").read_bytes()).entries}
    path, held = "products/c/camera/entries.toml", site_bench.text("products/c/camera/entries.toml")
    site_bench.write(path, held.replace("]\n", MORE))
    make_site(site_bench, tmp_path / "site")
    site_bench.write(path, held)
    after = {each.id for each in feed_of((tmp_path / "site/feed.atom").read_bytes()).entries}
    assert after - before == {"urn:talktag:entry:c000000000001:e000000000003"}
    assert before < after


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(deadline=None, max_examples=80)
@given(title=TEXTS, text=TEXTS, kind=TEXTS, author=TEXTS)
def test_no_text_breaks_a_feed_or_becomes_markup(title: str, text: str, kind: str, author: str) -> None:
    entry = FeedEntry("p", "e", NEVER, kind=kind, title=title, text=text, author=author, href="things/p.html")
    feed = feed_of(write_feed("f", title, author, [entry]))
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == 1
    assert feed.entries[0].id == "urn:talktag:entry:p:e"


@pytest.mark.parametrize("ids", list(permutations(("a", "b", "c"))))
def test_entries_of_one_second_stand_in_one_order_whatever_ids_were_drawn(ids: tuple[str, ...]) -> None:
    entries = [
        FeedEntry(f"p{ident}", ident, NEVER, kind="k", title=title, text="", author="a", href="h")
        for ident, title in zip(ids, ("Bike: oil", "Bike: tyres", "Camera: seen"), strict=True)
    ]
    assert [each.title for each in newest(entries, 3)] == ["Camera: seen", "Bike: tyres", "Bike: oil"]


def test_the_newest_entries_come_first_and_no_more_than_are_wanted() -> None:
    entries = [
        FeedEntry("p", str(n), NEVER.replace(year=2000 + n), "k", title="t", text="", author="a", href="h")
        for n in range(9)
    ]
    assert [each.ident for each in newest(entries, 3)] == ["8", "7", "6"]


def test_icalendar_reads_what_is_due(made: Path) -> None:
    data = (made / "calendar.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    said = {str(each["summary"]) for each in calendar.walk("VEVENT")}
    assert {"Canon EOS 5D: Warranty ends", "Canon EOS 5D: Look at the strap"} <= said
    assert not [fault for each in calendar.walk() for fault in each.errors]


@pytest.mark.parametrize("slug", ["camera", "lens", "book-7"])
def test_the_types_of_schema_org_take_every_jsonld(slug: str, made: Path, typings: SchemaTypings) -> None:
    text = (made / f"things/{slug}.jsonld").read_text("utf-8")
    assert typings.fault(text, json.loads(text)["@type"]) is None


def test_the_types_would_tell_a_word_that_schema_org_has_not(made: Path, typings: SchemaTypings) -> None:
    text = (made / "things/camera.jsonld").read_text("utf-8").replace('"serialNumber"', '"serialNummer"')
    assert "serialNummer" in (typings.fault(text, "IndividualProduct") or "")


def test_the_schema_of_gs1_takes_a_linkset_and_talktag_its_own_json(site_bench: Bench, tmp_path: Path) -> None:
    path, held = "products/c/camera/entries.toml", site_bench.text("products/c/camera/entries.toml")
    record, gtin = site_bench.text("products/c/camera.toml"), 'serial = "0320"\ngtin = "04548736133730"\n'
    site_bench.write(path, held.replace("]\n", MORE))
    site_bench.write("products/c/camera.toml", record.replace('serial = "0320"\n', gtin))
    make_site(site_bench, tmp_path / "site")
    site_bench.write(path, held)
    site_bench.write("products/c/camera.toml", record)
    linkset = json.loads((tmp_path / "site/things/camera.linkset.json").read_bytes())
    schema = json.loads(LINKSETS.read_bytes())
    assert not list(validator_for(schema)(schema).iter_errors(linkset))
    assert linkset["linkset"][0]["related"][0]["href"] == "https://canon.example/5d"
    (row,) = read_json((tmp_path / "site/things/camera.json").read_bytes(), Options()).rows
    assert row.draft
    assert row.draft.product.name == "Canon EOS 5D"
