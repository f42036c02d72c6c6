"""Every key that any command puts out under `--json` is on the page of JSON output."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generating import tree

from talktag.cli.main import run
from talktag.cli.terminal import Terminal

# In this order, in a copy of the demo; between them they make every command say all it can.
LINES = """
init {new} --owner Ana --contact ana@example.org --no-passphrase
add Mug --maker Ibili --model Big --serial 7 --gtin 12345670 --place home --inside canon --label blue --price "3 EUR" \
--bought 2024-03-02 --from Shop --order A-1 --warranty 2099-01-01 --field colour=blue --quantity 2
set canon place=attic
attach canon {report} --kind report
party add Velo --role repairer --contact velo@example.org --key "{key}"
party list
party show velo
lend mug --to velo --due 2099-01-01
return mug
list
list --tree
stats
help query
find canon
show mug
note canon hello
notes canon
sheet mug --stock avery-l7120 -o {new}.pdf
stock list
stock show avery-l7120
export canon --to velo --include files:photo --note {note} --purpose crack --until 2099-01-01 -o {new}.zip --yes
verify {new}.zip
shares
retire mug --how sold --price "2 EUR" --reason "too small"
undo
log
save --yes
doctor
key show
key backup -o {new}.txt
key accept --yes
demo {new}-demo
set canon place=cellar --dry-run
"""
NOT_HERE = {"talktag edit"}  # needs a terminal; answers as `set` does


@pytest.fixture(scope="module")
def documents(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each line of LINES answers, by the line."""
    folder = tmp_path_factory.mktemp("json") / "demo"
    shutil.copytree(demo, folder)
    (folder / "report.txt").write_text("mended")
    with (folder / "things/products/t/trek-domane-al-2.toml").open("a") as record:
        record.write("# by hand\n")
    note = next(folder.glob("things/products/c/canon-eos-5d-mark-iv/notes/*.age")).stem
    key = (folder / "things/keys/owner.pub").read_text().strip()
    places = {"new": folder / "new", "report": folder / "report.txt", "note": note, "key": key}
    lines = [line.format(**places) for line in LINES.strip().split("\n")]
    return {line: answer(folder, shlex.split(line)) for line in lines}


def answer(folder: Path, words: list[str]) -> Any:
    environment = {
        "TALKTAG_CONFIG_DIR": str(folder / "config"),
        "TALKTAG_STORE": str(folder / "things"),
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
    }
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    stderr = io.StringIO()
    code = run([*words, "--json"], Terminal(io.StringIO(), stdout, stderr, environment))
    stdout.seek(0)
    said = stdout.read()
    assert said, f"talktag {shlex.join(words)}: {stderr.getvalue()}"
    assert code in {0, 12}
    return json.loads(said)


def test_every_command_is_asked(documents: dict[str, Any]) -> None:
    asked = {f"talktag {document['command']}" for document in documents.values()}
    assert asked | NOT_HERE == {each.name for each in tree.commands()}


def test_every_command_is_on_the_page(root: Path) -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", table_of(root), flags=re.MULTILINE)
    named = {f"talktag {name}" for row in rows for name in re.findall(r"`([a-z ]+)`", row)}
    assert named == {each.name for each in tree.commands()}


def test_every_key_of_an_answer_is_on_the_page(root: Path, documents: dict[str, Any]) -> None:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(?:signer\.)?([a-z_0-9]+)`", page))
    for line, document in documents.items():
        own = set(keys(document)) - bundle_members(root)
        assert own <= known, f"talktag {line} --json says {sorted(own - known)}"


def test_an_error_has_the_keys_of_the_page(demo: Path, root: Path) -> None:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    stderr = io.StringIO()
    environment = {"TALKTAG_CONFIG_DIR": str(demo / "config"), "TALKTAG_STORE": str(demo / "things")}
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert run(["show", "nothing", "--json"], Terminal(io.StringIO(), stdout, stderr, environment)) == 4
    for key in keys(json.loads(stderr.getvalue())):
        assert f"`{key}`" in page


def table_of(root: Path) -> str:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    return page.partition("## Every command")[2]


def bundle_members(root: Path) -> set[str]:
    """The members of a bundle's table, which `verify` repeats; they have a page of their own."""
    page = (root / "docs/reference/bundle-format.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_0-9]+)`", page.partition("## table.json")[2]))


def keys(value: Any) -> Iterator[str]:
    """Every key in a document, except those the owner chose."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key != "fields":
                yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)
