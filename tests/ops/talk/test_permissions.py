"""`party allow`, `party mute`: kept in the record, remembered in the log, and decided by what the record says."""

from __future__ import annotations

import datetime
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.parties.allowance import Permission
from talktag.model.parties.party import Party, read_party
from talktag.model.parties.rate import Rate
from talktag.ops.parties.party import show_party
from talktag.ops.talk.permission.allow import PermissionRequest, allow, mute

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PARTY, LOG = "parties/fix-it.toml", "parties/fix-it/entries.toml"
OFFERS = PermissionRequest(["offer"], "1 a month", "2027-12-31", "new lenses", ["camera"])


def party(bench: Bench) -> Party:
    found = read_party(bench.text(PARTY).encode(), PARTY, "fix-it").value
    assert found
    return found


def log(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(LOG)).get("entry", [])]


def test_what_is_allowed_is_in_the_record_and_what_was_said_in_the_log(bench: Bench) -> None:
    bench.do(allow, "fix-it", OFFERS)
    given, until = bench.today, datetime.date(2027, 12, 31)
    assert party(bench).channel.permissions == {
        "offer": Permission(given, Rate(1, "month"), until, "new lenses", ("camera",))
    }
    (entry,) = log(bench)
    assert (entry["kind"], entry["party"]) == ("permission", "fix-it")
    assert entry["data"] == {
        "consent": "given",
        "kinds": "offer",
        "most": "1/month",
        "until": "2027-12-31",
        "purpose": "new lenses",
        "products": "c000000000001",
    }


def test_it_is_asked_about_and_one_commit(bench: Bench) -> None:
    outcome = bench.ask(allow, "fix-it", OFFERS)
    assert outcome.question == "Let that come from Fix-It Cameras?"
    assert [each.path for each in outcome.plan.changes] == [PARTY, LOG]


def test_the_same_again_changes_nothing_and_other_terms_take_their_place(bench: Bench) -> None:
    bench.do(allow, "fix-it", OFFERS)
    again = bench.ask(allow, "fix-it", OFFERS)
    assert (again.plan, again.notices) == (None, ("that is permitted already; nothing was changed",))
    bench.do(allow, "fix-it", PermissionRequest(["offer"]))
    assert party(bench).channel.permissions == {"offer": Permission(bench.today)}
    assert len(log(bench)) == 2


def test_what_is_muted_is_refused_and_its_permission_gone(bench: Bench) -> None:
    bench.do(allow, "fix-it", PermissionRequest(["offer", "link"]))
    bench.do(mute, "fix-it", ["offer"])
    channel = party(bench).channel
    assert (channel.mute, [*channel.permissions]) == (("offer",), ["link"])
    assert log(bench)[-1]["data"] == {"consent": "withdrawn", "kinds": "offer"}
    assert bench.ask(mute, "fix-it", ["offer"]).plan is None
    bench.do(mute, "fix-it", ["link", "message"])
    assert (party(bench).channel.mute, party(bench).channel.permissions) == (("offer", "link", "message"), {})


def test_what_is_allowed_again_is_muted_no_more(bench: Bench) -> None:
    bench.do(mute, "fix-it", ["message", "offer"])
    bench.do(allow, "fix-it", PermissionRequest(["message"], auto=True))
    assert party(bench).channel.mute == ("offer",)
    assert "message" in party(bench).writes


def test_comments_and_keys_that_are_not_ours_stay(bench: Bench) -> None:
    text = bench.text(PARTY)
    bench.write(PARTY, f'{text}\n[channel] # as agreed\ncolour = "red"\nmost = "9/day"\n')
    bench.do(allow, "fix-it", PermissionRequest(["offer"]))
    bench.do(mute, "fix-it", ["offer"])
    assert bench.text(PARTY).startswith(f'{text}\n[channel] # as agreed\ncolour = "red"\nmost = "9/day"\n')


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        (PermissionRequest([]), UsageError, "no kind is named"),
        (PermissionRequest(["ofer"]), InvalidError, '"ofer" is no kind of entry'),
        (PermissionRequest(["loan"]), InvalidError, '"loan" is only ever yours to write'),
        (PermissionRequest(["offer"], most="many"), InvalidError, "is not how many in how much time"),
        (PermissionRequest(["offer"], until="2020-01-01"), InvalidError, "has passed"),
        (PermissionRequest(["offer"], purpose="a\nb"), InvalidError, "is not one line"),
        (PermissionRequest(["offer"], purpose="a\x1b[31m"), InvalidError, "control character"),
        (PermissionRequest(["offer"], products=["nothing"]), NotFoundError, "nothing"),
    ],
)
def test_what_does_not_hold_up_changes_nothing(
    request_: PermissionRequest, error: type[Exception], words: str, bench: Bench
) -> None:
    before = bench.files
    with pytest.raises(error, match=words):
        bench.ask(allow, "fix-it", request_)
    assert bench.files == before


def test_nothing_is_added_to_a_record_that_does_not_hold_up(bench: Bench) -> None:
    bench.write(PARTY, f'{bench.text(PARTY)}\n[channel]\nmute = "offer"\n')
    with pytest.raises(InvalidError, match="does not hold up"):
        bench.ask(allow, "fix-it", PermissionRequest(["link"]))


def test_it_is_told_where_the_party_may_send_nothing_at_all(bench: Bench) -> None:
    bench.write(PARTY, f"{bench.text(PARTY)}\n[channel]\nuntil = 2026-01-01\n")
    assert "since 2026-01-01" in bench.ask(allow, "fix-it", PermissionRequest(["offer"])).notices[0]


def test_what_they_permit_is_shown_with_the_party(bench: Bench) -> None:
    said = (
        'entry = [\n  { id = "x-1", date = 2026-02-01, kind = "permission", title = "t", party = "fix-it",'
        ' original = "x", signer = "SHA256:x",'
        ' data = { consent = "given", kinds = "offer", until = "2027-01-01" } },\n]\n'
    )
    bench.write(LOG, said)
    told = bench.ask(show_party, "fix-it").data.values()
    assert told["permits"] == {"offer": {"consent": "given", "kinds": ["offer"], "until": "2027-01-01"}}
