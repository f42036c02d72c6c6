"""Who agreed to what is told wherever a party, a product or what was given is told of; doctor looks at the texts."""

from __future__ import annotations

import pytest

from talktag.errors import NotFoundError
from talktag.model.terms.said_terms import Act
from talktag.ops.finding.find_terms import find_terms
from talktag.ops.log.standing import standing
from talktag.ops.parties.party import show_party
from talktag.ops.sharing.shares import list_shares
from talktag.ops.upkeep.doctor.terms import look_at_terms
from tests.ops.terms.conftest import OTHER, Sides
from tests.ops.terms.test_given_under import give


def found(sides: Sides) -> list[tuple[str, str]]:
    return [(each.name, each.path) for each in look_at_terms(sides.ana.store)]


def test_party_standing_and_shares_tell_it(sides: Sides) -> None:
    sides.keep(sides.ana, title="Repair only")
    sides.take(sides.shop, give(sides, terms="Repair only"))
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "Repair only"))
    (of_party,) = sides.ana.ask(show_party, "fix-it").data.values()["terms"]
    (of_product,) = sides.ana.ask(standing, "camera", None).data.values()["agreements"]
    shares = sides.ana.ask(list_shares, "camera").data
    assert of_party["status"] == of_product["status"] == "agreed"
    assert shares.terms_of(shares.shares[0]) == "Repair only: agreed"


def test_what_stood_on_an_earlier_day_is_told_as_it_was(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base", about="camera"))
    for each in (sides.ana, sides.shop):
        each.now = each.now.replace(day=5)
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "base"))
    from talktag.ops.parties.agreements import find_agreements

    (then,) = sides.ana.ask(find_agreements, None, sides.ana.today.replace(day=3))
    assert then.agreement.status.value == "offered"


def test_a_party_without_terms_says_nothing_of_them(sides: Sides) -> None:
    assert "terms" not in sides.ana.ask(show_party, "fix-it").data.values()


@pytest.mark.parametrize("damage", ["changed", "gone", "renamed", "alone"])
def test_doctor_names_a_text_that_is_not_the_one_with_its_hash(sides: Sides, damage: str) -> None:
    sha256 = sides.keep(sides.ana)
    assert found(sides) == []
    text = sides.ana.things / f"terms/{sha256}.md"
    renamed = text.with_name("base.md")
    if damage == "changed":
        text.write_bytes(OTHER)
        assert found(sides) == [("changed-file", f"terms/{sha256}.md")]
    elif damage == "gone":
        text.unlink()
        assert found(sides) == [("missing-file", f"terms/{sha256}.md")]
    elif damage == "renamed":
        text.rename(renamed)
        assert found(sides) == [("missing-file", f"terms/{sha256}.md"), ("misplaced", "terms/base.md")]
    else:
        (sides.ana.things / f"terms/{sha256}.toml").rename(renamed.with_suffix(".toml"))
        assert {name for name, _ in found(sides)} == {"misplaced"}


def test_shares_tells_what_was_agreed_on_by_messages_alone_on_both_sides(sides: Sides) -> None:
    sides.keep(sides.ana, title="Repair only")
    sides.keep(sides.ana, OTHER, "other.md", title="Two years")
    for text, about in (("Repair only", "camera"), ("Two years", None)):
        sides.take(sides.shop, sides.offer(sides.ana, text, about=about))
        sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, text))
    for who, ref, texts in (
        (sides.ana, None, ["Repair only", "Two years"]),
        (sides.ana, "fix-it", ["Repair only", "Two years"]),
        (sides.ana, "camera", ["Repair only"]),
        (sides.shop, None, ["Repair only", "Two years"]),
    ):
        told = who.ask(list_shares, ref)
        assert [each.agreement.of.said.called for each in told.data.terms_beside] == texts, ref
        assert [each["status"] for each in told.data.values()["agreements"]] == ["agreed"] * len(texts)
        assert told.notices == ()
    assert not sides.ana.ask(list_shares, None, overdue=True).data.terms


def test_a_text_is_found_by_a_part_of_what_a_roster_calls_it(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana, title="Repair only", roster="https://roster.example", id="SD-BASE")
    for ref in ("sd", "BASE", "sd-base", "repair"):
        assert find_terms(sides.ana.store, ref).sha256 == sha256
    with pytest.raises(NotFoundError, match='nothing that you can accept is called "sd"'):
        sides.answer(sides.ana, Act.ACCEPTED, "sd")


def test_terms_that_are_not_called_so_are_answered_with_near_names(sides: Sides) -> None:
    sides.keep(sides.ana, title="Repair only", roster="https://roster.example", id="SD-BASE")
    for ref, near in (("repair-only", "Repair only"), ("SD_BASE", "SD-BASE"), ("Reprair only", "Repair only")):
        with pytest.raises(NotFoundError) as refused:
            find_terms(sides.ana.store, ref)
        assert refused.value.hints[0] == f"did you mean {near}?"
