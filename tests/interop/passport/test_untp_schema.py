"""Passports, and where the program looks in them, held against the JSON schemas that UN/CEFACT published for UNTP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from talktag.interop.passport.read_passport import read_passport
from talktag.model.products.product import Product
from tests.kit.passports import GTIN, as_file, newer_passport, passport, signed
from tests.kit.wheels import PASSPORTS, fetch_wheel

WRITERS = {"0.6.1": passport, "0.7.0": newer_passport}
DOCS = Path(__file__).parents[3] / "docs"
CAMERA = Product("c000000000001", "camera", "Canon EOS 5D", "Canon", serial="0320", gtin=GTIN)
Faults = Callable[[str, Any], list[str]]


@pytest.fixture(scope="session")
def schemas(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The schema of each version that the documentation names, out of another project's package."""
    cache = Path(request.config.cache.mkdir("untp-schemas"))  # type: ignore[union-attr] # pytest has its cache
    data = fetch_wheel(cache, *PASSPORTS) / "dppvalidator/schemas/data"
    return {each: json.loads((data / f"untp-dpp-schema-{each}.json").read_text("utf-8")) for each in WRITERS}


@pytest.fixture(scope="session")
def faults(schemas: dict[str, Any]) -> Faults:
    """What the schema of a version says against a passport."""

    def judge(version: str, document: Any) -> list[str]:
        validator = validator_for(schemas[version])
        checked = validator(schemas[version], format_checker=validator.FORMAT_CHECKER)
        return [f"{each.json_path}: {each.message}" for each in checked.iter_errors(document)]

    return judge


@pytest.mark.parametrize("version", WRITERS)
def test_the_passports_of_the_tests_fit_the_schema_of_their_version(version: str, faults: Faults) -> None:
    assert faults(version, WRITERS[version]()) == []
    assert faults(version, signed(WRITERS[version]())) == []


@pytest.mark.parametrize(
    ("version", "changes", "where"),
    [
        ("0.6.1", {"name": None}, "$.credentialSubject.product.name"),
        ("0.6.1", {"serialNumber": 320}, "$.credentialSubject.product.serialNumber"),
        ("0.6.1", {"furtherInformation": [{"linkURL": "https://x.example/", "href": "x"}]}, "furtherInformation[0]"),
        ("0.7.0", {"itemNumber": 320}, "$.credentialSubject.itemNumber"),
        ("0.7.0", {"countryOfProduction": "JP"}, "$.credentialSubject.countryOfProduction"),
        ("0.7.0", {"relatedParty": [{"role": "maker", "party": {}}]}, "$.credentialSubject.relatedParty[0]"),
    ],
)
def test_the_judge_sees_what_is_at_fault(version: str, changes: dict[str, Any], where: str, faults: Faults) -> None:
    assert any(where in each for each in faults(version, WRITERS[version](**changes)))
    assert faults("0.7.0" if version == "0.6.1" else "0.6.1", WRITERS[version]())


@pytest.mark.parametrize("version", WRITERS)
def test_the_schema_has_every_member_that_the_reference_says_is_read(version: str, schemas: dict[str, Any]) -> None:
    page = (DOCS / "reference/linksets-and-passports.md").read_text("utf-8")
    section = page.partition("\n## Passports\n")[2].partition("\n## ")[0]
    heading, _, *rows = [line.split(" | ") for line in section.splitlines() if line.startswith("|")]
    column = [each.strip(" |") for each in heading].index(version)
    paths = [path for row in rows for path in re.findall(r"`([^`]+)`", row[column])]
    assert len(paths) > 9
    assert [path for path in paths if not has_member(schemas[version], {"$ref": "#"}, path.split("."))] == []


def test_the_judge_misses_a_member_that_a_version_has_not(schemas: dict[str, Any]) -> None:
    assert not has_member(schemas["0.6.1"], {"$ref": "#"}, ["credentialSubject", "product", "modelNumber"])
    assert not has_member(schemas["0.7.0"], {"$ref": "#"}, ["credentialSubject", "serialNumber"])


@pytest.mark.parametrize("name", ["what-the-maker-says.md"])
def test_the_passports_in_the_how_to_fit_the_schema_and_are_read(name: str, faults: Faults) -> None:
    shown = re.findall(
        r"cat > (\w*passport\w*)\.json <<'END'\n(.*?)\nEND\n", (DOCS / "how-to" / name).read_text(), re.DOTALL
    )
    assert shown
    for _, text in shown:
        document = json.loads(text)
        version = next(each for each in WRITERS if f"/{each}/" in document["@context"][1])
        assert faults(version, document) == []
        assert read_passport(text.encode(), CAMERA).facts()["gtin"] == GTIN


def test_both_versions_say_the_same_of_the_camera() -> None:
    older, newer = (read_passport(as_file(writer()), CAMERA) for writer in WRITERS.values())
    assert newer.facts() == {**older.facts(), "model": "DS126601"}


def has_member(schema: dict[str, Any], at: dict[str, Any], path: list[str]) -> bool:
    """Whether a schema knows a member by the names on the way to it."""
    if not path:
        return True
    return any(has_member(schema, each["properties"][path[0]], path[1:]) for each in branches(schema, at, path[0]))


def branches(schema: dict[str, Any], at: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The parts of a schema that a value may be held to, and that name a member; of lists those of what is in them."""
    if "$ref" in at:
        inner: Any = schema
        for step in at["$ref"].removeprefix("#").strip("/").split("/"):
            inner = inner[step] if step else inner
        yield from branches(schema, inner, name)
    if "items" in at:
        yield from branches(schema, at["items"], name)
    if name in at.get("properties", {}):
        yield at
