"""A warranty of no time and a quantity of nothing are refused at every door; a record that says so is still read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError
from talktag.ops.importing.import_products import ImportRequest, import_products
from talktag.ops.products.edit import edit
from talktag.ops.products.set import set_values
from talktag.ops.upkeep.doctor.doctor import doctor

if TYPE_CHECKING:
    from tests.kit.bench import Bench

CAMERA = "products/c/camera.toml"
TERMS = ("0 months", "0y", "parts: 0 days by Canon", "0 Jahre")


def change(assignment: str) -> Callable[[Bench], Any]:
    return lambda bench: bench.ask(set_values, "camera", [assignment])


def bring(text: str, kind: str | None = None) -> Callable[[Bench], Any]:
    return lambda bench: bench.ask(import_products, text.encode(), ImportRequest("things", kind))


def type_over(old: str, new: str) -> Callable[[Bench], Any]:
    def typed(bench: Bench) -> Any:
        assert old in bench.text(CAMERA)
        store = bench.store
        return edit(store, store.record("camera"), bench.text(CAMERA).replace(old, new).encode())

    return typed


DOORS: dict[str, Callable[[Bench], Any]] = {
    **{f"set warranty={term}": change(f"warranty={term}") for term in TERMS},
    "set warranty+=": change("warranty+=extended: 0 weeks"),
    "set quantity": change("quantity=0"),
    "import of a warranty": bring("name,warranty\nSaw,0 months\n"),
    "import of a quantity": bring("name,quantity\nSaw,0\n"),
    "import of a quantity in another spelling": bring("name,quantity\nSaw,0.0\n"),
    "import of a warranty in JSON": bring('[{"name": "Saw", "warranties": [{"term": "0 months"}]}]'),
    "import of a quantity in JSON": bring('[{"name": "Saw", "quantity": 0}]'),
    "import of a warranty in TOML": bring('[[product]]\nname = "Saw"\n[[product.warranties]]\nterm = "0 years"\n'),
    "import of a quantity in TOML": bring('[[product]]\nname = "Saw"\nquantity = 0\n'),
    "edit of a warranty": type_over("24 months", "0 months"),
    "edit of a quantity": type_over("serial =", "quantity = 0\nserial ="),
}


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_refused_at_each_door(door: str, bench: Bench) -> None:
    with pytest.raises(InvalidError) as refused:
        DOORS[door](bench)
    said = "; ".join((refused.value.message, *map(str, refused.value.details)))
    assert any(words in said for words in ("no time at all", "no thing at all", "is less than 1")), said


def test_a_record_that_holds_nothing_is_read_and_told_of(bench: Bench) -> None:
    bench.write(CAMERA, bench.text(CAMERA).replace("24 months", "0 months"))
    (warranty,) = bench.store.record("camera").product.warranties
    assert warranty.ends(datetime.date(2024, 3, 2)) == datetime.date(2024, 3, 2)
    assert ("odd-value", CAMERA) in {(each.name, each.path) for each in bench.ask(doctor, fix=False).data.findings}
    assert bench.do(set_values, "camera", ["place=attic"]).plan, "it keeps nobody from changing something else"
