"""From a store to a browser: the page finds intact what `export` wrote, and tells of it what `verify` tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.page.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.browser import Browser
    from tests.kit.computer import Computer


def at_the_shop(computer: Computer, browser: Browser, *words: str) -> tuple[Visitor, Path]:
    """A bundle of the demo camera, and somebody who has nothing but the page."""
    quick = replace(computer, quick=True)
    quick.ok("export", "canon", "--to", "fix-it", "--purpose", "crack in the eyepiece", "-o", "c.zip", "--yes", *words)
    quick.ok("checker", "-o", "check.html")
    return Visitor(browser.open(computer.folder / "check.html")), computer.folder / "c.zip"


def test_a_bundle_is_intact_in_the_browser_and_its_key_is_told_as_verify_tells_it(
    computer: Computer, browser: Browser
) -> None:
    visitor, bundle = at_the_shop(computer, browser, "--include", "files:receipt", "--include", "value")
    assert visitor.check(bundle).heading == "Intact, but its signer is unknown"
    stranger = computer.run("verify", "c.zip", env={"TALKTAG_CONFIG_DIR": "nobody", "TALKTAG_STORE": "nowhere"})
    assert "its signer is unknown" in stranger.err
    assert f"signed with {visitor.text('#fingerprint')}" in stranger.err
    assert f"digits      {visitor.text('#digits')}" in stranger.err
    visitor.give((computer.things / "keys/owner.pub").read_text())
    assert visitor.verdict().state == "known"
    assert "crack in the eyepiece" in visitor.text("#said")


def test_the_digits_that_the_owner_reads_out_settle_the_key(computer: Computer, browser: Browser) -> None:
    visitor, bundle = at_the_shop(computer, browser, "--page", "text")
    visitor.check(bundle)
    visitor.give(" ".join(computer.json("key", "show")["data"]["digits"]))
    assert visitor.verdict().heading == "Intact, signed by the key whose digits you typed"


def test_one_bit_turned_over_on_the_way_is_found(computer: Computer, browser: Browser) -> None:
    visitor, bundle = at_the_shop(computer, browser)
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    bundle.write_bytes(data)
    assert visitor.check(bundle).state == "refused"
    assert computer.run("verify", "c.zip").code == 10
