"""What becomes of a product that is handed over: what of it comes in, what is made anew, and who is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import TalktagError
from talktag.model.products.product import GONE
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import HANDED, REPLY, entry, reply, signed, transfer

if TYPE_CHECKING:
    from tests.kit.bench import Bench

    from .conftest import Courier

KETTLE = "products/k/kettle.toml"
SENDER = "parties/fix-it.toml"


def reason(work: Callable[[], object]) -> str:
    with pytest.raises(TalktagError) as caught:
        work()
    return caught.value.message


def record(bench: Bench, path: str = KETTLE) -> dict[str, Any]:
    return tomllib.loads(bench.text(path))


def entries(bench: Bench, slug: str = "kettle") -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(f"products/{slug[0]}/{slug}/entries.toml")).get("entry", [])]


COMES: dict[str, tuple[Any, dict[str, Any]]] = {
    "maker": ("Ibili", {"maker": "Ibili"}),
    "model": ("K-1", {"model": "K-1"}),
    "serial": ("S-1", {"serial": "S-1"}),
    "gtin": ("04006381333931", {"gtin": "04006381333931"}),
    "quantity": (2, {"quantity": 2}),
    "purchase": ({"date": "2024-03-02", "from": "Toom"}, {}),
    "warranties": ([{"kind": "all", "term": "lifetime"}], {"warranties": [{"kind": "all", "term": "lifetime"}]}),
    "fields": ({"colour": "red"}, {"fields": {"colour": "red"}}),
}


@pytest.mark.parametrize("fact", COMES)
def test_a_fact_that_was_handed_over_stands_in_the_record(fact: str, bench: Bench, courier: Courier) -> None:
    value, expected = COMES[fact]
    courier.take(transfer(product={fact: value}))
    made = record(bench)
    assert made | expected == made
    assert made["id"] == "k000000000009"


def test_it_has_a_tag_of_its_new_owner_and_came_today(bench: Bench, courier: Courier) -> None:
    courier.take(transfer())
    made = record(bench)
    assert len(made["tags"]) == 1
    assert made["added"] == bench.today
    assert "state" not in made
    assert bench.files[f"products/k/kettle/received/{HANDED}.zip"] == signed(transfer())


def test_the_last_owners_key_is_kept_and_then_is_the_only_one(bench: Bench, courier: Courier) -> None:
    courier.take(transfer())
    assert record(bench, SENDER)["key"].startswith(SHOP.public.line("").strip())
    courier.signer = None
    other = transfer(key=STRANGER, bundle="3sec0nd000000", product={"id": "m00000000000a"})
    assert "it is signed with another key than the one kept" in reason(lambda: courier.take(other, STRANGER))


def test_a_last_owner_who_is_new_becomes_a_party(bench: Bench, courier: Courier) -> None:
    document = transfer()
    document["signer"] |= {"name": "Old Owner", "contact": "old@example.org"}
    courier.take(document)
    made = record(bench, "parties/old-owner.toml")
    assert (made["name"], made["role"], made["contact"]) == ("Old Owner", "seller", "old@example.org")


def test_nobody_known_hands_over_nothing(courier: Courier) -> None:
    courier.signer = None
    assert "its signer is unknown" in reason(lambda: courier.take(transfer()))


@pytest.mark.parametrize("times", range(1, 4))
def test_twice_is_once(times: int, bench: Bench, courier: Courier) -> None:
    courier.take(transfer(entry()))
    before = bench.files
    for _ in range(times):
        assert courier.take(transfer(entry())).notices == ("this was taken in before; nothing was changed",)
    assert bench.files == before


@pytest.mark.parametrize("state", ["owned", "lent", *GONE])
def test_what_is_here_comes_back_only_when_it_was_gone(state: str, bench: Bench, courier: Courier) -> None:
    bench.write(KETTLE, f'format = 1\nid = "k000000000009"\nname = "My kettle"\nplace = "attic"\nstate = "{state}"\n')
    before = bench.files
    if state in GONE:
        courier.take(transfer(entry()))
        made = record(bench)
        assert (made["name"], made["place"], made.get("state")) == ("My kettle", "attic", None)
        assert len(made["tags"]) == 1
    else:
        assert "the product is in this store already" in reason(lambda: courier.take(transfer(entry())))
        assert bench.files == before


def test_what_is_said_otherwise_of_what_comes_back_is_told_and_not_taken(bench: Bench, courier: Courier) -> None:
    bench.write(KETTLE, 'format = 1\nid = "k000000000009"\nname = "My kettle"\nmaker = "Me"\nstate = "sold"\n')
    told = courier.take(transfer(product={"serial": "S-1"}))
    assert record(bench)["maker"] == "Me"
    said = " ".join(told.data.remarks)
    assert all(f"the {key} is said to be" in said for key in ("name", "maker", "serial"))


def test_an_entry_that_is_here_already_is_not_doubled(bench: Bench, courier: Courier) -> None:
    bench.write(KETTLE, 'format = 1\nid = "k000000000009"\nname = "Kettle"\nstate = "sold"\n')
    log = '[[entry]]\nid = "a1"\ndate = 2026-02-28\nkind = "service"\ntitle = "replaced eyepiece"\n'
    bench.write("products/k/kettle/entries.toml", log)
    courier.take(transfer(entry(), entry(title="cleaned")))
    assert [each["title"] for each in entries(bench)] == [
        "replaced eyepiece",
        "Handed over by Fix-It Cameras",
        "cleaned",
    ]


def test_what_the_owner_handed_over_does_not_come_in_again(bench: Bench, courier: Courier) -> None:
    own = KeyFolder(bench.folder / "keys").unlock(None).signing
    document = transfer(key=own, product={"id": "r000000000005"})
    document["signer"]["name"] = "Ana"
    assert "the product is in this store already" in reason(lambda: courier.take(document, own))


def test_a_slug_that_is_taken_gets_a_number(bench: Bench, courier: Courier) -> None:
    bench.write(KETTLE, 'format = 1\nid = "k00000000000b"\nname = "Kettle"\n')
    assert courier.take(transfer()).data.product.slug == "kettle-2"


# What goes along signed by somebody else: an entry that claims to be in it must be in it, word for word.
def original(**more: Any) -> bytes:
    document = reply(entry(**more), key=STRANGER, product={"id": "k000000000009", "name": "Kettle", "entries": [
        entry(**more)]})  # fmt: skip
    return signed(document, STRANGER)


def handed(data: bytes, said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    files = {"files/original-1.bin": data}
    return transfer(said, files=files), files


def test_an_entry_of_somebody_elses_is_vouched_for_by_their_signature(bench: Bench, courier: Courier) -> None:
    document, files = handed(original(), entry(original=REPLY))
    courier.take(document, files=files)
    made = next(each for each in entries(bench) if each["kind"] == "service")
    assert (made["original"], made["signer"]) == (REPLY, STRANGER.public.fingerprint)
    assert bench.files[f"products/k/kettle/received/{REPLY}.zip"] == files["files/original-1.bin"]


@pytest.mark.parametrize(
    "said",
    [
        entry(original=REPLY, title="replaced everything"),
        entry(original=REPLY, text="more"),
        entry(original=REPLY, cost="900.00 EUR"),
        entry("claim", original=REPLY),
        entry(original=REPLY) | {"date": "2026-02-27"},
        entry(original="9nxwhere00000"),
    ],
)
def test_an_entry_that_says_more_than_was_signed_keeps_all_out(
    said: dict[str, Any], bench: Bench, courier: Courier
) -> None:
    document, files = handed(original(), said)
    before = bench.files
    assert "claims to be in the answer" in reason(lambda: courier.take(document, files=files))
    assert bench.files == before


@pytest.mark.parametrize("at", range(0, 2000, 100))
def test_an_original_that_was_changed_keeps_all_out(at: int, bench: Bench, courier: Courier) -> None:
    data = bytearray(original())
    data[at % len(data)] ^= 1
    document, files = handed(bytes(data), entry(original=REPLY))
    before = bench.files
    assert "original" in reason(lambda: courier.take(document, files=files))
    assert bench.files == before
