"""What is kept of a wish: taken back, joined between two computers, looked over, due, and quick with thousands."""

from __future__ import annotations

import datetime
import tomllib
import tracemalloc

import pytest

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.log.entry import Entry, with_entries
from talktag.model.settings.carrier import Carrier
from talktag.model.toml.join import join
from talktag.model.toml.merge import Versions
from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.due.due import list_due
from talktag.ops.due.today import show_today
from talktag.ops.due.wished import wished_things
from talktag.ops.keys.new_keys import rotate
from talktag.ops.keys.reseal import reseal
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.upkeep.doctor.doctor import doctor
from talktag.ops.upkeep.undo import undo
from talktag.ops.wishes.add import add
from talktag.ops.wishes.choose import choose
from talktag.ops.wishes.list import list_wishes, show_wish
from talktag.ops.wishes.offers import wish_offers
from talktag.ops.wishes.send import send_wish
from talktag.ops.wishes.set import set_wish
from talktag.ops.wishes.typed_wish import WishRequest
from talktag.store.files import StoreFiles
from tests.ops.wishes.conftest import LENS, Market

SLUG = "a-70-200-for-the-5d"
RECORD = f"wishes/{SLUG}.toml"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of stores as they are read, one after the other; they are read as ever."""
    found: list[str] = []
    read = StoreFiles.read

    def noted(files: StoreFiles, path: str, limit: int | None = None) -> bytes:
        found.append(path)
        return read(files, path, limit)

    monkeypatch.setattr(StoreFiles, "read", noted)
    return found


def record(market: Market) -> dict[str, object]:
    return tomllib.loads(market.ana.text(RECORD))


def test_a_sending_that_waits_is_taken_back_with_all_it_left_in_the_store(market: Market) -> None:
    ana = market.ana
    ana.carriers = (Carrier("stick", "folder", str(market.post)),)
    ana.save(add, LENS)
    before = {path: data for path, data in ana.files.items() if not path.startswith("outbox/")}
    ana.save(send_wish, SLUG, ["foto"], WayOut(via="stick"))
    assert "sent" in record(market)
    ana.save(undo, None)
    after = {path: data for path, data in ana.files.items() if not path.startswith("outbox/")}
    assert after == before
    assert [path for path in ana.files if path.startswith("outbox/") and not path.endswith(".gitignore")] == []


def test_a_sending_that_left_is_withdrawn_and_whom_it_went_to_stays_known(market: Market) -> None:
    market.ana.save(add, LENS)
    market.ana.save(send_wish, SLUG, ["foto"], market.way())
    sent = record(market)["sent"]
    outcome = market.ana.ask(undo, None)
    assert any("it is withdrawn" in each for each in outcome.notices)
    market.ana.save(undo, None)
    assert record(market)["sent"] == sent
    kinds = [each.kind for each in market.ana.store.entries_in("parties/foto").value or ()]
    assert kinds == ["wish", "withdrawn"]


def test_a_choice_that_left_is_withdrawn_and_the_wish_is_open_again(market: Market) -> None:
    market.ana.save(add, LENS)
    (file,) = market.send("foto")
    market.take(market.shops["foto"], file)
    market.come(market.offer("foto", price="850"))
    market.ana.save(choose, SLUG, "foto", market.way())
    assert record(market)["state"] == "chosen"
    market.ana.save(undo, None)
    assert "state" not in record(market)
    assert len(market.ana.ask(wish_offers, SLUG).data.offers) == 1


def test_two_computers_that_sent_it_to_two_shops_both_know_of_both(market: Market) -> None:
    market.wish()
    base = market.ana.text(RECORD).encode()
    market.send("foto")
    ours = market.ana.text(RECORD).encode()
    market.ana.write(RECORD, base)
    market.send("linsen")
    theirs = market.ana.text(RECORD).encode()
    joined = join(Versions(ours, theirs, base), {})
    assert joined.conflicts == ()
    market.ana.write(RECORD, joined.data)
    listed = market.ana.ask(show_wish, SLUG).data.listed.wish
    assert sorted(each.party for each in listed.sent) == ["foto", "linsen"]
    for shop in ("foto", "linsen"):
        assert listed.sent_to(shop)[0].anonymous


def test_a_new_key_of_the_owner_opens_the_offers_to_wishes_without_a_name(market: Market) -> None:
    market.ask("foto")
    file = market.offer("foto", price="850")
    market.ana.do(rotate, encryption=True, signing=True)
    market.ana.do(reseal)
    market.come(file)
    assert len(market.ana.ask(wish_offers, SLUG).data.offers) == 1


def test_doctor_finds_nothing_wrong_with_wishes_and_names_the_line_of_what_is(market: Market) -> None:
    market.ask("foto")
    market.come(market.offer("foto", price="850"))
    found = [each for each in market.ana.ask(doctor, fix=False).data.findings if each.name != "unsaved"]
    assert [each for each in found if each.path.startswith(("wishes/", "parties/", "keys/"))] == []
    market.ana.write(RECORD, market.ana.text(RECORD).replace('"mount=EF"', '"mount"'))
    (problem,) = [each for each in market.ana.ask(doctor, fix=False).data.findings if each.field == "must"]
    assert (problem.path, problem.line is not None) == (RECORD, True)


def test_a_wish_is_due_on_its_day_and_the_card_tells_of_offers(market: Market) -> None:
    market.ask("foto")
    due = market.ana.ask(list_due, (), "1y").data.values()["due"]
    (item,) = [each for each in due if each["kind"] == "wish"]
    assert (item["what"], item["date"], item["name"]) == ("last day for offers", "2026-04-30", "a 70-200 for the 5D")
    assert market.ana.ask(show_today).data.values()["wished"] == []
    market.come(market.offer("foto", price="850"))
    assert market.ana.ask(show_today).data.values()["wished"] == [
        {"slug": SLUG, "name": "a 70-200 for the 5D", "offers": 1}
    ]
    (output,) = market.ana.ask(write_calendar, (), None).outputs
    assert b"last day for offers" in output.make()
    market.ana.do(choose, SLUG, "foto", market.way())
    assert market.ana.ask(show_today).data.values()["wished"] == []
    assert not [each for each in market.ana.ask(list_due, (), "1y").data.values()["due"] if each["kind"] == "wish"]


def test_a_point_takes_the_place_of_its_name_and_the_rest_stays(market: Market) -> None:
    market.wish()
    market.ana.write(RECORD, "# mine\n" + market.ana.text(RECORD))
    request = WishRequest(must=("weight<1kg",), without=("colour",), most="950 EUR")
    outcome = market.ana.do(set_wish, SLUG, request)
    found = record(market)
    assert found["must"] == ["mount=EF", "battery=LP-E6", "weight<1kg"]
    assert (found["most"], "should" in found, "avoid" in found) == ("950.00 EUR", False, False)
    assert market.ana.text(RECORD).startswith("# mine")
    assert outcome.notices == ()
    with pytest.raises(NotFoundError, match='no point is called "zoom"'):
        market.ana.ask(set_wish, SLUG, WishRequest(without=("zoom",)))
    with pytest.raises(UsageError, match="nothing is changed"):
        market.ana.ask(set_wish, SLUG, WishRequest(most="950 EUR"))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (WishRequest("x" * 201), "longer than 200"),
        (WishRequest("a lens", must=("weight<light",)), "no amount"),
        (WishRequest("a lens", most="a lot"), "most"),
        (WishRequest("a lens", quantity="0"), "less than 1"),
        (WishRequest("a lens", quantity="9000000"), "more than 1000000"),
        (WishRequest("a lens", until="2020-01-01"), "has passed"),
        (WishRequest("a lens", must=tuple(f"p{each}=1" for each in range(31))), "more than 30"),
        (WishRequest(" \t "), "is empty"),
    ],
)
def test_what_is_no_wish_is_told_in_a_line_and_nothing_is_written(
    market: Market, wanted: WishRequest, said: str
) -> None:
    before = market.ana.files
    with pytest.raises(InvalidError, match=said):
        market.ana.ask(add, wanted)
    assert market.ana.files == before


def test_what_a_thing_asks_for_is_shown_with_its_field_and_can_be_left_out(market: Market) -> None:
    outcome = market.ana.ask(add, LENS)
    assert outcome.question == "Write it down with what Qcamera asks for?"
    assert outcome.data.values()["found"] == [
        {"point": "mount=EF", "field": "mount", "from": "Qcamera"},
        {"point": "battery=LP-E6", "field": "battery", "from": "Qcamera"},
    ]
    bare = market.ana.ask(add, LENS._replace(own_fields=False))
    assert (bare.question, "must" in bare.data.values()) == (None, False)
    said = market.ana.ask(add, LENS._replace(avoid=("mount=EF",)))
    assert [each.field for each in said.data.found] == ["battery"]  # what was typed counts


def test_a_wish_that_cannot_be_read_is_named_and_the_others_are_listed(market: Market) -> None:
    market.wish()
    market.ana.write("wishes/broken.toml", "format = 1\nname = ")
    outcome = market.ana.ask(list_wishes)
    assert [each.wish.slug for each in outcome.data.wishes] == [SLUG]
    assert [each.path for each in outcome.problems] == ["wishes/broken.toml"]


def offers_of(shop: str, bundle: str, count: int) -> bytes:
    """A log in which a shop made so many offers."""
    at = datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
    made = (
        Entry(
            f"{shop}{number:05d}",
            at.date(),
            "offer",
            "An offer",
            party=shop,
            original=f"{shop}{number:05d}",
            signer="SHA256:x",
            recorded=at + datetime.timedelta(seconds=number * 7919 % 10_007),
            cause=f"{bundle}-1",
            data={"price": f"{number * 31 % 997}.00 EUR", "mount": "EF" if number % 3 else "RF", "weight": "1.2 kg"},
        )
        for number in range(count)
    )
    return with_entries(b"", made) or b""


def test_the_log_of_a_shop_that_many_wishes_were_sent_to_is_read_once_for_all_of_them(
    market: Market, reads: list[str]
) -> None:
    market.ask("foto", "linsen")
    market.come(market.offer("foto", "mount=EF", price="850"))
    for number in range(3):
        market.ana.do(add, WishRequest(f"a bag of number {number}"))
        market.ana.do(send_wish, f"a-bag-of-number-{number}", ["foto", "linsen"], market.way(f"bag-{number}"))
    for asked in (lambda: market.ana.ask(list_wishes).data.wishes, lambda: wished_things(market.ana.store)):
        reads.clear()
        assert [each.offers for each in asked() if each.offers] == [1]
        logs = [path for path in reads if path.endswith("/entries.toml")]
        assert sorted(logs) == ["parties/foto/entries.toml", "parties/linsen/entries.toml"]


def test_ten_thousand_offers_are_compared_in_bounded_memory_and_shown_twenty_at_a_time(market: Market) -> None:
    market.wish()
    shops = [f"shop{each:03d}" for each in range(100)]
    sent = "".join(
        f'\n[sent.s{number:012d}]\nparty = "{shop}"\ndate = 2026-03-02\nthing = "x"\n'
        for number, shop in enumerate(shops)
    )
    market.ana.write(RECORD, market.ana.text(RECORD) + sent)
    for number, shop in enumerate(shops):
        market.ana.write(f"parties/{shop}/entries.toml", offers_of(shop, f"s{number:012d}", 100))
    tracemalloc.start()
    outcome = market.ana.ask(wish_offers, SLUG, "price")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    data = outcome.data
    assert (len(data.offers), data.shown) == (10_000, 20)
    prices = [each.offer.price.amount for each in data.offers if each.offer.price]
    assert prices == sorted(prices)
    assert peak < 150 * 1024 * 1024
    assert any("9980 more came" in each for each in outcome.notices)
