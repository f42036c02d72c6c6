"""A name that nothing has yet."""

from itertools import islice

from talktag.model.values.free_name import free_name, names_like


def test_the_wished_for_name_is_taken_where_it_is_free() -> None:
    assert free_name("drill", {"saw"}.__contains__) == "drill"


def test_the_lowest_free_number_from_two_on_is_put_before_the_ending() -> None:
    taken = {"photo.jpg", "photo-2.jpg", "photo-4.jpg"}
    assert free_name("photo", taken.__contains__, ".jpg") == "photo-3.jpg"


def test_names_go_on_without_end() -> None:
    assert list(islice(names_like("a"), 3)) == ["a", "a-2", "a-3"]
