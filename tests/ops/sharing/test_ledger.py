"""The ledger: what is remembered of what leaves, until when it may be kept, and what revoking says of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.revoke import revoke
from tests.kit.bundles import ledger_line

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
NAMES = ("7k3m9qxac04zt", "7k3m000000000", "8aaaaaaaaaaaa")


def shares(bench: Bench) -> list[dict[str, object]]:
    return [tomllib.loads(data.decode()) for path, data in sorted(bench.files.items()) if path.startswith("shares/")]


def many(bench: Bench) -> None:
    for number, name in enumerate(NAMES, 1):
        line = ledger_line(bundle=name) + f"sequence = {number}\n"
        bench.write(f"shares/2026-02-0{number}-camera-{name}.toml", line)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", range(5, 14))
def test_a_beginning_that_fits_one_bundle_is_enough(name: str, length: int, bench: Bench) -> None:
    many(bench)
    bench.do(revoke, name[:length].upper(), None, None)
    assert [each["bundle"] for each in shares(bench) if "revoked" in each] == [name]


@pytest.mark.parametrize("start", ["7", "7k", "7k3", "7k3m"])
def test_a_beginning_that_fits_several_revokes_none(start: str, bench: Bench, refused: Refused) -> None:
    many(bench)
    assert "is the beginning of 2 bundles" in refused(bench, revoke, start, None, None)


@pytest.mark.parametrize("name", ["", "9", "7k3m9qxac04ztx"])
def test_a_bundle_that_is_none_is_not_found(name: str, bench: Bench, refused: Refused) -> None:
    many(bench)
    assert "was given to anybody" in refused(bench, revoke, name, None, None)


def test_revoking_twice_keeps_the_first_day_and_writes_the_same_letter(bench: Bench) -> None:
    one = bench.do(revoke, "7k3m9", "sold", None)
    bench.now = bench.now.replace(year=2027)
    two = bench.ask(revoke, "7k3m9", "sold", None)
    assert two.plan is None
    assert "was asked already, on 2026-03-02" in two.notices[0]
    assert str(shares(bench)[0]["revoked"]) == "2026-03-02"
    assert one.output.make() == two.output.make()


def test_a_print_out_is_revoked_for_all_that_were_on_it(bench: Bench) -> None:
    for product in ("c000000000001", "b000000000003"):
        line = ledger_line(bundle="9print0000000", product=product, printed="0" * 64)
        bench.write(f"shares/2026-02-03-{product}-9print0000000.toml", line)
    bench.do(revoke, "9print", None, None)
    assert sum("revoked" in each for each in shares(bench)) == 2


@pytest.mark.parametrize(
    ("until", "day"),
    [("2026-03-02", "2026-03-02"), ("tomorrow", "2026-03-03"), ("in 2 weeks", "2026-03-16"), (None, "None")],
)
def test_until_when_it_may_be_kept_is_a_day_to_come(until: str | None, day: str, shared_bench: Bench) -> None:
    made = shared_bench.ask(export, ShareRequest("camera", "fix-it", until=until), None)
    assert str(made.data.share.until) == day


@pytest.mark.parametrize("until", ["2026-03-01", "yesterday", "soon", "12/03/2027"])
def test_a_day_that_has_passed_or_is_none_is_refused(until: str, shared_bench: Bench, refused: Refused) -> None:
    assert "until" in refused(shared_bench, export, ShareRequest("camera", "fix-it", until=until), None)


# What each role is given without asking, said once more than in the program: the sections of the share.
GIVEN = {
    "maker": {"identity", "serial", "purchase", "warranty"},
    "seller": {"identity", "serial", "purchase", "warranty"},
    "repairer": {"identity", "serial", "purchase", "warranty", "entries:service"},
    "insurer": {"identity", "serial", "purchase", "files:receipt", "files:photo"},
    "finder": {"identity"},
    "buyer": {"identity", "serial", "files:manual", "entries:service"},
    "other": {"identity"},
}
ASKED_FOR = ("value", "place", "field:colour")


@pytest.mark.parametrize("role", GIVEN)
def test_a_role_is_given_its_sections_and_no_more(role: str, bench: Bench) -> None:
    bench.write("parties/fix-it.toml", f'format = 1\nname = "Fix-It Cameras"\nrole = "{role}"\n')
    assert {*bench.ask(export, ShareRequest("camera", "fix-it"), None).data.share.sections} == GIVEN[role]


@pytest.mark.parametrize("role", GIVEN)
@pytest.mark.parametrize("section", ASKED_FOR)
def test_what_is_asked_for_by_name_leaves_besides(role: str, section: str, bench: Bench) -> None:
    bench.write("parties/fix-it.toml", f'format = 1\nname = "Fix-It Cameras"\nrole = "{role}"\n')
    told = bench.ask(export, ShareRequest("camera", "fix-it", include=[section]), None).data
    assert {*told.share.sections} == GIVEN[role] | {section}
    plain = bench.ask(export, ShareRequest("camera", "fix-it"), None).data
    assert {row.field for row in told.leaves} > {row.field for row in plain.leaves}


@pytest.mark.parametrize("section", ["prices", "entries", "entries:", "files:x y", "field:nothing", ""])
def test_a_section_that_is_none_is_refused(section: str, shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, export, ShareRequest("camera", "fix-it", include=[section]), None)


def test_nothing_is_both_what_leaves_and_what_stays(shared_bench: Bench) -> None:
    told = shared_bench.ask(export, ShareRequest("camera", "fix-it"), None).data
    assert not {(row.field, row.value) for row in told.leaves} & {(row.field, row.value) for row in told.stays}


def test_shares_of_one_product_are_counted_on(bench: Bench) -> None:
    many(bench)
    assert bench.ask(export, ShareRequest("camera", "fix-it"), None).data.share.sequence == 4
    assert bench.ask(export, ShareRequest("bicycle", "fix-it"), None).data.share.sequence == 1
