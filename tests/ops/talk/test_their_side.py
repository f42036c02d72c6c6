"""`show --as`: what a party has of a thing, which is what was given as it was then, and what was said to and by it."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from talktag.model.log.entry import Entry, with_entries
from talktag.ops.products.set import set_values
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.make_print_out import PrintRequest
from talktag.ops.sharing.print_out import print_products
from talktag.ops.sharing.revoke import revoke
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.their_side.show import show_their_side
from talktag.store import layout
from tests.kit.bench import NOW, SHOP, Bench
from tests.ops.talk.conftest import Opener

DAY = datetime.date(2026, 3, 1)
KEY = SHOP.public.fingerprint
LOG = layout.entries("camera")


def seen(bench: Bench, party: str = "fix-it") -> dict[str, Any]:
    values: dict[str, Any] = bench.ask(show_their_side, "camera", party).data.values()
    return values


def give(bench: Bench, *include: str, party: str = "fix-it", until: str | None = None) -> None:
    bench.save(partial(export), ShareRequest("camera", party, include=include, until=until), None)


def commit_all(bench: Bench) -> None:
    bench.store.git.run("add", "-A")
    who = {f"GIT_{each}_{what}": "ana@x.org" for each in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    bench.store.git.run("commit", "-qm", "By hand", extra=who)


def write_log(bench: Bench, *entries: Entry) -> None:
    bench.write(LOG, with_entries(b"", entries) or b"")


def test_a_party_that_was_given_nothing_has_nothing(bench: Bench) -> None:
    outcome = bench.ask(show_their_side, "camera", "fix-it")

    assert outcome.data.values() == {"slug": "camera", "as": "fix-it", "given": [], "said": []}
    assert "has nothing" in outcome.notices[0]


def test_what_was_given_is_shown_as_it_was_then_whatever_changed_since(bench: Bench) -> None:
    commit_all(bench)
    give(bench, "serial")
    bench.save(set_values, "camera", ["serial=9999", "name=Another", "field.secret=x"])

    (given,) = seen(bench)["given"]

    assert (given["told"]["serial"], given["told"]["name"]) == ("0320", "Canon EOS 5D")
    assert "fields" not in given["told"]


def test_what_was_given_later_comes_first_and_both_are_there(bench: Bench) -> None:
    commit_all(bench)
    give(bench)
    give(bench, "field:colour")

    first, second = seen(bench)["given"]

    assert first["told"]["fields"] == {"colour": "black"}
    assert "fields" not in second["told"]


def test_what_was_taken_back_or_may_be_kept_no_longer_is_not_there(bench: Bench) -> None:
    commit_all(bench)
    give(bench)
    give(bench, until="2026-03-10")
    (bundle,) = [each["bundle"] for each in seen(bench)["given"] if "until" not in each]
    bench.save(revoke, bundle, None, None)

    assert [each.get("until") for each in seen(bench)["given"]] == ["2026-03-10"]
    bench.now = NOW + datetime.timedelta(days=9)
    assert seen(bench)["given"] == []


def test_of_a_print_out_they_have_what_is_on_the_paper(bench: Bench) -> None:
    request = PrintRequest(["camera"], "fix-it", "name,serial,bought")
    bench.do(print_products, request, Path("claim.txt"))

    (given,) = seen(bench)["given"]

    assert given["told"] == {"name": "Canon EOS 5D", "serial": "0320", "purchase": {"date": "2024-03-02"}}
    assert given["printed"]


def test_nobody_sees_what_another_was_given_or_told(bench: Bench) -> None:
    commit_all(bench)
    give(bench, "serial", party="bea")
    words = Entry("b1-1", DAY, "message", "Hello", party="bea", original="b1", signer=KEY, recorded=NOW)
    write_log(bench, words, words._replace(id="b2-1", original="b2", party=None, to="bea", signer=None))

    assert seen(bench) == {"slug": "camera", "as": "fix-it", "given": [], "said": []}
    assert [each["by"] for each in seen(bench, "bea")["said"]] == ["party", "owner"]


def test_what_the_owner_keeps_of_their_words_is_not_theirs(bench: Bench) -> None:
    theirs = Entry("b1-1", DAY, "service", "Done", party="fix-it", original="b1", signer=KEY, recorded=NOW)
    own = Entry("e1", DAY, "service", "Own word", party="fix-it", recorded=NOW)
    write_log(bench, theirs, own)

    assert seen(bench)["said"] == [
        {"id": "b1-1", "date": "2026-03-01", "kind": "service", "title": "Done", "by": "party"}
    ]


def test_what_was_said_without_a_name_is_not_known_to_be_about_it(bench: Bench) -> None:
    word = Entry("b1-1", DAY, "reading", "km", to="fix-it", original="b1", recorded=NOW, anonymous=True)
    write_log(bench, word)

    outcome = bench.ask(show_their_side, "camera", "fix-it")

    assert outcome.data.said == ()
    assert any("without your name" in each for each in outcome.notices)


def test_what_is_not_sent_yet_is_not_theirs_yet(bench: Bench, shop: Opener) -> None:
    bench.do(say, TalkRequest("camera", "Has it come in?", to="fix-it"), WayOut())

    outcome = bench.ask(show_their_side, "camera", "fix-it")

    assert outcome.data.said == ()
    assert any("not sent yet" in each for each in outcome.notices)


def test_an_entry_that_a_rule_made_of_the_giving_was_not_given(bench: Bench) -> None:
    commit_all(bench)
    write_log(bench, Entry("e1", DAY, "service", "Given"))
    commit_all(bench)
    outcome = bench.ask(export, ShareRequest("camera", "fix-it", include=["entries:service"]), None)
    bench.carry_out(outcome.plan)
    log = bench.text(LOG).encode()
    made = Entry("e2", DAY, "service", "Made of it", auto=True, cause="x", recorded=NOW)
    bench.write(LOG, with_entries(log, [made]) or b"")
    commit_all(bench)

    (given,) = seen(bench)["given"]

    assert [each["title"] for each in given["told"]["entries"]] == ["Given"]


@pytest.mark.parametrize("where", ["the store", "the history"])
def test_a_thing_that_no_commit_has_yet_is_shown_as_it_is(bench: Bench, where: str) -> None:
    outcome = bench.ask(export, ShareRequest("camera", "fix-it"), None)
    if where == "the history":
        bench.store.apply(outcome.plan)
    else:
        bench.carry_out(outcome.plan)

    (given,) = seen(bench)["given"]

    assert given["told"]["id"] == "c000000000001"
