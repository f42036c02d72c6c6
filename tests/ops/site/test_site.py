"""`site`: the folder holds what the store says and nothing that is not its own; made again it writes what changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError, TalktagError, UsageError
from talktag.model.effects.of_site import MakeSite
from talktag.model.site.manifest import MANIFEST, MadePiece, Manifest, made_of, manifest_bytes, read_manifest
from talktag.ops.effects.site_step import MakeSiteStep
from talktag.ops.site.site import SiteRequest, site
from tests.kit.sites import files_of, finish, make_site, times_of

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LISTS = {"index.html", "places.html", "labels.html", "makers.html", "due.html", "feed.atom", "calendar.ics", MANIFEST}
ENDINGS = ("html", "json", "jsonld", "linkset.json")
SLUGS = ("camera", "lens", "bicycle", "drill", "radio")
ENTRIES = "products/c/camera/entries.toml"
LISTED = b'{"format": "talktag-site/1", "view": "owner", "whole": true, "pieces": %s}'
CLEANED = """entry = [
  { id = "e000000000001", date = 2025-01-02, kind = "service", title = "Sensor cleaned", cost = "80.00 EUR" },
]
"""


@pytest.fixture
def folder(bench: Bench) -> Path:
    """Where the site goes."""
    return bench.folder / "site"


def test_every_product_has_a_page_and_its_data_and_every_list_is_there(bench: Bench, folder: Path) -> None:
    made = make_site(bench, folder)
    pages = {f"things/{slug}.{ending}" for slug in SLUGS for ending in ENDINGS}
    assert files_of(folder).keys() == LISTS | pages
    assert made.data.values() == {
        "folder": str(folder),
        "as": "owner",
        "language": "en",
        "products": 5,
        "anew": 5,
        "removed": 0,
        "changed": True,
    }


def test_the_manifest_names_every_other_file_with_its_hash(bench: Bench, folder: Path) -> None:
    import hashlib

    make_site(bench, folder)
    held = files_of(folder)
    listed = read_manifest(held.pop(MANIFEST)).files
    assert {name: made.sha256 for name, made in listed.items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in held.items()
    }


def test_made_again_without_a_change_nothing_is_written(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    before = times_of(folder)
    again = make_site(bench, folder)
    assert (again.effects, again.data.values()["changed"]) == ((), False)
    assert times_of(folder) == before


def test_after_one_change_only_what_tells_of_it_is_written(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    before = times_of(folder)
    record = bench.text("products/b/bicycle.toml")
    bench.write("products/b/bicycle.toml", record.replace("garage", "attic"))
    assert make_site(bench, folder).data.values()["anew"] == 1
    after = times_of(folder)
    changed = {name for name in after if after[name] != before[name]}
    told = {f"things/bicycle.{ending}" for ending in ("html", "json", "jsonld")}
    lines = {"index.html", "places.html", "labels.html", "makers.html"}  # each tells where a thing is
    assert changed == told | lines | {MANIFEST}


def test_an_entry_is_on_the_page_in_the_data_and_in_the_feed(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    bench.write(ENTRIES, CLEANED)
    make_site(bench, folder)
    held = files_of(folder)
    assert all(b"Sensor cleaned" in held[name] for name in ("things/camera.html", "things/camera.json", "feed.atom"))
    (product,) = json.loads(held["things/camera.json"])["products"]
    assert [each["title"] for each in product["entries"]] == ["Sensor cleaned"]


def test_what_is_gone_from_the_store_is_gone_from_the_site(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    (bench.things / "products/r/radio.toml").unlink()
    made = make_site(bench, folder)
    assert made.data.values()["removed"] == 4
    assert not [name for name in files_of(folder) if "radio" in name]
    assert read_manifest(files_of(folder)[MANIFEST]).whole


def test_a_page_that_somebody_changed_or_removed_is_made_anew(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    whole = files_of(folder)
    listed = (folder / MANIFEST).stat().st_mtime_ns
    (folder / "things/lens.html").write_bytes(b"x" * len(whole["things/lens.html"]))
    os.utime(folder / "things/lens.html", ns=(listed + 10**9, listed + 10**9))
    (folder / "things/radio.json").unlink()
    make_site(bench, folder)
    assert files_of(folder) == whole


def test_a_file_of_somebody_else_stays_and_is_not_written_over(
    bench: Bench, folder: Path, refused: Callable[..., str]
) -> None:
    make_site(bench, folder)
    (folder / "photo.txt").write_text("mine", encoding="utf-8")
    (folder / "things/kettle.html").write_text("mine too", encoding="utf-8")
    make_site(bench, folder)
    assert (folder / "photo.txt").read_text("utf-8") == "mine"
    bench.write("products/k/kettle.toml", 'format = 1\nid = "k000000000006"\nname = "Kettle"\n')
    assert "is no file of this site" in refused(bench, site, SiteRequest(folder))
    assert (folder / "things/kettle.html").read_text("utf-8") == "mine too"


@pytest.mark.parametrize(
    "held",
    [
        {"letter.txt": b"mine"},
        {MANIFEST: b"{}"},
        {MANIFEST: LISTED % b'{"a": ["b", {"../x": 1}]}'},
        {MANIFEST: LISTED % b"7"},
        {MANIFEST: b"\xff\xfe"},
        {MANIFEST: b"[" * 100_000},
    ],
)
def test_a_folder_that_is_no_site_is_refused_and_stays(
    held: dict[str, bytes], bench: Bench, folder: Path, refused: Callable[..., str]
) -> None:
    folder.mkdir()
    for name, data in held.items():
        (folder / name).write_bytes(data)
    said = refused(bench, site, SiteRequest(folder))
    assert "is no site that talktag made, and stays as it is" in said
    assert len(said.splitlines()) == 1
    assert files_of(folder) == held


def test_a_name_in_a_foreign_list_never_leads_out_of_the_folder(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    victim = bench.folder / "victim.html"
    victim.write_bytes(b"mine")
    text = (folder / MANIFEST).read_text("utf-8").replace("things/radio.html", "../victim.html")
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidError):
        make_site(bench, folder)
    assert victim.read_bytes() == b"mine"


def forge(folder: Path, files: dict[str, bytes], *, as_it_is: bool = True) -> None:
    """Put files there that are the owner's own, and say in the list that the site made them."""
    listed = read_manifest((folder / MANIFEST).read_bytes())
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    made = {name: made_of(data if as_it_is else data + b"?") for name, data in files.items()}
    forged = Manifest(listed.view, {**listed.pieces, "thing x": MadePiece("x", made)})
    (folder / MANIFEST).write_bytes(manifest_bytes(forged))


@pytest.mark.parametrize("name", ["thesis.pdf", ".profile", "things/.ssh", "things/keys.age", "files/x/thesis.pdf"])
def test_a_list_that_names_what_no_site_makes_is_refused_even_with_its_hash(
    name: str, bench: Bench, folder: Path, refused: Callable[..., str]
) -> None:
    make_site(bench, folder)
    forge(folder, {name: b"mine"})
    before = files_of(folder)
    assert "is not one that talktag wrote" in refused(bench, site, SiteRequest(folder))
    assert files_of(folder) == before


def test_a_file_is_removed_only_while_it_is_what_the_list_says_and_what_stays_is_told(
    bench: Bench, folder: Path
) -> None:
    make_site(bench, folder)
    forge(folder, {"things/novel.html": b"mine", "files/novel/1.txt": b"mine too"}, as_it_is=False)
    made = make_site(bench, folder)
    assert (folder / "things/novel.html").read_bytes() == b"mine"
    assert (folder / "files/novel/1.txt").read_bytes() == b"mine too"
    assert made.data.values()["removed"] == 0
    assert [each.partition(" stays")[0] for each in made.notices] == [
        f'"{folder}/files/novel/1.txt"',
        f'"{folder}/things/novel.html"',
    ]
    assert not make_site(bench, folder).effects


def test_a_page_that_became_anothers_between_the_plan_and_its_making_stays(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    (bench.things / "products/r/radio.toml").unlink()
    (effect,) = bench.ask(site, SiteRequest(folder)).effects
    (folder / "things/radio.html").write_bytes(b"mine now")
    finish(effect, bench)
    assert [name for name in files_of(folder) if "radio" in name] == ["things/radio.html"]


def test_a_folder_or_a_link_of_a_listed_name_stays_and_stops_nothing(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    forge(folder, {"things/novel.html": b"mine", "things/link.html": b"mine"})
    (folder / "things/novel.html").unlink()
    (folder / "things/novel.html").mkdir()
    (folder / "things/novel.html/page").write_bytes(b"mine")
    outside = bench.folder / "outside.html"
    (folder / "things/link.html").rename(outside)
    (folder / "things/link.html").symlink_to(outside)
    (folder / ".talktag-x.tmp").write_bytes(b"no folder")
    made = make_site(bench, folder)
    assert len(made.notices) == 2
    assert (folder / "things/novel.html/page").read_bytes() == b"mine"
    assert outside.read_bytes() == b"mine"


def test_pages_of_a_build_that_was_stopped_go_in_either_version_once_their_thing_is_gone(
    bench: Bench, folder: Path
) -> None:
    make_site(bench, folder)
    for place in ("attic", "cellar"):
        record = bench.text("products/r/radio.toml")
        bench.write("products/r/radio.toml", record.replace("format = 1", f'format = 1\nplace = "{place}"', 1))
        (effect,) = bench.ask(site, SiteRequest(folder)).effects
        step = MakeSiteStep(effect)
        step.prepare(f".talktag-{place}.tmp")
        step.stage()
        step._names = ["no/such/\0name"] if place == "attic" else [*step._names[:1], "no/such/\0name"]
        with pytest.raises(ValueError, match="null byte"):
            step.make()
        bench.write("products/r/radio.toml", record)
    (bench.things / "products/r/radio.toml").unlink()
    made = make_site(bench, folder)
    assert (made.notices, [name for name in files_of(folder) if "radio" in name]) == ((), [])


def test_a_link_in_the_folder_is_not_followed(bench: Bench, folder: Path) -> None:
    make_site(bench, folder)
    outside = bench.folder / "outside"
    (folder / "things").rename(outside)
    (folder / "things").symlink_to(outside)
    with pytest.raises(InvalidError, match="symbolic link"):
        make_site(bench, folder)


def test_the_store_the_keys_and_what_holds_them_are_no_place_for_a_site(bench: Bench) -> None:
    for place in (bench.things / "site", bench.things, bench.folder, bench.folder / "keys"):
        with pytest.raises(TalktagError):
            bench.ask(site, SiteRequest(place))
    with pytest.raises(UsageError):
        bench.ask(site, SiteRequest(bench.folder / "no" / "such"))


@pytest.mark.parametrize("at", ["stage", "make"])
def test_what_was_stopped_is_finished_by_the_next_one(at: str, bench: Bench, folder: Path) -> None:
    (effect,) = bench.ask(site, SiteRequest(folder)).effects
    step = MakeSiteStep(effect)
    step.prepare(".talktag-stopped.tmp")
    step.stage()
    if at == "make":  # with the list there, some files named and others not
        step._names = [*step._names[:7], "no/such/\0name"]
        with pytest.raises(ValueError, match="null byte"):
            step.make()
    make_site(bench, folder)
    whole = files_of(folder)
    assert not list(folder.glob(".talktag-*"))
    assert read_manifest(whole[MANIFEST]).whole
    make_site(bench, bench.folder / "other")
    assert files_of(bench.folder / "other") == whole


def test_a_plan_that_did_not_come_about_leaves_no_folder(bench: Bench, folder: Path) -> None:
    (effect,) = bench.ask(site, SiteRequest(folder)).effects
    assert isinstance(effect, MakeSite)
    step = MakeSiteStep(effect)
    step.prepare(".talktag-dropped.tmp")
    step.stage()
    step.drop()
    assert not folder.exists()
    finish(effect, bench)
    assert folder.exists()


def test_the_effect_names_every_file_that_it_changes(bench: Bench, folder: Path) -> None:
    (effect,) = bench.ask(site, SiteRequest(folder)).effects
    make_site(bench, folder)
    assert {each.path for each in effect.files} == {str(folder / name) for name in files_of(folder)}


@pytest.mark.parametrize(("language", "said"), [("de", "Alle Sachen"), ("sv", "Alla saker")])
def test_a_site_is_in_the_language_that_was_asked_for(language: str, said: str, bench: Bench, folder: Path) -> None:
    make_site(bench, folder, language=language)
    assert said.encode() in files_of(folder)["things/camera.html"]
    assert f'<html lang="{language}">'.encode() in files_of(folder)["index.html"]


def test_the_site_of_another_store_stays_as_it_is(bench: Bench, folder: Path, refused: Callable[..., str]) -> None:
    make_site(bench, folder)
    before = files_of(folder)
    bench.write("talktag.toml", bench.text("talktag.toml").replace("0123456789abc", "abcdefghjkmnp"))
    assert "is a site for another reader" in refused(bench, site, SiteRequest(folder))
    assert files_of(folder) == before
