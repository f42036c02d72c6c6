"""What a party may send ends on a day, which is due like a warranty: with no product, told by the party."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.due.due import list_due

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PARTY = "parties/fix-it.toml"


def permit(bench: Bench, until: str) -> None:
    channel = f"[channel.permission.offer]\ngiven = 2026-01-01\nuntil = {until}\n"
    bench.write(PARTY, f'format = 1\nname = "Fix-It"\nrole = "repairer"\n\n{channel}')


def told(bench: Bench, *words: str, within: str = "90d") -> list[dict[str, object]]:
    return [each for each in bench.ask(list_due, words, within).data.values()["due"] if each["kind"] == "permission"]


def test_a_permission_is_due_with_the_party_and_no_product(bench: Bench) -> None:
    permit(bench, "2026-03-12")
    (item,) = told(bench)
    assert item["what"] == "permission for offer ends"
    assert (item["party"], item["date"], item["days"]) == ("fix-it", "2026-03-12", 10)
    assert not {"product", "slug", "name"} & item.keys()


def test_it_is_later_until_it_is_near_and_told_a_while_after_it_ended(bench: Bench) -> None:
    permit(bench, "2027-12-31")
    assert told(bench) == []
    assert bench.ask(list_due, (), "90d").data.values()["later"] >= 1
    permit(bench, str(bench.today - datetime.timedelta(days=3)))
    assert [each["days"] for each in told(bench)] == [-3]
    permit(bench, str(bench.today - datetime.timedelta(days=300)))
    assert told(bench) == []


def test_it_belongs_to_no_product_that_is_asked_for(bench: Bench) -> None:
    permit(bench, "2026-03-12")
    assert told(bench, "canon") == []


def test_a_calendar_names_the_party(bench: Bench) -> None:
    permit(bench, "2026-03-12")
    text = bench.ask(write_calendar, (), None).output.make().decode()
    assert "SUMMARY:Fix-It: permission for offer ends" in text
    assert "talktag party show fix-it" in text.replace("\r\n ", "")
