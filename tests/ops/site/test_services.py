"""What the owner's site says of services, and of what needs them; no party's side says any of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from talktag.model.parties.party import LANGUAGES
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.page.site.wording import site_wording
from tests.kit.bench import Bench
from tests.kit.sites import files_of, make_site

CLOUD = """format = 1
id = "s000000000001"
name = "Photo Cloud"
kind = "service"

[purchase]
from = "Cloud Co"

[service]
fee = "9.99 EUR"
every = "1 month"
renews = 2027-03-01
term = "1 year"
notice = "3 months"
"""


@pytest.fixture
def served(bench: Bench) -> Bench:
    """The house with a service that the camera needs."""
    bench.write("products/c/cloud.toml", CLOUD)
    record = bench.text("products/c/camera.toml")
    bench.write(
        "products/c/camera.toml", record.replace('serial = "0320"', 'serial = "0320"\nneeds = ["s000000000001"]')
    )
    return bench


def page_of(bench: Bench, name: str, **options: str) -> str:
    folder = bench.folder / "site"
    make_site(bench, folder, **options)
    return (folder / f"things/{name}.html").read_text("utf-8")


def test_a_service_says_its_fee_when_it_goes_on_and_until_when_notice_is_given(served: Bench) -> None:
    page = page_of(served, "cloud")
    for label, value in (
        ("Fee", "9.99 EUR for 1 month"),
        ("Goes on by itself on", "2027-03-01"),
        ("For another", "1 year"),
        ("Notice before that", "3 months"),
    ):
        assert f'>{label}</dt><dd dir="auto">{value}</dd>' in page
    assert "Last day to give notice" in page
    assert "2026-12-01" in page
    assert "Ends on" not in page


def test_a_thing_leads_to_what_it_needs_and_that_leads_back(served: Bench) -> None:
    assert '<h2>Cannot work without</h2><ul class="things"><li><a href="cloud.html"' in page_of(served, "camera")
    assert '<h2>What cannot work without it</h2><ul class="things"><li><a href="camera.html"' in page_of(
        served, "cloud"
    )


def test_what_is_no_service_says_nothing_of_one(bench: Bench) -> None:
    page = page_of(bench, "camera")
    assert "What is paid for it" not in page
    assert "Cannot work without" not in page


def test_a_page_is_made_anew_when_what_it_needs_is_called_something_else(served: Bench) -> None:
    page_of(served, "camera")
    served.write("products/c/cloud.toml", CLOUD.replace("Photo Cloud", "Picture Cloud"))
    assert "Picture Cloud" in page_of(served, "camera")


def test_what_is_no_longer_in_the_store_is_not_led_to(served: Bench) -> None:
    (served.things / "products/c/cloud.toml").unlink()
    assert "Cannot work without" not in page_of(served, "camera")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_the_language_of_the_site(served: Bench, language: str) -> None:
    words, page = site_wording(language), page_of(served, "cloud", language=language)
    for said in (words.service, words.fee, words.renews, words.term, words.notice_time, words.needed_by):
        assert f">{said}<" in page


def test_a_party_that_was_given_the_thing_learns_of_no_service(served: Bench, tmp_path: Path) -> None:
    served.do(partial(export), ShareRequest("camera", "fix-it", include=("serial", "purchase")), None)
    make_site(served, tmp_path / "theirs", reader="fix-it")
    held = b"\n".join(files_of(tmp_path / "theirs").values())
    assert b"0320" in held
    for hidden in (b"Photo Cloud", b"9.99", b"s000000000001", b"cloud.html", b'"needs"', b"Cannot work without"):
        assert hidden not in held
