"""Copies that a sync program left are neither saved nor read as records, and named with what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer

COPY = "sync-conflict-20240102-030405-ABCDEFG.toml"


def test_a_conflicting_copy_is_left_alone_and_named(computer: Computer) -> None:
    record = computer.things / "products/t/trek-domane-al-2.toml"
    copy = record.with_name(f"trek-domane-al-2.{COPY}")
    copy.write_bytes(record.read_bytes())
    done = computer.run("save", "--yes")
    assert f'{copy.name}" is left alone' in done.err
    assert computer.git("status", "--porcelain").decode().strip() == f"?? products/t/{copy.name}"
    findings = json.loads(computer.run("doctor", "--json").stdout)["data"]["findings"]
    (problem,) = [each for each in findings if each["path"].endswith(COPY)]
    assert problem["name"] == "conflict-copy"
    assert '"products/t/trek-domane-al-2.toml"' in problem["message"]


def test_a_conflicting_copy_of_a_party_is_no_party(computer: Computer) -> None:
    computer.ok("party", "add", "Bob")
    (computer.things / f"parties/bob.{COPY}").write_bytes((computer.things / "parties/bob.toml").read_bytes())
    parties = computer.json("party", "list")["data"]["parties"]
    assert [each["slug"] for each in parties].count("bob") == 1
    assert not [each for each in parties if "conflict" in each["slug"]]
