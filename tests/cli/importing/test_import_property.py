"""Any catalogue that talktag writes, an empty store takes in as it was; a second time there is nothing to take."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value
from talktag.model.products.record import product_table, read_product
from talktag.model.toml.write import new_text
from talktag.store import layout
from tests.interop.material import PLAIN_TEXT, products

if TYPE_CHECKING:
    from tests.kit.computer import Computer

RELAXED = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def empty_stores(new_computer: Computer) -> Callable[[], Computer]:
    """Makes a computer with an empty store, a fresh one each time."""
    new_computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")

    def copy() -> Computer:
        folder = Path(tempfile.mkdtemp(dir=new_computer.folder.parent)) / "home"
        shutil.copytree(new_computer.folder, folder, symlinks=True)
        return type(new_computer)(folder)

    return copy


@st.composite
def catalogues(draw: st.DrawFn) -> list[Product]:
    """Products as one store may hold them: slugs and tags differ, each is inside of an earlier one or of none."""
    things: list[Product] = []
    tags: set[str] = set()
    for thing in [*draw(products(PLAIN_TEXT)), *draw(products(PLAIN_TEXT))]:
        if thing.id in {each.id for each in things} or thing.slug in {each.slug for each in things}:
            continue
        own = {tag.id: tag for tag in thing.tags if tag.id not in tags}
        tags |= own.keys()
        inside = draw(st.sampled_from([None, *(each.id for each in things)]))
        source = f"{thing.source} {len(things)}" if thing.source else None
        things.append(thing._replace(tags=tuple(own.values()), inside=inside, source=source))
    return things


def fill(computer: Computer, things: Sequence[Product]) -> None:
    for thing in things:
        computer.write(f"things/{layout.record(thing.slug)}", new_text(product_table(thing)))


def held(computer: Computer) -> dict[str, Any]:
    """Every product of the store by its slug."""
    paths = (computer.things / "products").glob("*/*.toml")
    return {path.stem: read_product(path.read_bytes(), path.name, path.stem).value for path in paths}


@pytest.mark.parametrize("form", ["csv", "json"])
@RELAXED
@given(things=catalogues())
def test_what_was_exported_comes_in_as_it_was(
    empty_stores: Callable[[], Computer], form: str, things: list[Product]
) -> None:
    first, second = empty_stores(), empty_stores()
    fill(first, things)
    exported = first.within("export", "--as", form, "-o", str(second.folder / "things.file"))
    assert exported.code == 0, exported.err
    done = second.within("import", "things.file", "--yes")
    assert done.code == 0, done.err
    assert held(second) == {thing.slug: in_json(thing) for thing in things}
    before = second.state
    again = second.within("import", "things.file", "--yes", "--update")
    assert (again.code, second.state) == (0, before)
    assert again.out.count("same\t") == len(things)
    # The store it came from has nothing to learn from it either.
    path = str(second.folder / "things.file")
    back = first.within("import", path, "--yes", "--update")
    assert (back.code, back.out.count("same\t")) == (0, len(things)), back.out


@RELAXED
@given(things=catalogues())
def test_what_went_to_homebox_comes_back_with_what_it_can_hold(
    empty_stores: Callable[[], Computer], things: list[Product]
) -> None:
    first, second = empty_stores(), empty_stores()
    fill(first, things)
    assert first.within("export", "--as", "homebox", "-o", str(second.folder / "hb.csv")).code == 0
    done = second.within("import", "hb.csv", "--yes", "--partial", "--currency", "EUR")
    assert done.code in {0, 6}, done.err
    came = {each.source: each for each in held(second).values()}
    for thing in things:
        if (each := came.get(f"homebox:{thing.id}")) is not None:
            assert (each.quantity, each.purchase.date) == (thing.quantity, thing.purchase.date)
            if each.inside:
                assert came[f"homebox:{thing.inside}"].id == each.inside
    before = second.state
    again = second.within("import", "hb.csv", "--yes", "--partial", "--currency", "EUR")
    assert second.state == before
    assert "new\t" not in again.out


def test_homebox_and_back_keeps_what_people_look_for(empty_stores: Callable[[], Computer]) -> None:
    first, second = empty_stores(), empty_stores()
    first.ok(
        *("add", "Drill", "--maker", "Bosch", "--model", "GSR 18V", "--serial", "0042", "--place", "home/garage"),
        *("--label", "tool", "--label", "insured", "--bought", "2024-03-02", "--from", "Toom", "--price", "129.90 EUR"),
        *("--warranty", "2026-03-02", "--field", "colour=blue", "--order", "A-1"),
    )
    first.ok("add", "Bit set", "--inside", "drill", "--quantity", "3", "--place", "home/garage")
    first.ok("export", "--as", "homebox", "-o", str(second.folder / "hb.csv"))
    done = second.within("import", "hb.csv", "--yes", "--currency", "EUR")
    assert done.code == 0, done.err
    before, after = held(first), held(second)
    assert after["bit-set"].inside == after["drill"].id
    facts = ("maker", "model", "serial", "place", "quantity", "state", "added", "purchase", "warranties", "fields")
    for slug, thing in before.items():
        assert {key: getattr(after[slug], key) for key in facts} == {key: getattr(thing, key) for key in facts}
        assert set(after[slug].labels) == set(thing.labels)


def in_json(thing: Product) -> Product:
    """The product with its own fields as JSON can hold them."""
    return thing._replace(fields={name: json_value(value) for name, value in thing.fields.items()})
