"""`worth` of a store: what is read for it, who is one and the same party, and that nothing else is touched or told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import NotFoundError, UsageError
from talktag.ops.worth.without import stop_without
from talktag.ops.worth.worth import worth
from talktag.ops.worth.written import FORMS, write_worth

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
POLICY = """\
format = 1
id = "p00000000000a"
name = "Home policy"
kind = "service"

[purchase]
date = 2025-01-15
from = "Safe Sound"

[service]
fee = "120.00 EUR"
every = "1 year"
renews = 2027-01-15
"""
LOG = """\
entry = [
  { id = "e1", date = 2025-06-11, kind = "service", title = "Sensor cleaned", party = "fix-it", cost = "45.00 EUR" },
  { id = "e2", date = 2025-07-01, kind = "service", title = "Strap", party = "Fix-It Cameras", cost = "5.00 USD" },
  { id = "e3", date = 2025-08-01, kind = "offer", title = "New body", party = "fix-it", cost = "900.00 EUR" },
]
"""


@pytest.fixture
def house(bench: Bench) -> Bench:
    """The house, its camera and its bicycle insured together, the camera repaired."""
    bench.write("products/p/policy.toml", POLICY)
    for path in ("products/c/camera.toml", "products/b/bicycle.toml"):
        name = bench.text(path).splitlines()[2]
        bench.write(path, bench.text(path).replace(name, f'{name}\nneeds = ["p00000000000a"]'))
    bench.write("products/c/camera/entries.toml", LOG)
    return bench


def told(bench: Bench, *words: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(json.dumps(bench.ask(worth, words).data.values()))
    return values


def test_a_thing_comes_to_what_was_paid_for_it_and_its_portion_of_what_it_shares(house: Bench) -> None:
    values = told(house, "camera")
    assert values["paid"] == ["2664.00 EUR", "5.00 USD"]
    assert values["by_what"] == [
        {"what": "purchase", "times": 1, "last": "2024-03-02", "paid": ["2499.00 EUR"]},
        {"what": "fee", "times": 2, "last": "2026-01-15", "paid": ["120.00 EUR"]},
        {"what": "service", "times": 2, "last": "2025-07-01", "paid": ["45.00 EUR", "5.00 USD"]},
    ]
    assert [each["slug"] for each in values["inside"]] == ["lens"]
    assert values["services"] == [
        {
            "id": "p00000000000a",
            "slug": "policy",
            "name": "Home policy",
            "fee": "120.00 EUR",
            "every": "1 year",
            "next": "2027-01-15",
            "stops": [
                {"id": "b000000000003", "slug": "bicycle", "name": "Trek", "because": "p00000000000a"},
                {"id": "c000000000001", "slug": "camera", "name": "Canon EOS 5D", "because": "p00000000000a"},
            ],
        }
    ]


def test_a_party_is_one_whether_it_is_named_by_its_slug_or_as_on_the_receipt(house: Bench) -> None:
    parties = {each.get("party"): each["paid"] for each in told(house, "camera")["by_party"]}
    assert parties["fix-it"] == ["45.00 EUR", "5.00 USD"]
    assert "Fix-It Cameras" not in parties


def test_what_all_things_come_to_has_the_policy_once_and_the_two_halves_of_it_are_told_of_each(house: Bench) -> None:
    every = told(house)
    assert {each["slug"]: each["paid"] for each in every["by_product"]}["policy"] == ["240.00 EUR"]
    assert {each["slug"] for each in every["products"]} >= {"camera", "radio", "policy"}
    both = [each["money"] for each in (told(house, "camera"), told(house, "bicycle"))]
    assert [flow["amount"] for money in both for flow in money if flow["what"] == "fee"] == ["60.00 EUR"] * 4


def test_what_came_back_is_taken_off_what_was_paid_to_that_party(house: Bench) -> None:
    back = 'id = "e4", date = 2025-06-20, kind = "service", title = "Back", party = "fix-it", cost = "-20.00 EUR"'
    house.write("products/c/camera/entries.toml", LOG.replace("]\n", f"  {{ {back} }},\n]\n"))
    values = told(house, "camera")
    assert {each.get("party"): each["paid"] for each in values["by_party"]}["fix-it"] == ["25.00 EUR", "5.00 USD"]
    assert not values.get("got")


def test_a_query_chooses_and_a_store_of_many_comes_to_the_same(house: Bench) -> None:
    assert told(house, "place:home/office")["paid"] == told(house, "camera", "radio")["paid"]
    for number in range(300):
        house.write(
            f"products/t/thing-{number}.toml",
            f'format = 1\nid = "t00000000{number:04}"\nname = "Thing {number}"\nlabels = ["many"]\n\n[purchase]\n'
            'date = 2025-01-01\nprice = "1.00 EUR"\n',
        )
    assert told(house, "label:many")["paid"] == ["300.00 EUR"]
    assert told(house, "camera")["paid"] == ["2664.00 EUR", "5.00 USD"]
    assert told(house)["paid"] == ["3084.00 EUR", "5.00 USD"]


def test_what_is_not_there_and_what_nothing_was_paid_for_is_said(house: Bench) -> None:
    with pytest.raises(NotFoundError):
        house.ask(worth, ["nothing-like-it"])
    assert house.ask(worth, ["drill"]).notices == ("no money is known of: no price, no fee, no cost in a log",)
    assert house.ask(worth, ["label:none"]).notices == ("no product matches",)


def test_a_log_and_a_record_that_cannot_be_read_are_told_and_the_rest_is_counted(house: Bench) -> None:
    house.write("products/c/camera/entries.toml", "entry = [ broken")
    house.write("products/l/lens.toml", "broken")
    outcome = house.ask(worth, ())
    assert outcome.data.values()["paid"] == ["2739.00 EUR"]
    assert {each.path for each in outcome.problems} == {"products/c/camera/entries.toml", "products/l/lens.toml"}


def test_what_stops_without_a_service_is_told_with_its_fee(house: Bench) -> None:
    values = house.ask(stop_without, ["policy"]).data.values()
    assert values["ended"][0]["fee"] == "120.00 EUR"
    assert [(each["slug"], each["because"]) for each in values["stops"]] == [
        ("bicycle", "policy"),
        ("camera", "policy"),
    ]
    among = house.ask(stop_without, ["policy"], ["camera"]).data.values()
    assert [each["slug"] for each in among["stops"]] == ["camera"]
    assert house.ask(stop_without, ["drill"]).notices == ("nothing stops: no product says that it needs it",)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_made_of_one_thing_of_all_and_of_none(form: str, house: Bench) -> None:
    for words in (["camera"], [], ["label:none"]):
        outcome = house.ask(write_worth, words, form, None)
        assert outcome.output
        assert outcome.output.make()
        assert outcome.plan is None
        assert outcome.data.values()["form"] == form


def test_a_form_that_nobody_writes_is_refused(house: Bench, refused: Refused) -> None:
    with pytest.raises(UsageError, match='"xml" is not a form that worth is written in'):
        house.ask(write_worth, [], "xml", None)
    with pytest.raises(UsageError, match="--language is for a page"):
        house.ask(write_worth, [], "dot", None, language="de")


def test_it_changes_no_file_and_a_private_note_is_in_none_of_it(house: Bench) -> None:
    house.write("products/c/camera/notes/0000000000001.age", b"SECRET-OF-THE-OWNER")
    before = house.files
    made = [house.ask(write_worth, [], form, None).output.make() for form in FORMS]
    assert house.files == before
    assert all(b"SECRET" not in each for each in made)
