"""Tables that others give, as they come in: what is kept of them and where, whose key counts, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.errors import AmbiguousError, NotFoundError, UntrustedError
from talktag.ops.labels.scan import Action, scan
from talktag.ops.talk.find_about import NOTHING, find_about
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recipients import format_recipients
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import TABLE, signed, table
from tests.kit.keys import accept_recipients

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.bench import Bench

    from .conftest import Take

AGE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
LATER = "4tab1eg1ven00"


def names(bench: Bench) -> list[str]:
    return sorted(path for path in bench.files if path.startswith("tables/") and ".git" not in path)


def test_it_is_kept_beside_the_history_with_what_came_byte_for_byte(bench: Bench, take: Take) -> None:
    document = table(until="2027-01-31", purpose="crack in the hull", terms="https://terms.example/1")
    document["signer"]["age"] = AGE
    outcome = take(document)
    assert outcome.stays_beside
    assert names(bench) == ["tables/boat.toml", f"tables/boat/received/{TABLE}.zip"]
    assert bench.files[f"tables/boat/received/{TABLE}.zip"] == signed(document)
    kept = bench.store.one(GIVEN_TABLES, "boat")
    assert kept.problems == ()
    assert kept.value is not None
    assert (kept.value.owner, kept.value.contact, kept.value.age) == ("Ana Lund", "ana@customer.example", AGE)
    assert (kept.value.product, kept.value.name, kept.value.channel) == ("p000000000007", "Boat", TABLE)
    assert (str(kept.value.until), kept.value.purpose) == ("2027-01-31", "crack in the hull")


def test_a_new_key_is_shown_whole_and_only_a_person_accepts_it(take: Take) -> None:
    outcome = take(look=True)
    assert outcome.question
    assert outcome.in_person is not None
    assert SHOP.public.fingerprint in outcome.in_person.details[0]
    assert len(outcome.data.digits) > 5


def test_a_key_once_accepted_is_not_asked_about_for_another_thing(take: Take) -> None:
    take()
    other = table({"id": "q000000000008", "name": "Oar"}, bundle=LATER)
    outcome = take(other, look=True)
    assert outcome.in_person is None
    assert outcome.data.signer.known_as == 'Ana Lund, by the table "boat"'


def test_a_key_in_a_file_got_by_another_way_needs_no_person(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "ana.pub"
    file.write_text(SHOP.public.line("ana"))
    assert take(look=True, signer=file).in_person is None
    file.write_text(STRANGER.public.line("ana"))
    with pytest.raises(UntrustedError):
        take(look=True, signer=file)


def test_a_key_in_a_store_that_came_from_elsewhere_is_not_believed(bench: Bench, take: Take) -> None:
    take()
    (bench.folder / "keys/signers.pin").unlink()
    with pytest.raises(UntrustedError, match="not accepted on this computer"):
        take(table({"id": "q000000000008", "name": "Oar"}, bundle=LATER))


def test_a_party_with_that_key_is_named_and_another_of_that_name_is_told(bench: Bench, take: Take) -> None:
    from talktag.ops.parties.change_party import NewParty, add_party

    bench.do(add_party, NewParty("Ana Lund", "buyer", key=SHOP.public.line("ana")))
    assert take(look=True).data.table.party == "ana-lund"
    other = take(table(key=STRANGER), STRANGER, look=True)
    assert other.data.table.party is None
    assert any("is the name of a party, too" in each for each in other.data.remarks)


def test_the_same_one_twice_is_no_fault(bench: Bench, take: Take) -> None:
    take()
    before = bench.files
    again = take()
    assert again.plan is None
    assert again.data.taken
    assert bench.files == before


def test_another_of_the_same_id_is_refused(take: Take) -> None:
    take()
    with pytest.raises(UntrustedError, match="says something else"):
        take(table({"maker": "Other"}))


def test_a_later_one_takes_its_place_and_both_are_kept(bench: Bench, take: Take) -> None:
    take(table(until="2026-12-31"))
    take(table({"name": "Boat of Ana"}, bundle=LATER, sequence=2))
    kept = bench.store.one(GIVEN_TABLES, "boat").value
    assert kept is not None
    assert (kept.name, kept.channel, kept.earlier, kept.until) == ("Boat of Ana", LATER, (TABLE,), None)
    assert names(bench) == [
        "tables/boat.toml",
        f"tables/boat/received/{TABLE}.zip",
        f"tables/boat/received/{LATER}.zip",
    ]


def test_an_older_one_that_comes_late_is_kept_and_not_shown(bench: Bench, take: Take) -> None:
    take(table({"name": "Boat of Ana"}, bundle=LATER, sequence=2))
    outcome = take()
    assert outcome.data.is_older
    kept = bench.store.one(GIVEN_TABLES, "boat-of-ana").value
    assert kept is not None
    assert (kept.name, kept.channels) == ("Boat of Ana", (LATER, TABLE))


def test_another_key_for_the_same_thing_is_refused(take: Take) -> None:
    take()
    with pytest.raises(UntrustedError) as caught:
        take(table(key=STRANGER, bundle=LATER, sequence=2), STRANGER)
    assert STRANGER.public.fingerprint in caught.value.details[1]
    assert "talktag tables forget boat" in caught.value.hints[1]


def test_ones_own_bundle_is_refused(bench: Bench, take: Take) -> None:
    own = bench.session().signer
    document = table()
    document["signer"]["fingerprint"] = own.public.fingerprint
    with pytest.raises(UntrustedError, match="your own bundle"):
        take(document, own)


def test_notes_that_were_given_along_are_kept_sealed(bench: Bench, take: Take) -> None:
    folder = KeyFolder(bench.folder / "keys")
    listed = format_recipients(folder.public())
    bench.write(layout.RECIPIENTS, listed)
    accept_recipients(folder, "0123456789abc", listed)
    take(table(notes=[{"text": "the code of the lock is 4711"}]))
    assert names(bench) == ["tables/boat.toml", f"tables/boat/received/{TABLE}.zip.age"]
    assert not any(b"4711" in data for data in bench.files.values())
    assert take(table(notes=[{"text": "the code of the lock is 4711"}])).data.taken


def test_a_slug_names_one_thing_whether_it_is_ones_own_or_not(bench: Bench, take: Take) -> None:
    take(table({"name": "Bicycle"}))
    assert bench.store.has(layout.table("bicycle-2"))


def test_what_is_talked_about_is_found(bench: Bench, take: Take) -> None:
    take()
    session = bench.session()
    assert find_about(session, None) is NOTHING
    assert find_about(session, "camera").folder() == "products/c/camera"
    for ref in ("boat", "Boat", "p000000000007", TABLE, "ana l"):
        about = find_about(bench.session(), ref)
        assert (about.folder(), about.name) == ("tables/boat", "Boat")
    assert NOTHING.folder("fix-it") == "parties/fix-it"


def test_the_tag_on_somebody_elses_thing_leads_to_the_table(bench: Bench, take: Take) -> None:
    take(table({"tags": ["R709WNXNW", "no tag"]}))
    for ref in ("R709WNXNW", "r709 wnxn w"):
        assert find_about(bench.session(), ref).folder() == "tables/boat"
    with pytest.raises(NotFoundError, match="is on somebody else's thing") as caught:
        bench.ask(scan, ["R709WNXNW"], Action())
    assert list(caught.value.hints) == ["see it with: talktag tables show boat"]


def test_a_tag_of_ones_own_leads_to_ones_own(bench: Bench, take: Take) -> None:
    take(table({"tags": ["7Y27T4WSS"], "id": "c000000000001"}))
    for ref in ("7Y27T4WSS", "c000000000001"):
        assert find_about(bench.session(), ref).folder() == "products/c/camera"


def test_nothing_near_is_acted_on_and_several_are_listed(bench: Bench, take: Take) -> None:
    take()
    take(table({"id": "q000000000008", "name": "Boathook"}, bundle=LATER))
    with pytest.raises(NotFoundError) as caught:
        find_about(bench.session(), "boot")
    assert any("did you mean" in each for each in caught.value.hints)
    with pytest.raises(AmbiguousError):
        find_about(bench.session(), "boa")
