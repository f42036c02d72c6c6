"""What of a reply comes in: who may write what, whose key counts, and every reason to take nothing in."""

from __future__ import annotations

import datetime
import itertools
import json
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import DeclinedError, TalktagError, UntrustedError
from talktag.ops.keys.accepted_keys import accepting_named, keys_named
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import ASKED, REPLY, entry, ledger_line, listed, many, reply, signed

if TYPE_CHECKING:
    from tests.kit.bench import Bench

    from .conftest import Courier

TRADE = {"maker", "seller", "repairer"}
WORKSHOPS = {"maker", "repairer"}
ROLES = (*sorted(TRADE), "insurer", "finder", "buyer", "customer", "other")
# Said once more than in the program: who may put which kind of entry on a table.
MAY_WRITE = {
    "service": TRADE,
    "check": TRADE | {"insurer"},
    "reading": WORKSHOPS | {"customer"},
    "claim": TRADE | {"insurer"},
    "firmware": WORKSHOPS,
    "manual": TRADE,
    "link": TRADE,
    "message": set(ROLES),
    "transfer": set(),
    "loan": set(),
    "return": set(),
    "retired": set(),
    "new-kind": set(),
}
MAY_BRING = {
    "report": TRADE | {"insurer"},
    "receipt": TRADE | {"insurer"},
    "photo": set(ROLES),
    "certificate": TRADE | {"insurer"},
    "manual": TRADE | {"insurer"},
    "file": set(ROLES),
    "original": set(),
}
LOG, RECORD, PARTY = "products/c/camera/entries.toml", "products/c/camera.toml", "parties/fix-it.toml"
SHARE = f"shares/2026-02-01-camera-{ASKED}.toml"
ADDRESS = "https://example.org"


def as_role(bench: Bench, role: str, key: str = "") -> None:
    bench.write(PARTY, f'format = 1\nname = "Fix-It Cameras"\nrole = "{role}"\n{key}')


def kept(key: Any = SHOP) -> str:
    return f'key = "{key.public.line("shop")}"\n'


def entries(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(LOG)).get("entry", [])]


def reason(work: Callable[[], object]) -> str:
    with pytest.raises(TalktagError) as caught:
        work()
    return caught.value.message


@pytest.mark.parametrize(("role", "kind"), [*itertools.product(ROLES, MAY_WRITE)])
def test_a_role_writes_its_kinds_of_entries_and_no_other(role: str, kind: str, bench: Bench, courier: Courier) -> None:
    as_role(bench, role)
    document = reply(entry(kind, ADDRESS if kind == "link" else f"a {kind}"))
    if role in MAY_WRITE[kind]:
        courier.take(document)
        assert [each["kind"] for each in entries(bench)] == [kind]
    else:
        before = bench.files
        assert reason(lambda: courier.take(document)).endswith(f'may not write an entry of the kind "{kind}"')
        assert bench.files == before


@pytest.mark.parametrize(("role", "kind"), [*itertools.product(ROLES, MAY_BRING)])
def test_a_role_brings_its_kinds_of_files_and_no_other(role: str, kind: str, bench: Bench, courier: Courier) -> None:
    as_role(bench, role)
    files = {f"files/{kind}-1.txt": b"what was seen\n"}
    if role in MAY_BRING[kind]:
        courier.take(reply(entry("message"), files=files), files=files)
        assert bench.text(f"products/c/camera/files/{kind}-1.txt") == "what was seen\n"
    else:
        words = f'may not bring a file of the kind "{kind}"'
        assert reason(lambda: courier.take(reply(entry("message"), files=files), files=files)).endswith(words)


@pytest.mark.parametrize("count", range(1, 4))
@pytest.mark.parametrize("role", ROLES)
def test_one_entry_that_may_not_be_written_keeps_all_out(role: str, count: int, bench: Bench, courier: Courier) -> None:
    as_role(bench, role)
    may = [kind for kind, roles in MAY_WRITE.items() if role in roles][:count]
    document = reply(*many([*may, "loan"]))
    before = bench.files
    assert "loan" in reason(lambda: courier.take(document))
    assert bench.files == before


# What is wrong with a reply, and words of why it is not taken in.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "it answers nothing": (reply(entry(), in_reply_to=None), "does not say which bundle it answers"),
    "it answers nobody": (
        reply(entry(), in_reply_to={"bundle": "0" * 13, "sha256": "0" * 64}),
        "which this store gave to nobody",
    ),
    "another bundle of that id": (
        reply(entry(), in_reply_to={"bundle": ASKED, "sha256": "0" * 64}),
        "it answers another bundle than the one that was given away",
    ),
    "another product": (
        reply(entry(), product={"id": "b000000000003", "name": "x", "entries": [entry()]}),
        "it is about another product",
    ),
    "nothing in it": (reply(), "the answer is empty"),
    "too many entries": (reply(*[entry()] * 51), "and at most 50 are taken"),
    "a note": (
        reply(entry(), notes=[{"note": "n1", "created": "2026-02-28", "text": "x"}]),
        "the answer brings private notes",
    ),
    "who signed it": (reply(entry(signer="SHA256:x")), "says itself who signed it"),
    "an original": (reply(entry(original="1shpansw3r000")), "says itself who signed it"),
    "no kind": (reply(entry(" ")), "has no kind or no title"),
    "no title": (reply(entry("service", " ")), "has no kind or no title"),
    "a long title": (reply(entry(title="x" * 201)), "has a title that is not one line"),
    "a title of two lines": (reply(entry(title="a\nb")), "has a title that is not one line"),
    "a long text": (reply(entry(text="x" * 10_001)), "has a text of more than 10000 characters"),
    "no day": (reply(entry() | {"date": "28.2.2026"}), "entry 1"),
    "no day at all": (reply({key: value for key, value in entry().items() if key != "date"}), "entry 1"),
    "a day that is none": (reply(entry() | {"date": "2026-02-30"}), "entry 1 does not hold up: day is out of range"),
    "a week": (reply(entry() | {"date": "2026-W01-1"}), '"2026-W01-1" is not a date'),
    "a cost of two readings": (reply(entry(cost="1,000 EUR")), '"1,000 EUR" is not an amount'),
    "a day when it is due that is none": (reply(entry(due="soon")), "is not a date like"),
    "a file of this computer": (reply(entry("link", "file:///etc/passwd")), "is not an address that starts with"),
    "an original elsewhere": (reply(entry(original="../../../x")), "says itself who signed it"),
    "a kind made up": (reply(entry("x" * 40)), 'may not write an entry of the kind "xxx'),
    "no cost": (reply(entry(cost="cheap")), "entry 1"),
    "no address": (reply(entry("link", "example.org")), "entry 1 does not hold up"),
    "an address that runs": (reply(entry("link", "javascript:x")), "entry 1 does not hold up"),
    **{
        f"the {fact}": (
            reply(entry(), product={"id": "c000000000001", "name": "x", "entries": [entry()], fact: value}),
            f'the answer would change "{fact}" of the product',
        )
        for fact, value in {
            "maker": "x",
            "model": "x",
            "serial": "x",
            "gtin": "04006381333931",
            "place": "x",
            "quantity": 2,
            "tags": ["7Y27T4WSS"],
            "labels": ["x"],
            "purchase": {"price": "1.00 EUR"},
            "value": {"today": "1.00 EUR"},
            "fields": {"a": "b"},
            "warranties": [{"kind": "all", "term": "lifetime"}],
        }.items()
    },
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_wrong_with_it_keeps_all_of_it_out(what: str, bench: Bench, courier: Courier) -> None:
    document, words = REFUSED[what]
    document = {key: value for key, value in document.items() if value is not None}
    before = bench.files
    assert words in reason(lambda: courier.take(document))
    assert bench.files == before


# What is wrong with the line of the ledger that it answers.
LINES: dict[str, tuple[str, str]] = {
    "a print-out": (ledger_line(printed="0" * 64), "only a bundle can be answered"),
    "a product that is gone": (ledger_line(product="x000000000009"), "it is about another product"),
    "a party that is gone": (ledger_line(party="nobody"), "of whom there is no sound record"),
}


@pytest.mark.parametrize("what", LINES)
def test_what_is_wrong_with_the_ledger_keeps_it_out(what: str, bench: Bench, courier: Courier) -> None:
    line, words = LINES[what]
    bench.write(SHARE, line)
    assert words in reason(lambda: courier.take(reply(entry())))


def test_a_product_that_was_taken_out_is_no_longer_answered_about(bench: Bench, courier: Courier) -> None:
    (bench.things / RECORD).unlink()
    assert "which is no longer in this store" in reason(lambda: courier.take(reply(entry())))


def test_what_comes_in_is_an_entry_with_its_signer_and_the_original(bench: Bench, courier: Courier) -> None:
    document = reply(entry(cost="80.00 EUR", text="It was\ncracked.", due="2027-05-01"))
    record = bench.text(RECORD)
    courier.take(document)
    (made,) = entries(bench)
    assert made == {
        "id": f"{REPLY}-1",
        "date": datetime.date(2026, 2, 28),
        "kind": "service",
        "title": "replaced eyepiece",
        "text": "It was\ncracked.",
        "party": "fix-it",
        "cost": "80.00 EUR",
        "due": datetime.date(2027, 5, 1),
        "original": REPLY,
        "signer": SHOP.public.fingerprint,
    }
    assert bench.files[f"products/c/camera/received/{REPLY}.zip"] == signed(document)
    assert bench.text(RECORD) == record
    assert tomllib.loads(bench.text(PARTY))["key"].startswith(SHOP.public.line("").strip())


@pytest.mark.parametrize("times", range(2, 5))
def test_twice_is_once(times: int, bench: Bench, courier: Courier) -> None:
    courier.take(reply(entry()))
    before = bench.files
    for _ in range(times):
        again = courier.take(reply(entry()))
        assert again.plan is None
        assert again.notices == ("this answer was taken in before; nothing was changed",)
    assert bench.files == before


def test_another_reply_of_the_same_id_is_refused(bench: Bench, courier: Courier) -> None:
    courier.take(reply(entry()))
    before = bench.files
    for other in (reply(entry(title="pay me")), reply(entry(), entry("message"))):
        assert "another answer of the same id was taken in before" in reason(lambda each=other: courier.take(each))
    assert bench.files == before


def test_two_replies_to_one_bundle_both_come_in(bench: Bench, courier: Courier) -> None:
    courier.take(reply(entry()))
    courier.take(reply(entry("message", "done"), bundle="3sec0nd000000"))
    assert [each["title"] for each in entries(bench)] == ["replaced eyepiece", "done"]


# Whose key it is. What stands in the party's record, what was accepted, what comes along, and what is said.
def test_a_key_nobody_knows_is_not_enough(bench: Bench, courier: Courier) -> None:
    courier.signer = None
    assert "its signer is unknown" in reason(lambda: courier.take(reply(entry())))


def test_the_wrong_key_beside_it_does_not_help(bench: Bench, courier: Courier) -> None:
    assert courier.signer
    courier.signer.write_text(f"{STRANGER.public.line('x')}\n")
    assert "was not signed with the key in" in reason(lambda: courier.take(reply(entry())))


def test_a_key_that_was_kept_needs_nothing_more(bench: Bench, courier: Courier) -> None:
    courier.take(reply(entry()))
    courier.signer = None
    done = courier.take(reply(entry("message"), bundle="3sec0nd000000"))
    assert done.data.signer.known_as == "the key kept before"


def test_a_key_that_was_kept_is_the_only_one(bench: Bench, courier: Courier) -> None:
    courier.take(reply(entry()))
    assert courier.signer
    courier.signer.write_text(f"{STRANGER.public.line('x')}\n")
    document = reply(entry("message"), key=STRANGER, bundle="3sec0nd000000")
    said = reason(lambda: courier.take(document, STRANGER))
    assert said == '"came.zip" cannot be taken in: it is signed with another key than the one kept for Fix-It Cameras'


def test_a_key_that_somebody_put_into_the_record_counts_once_it_was_accepted(bench: Bench, courier: Courier) -> None:
    as_role(bench, "repairer", kept())
    assert "was not accepted on this computer" in reason(lambda: courier.take(reply(entry())))
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))
    assert courier.take(reply(entry())).data.signer.known_as == "the key kept before"


def test_a_key_of_another_party_does_not_speak_for_this_one(bench: Bench, courier: Courier) -> None:
    bench.write("parties/bea.toml", f'format = 1\nname = "Bea Lind"\nrole = "buyer"\n{kept()}')
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))
    assert "it is signed by Bea Lind, and not by Fix-It Cameras" in reason(lambda: courier.take(reply(entry())))


def test_the_owner_does_not_answer_for_the_shop(bench: Bench, courier: Courier) -> None:
    own = KeyFolder(bench.folder / "keys").unlock(None).signing
    document = reply(entry(), key=own)
    assert "it is signed by you, and not by Fix-It Cameras" in reason(lambda: courier.take(document, own))


def typed(groups: list[int], question: str) -> str:
    """The digits that are asked for, from those of the key."""
    numbers = [int(each) for each in question.partition("Groups ")[2].partition(" of")[0].split(",")]
    return " ".join(str(groups[number - 1]) for number in numbers)


@pytest.mark.parametrize("chance", range(20))
def test_digits_that_are_read_out_settle_it(chance: int, bench: Bench, courier: Courier) -> None:
    bench.chance.seed(chance)
    courier.signer = None
    courier.compare = lambda question: typed(digit_groups(SHOP.public), question)
    assert courier.take(reply(entry())).data.signer.known_as == "digits compared"
    assert tomllib.loads(bench.text(PARTY))["key_checked"] == bench.today


@pytest.mark.parametrize("chance", range(20))
def test_digits_of_another_key_do_not(chance: int, bench: Bench, courier: Courier) -> None:
    bench.chance.seed(chance)
    courier.signer = None
    courier.compare = lambda question: typed(digit_groups(STRANGER.public), question)
    before = bench.files
    assert "the digits that were typed are not those of the key" in reason(lambda: courier.take(reply(entry())))
    assert bench.files == before


def test_who_types_nothing_wants_nothing(courier: Courier) -> None:
    courier.signer, courier.compare = None, lambda _: " "
    with pytest.raises(DeclinedError):
        courier.take(reply(entry()))


# Nobody signed it.
def plain(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def test_what_nobody_signed_comes_in_only_where_that_is_said(bench: Bench, courier: Courier) -> None:
    data = plain(reply(entry(), key=None))
    assert "is not signed, so anybody could have written it" in reason(lambda: courier.take_plain(data, unsigned=False))
    courier.take_plain(data)
    (made,) = entries(bench)
    assert (made["signer"], made["original"]) == ("unsigned", REPLY)
    assert bench.files[f"products/c/camera/received/{REPLY}.json"] == data
    assert "key" not in tomllib.loads(bench.text(PARTY))


@pytest.mark.parametrize(("role", "kind"), [*itertools.product(ROLES, MAY_WRITE)])
def test_what_nobody_signed_has_no_more_rights(role: str, kind: str, bench: Bench, courier: Courier) -> None:
    as_role(bench, role)
    data = plain(reply(entry(kind, ADDRESS if kind == "link" else f"a {kind}"), key=None))
    if role in MAY_WRITE[kind]:
        courier.take_plain(data)
        assert [each["kind"] for each in entries(bench)] == [kind]
    else:
        assert "may not write" in reason(lambda: courier.take_plain(data))


def test_what_nobody_signed_brings_no_files(courier: Courier) -> None:
    files = {"files/report-1.txt": b"x"}
    data = plain(reply(entry(), key=None) | {"files": listed(files)})
    with pytest.raises(UntrustedError):
        courier.take_plain(data)


def test_that_it_was_not_signed_though_there_is_a_key_is_told(bench: Bench, courier: Courier) -> None:
    as_role(bench, "repairer", kept())
    told = courier.take_plain(plain(reply(entry(), key=None)))
    assert any("has a key and did not use it" in each for each in told.data.remarks)


# What is no reason to refuse, and is told.
REMARKS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a new key": (reply(entry()), "", "the key of Fix-It Cameras is kept from now on"),
    "asked to delete it": (reply(entry()), "revoked = 2026-02-10\n", "you asked them on 2026-02-10 to delete"),
    "a day to come": (reply(entry() | {"date": "2026-03-03"}), "", "an entry is dated in the future"),
    "an address": (reply(entry("link", ADDRESS)), "", "addresses are kept as text"),
}


@pytest.mark.parametrize("what", REMARKS)
def test_what_is_worth_a_look_is_told(what: str, bench: Bench, courier: Courier) -> None:
    document, more, words = REMARKS[what]
    bench.write(SHARE, ledger_line() + more)
    assert any(words in each for each in courier.take(document).data.remarks)


def test_an_older_reply_after_a_newer_one_is_told(courier: Courier) -> None:
    courier.take(reply(entry()))
    older = reply(entry("message"), bundle="3sec0nd000000", created="2026-02-20T10:00:00Z")
    assert any("this is older than the answer" in each for each in courier.take(older).data.remarks)
