"""Whose keys count: those that the owner accepted on this computer, until a commit or somebody takes them away."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import UntrustedError
from talktag.model.plan import Plan, Write
from talktag.ops.keys.accepted_keys import (
    accepting,
    accepting_named,
    accepts,
    check_kept,
    keys_named,
    kinds_not_accepted,
)
from talktag.ops.keys.named_keys import reader_of
from talktag.ops.parties.party import find_party
from tests.kit.bench import SHOP, STRANGER

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PATH = "parties/fix-it.toml"
AGE = "age14lsq6ecs2ejlzjzeynkn4chhq5y2eppmrrcavu9a3d6mcdw99c6s37rd79"
LINES = {"none": "", "shop": f'key = "{SHOP.public.line("x")}"\n', "stranger": f'key = "{STRANGER.public.line("x")}"\n'}
AGES = {"no age": "", "age": f'age = "{AGE}"\n'}


def text(key: str, age: str = "no age", more: str = "") -> str:
    return f'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\n{more}{LINES[key]}{AGES[age]}'


def party(bench: Bench) -> Any:
    return find_party(bench.store, "fix-it")


def change(bench: Bench, after: str, vouched: tuple[str, ...] = ()) -> None:
    """What the owner does on this computer: the record becomes that, and what it brings is accepted."""
    session = bench.session()
    write = Write(PATH, after.encode(), bench.files[PATH])
    effects = accepting(session, [write], vouched)
    bench.carry_out(Plan((write,), "Change\n"))
    bench.change_keys(effects)


@pytest.mark.parametrize(("before", "after"), [*itertools.product(LINES, LINES)])
def test_a_key_that_the_owner_brings_counts_and_one_that_was_there_does_not(
    before: str, after: str, bench: Bench
) -> None:
    bench.write(PATH, text(before))
    change(bench, text(after, more='phone = "1"\n'))
    assert accepts(bench.session(), party(bench)) == (after == "none" or before != after)


@pytest.mark.parametrize(("key", "age"), [*itertools.product(LINES, AGES)])
def test_what_lies_in_a_store_counts_for_nothing_until_it_is_accepted(key: str, age: str, bench: Bench) -> None:
    bench.write(PATH, text(key, age))
    expected = (("key",) if key != "none" else ()) + (("age",) if age == "age" else ())
    assert kinds_not_accepted(bench.session(), party(bench)) == expected
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))
    assert kinds_not_accepted(bench.session(), party(bench)) == ()


@pytest.mark.parametrize("vouched", [(), ("key",), ("age",), ("key", "age")])
def test_to_look_at_one_key_does_not_accept_the_other(vouched: tuple[str, ...], bench: Bench) -> None:
    bench.write(PATH, text("shop", "age"))
    change(bench, text("shop", "age", 'phone = "1"\n'), vouched)
    assert {*kinds_not_accepted(bench.session(), party(bench))} == {"key", "age"} - {*vouched}


def test_a_key_that_was_put_in_place_of_an_accepted_one_does_not_count(bench: Bench) -> None:
    change(bench, text("shop"))
    check_kept(bench.session(), party(bench))
    bench.write(PATH, text("stranger"))
    with pytest.raises(UntrustedError, match="was not accepted on this computer"):
        check_kept(bench.session(), party(bench))


@pytest.mark.parametrize("key", ["shop", "stranger"])
def test_a_key_that_the_owner_takes_away_no_longer_counts(key: str, bench: Bench) -> None:
    change(bench, text(key))
    change(bench, text("none"))
    bench.write(PATH, text(key))
    assert not accepts(bench.session(), party(bench))


def test_a_key_that_a_commit_took_out_stays_out_when_it_comes_back(bench: Bench) -> None:
    def put(after: str) -> Any:
        def verb(session: Any) -> Any:
            from talktag.ops.outcome import Outcome

            held = bench.files.get(PATH)
            write = Write(PATH, after.encode(), held)
            return Outcome(None, Plan((write,), "Change\n"), effects=accepting(session, [write]))  # type: ignore[arg-type]

        return verb

    bench.save(put(text("shop")))
    assert accepts(bench.session(), party(bench))
    store = bench.store
    for after in (text("none"), text("shop")):  # as another computer does it, which vouches for nothing here
        store.apply(Plan((Write(PATH, after.encode(), store.read(PATH)),), "Elsewhere\n"))
    assert not accepts(bench.session(), party(bench))


@pytest.mark.parametrize("path", ["parties/fix-it/entries.toml", "parties/fix-it/x.toml", "parties/fix-it", "x.toml"])
def test_what_lies_beside_the_record_of_a_party_holds_no_key(path: str) -> None:
    assert reader_of(path) is None
    assert reader_of(PATH) is not None
