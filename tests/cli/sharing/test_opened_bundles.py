"""What a shop and an owner are told of what they open: a folder, an archive packed again, a page of other words."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.bundles.check_signed import read_signed

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

FOLDER = Path(__file__).resolve().parents[2] / "conformance"
CASES: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text())["cases"]


def unpacked(computer: Computer, name: str) -> Path:
    with zipfile.ZipFile(computer.folder / name) as archive:
        archive.extractall(computer.folder / "downloads")
    (folder,) = (computer.folder / "downloads").iterdir()
    return folder


def test_what_people_open_was_compared_exactly_where_the_index_says_so() -> None:
    said = {case["file"]: case["compared"] for case in CASES if "compared" in case}
    told = {file: not read_signed((FOLDER / file).read_bytes())[0].uncompared for file in said}
    assert told == said
    assert set(said.values()) == {True, False}


def test_an_export_of_ones_own_fields_is_compared_whatever_their_order(computer: Computer) -> None:
    computer.ok("set", "canon", "field.zoom=24-105", "field.battery=2")
    for page in ("html", "text"):
        words = ("--include", "field:zoom", "--include", "field:battery", "--page", page, "--language", "de")
        computer.ok("export", "canon", "--to", "fix-it", *words, "-o", f"{page}.zip", "--yes")
        done = computer.run("verify", f"{page}.zip", "--json")
        assert "uncompared" not in json.loads(done.out)["data"]
        assert done.err == ""


def test_verify_reply_and_receive_say_what_was_not_compared(computer: Computer) -> None:
    said = '"README.txt" was not made by this version, and its words were not compared with the record'
    bundle = str(FOLDER / "good/page-other-instructions.zip")
    done = computer.run("verify", bundle, "--signer", str(FOLDER / "keys/owner.pub"))
    assert (done.code, done.err) == (0, f"notice: {said}\n")
    unknown = computer.run("verify", bundle)
    assert unknown.code == 10
    assert f"\n  {said}\n" in unknown.err
    answered = computer.run("reply", bundle, "--service", "cleaned", "-o", "reply.zip")
    assert answered.code == 0, answered.err
    assert f"notice: {said}\n" in answered.err


def test_a_bundle_that_the_browser_unpacked_is_verified_answered_and_taken_in(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    folder = unpacked(computer, "canon.zip")
    assert computer.ok("verify", str(folder)) == computer.ok("verify", "canon.zip")
    assert computer.ok("verify", str(folder.parent)) == computer.ok("verify", str(folder / "data"))
    done = computer.run("reply", str(folder), "--service", "cleaned", "--unsigned", "-o", "reply.json")
    assert done.code == 0, done.err
    (folder / "data/index.html").write_bytes(b"<script>alert(1)</script>")
    done = computer.run("verify", str(folder))
    assert done.code == 10
    assert f'"{folder.name}" does not hold up: the file "data/index.html" is not the one that was signed' in done.err


def test_an_answer_that_the_browser_unpacked_is_kept_as_a_bundle(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    key = computer.folder / "shop"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "shop", "-f", str(key)], check=True)
    computer.ok("reply", "canon.zip", "--service", "cleaned", "--key", str(key), "-o", "reply.zip")
    folder = unpacked(computer, "reply.zip")
    taken = computer.json("receive", str(folder), "--signer", f"{key}.pub", "--yes")["data"]
    (kept,) = (computer.things / "products/c").rglob(f"received/{taken['bundle']}.zip")
    assert read_signed(kept.read_bytes())[0] == read_signed((computer.folder / "reply.zip").read_bytes())[0]
    assert "taken in before" in computer.run("receive", "reply.zip").err
    assert computer.ok("doctor") == "nothing found: all is well\n"


def test_what_was_packed_again_is_refused_and_said_how_to_check_it(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    folder = unpacked(computer, "canon.zip")
    with zipfile.ZipFile(computer.folder / "again.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder.parent))
    fingerprint = computer.json("verify", "canon.zip")["data"]["signer"]["fingerprint"]
    for verb in ("verify", "receive"):
        done = computer.run(verb, "again.zip")
        assert (done.code, done.out) == (10, "")
        assert done.err == (
            'talktag: "again.zip" was packed again by another program; the files in it are those that were signed\n'
            f"  signed with {fingerprint}\n"
            "hint: unpack it, and name the folder in place of the file, which is then checked\n"
        )


def test_a_folder_that_is_no_bundle_is_said_to_be_none(computer: Computer) -> None:
    done = computer.run("verify", str(computer.things))
    assert done.code == 6
    assert '"things" is a folder and no bundle' in done.err
    done = computer.run("receive", str(computer.things))  # which takes in all that lies in a folder
    assert done.code == 4
    assert "there is nothing in" in done.err


def test_after_an_export_it_is_said_what_lies_where_for_whom_and_what_to_send(computer: Computer) -> None:
    until = ("--until", "2099-01-31")
    both = 'send both files, "canon.zip" and "canon-answer.html", which is for the answer'
    for words, said in (
        ((), "send it; who gets it unpacks it and opens index.html in the folder data"),
        (("--page", "text"), "send it; who gets it unpacks it and opens summary.txt in the folder data"),
        (("--with-form",), f"{both}; who gets it unpacks it and opens index.html in the folder data"),
    ):
        done = computer.run("export", "canon", "--to", "fix-it", *words, *until, "-o", "canon.zip", "--yes")
        first, second, saved = done.err.splitlines()[-3:]
        assert first == 'wrote "canon.zip" for Fix-It Cameras, to be used until 2099-01-31'
        assert second == said
        assert saved.startswith("saved as ")


def test_what_was_not_written_is_not_said_to_be_and_json_names_what_to_send(computer: Computer) -> None:
    words = ("export", "canon", "--to", "fix-it", "--with-form", "-o", "canon.zip")
    assert "wrote" not in computer.run(*words, "--dry-run").err
    assert "wrote" not in computer.run("export", "canon", "--to", "fix-it", "-o", "-", "--yes").err
    done = computer.run(*words, "--yes", "--json")
    assert done.err == ""
    assert json.loads(done.out)["data"]["send"] == ["canon.zip", "canon-answer.html"]


def test_after_a_hand_over_a_print_out_and_an_answer_it_is_said_as_well(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    answered = computer.run("reply", "canon.zip", "--service", "cleaned", "-o", "reply.zip").err
    assert answered.endswith("for Ana Pérez\nsend it; who gets it takes it in with: talktag receive\n"), answered
    plain = computer.run("reply", "canon.zip", "--service", "cleaned", "--unsigned", "-o", "reply.json").err
    assert plain.endswith("who gets it takes it in with: talktag receive --unsigned\n")
    printed = computer.run("export", "canon", "--to", "fix-it", "--fields", "name", "-o", "canon.txt", "--yes").err
    assert 'wrote "canon.txt" for Fix-It Cameras\n' in printed
    handed = computer.run("transfer", "canon", "--to", "fix-it", "-o", "handed.zip", "--yes").err
    assert "who gets it takes it in with talktag receive, or unpacks it and opens index.html" in handed
