"""The chain of a thing as a graph: Graphviz draws it, and shows every text letter by letter, whoever wrote it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from talktag.interop.graphviz.dot import write_dot
from talktag.model.products.product import Purchase, Service
from talktag.model.values.foreign_text import escape
from talktag.model.values.warranty import Duration, Warranty
from talktag.model.worth.chain import Chain, Node, chain_of
from talktag.model.worth.holding import Holding
from talktag.model.worth.worth import worth_of
from tests.model.worth.houses import TODAY, Day, entry, eur, house, houses, thing

_SVG = "{http://www.w3.org/2000/svg}"
NASTY = (
    '"; evil -> graph [label="',
    "<b>bold</b>",
    "a\\nb",
    "\\N \\G \\L",
    "&lt;&amp;&#65;",
    "two\nlines",
    "é東京",
    "}",
    "a\\",
)


@pytest.fixture(scope="session")
def dot(program: Callable[[str], str]) -> str:
    return program("dot")


def draw(dot: str, data: bytes) -> ET.Element:
    """The picture that Graphviz makes of a graph."""
    done = subprocess.run([dot, "-Tsvg"], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return ET.fromstring(done.stdout)  # noqa: S314 - drawn here


def texts(picture: ET.Element) -> list[str]:
    return [(each.text or "").replace("\u00a0", " ") for each in picture.iter(f"{_SVG}text")]


def test_who_is_behind_a_thing_is_drawn_with_what_each_earned(dot: str) -> None:
    bought = Purchase(Day(2024, 3, 2), "Foto Ruiz", eur("2499"))
    done = [entry(f"e{number}", f"2025-0{number}-01", "service", "45", party="fix-it") for number in (1, 2)]
    warranty = Warranty(Duration(2, "year"))
    camera = thing("camera", *done, maker="Canon", purchase=bought, warranties=(warranty,), needs=("cloud",))
    fee = Service(eur("10"), Duration(1, "year"))
    cloud = thing("cloud", kind="service", maker="Cloud Co", purchase=Purchase(Day(2026, 1, 1)), service=fee)
    lens = thing("lens", inside="camera")
    holdings = house(camera, cloud, lens)
    chain = chain_of(worth_of(holdings, ["camera"], TODAY), holdings, {"fix-it": "Fix-It Cameras"})
    said = texts(draw(dot, write_dot(chain, "camera")))
    for text in (
        *("Camera", "2589.00 EUR", "Lens", "Cloud", "Foto Ruiz", "Fix-It Cameras", "Canon", "Cloud Co", "made it"),
        *("purchase: 2499.00 EUR", "2 × service: 90.00 EUR", "stands by it until 2026-03-02", "needs", "part of"),
        *("runs it", "fee: 10.00 EUR"),
    ):
        assert text in said, text


@pytest.mark.parametrize("text", NASTY)
def test_a_text_of_others_is_shown_as_it_is_and_draws_nothing(text: str, dot: str) -> None:
    chain = Chain((Node("a", "party", text), Node("b", "thing", "B")), ())
    picture = draw(dot, write_dot(chain, text))
    assert texts(picture) == [escape(text), "B"]
    assert len([each for each in picture.iter(f"{_SVG}g") if each.get("class") == "node"]) == 2
    assert not [each for each in picture.iter(f"{_SVG}g") if each.get("class") == "edge"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(houses())
def test_the_chain_of_any_house_is_drawn_with_every_node_and_edge(dot: str, holdings: Mapping[str, Holding]) -> None:
    chain = chain_of(worth_of(holdings, sorted(holdings), TODAY), holdings, {})
    picture = draw(dot, write_dot(chain, "house"))
    drawn = [each.get("class") for each in picture.iter(f"{_SVG}g")]
    assert drawn.count("node") == len(chain.nodes)
    assert drawn.count("edge") == len(chain.edges)


def test_graphviz_goes_red_where_a_text_is_not_quoted(dot: str) -> None:
    data = write_dot(Chain((Node("a", "party", NASTY[0]),), ()), "x")
    for wrong in (data.replace(b'\\"', b'"'), data.replace(b"]", b"", 1), data[:-3]):
        assert wrong != data
        assert subprocess.run([dot, "-Tsvg"], input=wrong, capture_output=True, check=False).returncode != 0
