"""The sums of what things are worth: nothing lost, nothing doubled, no currency added to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import Entry
from talktag.model.products.product import Purchase, Service
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration
from talktag.model.worth.flow import Flow, expenses_of, net, sum_of
from talktag.model.worth.flows import flows_of
from talktag.model.worth.holding import Holding
from talktag.model.worth.portions import Owners, split
from talktag.model.worth.worth import worth_of
from tests.model.worth.houses import TODAY, Day, entry, eur, house, houses, thing

YEAR = Duration(1, "year")
BOUGHT = Purchase(Day(2022, 11, 30), "Foto Ruiz", eur("2499"))


def total(flows: Iterable[Flow]) -> dict[str, Decimal]:
    return {each.currency: each.amount for each in net(flows) if each.amount}


@settings(max_examples=40)
@given(houses())
def test_what_all_things_come_to_is_what_was_paid_for_each_whatever_needs_and_holds_what(
    holdings: Mapping[str, Holding],
) -> None:
    every = [flow for each in holdings.values() for flow in flows_of(each, TODAY)]
    assert total(worth_of(holdings, sorted(holdings), TODAY).flows) == total(every)


@settings(max_examples=40)
@given(houses())
def test_what_is_shared_is_carried_whole_by_those_that_carry_it(holdings: Mapping[str, Holding]) -> None:
    owners = Owners(holdings)
    for each in holdings.values():
        for flow in flows_of(each, TODAY):
            shares = owners.on(flow.product, flow.day)
            assert sum(shares.values()) == 1
            assert sum_of(split(flow.money, shares).values()) == sum_of([flow.money])


@settings(max_examples=40)
@given(houses(), st.data())
def test_years_sorts_and_parties_come_to_the_same(holdings: Mapping[str, Holding], data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.sampled_from(sorted(holdings)), min_size=1, unique=True))
    worth = worth_of(holdings, asked, TODAY)
    for parts in (worth.by_year(), worth.by_what(), worth.by_party()):
        assert sum_of(money for part in parts for money in part.paid) == expenses_of(worth.flows)
    assert worth.flows == worth_of(dict(reversed(holdings.items())), asked, TODAY).flows


@given(st.permutations(("a", "b", "c")))
def test_money_of_one_day_stands_in_one_order_whatever_ids_were_drawn(drawn: list[str]) -> None:
    bike, policy, rack = drawn
    bought = Purchase(Day(2024, 5, 1), "Velo Berg", eur("1899"))
    cost = entry(drawn[0], "2024-05-01", "service", "5", title="rack put on")
    holdings = house(
        thing(bike, cost, purchase=bought, needs=(policy,)),
        thing(
            policy, kind="service", purchase=Purchase(Day(2024, 5, 1), "Safe Sound"), service=Service(eur("60"), YEAR)
        ),
        thing(rack, purchase=Purchase(Day(2024, 5, 1), "Adorama", eur("30")), inside=bike),
    )
    worth = worth_of(holdings, [bike], TODAY)
    assert [each.key for each in worth.by_what()] == ["fee", "purchase", "service"]
    assert [each.key for each in worth.by_party()] == ["Safe Sound", "Adorama", "Velo Berg", None]


def test_an_insurance_of_three_things_is_carried_by_each_to_a_third_and_no_cent_is_lost() -> None:
    policy = thing("policy", kind="service", purchase=Purchase(Day(2026, 1, 1)), service=Service(eur("100"), YEAR))
    things = [thing(name, needs=("policy",), added=Day(2025, 1, 1)) for name in ("bike", "camera", "piano")]
    holdings = house(policy, *things)
    shares = {each: worth_of(holdings, [each], TODAY).flows[0] for each in ("bike", "camera", "piano")}
    assert {each: str(flow.money) for each, flow in shares.items()} == {
        "bike": "33.34 EUR",
        "camera": "33.33 EUR",
        "piano": "33.33 EUR",
    }
    assert {str(flow.whole) for flow in shares.values()} == {"100.00 EUR"}
    (both,) = worth_of(holdings, ["bike", "camera"], TODAY).flows
    assert str(both.money) == "66.67 EUR"
    (whole,) = worth_of(holdings, ["policy"], TODAY).flows
    assert (str(whole.money), whole.whole) == ("100.00 EUR", None)


def test_what_was_sold_carries_nothing_of_an_insurance_from_then_on() -> None:
    policy = thing("policy", kind="service", purchase=Purchase(Day(2024, 1, 1)), service=Service(eur("100"), YEAR))
    gone = entry("e1", "2025-06-01", "transfer", "300")
    sold = thing("bike", gone, needs=("policy",), state="sold", added=Day(2023, 1, 1))
    camera = thing("camera", needs=("policy",), added=Day(2023, 1, 1))
    holdings = house(policy, sold, camera)
    flows = worth_of(holdings, ["camera"], TODAY).flows
    assert [str(each.money) for each in flows] == ["50.00 EUR", "50.00 EUR", "100.00 EUR"]
    bike = worth_of(holdings, ["bike"], TODAY)
    assert str(bike.flows[-1].money) == "300.00 EUR"
    assert bike.until == Day(2025, 6, 1)


def test_parts_and_what_is_used_up_belong_to_the_thing_and_what_merely_needs_it_does_not() -> None:
    camera = thing("camera", purchase=BOUGHT)
    lens = thing("lens", purchase=Purchase(Day(2023, 1, 1), "Adorama", Money(Decimal(180), "USD")), inside="camera")
    film = thing("film", purchase=Purchase(Day(2024, 1, 1), price=eur("12")), kind="consumable", needs=("camera",))
    drone = thing("drone", purchase=Purchase(Day(2024, 1, 1), price=eur("900")), needs=("camera",))
    worth = worth_of(house(camera, lens, film, drone), ["camera"], TODAY)
    assert [str(each) for each in expenses_of(worth.flows)] == ["2511.00 EUR", "180.00 USD"]
    assert [str(each) for each in worth.per_year] == ["627.74 EUR", "45.00 USD"]
    assert worth.products == ("camera", "lens")


def test_in_its_first_year_a_thing_is_not_told_as_the_dearest_there_is() -> None:
    new = thing("camera", purchase=Purchase(Day(2026, 11, 29), price=eur("100")))
    assert [str(each) for each in worth_of(house(new), ["camera"], TODAY).per_year] == ["100.00 EUR"]


def used(bought: str, *readings: tuple[str, int]) -> list[str]:
    read = [
        entry(f"e{number}", day, "reading", meter={"km": Decimal(km)}) for number, (day, km) in enumerate(readings, 1)
    ]
    car = thing("car", *read, purchase=Purchase(Day.fromisoformat(bought), price=eur("1000")))
    return [f"{each.used} {each.cost[0]}" for each in worth_of(house(car), ["car"], TODAY).uses]


def test_use_is_what_a_meter_rose_by_since_the_thing_was_had() -> None:
    second_hand = ("2024-01-20", 40000), ("2024-06-01", 41000), ("2025-01-01", 45000)
    assert used("2024-01-01", *second_hand) == ["5000 0.20 EUR"]
    assert used("2024-01-01", ("2025-01-01", 5000)) == ["5000 0.20 EUR"]
    assert used("2024-01-01", ("2024-01-01", 40000)) == []
    assert used("2024-01-01") == []


def test_what_a_meter_rose_by_at_the_last_owner_is_no_use_of_ones_own() -> None:
    theirs = entry("e1", "2022-01-01", "reading", meter={"km": Decimal(10000)}, signer="SHA256:x", original="b1")
    later = theirs._replace(id="e2", date=Day(2023, 6, 1), meter={"km": Decimal(38000)})
    came = entry("e3", "2024-01-20", "reading", meter={"km": Decimal(40000)})
    now = entry("e4", "2025-01-01", "reading", meter={"km": Decimal(45000)})
    bought = Purchase(Day(2024, 1, 1), price=eur("1000"))

    def told_of(*read: Entry) -> list[str]:
        car = thing("car", *read, purchase=bought)
        return [f"{each.used} {each.cost[0]}" for each in worth_of(house(car), ["car"], TODAY).uses]

    assert told_of(theirs, later, came, now) == ["5000 0.20 EUR"]
    assert told_of(theirs, later, now) == ["7000 0.1429 EUR"]
    assert told_of(theirs, later) == []


def test_a_thing_that_was_sold_and_bought_again_comes_to_all_that_was_paid_less_what_it_fetched() -> None:
    boat = thing(
        "boat",
        entry("e1", "2022-01-01", "retired", "60"),
        entry("e2", "2024-05-01", "service", "80", title="bought back"),
        purchase=Purchase(Day(2020, 1, 1), price=eur("100")),
    )
    worth = worth_of(house(boat), ["boat"], TODAY)
    assert [str(each) for each in net(worth.flows)] == ["120.00 EUR"]
    assert (worth.since, worth.until) == (Day(2020, 1, 1), None)


def test_an_amount_is_split_into_coins_of_its_currency() -> None:
    third = dict.fromkeys("abc", Fraction(1, 3))
    for money, parts in (
        (Money(Decimal(100), "JPY"), ["34 JPY", "33 JPY", "33 JPY"]),
        (Money(Decimal("0.01"), "EUR"), ["0.01 EUR", "0.00 EUR", "0.00 EUR"]),
        (Money(Decimal(-1), "EUR"), ["-0.33 EUR", "-0.33 EUR", "-0.34 EUR"]),
        (Money(Decimal("0.0001"), "EUR"), ["0.0001 EUR", "0.00 EUR", "0.00 EUR"]),
    ):
        assert sorted(map(str, split(money, third).values())) == sorted(parts)


def test_services_are_told_with_when_they_go_on_and_what_stops_where_they_end() -> None:
    said = Service(eur("10"), Duration(1, "month"), Day(2024, 6, 30), YEAR, Duration(3, "month"))
    cloud = thing("cloud", kind="service", service=said)
    hub, bell = thing("hub", needs=("cloud",)), thing("bell", needs=("hub",))
    (service,) = worth_of(house(cloud, hub, bell), ["bell"], TODAY).services
    assert (service.service.product.id, service.next, service.notice) == ("cloud", Day(2027, 6, 30), Day(2027, 3, 30))
    assert [(each.product, each.because) for each in service.stops] == [("hub", "cloud"), ("bell", "hub")]
