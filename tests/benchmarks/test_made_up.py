"""The stores that are measured are ones that a person could have: whole, and the same in every run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

from talktag.model.products.record import read_product
from talktag.model.sharing.share import read_share
from tests.benchmarks import made_up, saves
from tests.kit.computer import Computer

ROOT = Path(__file__).resolve().parents[2]
RECIPIENTS = ("age1zj2xfx6p9jkz3th4msnl7lk5npvr6cdl32aavzncsplq68ffydnq7y85vv",)


def test_doctor_finds_nothing_in_a_store_that_was_made_up(tmp_path: Path) -> None:
    ana = Computer(tmp_path, quick=True)
    ana.ok("init", str(ana.things), "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    ana.ok("party", "add", "Fix It", "--role", "repairer")
    many = ("--shares", "30", "--entries", "20", "--commits", "7", "--pulls", "2")
    words = [sys.executable, "-m", "tests.benchmarks.make_store", str(ana.things), "60", *many]
    done = subprocess.run(words, cwd=ROOT, env=ana.environment, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    assert "nothing found" in ana.ok("doctor")
    assert len({*made["others"], made["quiet"], made["busy"], made["talked"]}) == 60
    assert len(ana.json("list")["data"]["products"]) == 60
    assert len(list((ana.things / "shares").iterdir())) == 33
    assert ana.json("show", made["busy"])["data"]["entries_count"] == 20
    assert ana.ok("notes", made["noted"], "--list").count("\n") == 10
    assert ana.git("rev-list", "--count", "main", "^main~8") == b"8\n"
    assert ana.git("diff", "--stat", "main", "pull-1").count(b"| 2 +-") > 30


def test_every_shop_that_was_made_up_made_offers_and_was_offered_terms(tmp_path: Path) -> None:
    ana = Computer(tmp_path, quick=True)
    ana.ok("init", str(ana.things), "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    words = [sys.executable, "-m", "tests.benchmarks.trade", str(ana.things), "3"]
    done = subprocess.run(words, cwd=ROOT, env=ana.environment, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    wishes = {each["slug"]: each["offers"] for each in ana.json("wish", "list")["data"]["wishes"]}
    assert (wishes.pop(made["wish"]), set(wishes.values()), len(wishes)) == (60, {0}, 9)
    offers = ana.json("wish", "offers", made["wish"])["data"]["offers"]
    assert {each["party"] for each in offers if each["id"] == made["offer"]} == {made["shop"]}
    assert [each["status"] for each in ana.json("terms", "list")["data"]["agreements"]] == ["offered"] * 3
    assert [each["sound"] for each in ana.json("rule", "list")["data"]["rules"]] == [True] * 3


def test_the_same_seed_makes_the_same_things_but_for_notes_which_are_sealed_anew() -> None:
    first, second = (list(made_up.household(60, RECIPIENTS)) for _ in range(2))
    assert [each.product for each in first] == [each.product for each in second]
    assert [list(each.files) for each in first] == [list(each.files) for each in second]
    for one, other in zip(first, second, strict=True):
        assert all(data == other.files[path] for path, data in one.files.items() if not path.endswith(".age"))
    assert len({each.product.slug for each in first}) == len({each.product.id for each in first}) == 60


def test_a_record_reads_back_as_it_was_made() -> None:
    for each in made_up.household(20, RECIPIENTS):
        reading = read_product(made_up.record(each.product), "products/x/x.toml", each.product.slug)
        assert (reading.value, reading.problems) == (each.product, ())
        path, data = made_up.share(Random(1), each.product, 2)
        assert read_share(data, path).problems == ()


def test_what_lies_loose_is_told_apart_from_what_is_packed(tmp_path: Path) -> None:
    subprocess.run(("git", "init", "-q", str(tmp_path)), check=True)
    (tmp_path / "file").write_bytes(b"x" * 100_000)
    subprocess.run(("git", "-C", str(tmp_path), "add", "file"), check=True)
    loose, packed = saves.room(tmp_path)
    assert loose >= 4096
    ident = subprocess.check_output(("git", "-C", str(tmp_path), "rev-parse", ":file"))
    pack = ("git", "-C", str(tmp_path), "pack-objects", "-q", str(tmp_path / ".git/objects/pack/pack"))
    subprocess.run(pack, input=ident, stdout=subprocess.DEVNULL, check=True)
    assert saves.room(tmp_path)[0] == loose
    assert saves.room(tmp_path)[1] > packed
