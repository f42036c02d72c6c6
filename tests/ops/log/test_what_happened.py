"""Whatever one does with a product stands on its log: lent, lost, sold, tagged, shared, asked back."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.log.kinds import KINDS, SHARE
from talktag.model.sharing.table import role_grounds
from talktag.ops.labels.tag import TagRequest, tag
from talktag.ops.log.entry import list_entries, withdraw, write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.products.lend import Said, find, lend, lose, take_back
from talktag.ops.products.retire import Parting, retire
from talktag.ops.products.show import show
from talktag.ops.sharing.document_out import ShareRequest, select
from talktag.ops.sharing.export import export
from talktag.ops.sharing.revoke import revoke

if TYPE_CHECKING:
    from tests.kit.bench import Bench


def do(bench: Bench, verb: Callable[..., Any], *values: Any) -> Any:
    bench.now += datetime.timedelta(seconds=1)
    return bench.do(verb, *values)


def said(bench: Bench, slug: str = "bicycle") -> list[tuple[str, str]]:
    return [(each.kind, each.title) for each in bench.ask(list_entries, slug).data.entries]


def test_what_becomes_of_a_thing_is_told_in_order(bench: Bench) -> None:
    do(bench, tag, "bicycle", TagRequest(new=True))
    (first,) = bench.ask(show, "bicycle").data.product.tags
    do(bench, lend, "bicycle", "bruno", None)
    do(bench, lose, "bicycle", Said())
    do(bench, find, "bicycle", Said())
    do(bench, take_back, "bicycle")
    do(bench, tag, "bicycle", TagRequest(new=True, retire=True))
    do(bench, retire, "bicycle", Parting("sold"))
    second = bench.ask(show, "bicycle").data.product.tags[1]
    printed = [f"{each.id[:4]} {each.id[4:8]} {each.id[8:]}" for each in (first, second)]
    assert said(bench) == [
        ("tag", f"Tag {printed[0]} put on"),
        ("loan", "Lent to Bruno"),
        ("lost", "Lost while lent"),
        ("found", "Found"),
        ("return", "Came back"),
        ("tag", f"Tag {printed[0]} retired"),
        ("tag", f"Tag {printed[1]} put on"),
        ("retired", "Sold"),
    ]


def test_what_is_shared_and_asked_back_is_told_under_ids_that_every_machine_makes_alike(bench: Bench) -> None:
    outcome = do(bench, export, ShareRequest("bicycle", "fix-it", purpose="repair"), None)
    bundle = outcome.data.values()["bundle"]
    do(bench, revoke, bundle, None, None)
    given, back = bench.ask(list_entries, "bicycle").data.entries
    assert (given.id, given.kind, given.title, given.text, given.party) == (
        f"{bundle}-given",
        SHARE,
        "Shared with Fix-It Cameras",
        "repair",
        "fix-it",
    )
    assert (back.id, back.cause) == (f"{bundle}-revoked", given.id)
    assert back.title == "Asked Fix-It Cameras to delete what was given on 2026-03-02"
    assert len(bench.ask(list_entries, "bicycle").data.entries) == 2
    do(bench, revoke, bundle, None, None)
    assert len(bench.ask(list_entries, "bicycle").data.entries) == 2


def test_a_log_that_is_broken_keeps_nobody_from_sharing_or_from_a_new_tag(bench: Bench) -> None:
    bench.write("products/b/bicycle/entries.toml", "nonsense")
    do(bench, export, ShareRequest("bicycle", "fix-it"), None)
    do(bench, tag, "bicycle", TagRequest(new=True))
    assert bench.text("products/b/bicycle/entries.toml") == "nonsense"


def sections_of(bench: Bench, *include: str) -> list[str]:
    """The titles of the entries that leave to a buyer, with what is asked for by name."""
    request = ShareRequest("bicycle", "bea", include=include)
    session = bench.session()
    product = session.store.record("bicycle").product
    from talktag.ops.parties.party import find_party

    party = find_party(session.store, "bea")
    selection = select(session, request, product, party, role_grounds(party.role))
    return [each["title"] for each in selection.table.product.get("entries", [])]


def test_what_is_the_owners_own_leaves_for_no_asking_and_what_was_withdrawn_neither(
    bench: Bench, refused: Callable[..., str]
) -> None:
    do(bench, export, ShareRequest("bicycle", "fix-it"), None)
    do(bench, write_entries, EntryRequest("bicycle", {"service": ["oil"]}, due="2026-09-01"))
    do(bench, write_entries, EntryRequest("bicycle", {"service": ["a slip"]}))
    do(bench, withdraw, "bicycle", bench.ask(list_entries, "bicycle").data.entries[-1].id)
    assert sections_of(bench) == ["oil"]
    for kind in (each.name for each in KINDS.values() if each.stays):
        why = refused(bench, export, ShareRequest("bicycle", "bea", include=[f"entries:{kind}"]), None)
        assert why == f'the product has nothing under "entries:{kind}"'


def test_an_entry_leaves_with_the_day_it_is_due_again(bench: Bench) -> None:
    do(bench, write_entries, EntryRequest("bicycle", {"service": ["oil"]}, due="2026-09-01", cost="4 EUR"))
    outcome = do(bench, export, ShareRequest("bicycle", "bea"), None)
    (entry,) = [row for row in outcome.data.values()["leaves"] if row["section"] == "entries:service"]
    assert entry["value"] == "2026-03-02 service oil 4.00 EUR 2026-09-01"


@pytest.mark.parametrize("verb", [lend, take_back, lose, find])
def test_one_command_is_one_commit(bench: Bench, verb: Callable[..., Any]) -> None:
    states = {take_back: "lent", find: "lost"}
    state = f'state = "{states[verb]}"\n' if verb in states else ""
    bench.write("products/b/bicycle.toml", f'format = 1\nid = "b000000000003"\nname = "Trek"\n{state}')
    more = {lend: ("bruno", None), lose: (Said(),), find: (Said(),)}.get(verb, ())
    outcome = do(bench, verb, "bicycle", *more)
    assert [each.path for each in outcome.plan.changes] == [
        "products/b/bicycle.toml",
        "products/b/bicycle/entries.toml",
    ]
