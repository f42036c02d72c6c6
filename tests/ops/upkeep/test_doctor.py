"""What `doctor` finds: one broken thing at a time in a sound house, each by its name, and nothing else."""

from __future__ import annotations

import shutil
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.errors import TalktagError
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.ops.upkeep.doctor import data, marks
from talktag.ops.upkeep.doctor.doctor import doctor
from talktag.store.collections import COLLECTIONS
from talktag.store.slugs import slugs
from talktag.store.store import Store
from tests.kit.bench import HOUSE

if TYPE_CHECKING:
    from tests.kit.bench import Bench

FOLDERS = ("products/", "parties/", "shares/", "tags/", "stocks/", "sheets/")

CAMERA, BICYCLE = "products/c/camera.toml", "products/b/bicycle.toml"
HEAD = 'format = 1\nid = "x00000000000a"\nname = "X"\n'
LENT = 'date = 2024-03-02\nkind = "loan"\ntitle = "Lent"\n'
PAPER = '[[stock]]\nid = "mine"\nkind = "tape"\nlabel_w = 50\nlabel_h = 0\n'
# What is written, and which findings that makes, by name and path.
BROKEN: dict[str, tuple[Mapping[str, str], set[tuple[str, str]]]] = {
    "a text that is no TOML": ({"products/x/x.toml": 'name = "X\n'}, {("broken-toml", "products/x/x.toml")}),
    "no name": ({"products/x/x.toml": 'format = 1\nid = "x00000000000a"\n'}, {("missing", "products/x/x.toml")}),
    "an id twice": ({BICYCLE: 'format = 1\nid = "c000000000001"\nname = "Trek"\n'}, {("double-id", CAMERA)}),
    "a tag twice": ({BICYCLE: f'{HEAD}[[tags]]\nid = "7Y27T4WSS"\n'}, {("double-tag", CAMERA)}),
    "a serial twice": (
        {"products/x/x.toml": f'{HEAD}maker = "Canon"\nserial = "0320"\n'},
        {("double-serial", "products/x/x.toml")},
    ),
    "a holder that is gone": (
        {"products/x/x.toml": f'{HEAD}inside = "y00000000000b"\n'},
        {("lost-parent", "products/x/x.toml")},
    ),
    "a need that leads nowhere": (
        {"products/x/x.toml": f'{HEAD}needs = ["c000000000001", "y00000000000b"]\n'},
        {("lost-need", "products/x/x.toml")},
    ),
    "inside itself": ({"products/x/x.toml": f'{HEAD}inside = "x00000000000a"\n'}, {("ring", "products/x/x.toml")}),
    "a live tag on what is sold": (
        {"products/x/x.toml": f'{HEAD}state = "sold"\n[[tags]]\nid = "FH9V16TY1"\n'},
        {("tag-out", "products/x/x.toml")},
    ),
    "a file that is gone": (
        {
            "products/x/x.toml": f'{HEAD}[[files]]\nname = "a.txt"\nkind = "file"\nsha256 = "{"0" * 64}"\nsize = 1\n'
            'media = "text/plain"\n'
        },
        {("missing-file", "products/x/x/files/a.txt")},
    ),
    "a file that is another": (
        {
            "products/x/x.toml": f'{HEAD}[[files]]\nname = "a.txt"\nkind = "file"\nsha256 = "{"0" * 64}"\nsize = 1\n'
            'media = "text/plain"\n',
            "products/x/x/files/a.txt": "x",
        },
        {("changed-file", "products/x/x/files/a.txt")},
    ),
    "a file that no record lists": (
        {"products/c/camera/files/a.txt": "x"},
        {("unlisted-file", "products/c/camera/files/a.txt")},
    ),
    "a note that is none": (
        {"products/c/camera/notes/n00000000000a.age": "x"},
        {("broken-note", "products/c/camera/notes/n00000000000a.age")},
    ),
    "a folder without a record": ({"products/x/x/files/a.txt": "x"}, {("no-record", "products/x/x")}),
    "a record in the wrong place": ({"products/y/x.toml": HEAD}, {("misplaced", "products/y/x.toml")}),
    "an entry twice": (
        {"products/c/camera/entries.toml": f'[[entry]]\nid = "a1"\n{LENT}[[entry]]\nid = "a1"\n{LENT}'},
        {("double-entry", "products/c/camera/entries.toml")},
    ),
    "two logs": (
        {
            "products/c/camera/entries.toml": 'entry = [\n  { id = "a1", date = 2024-03-02, kind = "loan", title = "L" '
            '},\n]\nentry = [\n  { id = "a2", date = 2024-03-02, kind = "loan", title = "L" },\n]\n'
        },
        {("two-logs", "products/c/camera/entries.toml")},
    ),
    "an original that is gone": (
        {"products/c/camera/entries.toml": f'[[entry]]\nid = "a1"\noriginal = "1shpansw3r000"\n{LENT}'},
        {("missing-original", "products/c/camera/received/1shpansw3r000.zip")},
    ),
    "an original that is another": (
        {"products/c/camera/received/1shpansw3r000.zip": "x"},
        {("changed-original", "products/c/camera/received/1shpansw3r000.zip")},
    ),
    "a copy of a sync program": (
        {"products/c/camera.sync-conflict-20240302-120000-ABC.toml": "x"},
        {("conflict-copy", "products/c/camera.sync-conflict-20240302-120000-ABC.toml")},
    ),
    "a party without a role": ({"parties/x.toml": 'format = 1\nname = "X"\n'}, {("missing", "parties/x.toml")}),
    "a share without a party": (
        {"shares/2026-02-01-camera-x.toml": 'format = 1\nbundle = "x"\nproduct = "y"\nsigned = "z"\n'},
        {("missing", "shares/2026-02-01-camera-x.toml")},
    ),
    "a tag printed twice": (
        {f"tags/2026-02-0{day}-a.toml": 'format = 1\nmade = 2026-02-01\ntags = ["R709WNXNW"]\n' for day in (1, 2)},
        {("double-tag", "tags/2026-02-02-a.toml")},
    ),
    "a paper twice": (
        {f"stocks/{name}.toml": f"format = 1\n{PAPER}" for name in ("a", "b")},
        {("double-stock", "stocks/b.toml")},
    ),
}


def findings(bench: Bench) -> set[tuple[str, str]]:
    """What is found, but for what is only that nothing of this was ever saved."""
    found = bench.ask(doctor, fix=False).data.findings
    return {(each.name, each.path) for each in found if each.name not in {"unsaved", "not-accepted"}}


@pytest.fixture
def usual(bench: Bench) -> set[tuple[str, str]]:
    """What is said of the sound house: it has no commit and no owner's key."""
    return findings(bench)


@pytest.mark.parametrize("what", BROKEN)
def test_each_broken_thing_is_found_by_its_name_and_nothing_besides(
    what: str, usual: set[tuple[str, str]], bench: Bench
) -> None:
    files, expected = BROKEN[what]
    for path, text in files.items():
        bench.write(path, text)
    assert findings(bench) - usual == expected


def test_of_a_sound_house_no_record_is_told(usual: set[tuple[str, str]]) -> None:
    assert {path for _, path in usual if path.startswith(("products/", "parties/"))} == set()


def by_every_look_at_every_product(store: Store) -> set[Problem]:
    """What is wrong with the records, where nothing is skipped for lying beside no record or beginning with no mark."""

    def guard(look: Callable[[], Iterator[Problem]]) -> list[Problem]:
        try:
            return list(look())
        except TalktagError as error:
            return [Problem(error.name, "", "; ".join((error.message, *error.details)))]

    found: list[Problem] = []
    records = []
    for slug in slugs(store.folder):
        looked = data.look_at_record(store, slug)
        found += [*looked.problems, *guard(partial(data.look_at_log, store, slug))]
        if looked.record:
            records.append(looked.record)
            found += guard(partial(data.look_beside, store, looked.record))
    found += data.look_across(records)
    for look in (data.look_at_folders, data.look_at_conflict_copies, data.look_at_ledgers):
        found += guard(partial(look, store))
    texts = ["talktag.toml", *(path for each in COLLECTIONS for path in store.paths(each))]
    every = [path for path in texts if store.has(path) and (store.folder / path).read_bytes().startswith(BOM_UTF8)]
    return {*found, *marks.tell([Write(path, b"") for path in every])}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    damage=st.lists(st.sampled_from(sorted(BROKEN)), unique=True, max_size=8), chance=st.randoms(use_true_random=False)
)
def test_any_damage_is_found_as_by_every_look_at_every_product(bench: Bench, damage: list[str], chance: Random) -> None:
    for path in bench.things.iterdir():
        if path.is_dir() and path.name != ".git":
            shutil.rmtree(path)
    for files in (HOUSE, *(BROKEN[what][0] for what in damage)):
        for path, text in files.items():
            bench.write(path, text)
    for path in chance.sample(sorted(bench.files), 3):
        now = bench.files[path]
        bench.write(path, chance.choice([BOM_UTF8 + now, now[: len(now) // 2], now + b"\x00", now + now]))
    if chance.random() < 0.3:
        (bench.things / "products/d/drill").symlink_to(bench.folder)
    found = {
        each for each in bench.ask(doctor, fix=False).data.findings if each.name not in {"unsaved", "not-accepted"}
    }
    slow = by_every_look_at_every_product(bench.store)
    assert {each for each in found if each.path.startswith(FOLDERS)} == {
        each for each in slow if each.path.startswith(FOLDERS)
    }
    assert {each for each in slow if not each.path} <= found
