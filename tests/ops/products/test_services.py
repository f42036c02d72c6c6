"""Services and subscriptions are records like any other: added, set, exported, and given to nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.interop.draft import Options
from talktag.interop.homebox.write import write_homebox
from talktag.interop.own.csv_out import write_csv
from talktag.interop.own.json import write_json
from talktag.interop.reading import read_rows
from talktag.interop.schema_org.write_products import write_jsonld
from talktag.model.products.product import Product
from talktag.model.products.product_json import product_values
from talktag.model.products.record import read_product
from talktag.model.products.service_keys import SERVICE_KEYS
from talktag.model.products.shared_keys import SHARED
from talktag.model.toml.write import new_text
from talktag.ops.products.add import AddRequest, add
from talktag.ops.products.remove import remove
from talktag.ops.products.retire import Parting, retire
from talktag.ops.products.set import set_values
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.transfer_out import transfer

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

Refused = Callable[..., str]
CAMERA = "products/c/camera.toml"
FORMS = ((write_csv, "csv"), (write_json, "json"))
TEXTS = {
    "kind": "service",
    "fee": "9,99 €",
    "every": "1m",
    "term": "1y",
    "renews": "2026-03-15",
    "notice": "2 weeks",
    "ends": "in 2 years",
}


def cloud(bench: Bench) -> Product:
    bench.do(add, AddRequest("Photo Cloud", texts={**TEXTS, "from": "Cloud Co"}))
    record = read_product(bench.text("products/p/photo-cloud.toml").encode(), "", "photo-cloud").value
    assert record
    return record


def test_a_service_stands_in_its_record_in_a_table_of_its_own(bench: Bench) -> None:
    cloud(bench)
    said = tomllib.loads(bench.text("products/p/photo-cloud.toml"))
    assert said["kind"] == "service"
    assert {key: str(value) for key, value in said["service"].items()} == {
        "fee": "9.99 EUR",
        "every": "1 month",
        "renews": "2026-03-15",
        "term": "1 year",
        "notice": "2 weeks",
        "ends": "2028-03-02",
    }


def test_a_thing_needs_what_is_set_added_and_taken_away(bench: Bench) -> None:
    service = cloud(bench)
    bench.do(set_values, "camera", ["needs=photo-cloud,trek"])
    assert tomllib.loads(bench.text(CAMERA))["needs"] == [service.id, "b000000000003"]
    bench.do(set_values, "camera", ["needs-=bicycle"])
    bench.do(set_values, "camera", ["needs+=drill"])
    assert tomllib.loads(bench.text(CAMERA))["needs"] == [service.id, "d000000000004"]
    bench.do(set_values, "camera", ["needs="])
    assert "needs" not in tomllib.loads(bench.text(CAMERA))


def test_every_key_can_be_changed_and_goes_with_an_empty_value(bench: Bench) -> None:
    cloud(bench)
    bench.do(set_values, "photo-cloud", ["fee=12 CHF", "every=1 year", "renews=2027-03-01", "notice=3m", "kind=thing"])
    said = tomllib.loads(bench.text("products/p/photo-cloud.toml"))
    assert "kind" not in said
    assert (said["service"]["fee"], said["service"]["every"]) == ("12.00 CHF", "1 year")
    bench.do(set_values, "photo-cloud", ["fee=", "every=", "renews=", "term=", "notice=", "ends="])
    assert tomllib.loads(bench.text("products/p/photo-cloud.toml"))["service"] == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("kind=gadget", 'kind: "gadget" is no kind of record; write service or consumable, or thing'),
        ("every=often", 'every: "often" is not a length of time; write it like 1m, 90d or "1 year"'),
        ("every=0 months", 'every: "0 months" is not a length of time; write it like 1m, 90d or "1 year"'),
        ("renews=never", "renews: "),
        ("needs=camera", 'needs: "camera" cannot need itself'),
    ],
)
def test_what_does_not_hold_up_is_told_in_a_line(typed: str, told: str, bench: Bench, refused: Refused) -> None:
    assert refused(bench, set_values, "camera", [typed]).startswith(told)


def test_a_record_written_by_hand_is_read_and_what_is_odd_is_told_with_its_line() -> None:
    service = {"fee": "9.99 EUR", "every": "0 months", "renews": "soon", "price": "1 EUR"}
    data = new_text(
        {"format": 1, "id": "0000000000005", "name": "x", "kind": "box", "needs": ["a"], "service": service}
    )
    product, problems = read_product(data, "x.toml", "x")
    assert product
    assert (product.kind, product.needs, str(product.service.fee)) == ("box", ("a",), "9.99 EUR")
    assert {(each.field, each.severity) for each in problems} == {
        ("kind", "warning"),
        ("service.every", "error"),
        ("service.renews", "error"),
        ("service.price", "warning"),
    }


def test_it_is_in_the_json_of_the_product_and_what_nobody_said_is_not(bench: Bench) -> None:
    values = product_values(cloud(bench), 0, 0)
    assert values["kind"] == "service"
    assert values["needs"] == []
    assert values["service"]["every"] == "1 month"
    other = product_values(Product("0000000000005", "x", "x"), 0, 0)
    assert "service" not in other
    assert "kind" not in other


def test_no_party_is_given_any_of_it() -> None:
    assert not {key.name for key in SERVICE_KEYS} & {key.name for key in SHARED}


def test_it_comes_back_from_talktags_own_csv_and_json(bench: Bench) -> None:
    service = cloud(bench)
    camera = Product("c000000000001", "camera", "Camera", needs=(service.id, "b000000000003"))
    for product, write, kind in ((each, *form) for each in (service, camera) for form in FORMS):
        (row,) = read_rows(write([product]).data, kind, None, options=Options()).rows
        assert row.draft
        assert row.problems == ()
        assert (row.draft.product.kind, row.draft.product.needs, row.draft.product.service) == (
            product.kind,
            product.needs,
            product.service,
        )


def test_homebox_and_schema_org_say_what_they_lose_or_carry(bench: Bench) -> None:
    service = cloud(bench)
    lost = {each.field: each.value for each in write_homebox([service]).lost}
    assert lost["service.fee"] == "9.99 EUR"
    assert lost["kind"] == "service"
    assert b'"name": "renews", "value": "2026-03-15"' in write_jsonld([service]).data


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (
            remove,
            "camera needs it, and would need what is not there; take that out first: talktag set camera needs-={0}",
        ),
        (
            partial(retire, parting=Parting("sold")),
            "camera needs it; what stops: talktag worth --without photo-cloud",
        ),
        (
            lambda session, ref: transfer(session, ShareRequest(ref, "bea"), "sold", None, Path("x.zip")),
            "camera needs it; what stops: talktag worth --without photo-cloud",
        ),
    ],
)
def test_what_others_need_does_not_go_without_a_word(bench: Bench, verb: Callable[..., Outcome], told: str) -> None:
    cloud(bench)
    assert not [each for each in bench.ask(verb, "photo-cloud").notices if "needs it" in each]
    bench.do(set_values, "camera", ["needs+=photo-cloud"])
    assert told.replace("{0}", "photo-cloud") in bench.ask(verb, "photo-cloud").notices


def test_of_many_that_need_it_a_few_are_named_and_the_others_counted(bench: Bench) -> None:
    cloud(bench)
    for number in range(7):
        bench.do(add, AddRequest(f"Bell {number}", lists={"needs": ["photo-cloud"]}))
    told = [each for each in bench.ask(remove, "photo-cloud").notices if "need" in each]
    assert (len(told), told[-1]) == (6, "2 more products need it")
