"""What a reader opens in a bundle is what was signed for them, or is refused, or is said not to have been compared."""

from __future__ import annotations

import contextlib
import copy
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.document import parse, values_to_bytes
from talktag.errors import UntrustedError
from talktag.model.bundles.document import read_document
from talktag.model.bundles.told import ToldFile
from talktag.model.parties.party import LANGUAGES
from talktag.page.page_form import check_page, check_text
from tests.kit.archives import check_for_people, for_people
from tests.kit.bundles import entry, message
from tests.page.test_hostile_pages import poisoned

from .conftest import DOCUMENT
from .opened import HOSTILE, HTML, OTHER, README, TEXT, put

if TYPE_CHECKING:
    from tests.page.visitor import Visitor


def people_of(document: dict[str, Any], name: str = HTML, language: str = "en") -> dict[str, bytes]:
    """What talktag makes for people of a table, with the page that `name` is about."""
    return for_people(read_document(document), {}, TEXT if name == TEXT else HTML, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [HTML, TEXT])
@pytest.mark.parametrize("kind", ["table", "reply", "transfer"])
def test_what_talktag_makes_for_people_is_known_as_made_of_the_table(
    kind: str, page: str, language: str, document: dict[str, Any], photo: bytes
) -> None:
    said = parse(
        values_to_bytes(document | {"kind": kind, "in_reply_to": {"bundle": "7k3m9qxac04zt", "sha256": "0" * 64}})
    )
    photo_of_it = ToldFile(path="files/photo-1.jpg", kind="photo", sha256="0" * 64, size=len(photo))
    said = replace(said, files=(photo_of_it,))
    attached = {"files/photo-1.jpg": photo}
    made = for_people(said, attached, page, language)
    assert sorted(made) == sorted([page, README])
    assert check_for_people(said, {**made, **attached, "table.json": b"{}"}) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [HTML, TEXT, None])
@pytest.mark.parametrize("about", [[], ["Camera"], ["Camera", "Kettle"]])
def test_what_talktag_makes_for_people_of_a_message_is_known_as_made_of_it(
    about: list[str], page: str | None, language: str
) -> None:
    told = {"entries": [entry("promise", "ready on Friday", due="2026-12-04")]}
    products = [{"id": f"00000000000{number}0", "name": name, **told} for number, name in enumerate(about)]
    said = parse(values_to_bytes(message(entry("message", "closed on Monday"), products=products)))
    made = for_people(said, {}, page, language)
    assert sorted(made) == sorted([*([page] if page else []), README])
    assert check_for_people(said, {**made, "table.json": b"{}"}) == ()
    if page:
        words = made[page].decode()
        assert all(each in words for each in [*about, "closed on Monday", *(["2026-12-04"] if about else [])])
    other = for_people(replace(said, signer=replace(said.signer, name="Eve")), {}, page, language)
    assert check_for_people(said, {**other, "table.json": b"{}"}) == tuple([page] if page else [])


def test_the_page_of_a_bundle_follows_from_its_table_alone(bundle: Any) -> None:
    assert list(bundle.document["product"]["fields"]) != sorted(bundle.document["product"]["fields"])
    assert check_for_people(parse(bundle.payload["table.json"]), bundle.payload) == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_do_more_than_be_read_is_refused(name: str, document: dict[str, Any]) -> None:
    file, change, words = HOSTILE[name]
    made = people_of(document, file)
    changed = change(made[file])
    assert changed != made[file]
    with pytest.raises(UntrustedError, match=re.escape(words)) as caught:
        check_for_people(read_document(document), {**made, file: changed})
    assert file in caught.value.message


@pytest.mark.parametrize("name", OTHER)
def test_what_can_do_nothing_and_says_something_else_is_named(name: str, document: dict[str, Any]) -> None:
    file, change = OTHER[name]
    made = people_of(document, file)
    changed = change(made[file])
    assert changed != made[file]
    assert check_for_people(read_document(document), {**made, file: changed}) == (file,)


def test_a_page_about_another_table_is_named(document: dict[str, Any]) -> None:
    other = copy.deepcopy(document)
    other["product"]["serial"] = "S-1"
    for page in (HTML, TEXT):
        assert check_for_people(read_document(document), people_of(other, page)) == (page,)
    other["product"]["name"] = "Another"
    assert check_for_people(read_document(document), people_of(other)) == (HTML, README)


def test_whatever_stands_in_the_table_its_page_is_in_the_form_of_a_page() -> None:
    chance = random.Random(20261128)
    for _ in range(150):
        said = read_document(poisoned(chance))
        for language in LANGUAGES[:: chance.choice((1, 2, 3))]:
            made = for_people(said, {}, HTML, language)
            assert check_page(HTML, made[HTML]) == language
            assert check_text(README, made[README])
            assert check_text(TEXT, for_people(said, {}, TEXT, language)[TEXT])


def test_one_changed_byte_of_a_page_is_noticed(document: dict[str, Any]) -> None:
    chance = random.Random(7)
    made = people_of(document)
    for _ in range(300):
        page = bytearray(made[HTML])
        page[chance.randrange(len(page))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(UntrustedError):
            assert check_for_people(read_document(document), {**made, HTML: bytes(page)}) == (HTML,)


def test_the_checker_page_judges_what_people_open_as_python_does(visitor: Visitor, tmp_path: Path) -> None:
    from tests.page.visitor import bundled, by_python, check_alike, document_of

    document = document_of(copy.deepcopy(DOCUMENT))
    path = tmp_path / "page.zip"
    cases = {
        **{name: case[:2] for name, case in HOSTILE.items()},
        **{f"({name})": case for name, case in OTHER.items()},
    }
    for name, (file, change) in cases.items():
        made = people_of(document, file)
        path.write_bytes(bundled(json.dumps(document).encode(), **{**made, file: change(made[file])}))
        assert (by_python(path.read_bytes()) is None) == name.startswith("("), name
        check_alike(visitor, path)
        if name.startswith("("):
            assert "were not compared with the record" in visitor.text("#uncompared"), name
    path.write_bytes(bundled(json.dumps(document).encode()))
    check_alike(visitor, path)
    assert visitor.text("#uncompared") == ""


def test_the_checker_page_takes_a_page_as_large_as_there_can_be(visitor: Visitor, tmp_path: Path) -> None:
    from tests.page.visitor import bundled, by_python, check_alike, document_of

    document = document_of(copy.deepcopy(DOCUMENT))
    large = put(f'<figure><img src="data:image/jpeg;base64,{"Ab9/" * 4_000_000}" alt="x"></figure>')
    path = tmp_path / "large.zip"
    for change, is_good in ((large, True), (lambda page: large(page).replace(b"Ab9/Ab9/", b"Ab9<Ab9/", 1), False)):
        page = change(people_of(document)[HTML])
        path.write_bytes(bundled(json.dumps(document).encode(), **{HTML: page}))
        assert (by_python(path.read_bytes()) is None) == is_good
        check_alike(visitor, path)
