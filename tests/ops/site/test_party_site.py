"""`site --as PARTY`: what that party may see and nothing else; what it tells is shown, asked about and remembered."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from talktag.model.log.entry import Entry, with_entries
from talktag.ops.products.set import set_values
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.make_print_out import PrintRequest
from talktag.ops.sharing.print_out import print_products
from talktag.ops.sharing.revoke import revoke
from talktag.ops.site.site import SiteRequest, site
from talktag.store import layout
from talktag.store.collections import SHARES
from tests.kit.bench import NOW, SHOP, Bench
from tests.kit.sites import files_of, make_site

DAY = datetime.date(2026, 3, 1)
KEY = SHOP.public.fingerprint


@pytest.fixture
def folder(bench: Bench) -> Path:
    return bench.folder / "site"


def give(bench: Bench, *include: str, party: str = "fix-it", until: str | None = None) -> None:
    bench.do(partial(export), ShareRequest("camera", party, include=include, until=until), None)


def told(folder: Path) -> dict[str, Any]:
    """The one product of the site, as its JSON says it."""
    (path,) = (each for each in folder.glob("things/*.json") if ".linkset" not in each.name)
    (product,) = json.loads(path.read_bytes())["products"]
    return dict(product)


def test_it_tells_what_the_shares_in_force_name_as_the_record_has_it(bench: Bench, folder: Path) -> None:
    give(bench, "serial")
    bench.do(set_values, "camera", ["serial=9999", "field.secret=Qsecret"])
    outcome = make_site(bench, folder, reader="fix-it")
    assert outcome.question == "Let Fix-It Cameras see this?"
    product = told(folder)
    assert product["serial"] == "9999"
    assert {"place", "fields", "labels"} & product.keys() == set()
    assert product["purchase"].keys() == {"date"}
    held = b"\n".join([*files_of(folder).values(), *(name.encode() for name in files_of(folder))])
    for hidden in (b"Qsecret", b"home/office", b"2499.00", b"insured", b"Trek", b"Drill", b"Radio", b"things/camera"):
        assert hidden not in held, hidden


def test_what_leaves_and_what_stays_is_shown_and_stands_in_the_ledger(bench: Bench, folder: Path) -> None:
    give(bench, "serial")
    (share,) = make_site(bench, folder, reader="fix-it").data.values()["shares"]
    assert {"serial", "name", "maker"} <= {each["field"] for each in share["leaves"]}
    assert {"place", "purchase.price", "labels"} <= {each["field"] for each in share["stays"]}
    first, second = sorted((each.value for each in bench.store.all(SHARES)), key=lambda each: each.sequence)
    assert (first.site, second.site, second.party) == (False, True, "fix-it")
    assert set(second.fields) <= set(first.fields)


def test_the_same_site_again_asks_nothing_and_adds_nothing_to_the_ledger(bench: Bench, folder: Path) -> None:
    give(bench, "serial")
    make_site(bench, folder, reader="fix-it")
    again = make_site(bench, folder, reader="fix-it")
    assert (again.question, again.plan, again.effects) == (None, None, ())
    other = make_site(bench, bench.folder / "copy", reader="fix-it")
    assert (other.question, other.plan) == (None, None)
    assert files_of(bench.folder / "copy") == files_of(folder)
    bench.do(set_values, "camera", ["serial=9999"])
    assert make_site(bench, folder, reader="fix-it").question


def test_a_site_gives_nothing_by_itself_so_what_was_taken_back_is_gone(bench: Bench, folder: Path) -> None:
    bench.save(partial(export), ShareRequest("camera", "fix-it", include=("serial",)), None)
    make_site(bench, folder, reader="fix-it")
    (given,) = (each.value.bundle for each in bench.store.all(SHARES) if not each.value.site)
    bench.save(revoke, given, None, None)
    made = make_site(bench, folder, reader="fix-it")
    assert made.data.values()["products"] == 0
    assert not list(folder.glob("things/*"))


def test_it_may_be_kept_no_longer_than_what_it_shows(bench: Bench, folder: Path) -> None:
    give(bench, until="2026-03-10")
    make_site(bench, folder, reader="fix-it")
    assert {each.value.until for each in bench.store.all(SHARES)} == {datetime.date(2026, 3, 10)}
    bench.now = NOW + datetime.timedelta(days=9)
    assert make_site(bench, folder, reader="fix-it").data.values()["products"] == 0


def test_of_a_print_out_it_shows_what_is_on_the_paper(bench: Bench, folder: Path) -> None:
    bench.do(print_products, PrintRequest(["camera"], "fix-it", "name,serial,bought"), Path("claim.txt"))
    make_site(bench, folder, reader="fix-it")
    assert {key: value for key, value in told(folder).items() if key != "files"} == {
        "name": "Canon EOS 5D",
        "serial": "0320",
        "purchase": {"date": "2024-03-02"},
    }
    assert b"c000000000001" not in b"".join(files_of(folder).values())


def test_nothing_of_another_party_is_in_it(bench: Bench, folder: Path) -> None:
    give(bench, "serial", party="bea")
    words = Entry("b1-1", DAY, "message", "For Bea alone", party="bea", original="b1", signer=KEY, recorded=NOW)
    mine = Entry("b2-1", DAY, "message", "For the shop", to="fix-it", original="b2", recorded=NOW)
    bench.write(layout.entries("camera"), with_entries(b"", [words, mine]) or b"")
    make_site(bench, folder, reader="fix-it")
    held = b"\n".join(files_of(folder).values())
    assert b"For the shop" in held
    assert not [each for each in (b"Bea", b"0320", b"For Bea") if each in held]
    assert [each["title"] for each in told(folder)["said"]] == ["For the shop"]


def test_what_was_said_without_a_name_is_not_in_it(bench: Bench, folder: Path) -> None:
    word = Entry("b1-1", DAY, "reading", "km 77", to="fix-it", original="b1", recorded=NOW, anonymous=True)
    bench.write(layout.entries("camera"), with_entries(b"", [word]) or b"")
    make_site(bench, folder, reader="fix-it")
    assert b"km 77" not in b"".join(files_of(folder).values())


def test_a_site_of_one_reader_never_becomes_that_of_another(
    bench: Bench, folder: Path, refused: Callable[..., str]
) -> None:
    make_site(bench, folder)
    assert "is a site for another reader" in refused(bench, site, SiteRequest(folder, "fix-it"))
    assert "--with-files is for your own site" in refused(bench, site, SiteRequest(folder, "fix-it", with_files=True))
    refused(bench, site, SiteRequest(folder, "nobody"))


def test_it_is_in_the_language_of_the_party(bench: Bench, folder: Path) -> None:
    record = bench.text("parties/fix-it.toml")
    bench.write("parties/fix-it.toml", f'{record}language = "de"\n')
    give(bench)
    make_site(bench, folder, reader="fix-it")
    assert "Was Ana Fix-It Cameras zeigt" in (folder / "index.html").read_text("utf-8")
