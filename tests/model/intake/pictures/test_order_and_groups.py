"""From pictures to things: every picture is in one place, and what follows a tag is of its thing."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.intake.pictures.group import FIRST, NO_TIME, Grouping, group_pictures
from talktag.model.intake.pictures.moment import Moment
from talktag.model.intake.pictures.order import in_order, natural
from talktag.model.intake.pictures.picture import PDF, Camera, SeenFile
from talktag.model.values.ident import make_tag

START = datetime.datetime(2024, 5, 1, 10, 0)
A, B, C, FOREIGN = (make_tag(number) for number in (1, 2, 3, 99))
MINE = {A, B, C}
PHONE = Camera("samsung", "S23")


def seen(name: str, minute: float | None = None, *, offset: float | None = None, folder: str = "p", **more) -> SeenFile:
    moment = None
    if minute is not None:
        far = None if offset is None else datetime.timedelta(hours=offset)
        moment = Moment(START + datetime.timedelta(minutes=minute), far)
    media = PDF if name.endswith(".pdf") else "image/jpeg"
    more.setdefault("camera", PHONE)
    return SeenFile(f"{folder}/{name}", folder, name, sha256=name, media=media, moment=moment, **more)


def names(files: Sequence[SeenFile]) -> list[str]:
    return [each.name for each in files]


def grouped(files: Sequence[SeenFile], tags: dict[str, Sequence[str]]) -> Grouping:
    return group_pictures(
        in_order(files), {f"{each.folder}/{each.name}": tags.get(each.name, ()) for each in files}, MINE
    )


def contents(grouping: Grouping) -> dict[str, list[str]]:
    return {each.tag: names(each.files) for each in grouping.groups}


def test_names_sort_as_people_count() -> None:
    assert sorted(["IMG_10.jpg", "img_9.jpg", "IMG_1.jpg", "a"], key=natural) == [
        "a",
        "IMG_1.jpg",
        "img_9.jpg",
        "IMG_10.jpg",
    ]


def test_time_decides_and_the_name_where_it_is_the_same() -> None:
    files = [seen("c.jpg", 1), seen("b10.jpg", 2), seen("b9.jpg", 2), seen("a.jpg", 3)]
    assert names(in_order(files).files) == ["c.jpg", "b9.jpg", "b10.jpg", "a.jpg"]


def test_times_are_compared_in_utc_where_all_tell_how_far_they_are_from_it() -> None:
    early, late = seen("x.jpg", 30, offset=2), seen("a.jpg", 0, offset=1)
    assert names(in_order([late, early]).files) == ["x.jpg", "a.jpg"]
    assert names(in_order([late, early, seen("m.jpg", 15)]).files) == ["a.jpg", "m.jpg", "x.jpg"]


def test_a_clock_that_jumps_back_is_told_and_the_numbers_count() -> None:
    files = [seen("IMG_1.jpg", 10), seen("IMG_2.jpg", 11), seen("IMG_3.jpg", 2), seen("IMG_4.jpg", 3)]
    order = in_order(files)
    assert names(order.files) == ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg", "IMG_4.jpg"]
    assert [(each.before.name, each.after.name) for each in order.jumps] == [("IMG_2.jpg", "IMG_3.jpg")]


def test_numbers_that_begin_anew_are_no_jump() -> None:
    order = in_order([seen("IMG_9998.jpg", 1), seen("IMG_9999.jpg", 2), seen("IMG_0001.jpg", 3)])
    assert names(order.files) == ["IMG_9998.jpg", "IMG_9999.jpg", "IMG_0001.jpg"]
    assert order.jumps == ()


def test_what_tells_no_time_goes_beside_its_neighbour_by_name() -> None:
    files = [
        *(seen("IMG_0001.jpg", 9), seen("IMG_0003.jpg", 1), seen("IMG_0002.pdf")),
        *(seen("IMG_0003 bill.pdf"), seen("bill.pdf"), seen("IMG_00031.png")),
    ]
    order = in_order(files)
    assert names(order.files) == ["IMG_0003.jpg", "IMG_0003 bill.pdf", "IMG_00031.png", "IMG_0001.jpg", "IMG_0002.pdf"]
    assert names(order.unplaced) == ["bill.pdf"]


def test_where_none_tells_a_time_the_last_change_counts() -> None:
    def written(name: str, minute: int) -> SeenFile:
        return seen(name)._replace(
            changed=Moment(START + datetime.timedelta(minutes=minute), datetime.timedelta(), "file")
        )

    assert names(in_order([written("a.jpg", 3), written("b.jpg", 1)]).files) == ["b.jpg", "a.jpg"]


def test_what_follows_a_tag_is_of_its_thing() -> None:
    files = [seen(f"{number}.jpg", number) for number in range(8)]
    grouping = grouped(files, {"1.jpg": [A], "2.jpg": [A], "4.jpg": [B], "6.jpg": [A]})
    assert contents(grouping) == {A: ["1.jpg", "2.jpg", "3.jpg", "6.jpg", "7.jpg"], B: ["4.jpg", "5.jpg"]}
    assert [(each.file.name, each.why) for each in grouping.left] == [("0.jpg", FIRST)]


@pytest.mark.parametrize("tags", [[A, B], [A, FOREIGN], [FOREIGN]], ids=["two", "mine and foreign", "foreign"])
def test_a_picture_that_cannot_be_told_is_left_alone_with_what_follows_it(tags: list[str]) -> None:
    files = [seen(f"{number}.jpg", number) for number in range(5)]
    grouping = grouped(files, {"0.jpg": [A], "2.jpg": tags, "4.jpg": [B]})
    assert contents(grouping) == {A: ["0.jpg", "1.jpg"], B: ["4.jpg"]}
    assert [each.file.name for each in grouping.left] == ["2.jpg", "3.jpg"]
    assert '"2.jpg"' in grouping.left[1].why


def test_an_unreadable_picture_is_left_alone_and_is_a_doubt_of_what_follows() -> None:
    files = [
        seen("0.jpg", 0),
        seen("1.jpg", 1, trouble="damaged"),
        seen("2.jpg", 2),
        seen("3.jpg", 3),
        seen("4.jpg", 4),
    ]
    grouping = grouped(files, {"0.jpg": [A], "3.jpg": [B]})
    assert contents(grouping) == {A: ["0.jpg", "2.jpg"], B: ["3.jpg", "4.jpg"]}
    assert [names(each.doubts) for each in grouping.groups] == [["1.jpg"], []]
    assert [(each.file.name, each.why) for each in grouping.left] == [("1.jpg", "damaged")]


def test_a_pdf_without_a_place_goes_to_its_own_tag_or_to_the_only_thing_of_its_folder() -> None:
    files = [
        *(seen("0.jpg", 0, folder="drill"), seen("bill.pdf", folder="drill"), seen("1.jpg", 1, folder="mixed")),
        *(seen("2.jpg", 2, folder="mixed"), seen("scan.pdf", folder="mixed"), seen("paper.pdf", folder="mixed")),
    ]
    grouping = grouped(files, {"0.jpg": [A], "1.jpg": [B], "2.jpg": [C], "scan.pdf": [B]})
    assert contents(grouping) == {A: ["0.jpg", "bill.pdf"], B: ["1.jpg", "scan.pdf"], C: ["2.jpg"]}
    assert [(each.file.name, each.why) for each in grouping.left] == [("paper.pdf", NO_TIME)]


PICTURES = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 20)),
        st.sampled_from([(), (), (), (A,), (B,), (C,), (A, B), (FOREIGN,)]),
        st.sampled_from(["p", "q"]),
        st.sampled_from(["", "", "", "damaged"]),
    ),
    max_size=14,
)


@given(PICTURES, st.randoms())
def test_every_picture_is_in_one_place_whatever_the_order_they_come_in(pictures: list, chance: Random) -> None:
    files = [
        seen(f"IMG_{number:04}.jpg", minute, folder=folder, trouble=trouble)
        for number, (minute, _, folder, trouble) in enumerate(pictures)
    ]
    tags = {file.path: found for file, (_, found, _, _) in zip(files, pictures, strict=True)}
    grouping = group_pictures(in_order(files), tags, MINE)
    placed = [file.path for group in grouping.groups for file in group.files]
    left = [each.file.path for each in grouping.left]
    assert sorted(placed + left) == sorted(file.path for file in files)
    assert all(each.why for each in grouping.left)
    for group in grouping.groups:
        assert group.files
        assert all(set(tags[file.path]) <= {group.tag} and not file.trouble for file in group.files)
    shuffled = list(files)
    chance.shuffle(shuffled)
    assert group_pictures(in_order(shuffled), tags, MINE) == grouping


@given(PICTURES)
def test_a_picture_without_a_tag_is_of_the_tag_before_it(pictures: list) -> None:
    files = [
        seen(f"{number}.jpg", minute, trouble=trouble)
        for number, (minute, _, _, trouble) in enumerate(pictures)
        if minute is not None
    ]
    found = [tags for minute, tags, _, _ in pictures if minute is not None]
    tags = {file.path: each for file, each in zip(files, found, strict=True)}
    order = in_order(files)
    group_of = {file.path: group.tag for group in group_pictures(order, tags, MINE).groups for file in group.files}
    current = None
    for file in order.files:
        own = tags[file.path]
        if file.trouble:
            assert file.path not in group_of
            continue
        if own:
            current = own[0] if len(own) == 1 and own[0] in MINE else None
        assert group_of.get(file.path) == current


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_one_camera_s_numbers_are_never_turned_around(minutes: list[int]) -> None:
    order = in_order([seen(f"DSC{number:05}.jpg", minute) for number, minute in enumerate(minutes)])
    assert names(order.files) == sorted(names(order.files))
    assert bool(order.jumps) == any(later < earlier for earlier, later in itertools.pairwise(minutes))
