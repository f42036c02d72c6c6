"""What `doctor` finds: one broken thing at a time in a sound house, each by its name, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from talktag.ops.upkeep.doctor.doctor import doctor

if TYPE_CHECKING:
    from tests.kit.bench import Bench

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
