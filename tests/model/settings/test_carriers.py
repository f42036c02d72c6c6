"""Carriers in a person's settings: read with what is wrong named, set key by key, and chosen without a guess."""

from __future__ import annotations

import pytest

from talktag.errors import AmbiguousError, InvalidError, NotFoundError
from talktag.model.settings.carrier import Carrier, choose_carrier
from talktag.model.settings.carrier_settings import CARRIER_READERS, carrier_setting, settings_of
from talktag.model.settings.store_settings import read_settings
from talktag.model.settings.user_settings import read_user_settings
from talktag.model.settings.values import READERS
from talktag.model.toml.write import changed_text

FULL = b"""
[carrier.stick]
kind = "folder"
out = "/media/ana/STICK"
in = "~/in"
for = ["fix-it"]
taken = "move"

[carrier.post]
kind = "mail"
program = ["msmtp", "-t"]
in = "~/Maildir"
"""
STICK = Carrier("stick", "folder", "/media/ana/STICK", "~/in", (), ("fix-it",), "move")
POST = Carrier("post", "mail", None, "~/Maildir", ("msmtp", "-t"))


def test_carriers_are_read() -> None:
    reading = read_user_settings(FULL, "config.toml")
    assert not reading.problems
    assert reading.value is not None
    assert reading.value.carriers == (STICK, POST)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[carrier.stick]\nkind = "folder"', 'needs "out" or "in"'),
        ('[carrier.post]\nkind = "mail"', 'needs "program" or "in"'),
        ('[carrier.stick]\nout = "/x"', "is missing"),
        ('[carrier.stick]\nkind = "pigeon"\nout = "/x"', "use one of: folder, maildir, mail"),
        ('[carrier.stick]\nkind = "folder"\nout = "here"', "depends on the folder"),
        ('[carrier.post]\nkind = "mail"\nprogram = ["./send"]', "depends on the folder"),
        ('[carrier.post]\nkind = "mail"\nprogram = ["x"]\nout = "/x"', 'goes by "program"'),
        ('[carrier.stick]\nkind = "folder"\nout = "/x"\nfor = ["Fix It"]', "no slug"),
        ('[carrier.stick]\nkind = "folder"\nout = "/x"\ntaken = "burn"', "use one of: keep, move"),
        ('[carrier.stick]\nkind = "folder"\nout = "/x"\nprogramme = "x"', "did you mean program"),
        ('[carrier."a b"]\nkind = "folder"\nout = "/x"', "is no name for a carrier"),
        ('carrier = "stick"', "is not a table"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    reading = read_user_settings(text.encode(), "config.toml")
    assert any(words in each.message for each in reading.problems), reading.problems
    assert all(each.line for each in reading.problems if each.name != "missing")


def test_every_key_has_an_example_that_is_set_and_read_again() -> None:
    data = b""
    for each in settings_of("stick"):
        value = (READERS | CARRIER_READERS).get(each.kind, str)(each.example)
        data = changed_text(data, {each.path: value})
        assert carrier_setting(each.name) == each
    reading = read_user_settings(data, "config.toml")
    assert [each.message for each in reading.problems] == ['is not for the kind "folder", which goes by "out"']
    assert reading.value is not None
    assert all(reading.value.carriers[0])


def test_a_store_names_none() -> None:
    text = b'format = 1\nid = "0123456789abc"\n[owner]\nname = "A"\ncontact = "a@example.org"\n' + FULL
    reading = read_settings(text, "talktag.toml")
    assert [each.name for each in reading.problems] == ["not-in-a-store"]


def test_the_one_that_was_named_is_taken_else_theirs_else_the_only_one_for_all() -> None:
    other = Carrier("shelf", "folder", "/x")
    assert choose_carrier([STICK, POST, other], "bea", "post") == POST
    assert choose_carrier([STICK, POST], "fix-it") == STICK
    assert choose_carrier([STICK, POST], "bea") == POST
    assert choose_carrier([STICK], "bea") is None
    assert choose_carrier([STICK, POST, other], "bea") is None, "which of two is not guessed"
    assert choose_carrier([], "bea") is None
    assert choose_carrier([POST._replace(program=()), other], "bea") == other


def test_a_choice_that_cannot_be_made_says_what_to_type() -> None:
    with pytest.raises(NotFoundError) as caught:
        choose_carrier([STICK], "bea", "stik")
    assert "stick" in " ".join(caught.value.hints)
    with pytest.raises(InvalidError, match="only fetches"):
        choose_carrier([POST._replace(program=())], "bea", "post")
    with pytest.raises(AmbiguousError) as several:
        choose_carrier([STICK, POST._replace(parties=("fix-it",))], "fix-it")
    assert any("--via" in hint for hint in several.value.hints)
