"""A store of each version that ever wrote one, with its keys: read with every value it had, and written to again.

`tests/stores/VERSION` holds its history as `git fast-export` gave it, its key folder, and what that version said of it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kit.computer import Computer

STORES = sorted((Path(__file__).parents[2] / "stores").iterdir())


@pytest.fixture(params=STORES, ids=lambda path: path.name)
def version(request: pytest.FixtureRequest) -> Path:
    """The folder of a version."""
    path: Path = request.param
    return path


@pytest.fixture
def old(version: Path, new_computer: Computer, program: Callable[[str], str]) -> Computer:
    """A computer with that store and its keys, as if this talktag had just come to it."""
    shutil.copytree(version / "config", new_computer.folder / "config", dirs_exist_ok=True)
    for path in (new_computer.folder / "config").rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)  # Git keeps no such modes
    things = new_computer.things
    for words in (("init", "-q", "-b", "main", str(things)), ("-C", str(things), "fast-import", "--quiet")):
        with (version / "things.fast-export").open("rb") as history:
            subprocess.run([program("git"), *words], env=new_computer.environment, stdin=history, check=True)
    new_computer.git("reset", "-q", "--hard", "main")
    return new_computer


def is_in(old: Any, new: Any) -> bool:
    """Whether everything that was said is still said; what is new may stand beside it."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and is_in(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(is_in, old, new))
    return bool(old == new)


def said_then(version: Path, name: str) -> Any:
    return json.loads((version / name).read_text(encoding="utf-8"))["data"]


def test_every_product_has_every_value_it_had(version: Path, old: Computer) -> None:
    for path in version.glob("show-*.json"):
        slug = path.stem.removeprefix("show-")
        assert is_in(said_then(version, path.name), old.json("show", slug)["data"]), slug
    listed = {each["slug"]: each for each in old.json("list", "state:any")["data"]["products"]}
    for each in said_then(version, "list.json")["products"]:
        assert is_in(each, listed[each["slug"]])


def test_its_notes_open_and_its_ledger_is_whole(version: Path, old: Computer) -> None:
    assert is_in(said_then(version, "notes.json"), old.json("notes", "canon")["data"])
    assert is_in(said_then(version, "shares.json"), old.json("shares")["data"])


def test_nothing_is_wrong_with_it(old: Computer) -> None:
    findings = json.loads(old.run("doctor", "--json").stdout)["data"]["findings"]
    assert [each for each in findings if each.get("severity") != "warning"] == []


def test_it_is_written_to_and_loses_nothing(old: Computer) -> None:
    before = entries_in(old)
    assert len(before) >= 5
    old.ok("return", "ef-24")
    old.ok("lend", "trek", "--to", "bruno")
    old.ok("set", "canon", "place=attic")
    after = entries_in(old)
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2
    assert (old.things / "products/t/trek-domane-al-2/entries.toml").read_text().startswith("entry = [")
    assert old.git("fsck", "--strict") == b""
    for _ in range(3):
        old.ok("undo", "--yes")
    assert old.git("status", "--porcelain") == b""
    assert entries_in(old) == before


def entries_in(computer: Computer) -> dict[str, str]:
    """Every entry of the store by its id, as any TOML reader finds it."""
    texts = (path.read_text(encoding="utf-8") for path in computer.things.rglob("entries.toml"))
    return {each["id"]: repr(sorted(each.items())) for text in texts for each in tomllib.loads(text)["entry"]}
