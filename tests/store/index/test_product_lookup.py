"""A product that is looked up is the one that reading every record would find, whatever was put in whose place."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.model.products.product import Product
from talktag.model.products.record import read_product
from talktag.store.index.catalogue import Catalogue
from talktag.store.index.product_lookup import Found, ProductLookup
from talktag.store.index.product_rows import keys_of

SLUGS = ("bag", "box", "b", "lens", "l-2")
IDS = tuple(f"c00000000000{number}" for number in range(3))
HASH = "ab" * 32
CONTENTS = (
    *(f'format = 1\nid = "{each}"\nname = "Bag"\nplace = "home/attic"\n' for each in IDS),
    *(f'format = 1\nid = "{each}"\nname = "Box"\ninside = "{IDS[0]}"\n' for each in IDS),
    f'format = 1\nid = "{IDS[1]}"\nname = "Box"\ninside = "{IDS[2]}"\nplace = "home"\n',
    f'format = 1\nid = "{IDS[2]}"\nname = "T"\n[[tags]]\nid = "TT-00000000-0"\n[[tags]]\nid = "TT-00000000-0"\n',
    f'format = 1\nid = "{IDS[0]}"\nname = "F"\n[[files]]\nname = "a.pdf"\nsha256 = "{HASH}"\n',
    f'format = 1\nid = "{IDS[0]}"\nname = "F"\nplace = "\udcff"\n',
    "format = 1\n",
    "",
)
SETTLED = 0.11  # seconds after which a stamp is believed
LOOKS = st.sampled_from([None, None, 0.0, SETTLED])  # whether somebody looks after an edit, and how long after it
ASKED = [
    *(("id", each) for each in IDS),
    *(("inside", each) for each in IDS),
    *(("place", each) for each in ("home", "home/attic", "nowhere", "\udcff")),
    *(("tag", "000000000"), ("file", HASH), ("file", "")),
]


def record(store: Path, slug: str) -> Path:
    path = store / f"products/{slug[0]}/{slug}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put_in_place(path: Path, number: int) -> None:
    """As talktag, Git and most editors do."""
    staged = path.with_suffix(".new")
    staged.write_bytes(CONTENTS[number].encode("utf-8", "surrogateescape"))
    clear(path)
    staged.rename(path)


def take_away(path: Path, number: int) -> None:
    clear(path)
    if number % 2:
        shutil.rmtree(path.parent)


def move_away(path: Path, number: int) -> None:
    other = record(path.parents[2], SLUGS[number % 5])
    if path.is_file() and other != path:
        clear(other)
        path.rename(other)


def become_link(path: Path, number: int) -> None:
    clear(path)
    path.symlink_to(path.with_name(f"{SLUGS[number % 5]}.toml"))


def make_letter_a_link(path: Path, _number: int) -> None:
    shutil.rmtree(path.parent)
    path.parent.symlink_to(path.parents[2])


def write_over(path: Path, number: int) -> None:
    """As a few editors do; the folder shows nothing of it."""
    if path.is_file() and not path.is_symlink():
        before = path.stat()
        path.write_bytes(CONTENTS[number].encode("utf-8", "surrogateescape"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


REPLACING: list[Callable[[Path, int], None]] = [put_in_place, take_away, move_away, become_link, make_letter_a_link]


def edits(
    kinds: list[Callable[[Path, int], None]],
) -> st.SearchStrategy[list[tuple[Callable[[Path, int], None], str, int, float | None]]]:
    one = st.tuples(st.sampled_from(kinds), st.sampled_from(SLUGS), st.integers(0, len(CONTENTS) - 1), LOOKS)
    return st.lists(one, max_size=12)


def readable(store: Path) -> list[Product]:
    """Every product, by slug, from the files alone."""
    found = []
    for path in sorted(store.glob("products/?/*.toml"), key=lambda each: each.name):
        slug = path.stem
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file() or path.parent.name != slug[0]:
            continue
        value = read_product(path.read_bytes(), path.name, slug).value
        found += [value] if value else []
    return sorted(found, key=lambda each: each.slug)


def answers(store: Path, cache: Path) -> dict[tuple[str, str], tuple[Found, ...]]:
    with closing(ProductLookup(store, cache)) as lookup:
        return {asked: lookup.products(*asked) for asked in ASKED}


def expected(products: list[Product]) -> dict[tuple[str, str], tuple[Found, ...]]:
    return {
        asked: tuple(
            Found(each.slug, each.id, each.name, each.place, each.inside) for each in products if asked in keys_of(each)
        )
        for asked in ASKED
    }


def change(store: Path, edit: Callable[[Path, int], None], slug: str, number: int) -> None:
    letter = store / f"products/{slug[0]}"
    if letter.is_symlink():
        letter.unlink()
    edit(record(store, slug), number)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edits(REPLACING))
def test_it_answers_as_the_files_do_after_any_files_were_put_in_place(
    history: list[tuple[Callable[[Path, int], None], str, int, float | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, cache = Path(folder) / "store", Path(folder) / "cache/x.sqlite"
        store.mkdir()
        for edit, slug, number, looks in history:
            change(store, edit, slug, number)
            if looks is not None:
                time.sleep(looks)
                assert answers(store, cache) == expected(readable(store))
        products = readable(store)
        assert answers(store, cache) == answers(store, cache) == expected(products)
        with closing(ProductLookup(store, cache)) as lookup:
            assert lookup.values("place") == tuple(sorted({each.place for each in products if each.place}))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edits([*REPLACING, write_over]))
def test_it_tells_nothing_that_the_files_do_not_say_whatever_was_written_over(
    history: list[tuple[Callable[[Path, int], None], str, int, float | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, cache = Path(folder) / "store", Path(folder) / "cache/x.sqlite"
        store.mkdir()
        for edit, slug, number, looks in history:
            change(store, edit, slug, number)
            if looks is not None:
                time.sleep(looks)
                right = expected(readable(store))
                for asked, found in answers(store, cache).items():
                    assert set(found) <= set(right[asked])
        Catalogue(store, cache).close()  # looks at all of them
        assert answers(store, cache) == expected(readable(store))


def test_a_record_that_was_written_over_is_told_of_by_what_it_says_once_all_were_looked_at(tmp_path: Path) -> None:
    store, cache = tmp_path / "store", tmp_path / "cache.sqlite"
    put_in_place(record(store, "bag"), 0)
    put_in_place(record(store, "lens"), 3)
    time.sleep(SETTLED)
    products = readable(store)
    assert answers(store, cache) == answers(store, cache) == expected(products)
    write_over(record(store, "lens"), 4)
    assert [each.slug for each in answers(store, cache)["id", IDS[0]]] == ["bag"]
    Catalogue(store, cache).close()
    assert [each.slug for each in answers(store, cache)["id", IDS[1]]] == ["lens"]
