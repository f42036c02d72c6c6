"""A product changes hands: what goes along, what stays, and that a history can be neither forged nor borrowed."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.bag import root_name
from talktag.bundle.reading import open_archive
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh import sshsig
from tests.conformance import spoiled
from tests.conformance.spoiled import Change
from tests.kit.archives import bag_files, files_in, pack, payload_manifest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

SLUG = "canon-eos-5d-mark-iv"


@pytest.fixture
def shop(computer: Computer) -> Computer:
    """The repair shop, whose key Ana has, and who answered once."""
    shop = other(computer, "shop")
    shop.ok("key", "new", "Fix-It Cameras", "--no-passphrase")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "asked.zip", "--yes")
    shop.ok("reply", "asked.zip", "--service", "replaced eyepiece", "--cost", "80 EUR", "-o", "reply.zip")
    computer.ok("receive", "reply.zip", "--signer", "shop/keys/signing_key.pub", "--yes")
    computer.ok("party", "add", "Bea Lind", "--role", "buyer")
    return shop


@pytest.fixture
def bea(computer: Computer, shop: Computer) -> Computer:
    """The next owner, with a store of her own, who has Ana's key on paper."""
    bea = other(computer, "bea")
    bea.ok("init", "bea-things", "--owner", "Bea Lind", "--contact", "bea@example.org", "--no-passphrase")
    (computer.folder / "ana.pub").write_bytes((computer.things / "keys/owner.pub").read_bytes())
    return bea


def other(computer: Computer, name: str) -> Computer:
    variables = {
        "TALKTAG_CONFIG_DIR": str(computer.folder / name),
        "TALKTAG_STORE": str(computer.folder / f"{name}-things"),
    }
    return replace(computer, variables=variables)


def things(owner: Computer) -> Path:
    return Path(owner.variables["TALKTAG_STORE"])


def hand_over(computer: Computer, *words: str, to: str = "bea", file: str = "handed.zip") -> str:
    return computer.ok("transfer", "canon", "--to", to, *words, "-o", file, "--yes")


def spelled(file: Path) -> bytes:
    """Everything in a bundle, unpacked, with what is in base64 on its page taken out of it as well."""
    files = files_in(file.read_bytes())
    page = files["data/index.html"]
    return b"\n".join([*files.values(), *(base64.b64decode(each) for each in re.findall(rb"base64,([^\"]+)", page))])


def test_what_was_not_chosen_is_not_in_it(computer: Computer, shop: Computer) -> None:
    hand_over(computer)
    text = spelled(computer.folder / "handed.zip")
    for kept in (b"2499.00", b"2499 EUR", b"home/office", b"hot pixel", b"A-17", b"one camera", b"black", b'camera"'):
        assert kept not in text
    for given in (b"032021001234", b"replaced eyepiece", b"Foto Ruiz"):
        assert given in text
    (computer.folder / "handed.zip").unlink()


def test_what_is_included_goes_along(computer: Computer, shop: Computer, bea: Computer) -> None:
    hand_over(computer, "--include", "value", "--include", "files:receipt", "--include", "field:colour")
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    shown = bea.json("show", "canon")["data"]
    assert [file["kind"] for file in shown["files"]] == ["receipt"]
    assert shown["fields"] == {"colour": "black"}
    assert shown["entries"][-1 if shown["entries"][-1]["kind"] == "transfer" else 0]["kind"] in {"transfer", "service"}
    said = next(each for each in shown["entries"] if each["kind"] == "transfer")
    assert said["text"] == "Says: bought on 2024-03-02 from Foto Ruiz for 2499.00 EUR"
    assert "price" not in shown["purchase"]


def test_an_answer_in_another_spelling_of_unicode_is_still_found_word_for_word(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    title, text = "Re\u0301paration\u00a0: e\u0301cran", "80\u202f€, joint change\u0301"
    shop.ok("reply", "asked.zip", "--service", title, "--text", text, "--unsigned", "-o", "plain.json")
    document = json.loads((computer.folder / "plain.json").read_text())
    document["product"]["entries"][0] |= {"title": title, "text": text}
    sign(computer, shop, document)
    computer.ok("receive", "other.zip", "--yes")
    hand_over(computer)
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    entries = bea.json("show", "canon")["data"]["entries"]
    kept = unicodedata.normalize("NFC", text).replace("\u202f", " ")
    (entry,) = (each for each in entries if each.get("text") == kept)
    assert entry["signer"].startswith("SHA256:")


def sign(computer: Computer, shop: Computer, document: dict[str, Any]) -> None:
    """The answer as another program writes and signs it: in the shop's name, letter for letter."""
    keys = KeyFolder(computer.folder / "shop/keys").unlock(None)
    document["signer"]["fingerprint"] = keys.signing.public.fingerprint
    payload = {"table.json": json.dumps(document).encode()}
    manifest, when = payload_manifest(payload), datetime.fromisoformat(document["created"])
    signature = sshsig.sign(manifest, keys.signing, "reply@talktag")
    bag = bag_files(payload, manifest, signature, bundle=document["bundle"], created=when)
    (computer.folder / "other.zip").write_bytes(pack(root_name("x", when.date(), document["bundle"]), bag, when))


def test_the_tag_is_retired_here_and_the_next_owner_has_one_of_their_own(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    (tag,) = computer.json("show", "canon")["data"]["tags"]
    hand_over(computer)
    assert tag["id"].encode() not in spelled(computer.folder / "handed.zip")
    shown = computer.json("show", "canon")["data"]
    assert shown["state"] == "sold"
    assert shown["tags"][0]["retired"]
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    (own,) = bea.json("show", "canon")["data"]["tags"]
    assert own["id"] != tag["id"]
    assert "retired" not in own


def test_undo_takes_a_hand_over_back(computer: Computer, shop: Computer) -> None:
    before = computer.git("rev-parse", "HEAD:")
    hand_over(computer)
    computer.ok("undo")
    assert computer.git("rev-parse", "HEAD:") == before


def test_it_is_given_to_whoever_is_no_buyer(computer: Computer, shop: Computer) -> None:
    computer.ok("party", "add", "Sister", "--role", "other")
    hand_over(computer, to="sister")
    assert computer.json("show", "canon")["data"]["state"] == "given"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--how", "lost"), 2, '"lost" is not a way to hand a product over'),
        (("--price", "much"), 6, "price: "),
        (("--include", "files:photo"), 6, 'has nothing under "files:photo"'),
        (("--note", "0000000000000"), 6, "has no note"),
    ],
)
def test_a_hand_over_that_cannot_be_made_parts_with_nothing(
    words: tuple[str, ...], code: int, said: str, computer: Computer, shop: Computer
) -> None:
    before = computer.state
    done = computer.within("transfer", "canon", "--to", "bea", *words, "-o", "handed.zip", "--yes")
    assert done.code == code
    assert said in done.err
    assert computer.state == before


def test_what_is_with_somebody_else_is_not_handed_over(computer: Computer, shop: Computer) -> None:
    computer.ok("lend", "canon", "--to", "fix-it")
    done = computer.run("transfer", "canon", "--to", "bea", "-o", "handed.zip", "--yes")
    assert done.code == 6
    assert f"hint: if you have it: talktag return {SLUG}" in done.err


def test_an_answer_that_also_holds_what_was_not_chosen_stays(computer: Computer, shop: Computer) -> None:
    shop.ok("reply", "asked.zip", "--service", "cleaned", "--message", "CANARY", "-o", "second.zip")
    computer.ok("receive", "second.zip", "--yes")
    done = computer.run("transfer", "canon", "--to", "bea", "-o", "handed.zip", "--yes")
    [stays] = [line.split("\t") for line in done.out.splitlines() if line.startswith("stays\toriginals\t")]
    assert (stays[2], stays[4]) == ("signed answer", "it also holds entries:message; add it with --include")
    text = spelled(computer.folder / "handed.zip")
    assert b"CANARY" not in text
    assert b"cleaned" in text
    originals = [name for name in files_in((computer.folder / "handed.zip").read_bytes()) if "original" in name]
    assert originals == ["data/files/original-1.bin"]


def test_a_signature_of_the_shop_survives_two_changes_of_hands(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    hand_over(computer)
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    bea.ok("party", "add", "Cem", "--role", "buyer")
    hand_over(bea, to="cem", file="again.zip")
    cem = other(computer, "cem")
    cem.ok("init", "cem-things", "--owner", "Cem", "--contact", "cem@example.org", "--no-passphrase")
    cem.ok("receive", "again.zip", "--signer", "bea-things/keys/owner.pub", "--yes")
    entries = cem.json("show", "canon")["data"]["entries"]
    by_shop = next(each for each in entries if each["title"] == "replaced eyepiece")
    kept = things(cem) / f"products/c/{SLUG}/received/{by_shop['original']}.zip"
    assert kept.read_bytes() == (computer.folder / "reply.zip").read_bytes()
    assert by_shop["signer"] == shop.json("key", "show")["data"]["fingerprint"]
    titles = [each["title"] for each in entries if each["kind"] == "transfer"]
    assert sorted(titles) == ["Handed over by Ana Pérez", "Handed over by Bea Lind"]
    assert cem.ok("doctor") == "nothing found: all is well\n"


def test_what_comes_back_joins_the_record_that_was_kept(computer: Computer, shop: Computer, bea: Computer) -> None:
    before = computer.json("show", "canon")["data"]
    hand_over(computer)
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    bea.ok("set", "canon", "serial=999", "model=EOS 5D")
    (computer.folder / "check.txt").write_text("all well")
    bea.ok("attach", "canon", "check.txt", "--kind", "certificate")
    bea.ok("lend", "canon", "--to", "ana")
    bea.ok("return", "canon")
    hand_over(bea, "--include", "files:certificate", to="ana", file="back.zip")
    said = computer.ok("receive", "back.zip", "--signer", "bea-things/keys/owner.pub", "--yes")
    assert "999" in said
    assert "yours is kept" in said
    after = computer.json("show", "canon")["data"]
    assert after["state"] == "owned"
    for key in ("id", "slug", "serial", "model", "place", "purchase", "labels", "warranties", "notes_count"):
        assert after[key] == before[key]
    titles = [each["title"] for each in after["entries"]]
    assert titles.count("replaced eyepiece") == 1
    assert "Handed over by Bea Lind" in titles
    assert [each["name"] for each in after["files"]][: len(before["files"])] == [f["name"] for f in before["files"]]
    assert [each["kind"] for each in after["files"]][len(before["files"]) :] == ["certificate"]
    live = [each["id"] for each in after["tags"] if not each.get("retired")]
    assert len(live) == 1
    assert live[0] not in [each["id"] for each in before["tags"]]
    assert computer.json("receive", "back.zip")["data"]["taken"] is True
    assert computer.ok("doctor") == "nothing found: all is well\n"
    computer.ok("undo", "--yes")
    assert computer.json("show", "canon")["data"]["state"] == "sold"


def test_a_product_one_still_has_cannot_come_back(computer: Computer, shop: Computer, bea: Computer) -> None:
    hand_over(computer)
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    computer.ok("undo", "--yes")
    hand_over(bea, to="ana", file="back.zip")
    done = computer.run("receive", "back.zip", "--signer", "bea-things/keys/owner.pub", "--yes")
    assert done.code == 10
    assert "is in this store already" in done.err


def test_an_entry_that_nobody_signed_stays_unsigned_in_other_hands(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    shop.ok("reply", "asked.zip", "--service", "cleaned", "--unsigned", "-o", "plain.json")
    computer.ok("receive", "plain.json", "--unsigned", "--yes")
    hand_over(computer)
    bea.ok("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    entries = {each["title"]: each["signer"] for each in bea.json("show", "canon")["data"]["entries"]}
    assert entries["cleaned"] == "unsigned"
    assert entries["replaced eyepiece"].startswith("SHA256:")


def test_a_note_that_is_given_along_is_sealed_before_it_is_kept(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    (note,) = computer.json("notes", "canon")["data"]["notes"]
    hand_over(computer, "--note", note["note"])
    done = bea.run("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    assert done.code == 0, done.err
    assert [each["text"] for each in bea.json("notes", "canon")["data"]["notes"]] == [note["text"]]
    files = [path for path in things(bea).rglob("*") if path.is_file() and ".git" not in path.parts]
    assert not [path for path in files if b"hot pixel" in path.read_bytes()]
    assert [path.suffixes for path in files if path.parent.name == "received"].count([".zip", ".age"]) == 1
    assert bea.json("receive", "handed.zip")["data"]["taken"] is True


# --- forged hand-overs, signed with Ana's own key, as a dishonest seller could --------------------------------------


def forge(computer: Computer, change: Change, files: Callable[[dict[str, bytes]], object] = lambda _: None) -> None:
    """Rewrite handed.zip: change its table and its files, and sign it again with Ana's key."""
    archive = open_archive((computer.folder / "handed.zip").read_bytes())
    payload = {
        name.removeprefix("data/"): content.whole()
        for name, content in archive.files.items()
        if name.startswith("data/")
    }
    document = json.loads(payload["table.json"])
    files(payload)
    for file in document["files"]:
        import hashlib

        data = payload[file["path"]]
        file.update(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    change(document)
    payload["table.json"] = json.dumps(document).encode()
    manifest = payload_manifest(payload)
    keys = KeyFolder(computer.folder / "config/keys").unlock(None)
    signature = sshsig.sign(manifest, keys.signing, "transfer@talktag")
    when = datetime.fromisoformat(document["created"])
    bag = bag_files(payload, manifest, signature, bundle=document["bundle"], created=when)
    (computer.folder / "handed.zip").write_bytes(pack(root_name("x", when.date(), document["bundle"]), bag, when))


FORGED = {
    case: spoiled.FORGED[case]
    for case in (
        "a better service",
        "the history of another product",
        "an id that is none",
        "a name of two lines",
        "a wrong check digit",
        "a warranty without end",
        "a field that is a table",
        "too many entries",
    )
}


@pytest.mark.parametrize("case", FORGED)
def test_a_hand_over_that_was_embellished_is_refused_by_its_own_words(
    case: str, computer: Computer, bea: Computer
) -> None:
    change, files, words = FORGED[case]
    hand_over(computer)
    forge(computer, change, files)
    before = things(bea) / ".git/refs"
    heads = sorted(path.read_bytes() for path in before.rglob("*") if path.is_file())
    done = bea.within("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    assert (done.code, done.out) == (10, "")
    assert words in done.err
    assert sorted(path.read_bytes() for path in before.rglob("*") if path.is_file()) == heads
    assert not (things(bea) / "products").exists()


def test_the_same_hand_over_forged_in_nothing_is_taken_over(computer: Computer, bea: Computer) -> None:
    hand_over(computer)
    forge(computer, lambda _: None)
    assert bea.within("receive", "handed.zip", "--signer", "ana.pub", "--yes").code == 0


def test_a_name_whose_key_is_kept_cannot_be_used_with_another_key(
    computer: Computer, shop: Computer, bea: Computer
) -> None:
    bea.ok(
        "party",
        "add",
        "Ana Pérez",
        "--role",
        "seller",
        "--key",
        (computer.folder / "shop/keys/signing_key.pub").read_text().strip(),
    )
    hand_over(computer)
    done = bea.run("receive", "handed.zip", "--signer", "ana.pub", "--yes")
    assert done.code == 10
    assert "signed with another key than the one kept for Ana Pérez" in done.err
