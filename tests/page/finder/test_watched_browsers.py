"""That the browsers of the tests see what a page must not do, and are set as they are told: else they prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.browser import FAR
from tests.kit.https_site import serve, write_certificate
from tests.kit.open_page import View, wait_until

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.kit.firefox import Firefox
    from tests.kit.https_site import Site

POLICY = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'unsafe-inline'\">"
PAGE = "<!doctype html><meta charset=utf-8><title>t</title><link rel=icon href='data:,'>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    (made / "index.html").write_text(PAGE + "<textarea id=words></textarea><p id=shown>Grüß Gott</p><p hidden>no</p>")
    (made / "stopped.html").write_text(PAGE + POLICY + f"<img src='http://{FAR}/picture.png'>")
    (made / "broken.html").write_text(PAGE + "<script>nothing.at.all()</script>")
    (made / "loads.html").write_text(PAGE + "<img src='picture.png'>")
    (made / "where.html").write_text(PAGE + "<button onclick='navigator.geolocation.getCurrentPosition(() => 0)'>x")
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serve(folder, write_certificate(folder.parent / "certificate.pem")) as running:
        yield running


def test_a_page_is_used_by_keys_with_any_letters(firefox: Firefox, folder: Path) -> None:
    page = firefox.open(folder / "index.html")
    page.press("Tab")
    page.type("Ångström, 東京, مرحبا 🎒👩‍👩‍👧\n" + "and so on " * 100)
    assert page.value("words.value") == "Ångström, 東京, مرحبا 🎒👩‍👩‍👧\n" + "and so on " * 100
    page.fill("words", "short")
    assert page.value("words.value") == "short"
    assert page.text("#shown") == "Grüß Gott"
    assert page.text("[hidden]") == ""
    assert page.complaints == []


def test_what_the_policy_stopped_is_seen(either: Browser | Firefox, folder: Path) -> None:
    page = either.open(folder / "stopped.html")
    assert "Content" in page.complaints[0]
    assert "picture.png" in page.complaints[0]


def test_a_wait_for_what_never_comes_ends_with_what_is_seen(either: Browser | Firefox, folder: Path) -> None:
    page = either.open(folder / "index.html")
    with pytest.raises(AssertionError, match=r"never came true: words === 'no'; seen: .*Grüß Gott"):
        page.value(wait_until("words === 'no'", looks=3))
    page.value(wait_until("words.id === 'words'", looks=0))


def test_what_failed_in_the_page_is_seen(firefox: Firefox, folder: Path) -> None:
    page = firefox.open(folder / "broken.html")
    assert any("nothing is not defined" in each for each in page.complaints)


def test_every_request_is_seen_by_the_browser_and_by_the_site(either: Browser | Firefox, site: Site) -> None:
    site.log.clear()
    page = either.open(f"{site.address}loads.html?a=1#never-sent")
    assert [each.partition("#")[0] for each in page.requests if not each.startswith("data:")] == [
        f"{site.address}loads.html?a=1",
        f"{site.address}picture.png",
    ]
    assert site.paths == ["/loads.html?a=1", "/picture.png"]
    assert "never-sent" not in "".join(site.log)
    assert f"Referer: {site.address}loads.html?a=1" in site.log[1]


def test_that_a_page_asked_where_somebody_is_is_seen(either: Browser | Firefox, site: Site) -> None:
    page = either.open(f"{site.address}where.html")
    assert not page.has_asked_where
    page.click("button")
    while not page.has_asked_where:
        pass


def test_axe_objects_where_there_is_something_to_object_to(firefox: Firefox, axe: str, folder: Path) -> None:
    page = firefox.open(folder / "index.html")
    page.value(f"{axe}; 0")
    found = page.value("axe.run(document).then((found) => found.violations.map((each) => each.id))")
    assert {"html-has-lang", "label"} <= {*found}


def test_https_on_this_computer_is_a_secure_context_and_plain_http_on_a_name_is_none(
    either: Browser | Firefox, site: Site, folder: Path
) -> None:
    assert either.open(site.address).value("isSecureContext && !!crypto.subtle")
    with serve(folder, host=FAR) as plain:
        assert not either.open(plain.address).value("isSecureContext || !!crypto.subtle")
        assert plain.paths == ["/"]


def test_a_person_has_a_browser_of_their_own_that_keeps_what_is_stored(either: Browser | Firefox, site: Site) -> None:
    page = either.open(site.address)
    page.value("localStorage.setItem('kept', 'here')")
    assert either.open(site.address, beside=page).value("localStorage.getItem('kept')") == "here"
    assert either.open(site.address).value("localStorage.getItem('kept')") is None


def test_a_browser_is_set_as_somebody_has_it(either: Browser | Firefox, folder: Path) -> None:
    view = View(width=640, zoom=2, languages=("ar", "fr"), dark=True)
    page = either.open(folder / "index.html", view=view)
    assert page.value("[innerWidth, devicePixelRatio, navigator.languages]") == [320, 2, ["ar", "fr"]]
    assert page.value("matchMedia('(prefers-color-scheme: dark)').matches")
    page = either.open(folder / "broken.html", view=View(width=320, script=False))
    assert page.value("[innerWidth, devicePixelRatio, navigator.languages]") == [320, 1, ["en-US", "en"]]
    assert page.complaints == []
    assert not page.value("matchMedia('(prefers-color-scheme: dark)').matches")


def test_another_fragment_loads_nothing_and_a_page_can_be_loaded_once_more(firefox: Firefox, site: Site) -> None:
    site.log.clear()
    page = firefox.open(site.address)
    page.go(f"{site.address}#other")
    assert page.value("location.hash") == "#other"
    assert site.paths == ["/"]
    page.reload()
    assert page.value("location.hash") == "#other"


def test_firefox_asks_the_network_for_nothing_of_its_own(firefox: Firefox, site: Site) -> None:
    firefox.open(site.address)
    assert firefox.own_requests == []
