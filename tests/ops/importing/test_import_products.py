"""What becomes of each row of a file: whether it is here, what of it comes in, and when nothing does."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError
from talktag.ops.importing.import_products import ImportRequest, import_products

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

Refused = Callable[..., str]


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def records(bench: Bench) -> dict[str, dict[str, Any]]:
    found = (
        (path, data) for path, data in bench.files.items() if path.count("/") == 2 and path.startswith("products/")
    )
    return {path.rpartition("/")[2][:-5]: tomllib.loads(data.decode()) for path, data in found}


def take(bench: Bench, data: bytes, **more: Any) -> Outcome:
    return bench.do(import_products, data, ImportRequest("rows.csv", **more))


def actions(outcome: Outcome) -> list[str]:
    return [each["action"] for each in outcome.data.values()["rows"]]


# A column, a cell of it, and what stands in the record.
CELLS: dict[str, tuple[str, str, Any]] = {
    "maker": ("maker", "Ibili", "Ibili"),
    "serial": ("serial", "S-1", "S-1"),
    "place": ("place", "home/attic", "home/attic"),
    "quantity": ("quantity", "3", 3),
    "gtin": ("gtin", "4006381333931", "04006381333931"),
    "price": ("purchase.price", "80 EUR", "80.00 EUR"),
    "order": ("purchase.order", "A-1", "A-1"),
    "from": ("purchase.from", "Toom", "Toom"),
    "state": ("state", "lost", "lost"),
    "field.colour": ("fields.colour", "red", "red"),
}


@pytest.mark.parametrize("column", CELLS)
def test_a_cell_stands_in_the_record(column: str, bench: Bench) -> None:
    way, cell, value = CELLS[column]
    take(bench, csv(f"name,{column}", f"Kettle,{cell}"))
    found: Any = records(bench)["kettle"]
    for key in way.split("."):
        found = found[key]
    assert found == value


@pytest.mark.parametrize("count", [1, 2, 10, 40])
def test_each_row_is_a_product_with_a_slug_an_id_and_a_tag_of_its_own(count: int, bench: Bench) -> None:
    before = records(bench).keys()
    take(bench, csv("name", *["Kettle"] * count))
    new = [each for slug, each in records(bench).items() if slug not in before]
    assert len(new) == len({each["id"] for each in new}) == len({each["tags"][0]["id"] for each in new}) == count


@pytest.mark.parametrize("times", range(2, 4))
def test_the_same_file_again_changes_nothing(times: int, bench: Bench) -> None:
    data = csv("name,source,place", "Kettle,inv:1,attic", "Drill,inv:2,cellar")
    assert actions(take(bench, data, mapping={"source": "source"})) == ["new", "new"]
    before = bench.files
    for _ in range(times):
        again = take(bench, data, mapping={"source": "source"})
        assert actions(again) == ["same", "same"]
        assert again.plan is None
    assert bench.files == before


def test_a_name_or_a_serial_number_alone_makes_no_row_the_product_that_is_here(bench: Bench) -> None:
    told = take(bench, csv("name,serial,maker", "Canon EOS 5D,0320,Canon"))
    assert actions(told) == ["new"]
    assert "camera" in json.dumps(told.data.values()["report"])


@pytest.mark.parametrize("update", [False, True])
def test_what_is_here_takes_the_values_of_the_file_only_where_that_is_asked(update: bool, bench: Bench) -> None:
    take(bench, csv("name,source,place", "Kettle,inv:1,attic"), mapping={"source": "source"})
    told = take(bench, csv("name,source,place", "Kettle,inv:1,garage"), mapping={"source": "source"}, update=update)
    assert actions(told) == ["update" if update else "differs"]
    assert records(bench)["kettle"]["place"] == ("garage" if update else "attic")


WRONG = {
    "no name": ("name,maker", ",Ibili"),
    "no bar code": ("name,gtin", "Kettle,123"),
    "no money": ("name,price", "Kettle,cheap"),
    "an amount without a currency that can be read two ways": ("name,price", 'Kettle,"1,000"'),
    "no day": ("name,bought", "Kettle,soon"),
    "a day of two readings": ("name,bought", "Kettle,03/04/2021"),
    "no state": ("name,state", "Kettle,flying"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_row_that_is_wrong_keeps_the_whole_file_out(what: str, bench: Bench) -> None:
    title, row = WRONG[what]
    good = "Pan" + "," * title.count(",")
    before = bench.files
    with pytest.raises(InvalidError, match="so nothing was written"):
        take(bench, csv(title, good, row))
    assert bench.files == before


@pytest.mark.parametrize("what", [each for each in WRONG if each != "no name"])
def test_the_sound_rows_come_in_where_that_is_asked(what: str, bench: Bench) -> None:
    title, row = WRONG[what]
    good = "Pan" + "," * title.count(",")
    told = take(bench, csv(title, good, row), partial=True)
    assert sorted(actions(told)) == ["left", "new"]
    assert {"pan"} <= records(bench).keys()
    assert "kettle" not in records(bench)


def test_two_rows_that_are_one_product_are_wrong(bench: Bench) -> None:
    with pytest.raises(InvalidError):
        take(bench, csv("name,source", "Kettle,inv:1", "Pan,inv:1"), mapping={"source": "source"})


def test_a_row_that_is_inside_another_row_is(bench: Bench) -> None:
    take(bench, csv("name,source,inside", "Box,inv:1,", "Kettle,inv:2,inv:1"), mapping={"source": "source"})
    made = records(bench)
    assert made["kettle"]["inside"] == made["box"]["id"]


def test_a_row_inside_what_is_here_is(bench: Bench) -> None:
    take(bench, csv("name,inside", "Strap,camera"))
    assert records(bench)["strap"]["inside"] == "c000000000001"
