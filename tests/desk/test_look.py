"""What a person is told of a desk: its channels, by an id or its beginning, and what to type where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.errors import InvalidError, NotFoundError
from talktag.model.desk.desk_settings import DeskSettings
from talktag.ops.desk.desk import settings_of
from talktag.ops.desk.look import find_channel, list_desk
from talktag.ops.desk.new import new_desk
from talktag.ops.desk.say import say_on
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.desk import MOMENT, Customer, DeskBench, ident

LIST = "see them with: talktag desk list "


def test_a_desk_without_channels_says_so(desk: DeskBench, ana: Customer) -> None:
    keeping = desk.keeping()
    assert list_desk(keeping, open_only=False).notices == ("no customer has written yet",)
    desk.send(ana.scan(), ana)
    desk.run()
    assert list_desk(keeping, open_only=False).notices == ()
    assert list_desk(keeping, open_only=True).notices == ("nobody waits for a person",)


def test_a_channel_is_found_by_its_beginning_and_what_is_not_one_is_told_with_the_desk_s_own_folder(
    desk: DeskBench,
) -> None:
    customers = [Customer(number) for number in range(1, 18)]  # two at least begin with the same digit
    for each in customers:
        desk.send(each.scan(), each)
    desk.run()
    first = customers[0].channel
    assert find_channel(desk.folder, desk.keeping(), first[:12]).channel.id == first
    digits = [each.channel[0] for each in customers]
    for typed, said in (
        (max(digits, key=digits.count), "channels begin with"),
        (first[:3] + "x", "there is no channel"),
        ("", "there is no channel"),
    ):
        with pytest.raises(NotFoundError, match=said) as told:
            find_channel(desk.folder, desk.keeping(), typed)
        assert f"{LIST}{desk.folder}" in told.value.hints


def test_too_little_of_an_id_is_told_as_that(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    with pytest.raises(NotFoundError, match="too short"):
        find_channel(desk.folder, desk.keeping(), ana.channel[:3])


def test_where_no_desk_is_a_new_one_is_named_only_where_one_can_be_made(tmp_path: Path) -> None:
    for folder, named in ((tmp_path / "new", str(tmp_path / "new")), (tmp_path, "DIR")):
        with pytest.raises(NotFoundError) as told:
            settings_of(folder)
        assert told.value.hints == (f"make one with: talktag desk new {named} --name NAME --contact MAIL",)


def test_a_refusal_is_told_with_the_name_that_it_came_under(desk: DeskBench) -> None:
    desk.put(b"hello\n", "hello.txt")
    desk.run()
    (kept,) = desk.keeping().refusals()
    assert kept.name.endswith("hello.txt")
    assert desk.told[0].startswith('"hello.txt" is refused: it holds nothing')


def test_who_wants_no_message_can_be_reached_otherwise(desk: DeskBench, ana: Customer) -> None:
    desk.send(
        ana.message({"kind": "permission", "title": "No", "data": {"consent": "denied", "kinds": "message"}}), ana
    )
    desk.send(ana.message({"kind": "question", "title": "When?"}), ana)
    desk.run()
    kept = desk.kept(ana.channel)
    assert kept
    entry = kept.log[-1]._replace(kind="message", recorded=MOMENT, id=ident(9))
    with pytest.raises(InvalidError, match="it is not sent") as told:
        say_on(desk.desk, kept, ident(9), entry, ())
    assert told.value.hints == ("reach them in another way: ana@customer.example",)


@pytest.mark.parametrize(("name", "contact"), [("", "a@b.example"), (" ", "a@b.example"), ("NetCo", ""), ("N\n", "x")])
def test_a_new_desk_without_a_name_or_a_contact_is_refused(tmp_path: Path, name: str, contact: str) -> None:
    with pytest.raises(InvalidError, match="one line each"):
        new_desk(tmp_path / "desk", DeskSettings(name=name, contact=contact), KeyFolder(tmp_path / "keys"))


def test_a_new_desk_says_how_it_works_in_words_that_can_be_pasted(tmp_path: Path) -> None:
    folder = tmp_path / "my desk"
    outcome = new_desk(folder, DeskSettings(name="NetCo", contact="a@b.example"), KeyFolder(folder / "keys"))
    assert outcome.done[-1] == f"let it work: talktag desk '{folder}'"
