"""What finders may read of a product: typed, bounded, refused with what to type, and left out of everything else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError
from talktag.interop.homebox.write import write_homebox
from talktag.interop.schema_org.write_products import write_jsonld
from talktag.model.products.finder_keys import FINDER_KEYS
from talktag.model.products.product import Product, PublicWords
from talktag.model.products.product_json import product_values
from talktag.model.products.record import read_product
from talktag.model.products.shared_keys import SHARED
from talktag.model.toml.write import new_text
from talktag.model.typed.public_line import MOST
from talktag.ops.products.set import set_values

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
CAMERA = "products/c/camera.toml"
SECRET = "The words of its owner"


def test_each_line_stands_in_the_record_as_it_was_typed_and_goes_with_an_empty_value(bench: Bench) -> None:
    texts = {what: f"é{'x' * (most - 2)}…" for what, most in MOST.items()}
    bench.do(set_values, "camera", [f"finder.{what}= {text} " for what, text in texts.items()])
    assert tomllib.loads(bench.text(CAMERA))["finder"] == texts
    bench.do(set_values, "camera", [f"finder.{what}=" for what in texts])
    assert tomllib.loads(bench.text(CAMERA))["finder"] == {}


@pytest.mark.parametrize("what", MOST)
def test_a_line_that_is_too_long_is_told_with_its_limit(what: str, shared_bench: Bench, refused: Refused) -> None:
    said = refused(shared_bench, set_values, "camera", [f"finder.{what}={'x' * (MOST[what] + 1)}"])
    assert said.startswith(f"finder.{what}: has {MOST[what] + 1} characters, and at most {MOST[what]} fit")


@pytest.mark.parametrize("text", ["one\ntwo", "one\u2028two", "a\tb", "a\x1b[2Jb", "a\u202eb", "a\u2066b"], ids=ascii)
def test_what_is_no_plain_line_is_refused(text: str, shared_bench: Bench, refused: Refused) -> None:
    assert refused(shared_bench, set_values, "camera", [f"finder.words={text}"]).startswith("finder.words: ")


def test_family_and_right_to_left_are_plain_lines(bench: Bench) -> None:
    bench.do(set_values, "camera", ["finder.words=👨‍👩‍👧 يرجى الاتصال \u200fبي"])
    assert "👨‍👩‍👧" in bench.text(CAMERA)


def test_a_record_that_says_too_much_is_told_with_its_line_and_the_rest_is_read() -> None:
    data = new_text({"format": 1, "id": "0000000000005", "name": "x", "finder": {"name": "y" * 61, "reward": "5 EUR"}})
    reading = read_product(data, CAMERA, "camera")
    assert [(each.field, each.line, each.message) for each in reading.problems] == [
        ("finder.name", 6, "has 61 characters, and at most 60 fit")
    ]
    assert reading.value
    assert reading.value.finder == PublicWords(reward="5 EUR")


def test_a_picture_that_is_not_attached_is_told_and_set_says_what_to_type(
    shared_bench: Bench, refused: Refused
) -> None:
    data = new_text({"format": 1, "id": "0000000000005", "name": "x", "finder": {"photo": "gone.jpg"}})
    (problem,) = read_product(data, CAMERA, "camera").problems
    assert (problem.field, problem.severity) == ("finder.photo", "warning")
    with pytest.raises(InvalidError) as caught:
        shared_bench.ask(set_values, "camera", ["finder.photo=gone.jpg"])
    assert caught.value.hints == ("attach one: talktag attach camera PATH",)


def test_nothing_of_it_is_in_json_before_it_is_said_and_nothing_in_what_others_are_given() -> None:
    thing = Product(id="d000000000001", slug="drill", name="Drill", place="cellar")
    assert "finder" not in product_values(thing, 0, 0)
    said = thing._replace(finder=PublicWords(words=SECRET))
    assert product_values(said, 0, 0)["finder"] == {"words": SECRET}
    assert not set(FINDER_KEYS) & set(SHARED)
    for written in (write_homebox([said]), write_jsonld([said])):
        assert SECRET.encode() not in written.data
        assert [lost.field for lost in written.lost] == ["finder.words"]
