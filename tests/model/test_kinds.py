"""The two tables of kinds: what other places say for each kind, they say for all of them."""

from __future__ import annotations

from talktag.model.bundles.kinds import CARD_NAMESPACE, NAMESPACES
from talktag.model.bundles.kinds import KINDS as BUNDLE_KINDS
from talktag.model.log.kinds import BY_OTHERS, DONE, DUE, HISTORY, KINDS, given_to
from talktag.model.parties.party import LANGUAGES
from talktag.model.parties.roles import ROLES
from talktag.page.checker.wording import wording


def test_no_two_kinds_of_bundles_are_signed_as_the_same_nor_as_a_card() -> None:
    every = [*NAMESPACES.values(), CARD_NAMESPACE]
    assert len(set(every)) == len(every)
    assert all(each.isascii() and each.endswith("@talktag") for each in every)


def test_the_checker_page_has_a_word_for_every_kind_of_bundle() -> None:
    for language in LANGUAGES:
        assert wording(language).kinds.keys() == BUNDLE_KINDS.keys()


def test_each_kind_that_is_written_by_hand_says_what_it_asks_for_and_no_other_does() -> None:
    assert {name for name, kind in KINDS.items() if kind.asks} == {*BY_OTHERS, DUE, DONE}


def test_the_roles_of_the_table_of_entries_are_those_of_parties() -> None:
    named = {role for kind in KINDS.values() for role in (*kind.writes, *kind.given_to)}
    assert named <= ROLES.keys()


def test_what_a_role_is_given_of_the_log_went_on_unchanged_into_the_table() -> None:
    assert {role: given_to(role) for role in ROLES if given_to(role)} == {
        "repairer": ("service",),
        "buyer": ("service",),
    }
    assert HISTORY == ("service", "check", "reading", "firmware", "manual", "link", "transfer")


def test_a_role_may_write_what_it_might_and_what_anybody_says_in_a_message() -> None:
    every = ("service", "check", "reading", "claim", "firmware", "manual", "link", "message")
    said = ("question", "promise", "permission", "terms", "done")
    sells = ("question", "promise", "recall", "permission", "terms", "done")
    wants = ("question", "promise", "wish", "permission", "terms", "done")
    assert {
        "maker": (*every, *sells),
        "seller": ("service", "check", "claim", "manual", "link", "message", *sells),
        "repairer": (*every, *said),
        "insurer": ("check", "claim", "message", *said),
        "finder": ("message", *said),
        "buyer": ("message", *wants),
        "customer": ("reading", "message", *wants),
        "other": ("message", *wants),
    } == {name: role.writes for name, role in ROLES.items()}


def test_no_role_is_enough_for_an_offer() -> None:
    assert all("offer" not in role.writes for role in ROLES.values())
