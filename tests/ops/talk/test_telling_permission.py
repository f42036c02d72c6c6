"""A party is told what it may send: signed and sealed, in the commit that changes its record, once; or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.parties.change_party import set_party
from talktag.ops.parties.party import find_party
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.permission.allow import PermissionRequest, allow, mute
from talktag.ops.talk.permission.tell import denial_of
from talktag.ops.talk.say import TalkRequest, say
from tests.kit.bundles import SHOP

if TYPE_CHECKING:
    from tests.kit.bench import Bench

    from .conftest import Opener

LOG = "parties/fix-it/entries.toml"
BY_CARRIER = WayOut()
BY_MAIL = WayOut(by_file=True, path=Path("message.eml"), as_mail=True)
OFFERS = PermissionRequest(["offer"], "1/month", "2027-12-31", "new lenses", ["camera"])


def log(bench: Bench) -> list[dict[str, Any]]:
    return [*tomllib.loads(bench.text(LOG)).get("entry", [])]


def permitted(bench: Bench, **data: str) -> None:
    """Something that the shop said of permission, as it is kept once it was taken in."""
    said = ", ".join(f'{key} = "{value}"' for key, value in {"consent": "given", "kinds": "offer", **data}.items())
    bench.write(
        LOG,
        'entry = [\n  { id = "x-1", date = 2026-02-01, kind = "permission", title = "t", party = "fix-it",'
        f' original = "x", signer = "{SHOP.public.fingerprint}", data = {{ {said} }} }},\n]\n',
    )


def test_they_are_told_all_of_it_in_the_commit_that_changes_the_record(bench: Bench, shop: Opener) -> None:
    outcome = bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert outcome.plan
    bundle = outcome.data.made.document.bundle
    kept = {"parties/fix-it.toml", LOG, f"parties/fix-it/sent/{bundle}.zip", f"outbox/{bundle}.toml"}
    assert {each.path for each in outcome.plan.changes} == {*kept, f"outbox/{bundle}.zip.age"}
    told = shop.read(outcome.data.made.leaves)
    (entry,) = told["entries"]
    assert (told["kind"], told["products"], entry["kind"]) == ("message", [], "permission")
    assert entry["data"] == outcome.data.said.data()
    assert [each["to"] for each in log(bench)] == ["fix-it"]
    assert [each.carrier for effect in outcome.effects for each in effect.messages] == ["stick"]


def test_the_same_again_is_told_once(bench: Bench, shop: Opener) -> None:
    bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert bench.ask(allow, "fix-it", OFFERS, BY_CARRIER).plan is None


def test_what_was_only_noted_can_be_told_later_and_the_record_stays(bench: Bench, shop: Opener) -> None:
    noted = bench.do(allow, "fix-it", OFFERS)
    assert (noted.data.made, noted.notices) == (None, ("Fix-It Cameras is not told",))
    told = bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert "parties/fix-it.toml" not in {each.path for each in told.plan.changes}
    assert [each.get("to") for each in log(bench)] == [None, "fix-it"]


def test_without_their_recipient_it_is_kept_and_they_are_not_told(bench: Bench) -> None:
    outcome = bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert outcome.data.made is None
    assert "nothing can be encrypted to them yet" in outcome.notices[0]
    assert len(log(bench)) == 1


def test_without_a_carrier_it_waits_and_says_so(bench: Bench, shop: Opener) -> None:
    bench.carriers = ()
    outcome = bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert outcome.effects == ()
    assert "so it waits for: talktag send" in outcome.notices[0]
    assert [path for path in bench.files if path.startswith("outbox/") and path.endswith(".toml")]


def test_it_leaves_as_a_mail_where_that_is_asked_for(bench: Bench, shop: Opener) -> None:
    outcome = bench.do(allow, "fix-it", OFFERS, BY_MAIL)
    assert outcome.output
    assert outcome.output.path == Path("message.eml")
    assert not [path for path in bench.files if path.startswith("outbox/") and path.endswith(".toml")]


def test_who_was_told_that_they_may_is_told_that_they_may_no_more_and_nobody_else(bench: Bench, shop: Opener) -> None:
    outcome = bench.do(mute, "fix-it", ["link"], BY_CARRIER)
    assert outcome.data.made is None
    assert outcome.notices == ("Fix-It Cameras is not told, as you never told them that they may",)
    bench.do(allow, "fix-it", PermissionRequest(["offer"]), BY_CARRIER)
    outcome = bench.do(mute, "fix-it", ["offer"], BY_CARRIER)
    assert shop.read(outcome.data.made.leaves)["entries"][0]["data"] == {"consent": "withdrawn", "kinds": "offer"}


def test_what_was_told_and_taken_back_here_is_told_to_be_over(bench: Bench, shop: Opener) -> None:
    bench.do(allow, "fix-it", PermissionRequest(["offer"]), BY_CARRIER)
    (said,) = log(bench)
    gone = f'  {{ id = "w1", date = 2026-03-02, kind = "withdrawn", title = "x", cause = "{said["id"]}" }},\n]\n'
    bench.write(LOG, bench.text(LOG).removesuffix("]\n") + gone)
    assert bench.ask(mute, "fix-it", ["offer"], BY_CARRIER).data.made


def test_that_something_is_not_permitted_is_told_at_most_once(bench: Bench, shop: Opener) -> None:
    party = find_party(bench.store, "fix-it")
    news = denial_of(bench.session(), party, ["offer", "offer"], BY_CARRIER)
    assert news
    assert news.message
    assert shop.read(news.message.leaves)["entries"][0]["data"] == {"consent": "denied", "kinds": "offer"}
    from talktag.ops import commit_message

    bench.carry_out(commit_message.plan("inbox drop", "Drop it", *news.changes))
    assert denial_of(bench.session(), party, ["offer"], BY_CARRIER) is None
    again = denial_of(bench.session(), party, ["offer", "link"], BY_CARRIER)
    assert again
    assert again.said.kinds == ("link",)


def test_whoever_sent_what_was_never_permitted_can_be_told_once_with_the_mute(bench: Bench, shop: Opener) -> None:
    assert bench.ask(mute, "fix-it", ["offer"], BY_CARRIER).data.made is None
    told = bench.do(mute, "fix-it", ["offer"], BY_CARRIER, telling=True).data.made
    assert shop.read(told.leaves)["entries"][0]["data"] == {"consent": "denied", "kinds": "offer"}
    assert "offer" in find_party(bench.store, "fix-it").channel.mute
    again = bench.ask(mute, "fix-it", ["offer"], BY_CARRIER, telling=True)
    assert again.plan is None
    assert "already" in again.notices[0]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, 'they have not permitted "offer", so it will be refused there'),
        ({"until": "2026-01-01"}, 'their permission for "offer" ended on 2026-01-01, so it will be refused there'),
        ({"consent": "withdrawn"}, 'they do not want "offer", so it will be refused there'),
        ({"until": "2027-01-01"}, None),
    ],
)
def test_before_something_unwelcome_leaves_it_is_said(
    said: dict[str, str] | None, words: str | None, bench: Bench, shop: Opener
) -> None:
    if said is not None:
        permitted(bench, **said)
    notices = bench.ask(say, TalkRequest("camera", "A lens", to="fix-it", kind="offer"), BY_CARRIER).notices
    assert [each for each in notices if "refused there" in each] == ([words] if words else [])


def test_a_recipient_that_came_from_elsewhere_is_not_written_to(bench: Bench, shop: Opener) -> None:
    from talktag.errors import TalktagError

    text = bench.text("parties/fix-it.toml")
    other = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    bench.write("parties/fix-it.toml", text.replace(shop.recipient, other))
    before = bench.files
    with pytest.raises(TalktagError):
        bench.do(allow, "fix-it", OFFERS, BY_CARRIER)
    assert bench.files == before
    bench.do(set_party, "fix-it", [f"age={other}"])
    assert bench.ask(allow, "fix-it", OFFERS, BY_CARRIER).data.made
