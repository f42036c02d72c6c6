"""What counts as money of a product and what does not; the fees of a service, and what its log says of them."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.log.kinds import KINDS
from talktag.model.products.product import Purchase, Service
from talktag.model.values.warranty import Duration
from talktag.model.worth.flow import net
from talktag.model.worth.flows import fee_days, flows_of
from talktag.model.worth.holding import Holding
from tests.model.worth.houses import TODAY, Day, entry, eur, thing

MONTH, YEAR = Duration(1, "month"), Duration(1, "year")
LAST_OF_JANUARY = Day(2026, 1, 31)


def told(held: Holding, today: Day = TODAY) -> list[str]:
    return [f"{each.day} {'+' if each.is_got else '-'}{each.money} {each.what}" for each in flows_of(held, today)]


def test_every_piece_was_paid_for_on_the_day_it_was_bought() -> None:
    camera = thing("camera", purchase=Purchase(Day(2024, 3, 2), "Foto Ruiz", eur("10.50")), quantity=3)
    assert told(camera) == ["2024-03-02 -31.50 EUR purchase"]
    (flow,) = flows_of(camera, TODAY)
    assert (flow.party, flow.is_counted) == ("Foto Ruiz", False)


def test_without_a_day_of_purchase_it_was_paid_when_it_came_in_and_of_no_day_at_all_nothing_is_told() -> None:
    price = Purchase(price=eur("10"))
    assert told(thing("camera", purchase=price, added=Day(2025, 1, 1))) == ["2025-01-01 -10.00 EUR purchase"]
    assert told(thing("camera", purchase=price)) == []


@pytest.mark.parametrize("kind", [*KINDS, "picnic"])
def test_what_only_names_a_price_counts_nothing_and_what_fetches_comes_in(kind: str) -> None:
    names_price = kind in KINDS and KINDS[kind].names_price
    fetches = kind in KINDS and KINDS[kind].fetches
    expected = [] if names_price or kind == "withdrawn" else [f"2025-01-01 {'+' if fetches else '-'}5.00 EUR {kind}"]
    assert told(thing("camera", entry("e1", "2025-01-01", kind, "5"))) == expected
    assert names_price or kind not in {"message", "question", "promise", "offer", "due"}


def test_what_was_withdrawn_counts_nothing() -> None:
    paid = entry("e1", "2025-01-01", "service", "5")
    gone = entry("e2", "2025-01-02", "withdrawn", cause="e1")
    assert told(thing("camera", paid, gone)) == []


def test_what_is_still_to_come_was_not_paid_yet() -> None:
    camera = thing("camera", entry("e1", "2027-01-01", "service", "5"), added=Day(2025, 1, 1))
    assert told(camera) == []
    assert told(camera, Day(2027, 1, 1)) == ["2027-01-01 -5.00 EUR service"]


def test_what_the_last_owner_paid_is_not_told_as_ones_own() -> None:
    theirs = entry("e1", "2023-01-01", "service", "99", signer="SHA256:x", original="b1")
    since = entry("e2", "2025-02-01", "service", "45", signer="SHA256:y", original="b2")
    own = entry("e3", "2023-01-01", "service", "7")
    camera = thing("camera", theirs, own, since, added=Day(2025, 1, 1))
    assert told(camera) == ["2023-01-01 -7.00 EUR service", "2025-02-01 -45.00 EUR service"]


def days_of(service: Service, bought: Day | None = LAST_OF_JANUARY, **said: object) -> list[str]:
    held = thing("cloud", purchase=Purchase(bought), service=service, **said)
    return [str(day) for _, day in zip(range(5), fee_days(held), strict=False)]


def test_a_fee_is_paid_when_it_began_and_each_time_that_it_goes_on() -> None:
    fee = eur("9.99")
    assert days_of(Service(fee, MONTH)) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
    assert days_of(Service(fee, YEAR, renews=Day(2028, 6, 1)), Day(2025, 6, 1))[:2] == ["2025-06-01", "2026-06-01"]
    assert days_of(Service(fee, MONTH, renews=Day(2020, 1, 15)))[:3] == ["2026-01-31", "2026-02-15", "2026-03-15"]
    assert days_of(Service(fee)) == ["2026-01-31"]
    assert days_of(Service(fee, MONTH, ends=Day(2026, 3, 31))) == ["2026-01-31", "2026-02-28"]
    assert days_of(Service(fee, MONTH, ends=Day(2026, 1, 31))) == []
    assert days_of(Service(fee, MONTH), None) == []


def test_what_the_log_says_was_paid_stands_for_the_fee_of_that_time() -> None:
    service = Service(eur("9.99"), MONTH)
    dearer = entry("e1", "2026-10-05", "service", "12")
    cloud = thing("cloud", dearer, purchase=Purchase(Day(2026, 9, 1)), service=service)
    assert told(cloud) == ["2026-09-01 -9.99 EUR fee", "2026-10-05 -12.00 EUR service", "2026-11-01 -9.99 EUR fee"]
    assert [each.is_counted for each in flows_of(cloud, TODAY)] == [True, False, True]


def test_what_came_back_of_a_fee_is_taken_off_and_the_fee_was_paid_all_the_same() -> None:
    back = entry("e1", "2026-10-05", "service", "-4")
    cloud = thing("cloud", back, purchase=Purchase(Day(2026, 9, 1)), service=Service(eur("9.99"), MONTH))
    assert told(cloud) == [
        "2026-09-01 -9.99 EUR fee",
        "2026-10-01 -9.99 EUR fee",
        "2026-10-05 --4.00 EUR service",
        "2026-11-01 -9.99 EUR fee",
    ]
    assert [str(each) for each in net(flows_of(cloud, TODAY))] == ["25.97 EUR"]


def test_a_fee_of_each_year_from_a_leap_day_is_paid_once_a_year_and_again_on_that_day() -> None:
    fee = eur("10")
    paid = ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]
    assert days_of(Service(fee, YEAR), Day(2020, 2, 29)) == paid
    assert days_of(Service(fee, YEAR, renews=Day(2028, 2, 29)), Day(2020, 2, 29)) == paid


def test_of_a_service_that_one_parted_with_no_fee_is_paid_any_more() -> None:
    gone = entry("e1", "2026-10-15", "retired")
    service = Service(eur("9.99"), MONTH)
    cloud = thing("cloud", gone, purchase=Purchase(Day(2026, 9, 1)), service=service, state="given")
    assert told(cloud) == ["2026-09-01 -9.99 EUR fee", "2026-10-01 -9.99 EUR fee"]


def test_a_fee_of_every_day_for_centuries_is_counted_to_the_end() -> None:
    old = thing("cloud", purchase=Purchase(datetime.date(1900, 1, 1)), service=Service(eur("1"), Duration(1, "day")))
    assert len(flows_of(old, TODAY)) == (TODAY - datetime.date(1900, 1, 1)).days + 1
