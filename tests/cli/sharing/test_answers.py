"""There and back: a shop without a store answers a bundle, the owner takes the answer in, and nothing else gets in."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.bag import root_name
from talktag.bundle.document import values_to_bytes
from talktag.bundle.reading import open_archive
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh.key import PublicKey
from tests.conformance import spoiled
from tests.conformance.spoiled import Change
from tests.kit.archives import bag_files, files_in, pack, payload_manifest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
SAID = ("--service", "replaced eyepiece", "--cost", "80 EUR", "--text", "It was cracked.")


@pytest.fixture
def shop(computer: Computer) -> Computer:
    """The shop's computer: the same folder to hand files over in, keys of its own, no store."""
    shop = replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "shop"), "TALKTAG_STORE": ""})
    shop.ok("key", "new", "Fix-It Cameras", "--no-passphrase")
    shutil.copy(shop.folder / "shop/keys/signing_key.pub", shop.folder / "shop.pub")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    return shop


@pytest.fixture
def known(computer: Computer, shop: Computer) -> Computer:
    """The owner's computer, where the shop's key is kept."""
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(f'{record.read_text()}key = "{(shop.folder / "shop.pub").read_text().strip()}"\n')
    computer.ok("save", "--yes")
    return computer


def answer(shop: Computer, *words: str, to: str = "reply.zip") -> str:
    return shop.ok("reply", "canon.zip", *(words or SAID), "-o", to)


def received(computer: Computer, slug: str = "canon-eos-5d-mark-iv") -> Path:
    return computer.things / f"products/c/{slug}"


def test_the_preview_has_the_text_with_its_entry_and_only_what_changes_as_a_record(
    computer: Computer, shop: Computer
) -> None:
    shop.write("report.txt", "tested for an hour\n")
    words = (*SAID, "--reading", "shutter count 18342", "--due", "2027-05-01", "--file", "report.txt")
    answer(shop, *words)
    expected = """\
        {day}\tservice\treplaced eyepiece\t80.00 EUR\t2027-05-01
          It was cracked.
        {day}\treading\tshutter count 18342\t\t
        """
    told = shop.ok("reply", "canon.zip", *words, "-o", "second.zip")
    done = computer.run("receive", "reply.zip", "--signer", "shop.pub", "--yes")
    assert done.code == 0, done.err
    for shown in (told, done.out):
        lines = shown.splitlines()
        at = next(number for number, line in enumerate(lines) if "replaced eyepiece" in line)
        day = lines[at].partition("\t")[0]
        assert lines[at : at + 3] == textwrap.dedent(expected).format(day=day).splitlines()
    changed = [line for line in done.out.splitlines() if line.startswith(("--- ", "+++ "))]
    record, party = "products/c/canon-eos-5d-mark-iv.toml", "parties/fix-it-cameras.toml"
    assert sorted(changed) == sorted(f"{mark} {side}/{path}" for path in (record, party) for mark, side in
                                     (("---", "a"), ("+++", "b")))  # fmt: skip
    computer.ok("undo", "--yes")
    whole = computer.ok("receive", "reply.zip", "--signer", "shop.pub", "--dry-run")
    assert 'title = "replaced eyepiece"' in whole
    assert whole.count("--- a/") == 3  # and the log, on which it stands already to whom it was given


def test_an_answer_goes_all_the_way_round(computer: Computer, shop: Computer) -> None:
    shop.write("report.txt", "tested for an hour\n")
    answer(shop, *SAID, "--reading", "shutter count 18342", "--file", "report.txt")
    done = computer.run("receive", "reply.zip", "--signer", "shop.pub", "--yes")
    assert done.code == 0, done.err
    assert "replaced eyepiece\t80.00 EUR" in done.out
    assert 'title = "replaced eyepiece"' not in done.out  # it was shown in words already
    shown = computer.json("show", "canon")["data"]
    first, second = (each for each in shown["entries"] if each["kind"] != "share")
    assert {key: first[key] for key in ("kind", "title", "cost", "text", "party")} == {
        "kind": "service",
        "title": "replaced eyepiece",
        "cost": "80.00 EUR",
        "text": "It was cracked.",
        "party": "fix-it-cameras",
    }
    assert (second["kind"], second["title"]) == ("reading", "shutter count 18342")
    assert [file["name"] for file in shown["files"] if file["kind"] == "report"] == ["report-1.txt"]
    kept = received(computer) / f"received/{first['original']}.zip"
    assert kept.read_bytes() == (shop.folder / "reply.zip").read_bytes()
    assert first["signer"] == PublicKey.from_line((shop.folder / "shop.pub").read_text()).fingerprint
    assert computer.ok("doctor") == "nothing found: all is well\n"
    assert computer.git("log", "-1", "--format=%s").decode().startswith("Take in what Fix-It Cameras answered")


def test_undo_takes_all_of_an_answer_back(known: Computer, shop: Computer) -> None:
    before = known.git("rev-parse", "HEAD:")
    answer(shop)
    known.ok("receive", "reply.zip", "--yes")
    assert known.git("rev-parse", "HEAD:") != before
    known.ok("undo")
    assert known.git("rev-parse", "HEAD:") == before


def test_doctor_finds_an_original_that_was_changed_or_is_gone(known: Computer, shop: Computer) -> None:
    answer(shop)
    known.ok("receive", "reply.zip", "--yes")
    (kept,) = (received(known) / "received").iterdir()
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    done = known.run("doctor")
    assert done.code == 12
    assert f"received/{kept.name}\tis not as it came: " in done.out
    kept.unlink()
    done = known.run("doctor")
    assert done.code == 12
    assert f"received/{kept.name}\tis what an entry came in, and is not there" in done.out


def test_ssh_keygen_and_sha256sum_find_an_answer_good(known: Computer, shop: Computer, program: Program) -> None:
    answer(shop)
    with zipfile.ZipFile(shop.folder / "reply.zip") as archive:
        archive.extractall(shop.folder / "out")
    (bag,) = (shop.folder / "out").iterdir()
    (bag / "sender.txt").write_text(f"sender {(shop.folder / 'shop.pub').read_text()}")
    line = re.search(r"^ +(ssh-keygen .*)$", (bag / "data/README.txt").read_text(), re.MULTILINE)
    assert line
    assert program("ssh-keygen")
    done = subprocess.run(line[1], shell=True, cwd=bag, capture_output=True, check=True)  # noqa: S602
    assert done.stdout.startswith(b'Good "reply@talktag" signature for sender')
    subprocess.run([program("sha256sum"), "-c", "--quiet", "manifest-sha256.txt"], cwd=bag, check=True)
    assert known.ok("verify", "reply.zip").startswith("intact, signed by Fix-It Cameras")


# --- answers made by hand and signed by ssh-keygen --------------------------------------------------------------------


class Bench:
    """A shop that makes its answers with ssh-keygen and by hand, right or wrong in any single place."""

    def __init__(self, computer: Computer, keygen: str) -> None:
        self.folder = computer.folder
        self._keygen = keygen
        self.key = self.folder / "bench"
        command = [keygen, "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", str(self.key)]
        subprocess.run(command, check=True)
        self.public = PublicKey.from_line(self.key.with_name("bench.pub").read_text())

    def sign(self, data: bytes, namespace: str = "reply@talktag", hashed: str = "sha512") -> bytes:
        command = [self._keygen, "-Y", "sign", "-f", str(self.key), "-n", namespace, "-O", f"hashalg={hashed}"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    def document(self) -> dict[str, Any]:
        asked = open_archive((self.folder / "canon.zip").read_bytes())
        table = json.loads(asked.files["data/table.json"].whole())
        return {
            "format": "talktag-bundle/1",
            "kind": "reply",
            "bundle": "7k3m9qxac04zt",
            "sequence": 1,
            "created": "2026-11-22T03:49:58Z",
            "signer": {"name": "Bench", "fingerprint": self.public.fingerprint},
            "audience": {"name": "Ana"},
            "in_reply_to": {"bundle": table["bundle"], "sha256": asked.identity},
            "product": {
                "id": table["product"]["id"],
                "name": table["product"]["name"],
                "entries": [{"kind": "service", "date": "2026-11-21", "title": "replaced eyepiece"}],
            },
            "shared": ["entries:service"],
            "files": [],
        }

    def make(self, change: Change = lambda _: None, to: str = "reply.zip", **signing: str) -> None:
        document = self.document()
        change(document)
        payload = {"table.json": values_to_bytes(document)}
        manifest = payload_manifest(payload)
        when = datetime.fromisoformat(document["created"])
        files = bag_files(payload, manifest, self.sign(manifest, **signing), bundle=document["bundle"], created=when)
        (self.folder / to).write_bytes(pack(root_name("x", when.date(), document["bundle"]), files, when))


@pytest.fixture
def bench(computer: Computer, program: Program) -> Bench:
    """The repair shop Fix-It Cameras, known by the key of the bench."""
    bench = Bench(computer, program("ssh-keygen"))
    keep(computer, "fix-it-cameras", bench)
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    return bench


def keep(computer: Computer, party: str, bench: Bench) -> None:
    record = computer.things / f"parties/{party}.toml"
    record.write_text(f'{record.read_text()}key = "{bench.public.line()}"\n')
    computer.ok("save", "--yes")


def test_an_answer_signed_by_ssh_keygen_is_taken_in(computer: Computer, bench: Bench) -> None:
    bench.make()
    assert computer.json("receive", "reply.zip", "--yes")["data"]["party"] == "fix-it-cameras"
    assert "replaced eyepiece" in computer.ok("show", "canon")


# All that is wrong with an answer is in tests/ops/sharing/test_reply_in.py; here is how a person is told.
REFUSED = {case: spoiled.REFUSED[case] for case in ("to a bundle nobody gave", "a file for an address")}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_is_wrong_in_one_place_is_refused_by_its_own_words(
    case: str, computer: Computer, bench: Bench
) -> None:
    change, words = REFUSED[case]
    bench.make(change)
    before = computer.state
    for flags in (("--yes",), ("--dry-run",)):
        done = computer.within("receive", "reply.zip", *flags)
        assert (done.code, done.out) == (10, ""), done.err
        assert words in done.err
        assert re.match(r'talktag: "reply\.zip" (cannot be taken in|does not hold up): ', done.err)
    assert computer.state == before


def test_a_signature_for_another_purpose_is_refused(computer: Computer, bench: Bench) -> None:
    for namespace, words in {
        "bundle@talktag": 'the bundle is a reply, and it is signed as "bundle@talktag"',
        "transfer@talktag": 'the bundle is a reply, and it is signed as "transfer@talktag"',
        "git": 'the signature is for "git", not for',
        "trust@talktag": 'the signature is for "trust@talktag", not for',
    }.items():
        bench.make(namespace=namespace)
        done = computer.within("receive", "reply.zip", "--yes")
        assert done.code == 10
        assert words in done.err


def test_ones_own_bundle_is_not_taken_in(computer: Computer, bench: Bench) -> None:
    done = computer.within("receive", "canon.zip", "--yes")
    assert done.code == 10
    assert '"canon.zip" cannot be taken in: it is your own bundle' in done.err


def test_twice_is_once_also_under_another_valid_signature(computer: Computer, bench: Bench) -> None:
    bench.make()
    first = computer.json("receive", "reply.zip", "--yes")
    state = computer.state
    second = computer.json("receive", "reply.zip")
    bench.make(to="again.zip", hashed="sha256")
    assert (bench.folder / "again.zip").read_bytes() != (bench.folder / "reply.zip").read_bytes()
    third = computer.json("receive", "again.zip", "--yes")
    assert (first["data"]["taken"], second["data"]["taken"], third["data"]["taken"]) == (False, True, True)
    assert second["commit"] is third["commit"] is None
    assert first["data"]["signed"] == second["data"]["signed"] == third["data"]["signed"]
    assert computer.state[:2] == state[:2]


# --- whose key it is --------------------------------------------------------------------------------------------------


def test_without_anyone_to_ask_an_unknown_key_is_refused_and_can_be_compared(
    computer: Computer, shop: Computer
) -> None:
    answer(shop)
    before = computer.state
    for flags in ((), ("--yes",), ("--no-input", "--yes")):
        done = computer.run("receive", "reply.zip", *flags)
        assert (done.code, done.out) == (10, "")
        assert "its signer is unknown" in done.err
        assert " ".join(digits(shop)) in done.err
        assert "--signer KEYFILE" in done.err
    assert computer.state == before


def digits(shop: Computer) -> tuple[str, ...]:
    return digit_groups(PublicKey.from_line((shop.folder / "shop.pub").read_text()))


def asked_for(shown: bytes) -> list[int]:
    found = re.search(rb"Groups (\d), (\d), (\d) of the digits", shown)
    assert found
    return [int(number) for number in found.groups()]


def test_the_digits_that_the_shop_reads_out_settle_whose_key_it_is(computer: Computer, shop: Computer) -> None:
    assert " ".join(digits(shop)) in shop.ok("key", "show")
    answer(shop)
    screen = computer.terminal("receive", "reply.zip").until("talktag key show: ")
    assert not any(group.encode() in screen.shown for group in digits(shop))
    groups = [digits(shop)[number - 1] for number in asked_for(screen.shown)]
    done = screen.type(f"{' '.join(groups)}\n").until("Take this in?").type("y\n").end()
    assert done.code == 0, done.out
    assert "digits compared" in done.out
    assert (shop.folder / "shop.pub").read_text().split()[1] in (
        computer.things / "parties/fix-it-cameras.toml"
    ).read_text()
    answer(shop, "--message", "it is ready", to="second.zip")
    assert computer.run("receive", "second.zip", "--yes").code == 0


@pytest.mark.parametrize(("typed", "code"), [("11111 22222 33333\n", 10), ("\4", 3)])
def test_digits_that_are_not_those_of_the_key_let_nothing_in(
    typed: str, code: int, computer: Computer, shop: Computer
) -> None:
    answer(shop)
    before = computer.state
    # Not even --yes stands for having compared them.
    screen = computer.terminal("receive", "reply.zip", "--yes").until("talktag key show: ")
    done = screen.type(typed).end()
    assert done.code == code
    assert computer.state == before


def test_a_key_that_changed_is_refused_with_both_fingerprints_whatever_is_said_beside(
    known: Computer, shop: Computer, program: Program
) -> None:
    forger = Bench(known, program("ssh-keygen"))
    forger.make()
    for flags in ((), ("--signer", "bench.pub")):
        done = known.run("receive", "reply.zip", "--yes", *flags)
        assert done.code == 10
        assert "signed with another key than the one kept for Fix-It Cameras" in done.err
        assert forger.public.fingerprint in done.err
        assert PublicKey.from_line((shop.folder / "shop.pub").read_text()).fingerprint in done.err
        assert "talktag party set fix-it-cameras key=" in done.err
    # What the hint says works.
    record = known.things / "parties/fix-it-cameras.toml"
    record.write_text(re.sub(r"key = .*\n", f'key = "{forger.public.line()}"\n', record.read_text()))
    known.ok("save", "--yes")
    assert known.run("receive", "reply.zip", "--yes").code == 0


# --- answers that nobody signed ---------------------------------------------------------------------------------------


def test_an_unsigned_answer_is_only_taken_when_asked_for_and_stays_marked(computer: Computer, shop: Computer) -> None:
    answer(shop, *SAID, "--unsigned", to="reply.json")
    before = computer.state
    done = computer.run("receive", "reply.json", "--yes")
    assert done.code == 10
    assert '"reply.json" is not signed, so anybody could have written it' in done.err
    assert computer.state == before
    done = computer.run("receive", "reply.json", "--yes", "--unsigned")
    assert done.code == 0, done.err
    assert "not signed, nobody vouches for it" in done.out
    (entry,) = (each for each in computer.json("show", "canon")["data"]["entries"] if each["kind"] != "share")
    assert entry["signer"] == "unsigned"
    assert "service, unsigned" in computer.ok("show", "canon")
    kept = received(computer) / f"received/{entry['original']}.json"
    assert kept.read_bytes() == (shop.folder / "reply.json").read_bytes()
    assert computer.json("receive", "reply.json", "--unsigned")["data"]["taken"] is True
    # Whoever is given the entry sees it marked, too.
    computer.ok("export", "canon", "--to", "fix-it", "-o", "next.zip", "--yes")
    files = files_in((computer.folder / "next.zip").read_bytes())
    assert json.loads(files["data/table.json"])["product"]["entries"][0]["signer"] == "unsigned"
    assert b"not signed" in files["data/index.html"]


PLAIN = {case: spoiled.PLAIN[case] for case in ("a key nobody used", "a table", "to nothing")}


@pytest.mark.parametrize("case", PLAIN)
def test_an_unsigned_answer_is_held_to_the_same_rules(case: str, computer: Computer, shop: Computer) -> None:
    change, words = PLAIN[case]
    answer(shop, *SAID, "--unsigned", to="reply.json")
    document = json.loads((shop.folder / "reply.json").read_text())
    change(document)
    computer.write("reply.json", json.dumps(document))
    done = computer.within("receive", "reply.json", "--yes", "--unsigned")
    assert (done.code, done.out) == (10, "")
    assert words in done.err


def test_a_form_that_cannot_know_the_hash_may_leave_it_out(computer: Computer, shop: Computer) -> None:
    answer(shop, *SAID, "--unsigned", to="reply.json")
    document = json.loads((shop.folder / "reply.json").read_text())
    del document["in_reply_to"]["sha256"]
    computer.write("reply.json", json.dumps(document))
    assert computer.run("receive", "reply.json", "--yes", "--unsigned").code == 0


# --- files ------------------------------------------------------------------------------------------------------------


def photo_with_a_place() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARY-IN-EXIF"
    Image.new("RGB", (8, 8), "red").save(buffer, "JPEG", exif=exif, comment=b"CANARY-COMMENT")
    return buffer.getvalue()


def test_the_shop_gives_away_no_more_than_the_picture(known: Computer, shop: Computer) -> None:
    shop.write("bench.jpg", photo_with_a_place())
    answer(shop, *SAID, "--file", "bench.jpg")
    assert b"CANARY" not in files_in((shop.folder / "reply.zip").read_bytes())["data/files/photo-1.jpg"]


def test_a_picture_stays_as_it_came_and_leaves_clean(computer: Computer, bench: Bench) -> None:
    picture = photo_with_a_place()

    def with_photo(document: dict[str, Any]) -> None:
        import hashlib

        sha256 = hashlib.sha256(picture).hexdigest()
        file = {"path": "files/photo-1.jpg", "kind": "photo", "sha256": sha256, "size": len(picture)}
        document["files"] = [file]

    document = bench.document()
    with_photo(document)
    payload = {"table.json": values_to_bytes(document), "files/photo-1.jpg": picture}
    manifest = payload_manifest(payload)
    when = datetime.fromisoformat(document["created"])
    files = bag_files(payload, manifest, bench.sign(manifest), bundle=document["bundle"], created=when)
    (bench.folder / "reply.zip").write_bytes(pack(root_name("x", when.date(), document["bundle"]), files, when))
    computer.ok("receive", "reply.zip", "--yes")
    assert (received(computer) / "files/photo-1.jpg").read_bytes() == picture
    computer.ok("export", "canon", "--to", "fix-it", "--include", "files:photo", "-o", "next.zip", "--yes")
    assert b"CANARY" not in b"".join(files_in((computer.folder / "next.zip").read_bytes()).values())


# --- the shop's side --------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "nothing to say": ((), 2, "the answer is empty"),
    "a cost of nothing": (("--file", "shop.pub", "--cost", "1 EUR"), 2, "--cost belongs to an entry"),
    "a cost that is none": (("--service", "x", "--cost", "much"), 6, 'cost: "much" is not an amount'),
    "a date that is none": (("--service", "x", "--date", "soon"), 6, "date: "),
    "a script": (("--link", "javascript:x"), 6, "is not an address that starts with https://"),
    "a title of two lines": (("--service", "a\nb"), 6, "not one line"),
    "a file that is not there": (("--file", "nowhere"), 4, 'there is no file "nowhere"'),
    "a key that is not there": (("--service", "x", "--key", "nowhere"), 4, 'there is no file "nowhere"'),
    "a key that is none": (("--service", "x", "--key", "canon.zip"), 6, '"canon.zip" is no OpenSSH key'),
    "a key without its other half": (("--service", "x", "--key", "shop.pub"), 9, "no ssh-agent runs here"),
    "files without a signature": (("--file", "shop.pub", "--unsigned"), 2, "not signed brings no files"),
    "another owner": (("--service", "x", "--signer", "shop.pub"), 10, "was not signed with the key in"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_answer_that_cannot_be_made_is_not_made(case: str, shop: Computer) -> None:
    words, code, said = WRONG[case]
    done = shop.within("reply", "canon.zip", *words, "-o", "answer")
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert not (shop.folder / "answer").exists()


def test_the_shop_is_told_at_once_what_its_role_may_not_write(computer: Computer, shop: Computer) -> None:
    computer.ok("party", "add", "Assur", "--role", "insurer")
    computer.ok("export", "canon", "--to", "assur", "-o", "canon.zip", "--yes")
    done = shop.run("reply", "canon.zip", "--service", "x", "-o", "reply.zip")
    assert done.code == 6
    assert 'an insurer may not write an entry of the kind "service"' in done.err.replace("a insurer", "an insurer")


def test_a_bundle_that_was_tampered_with_is_not_answered(shop: Computer) -> None:
    data = bytearray((shop.folder / "canon.zip").read_bytes())
    data[len(data) // 2] ^= 1
    shop.write("canon.zip", bytes(data))
    done = shop.run("reply", "canon.zip", *SAID, "-o", "reply.zip")
    assert done.code == 10
    assert '"canon.zip" does not hold up' in done.err


def test_an_answer_is_answered_by_a_message(shop: Computer) -> None:
    answer(shop)
    done = shop.run("reply", "reply.zip", "--message", "And the lens?", "-o", "again.zip", "--json")
    assert done.code == 0
    said = json.loads(done.out)["data"]
    assert (said["kind"], said["products"][0]["entries"][0]["title"]) == ("message", "And the lens?")
    done = shop.run("reply", "again.zip", "--message", "It came", "--encrypt", "-o", "third.zip")
    assert (done.code, '"third.zip" will be an age file' in done.err) == (2, True)
    done = shop.run("reply", "again.zip", "--message", "It came", "-o", "third.zip.age")
    assert (done.code, "would not be encrypted" in done.err) == (2, True)
    done = shop.run("reply", "again.zip", "--message", "It came", "--encrypt", "-o", "third.zip.age")
    assert done.code == 0
    done = shop.run("reply", "third.zip.age", "--message", "Good", "-o", "fourth.zip")  # sealed as that was
    assert (done.code, '"fourth.zip" will be an age file' in done.err) == (2, True)
    assert shop.run("reply", "third.zip.age", "--message", "Good", "-o", "fourth.zip.age").code == 0
    assert shop.run("reply", "third.zip.age", "--message", "Good", "--no-encrypt", "-o", "fourth.zip").code == 0


def test_without_a_key_the_shop_is_told_how_to_make_one(shop: Computer) -> None:
    shutil.rmtree(shop.folder / "shop")
    done = shop.run("reply", "canon.zip", *SAID, "-o", "reply.zip")
    assert done.code == 9
    assert "hint: make one with: talktag key new NAME" in done.err
    done = shop.run("key", "new", "Fix-It Cameras", "--no-passphrase")
    assert done.code == 0
    assert shop.run("key", "new", "Fix-It Cameras", "--no-passphrase").code == 6
    answer(shop)


def test_a_key_of_openssh_signs_and_is_accepted(computer: Computer, shop: Computer, bench: Bench) -> None:
    done = shop.run("reply", "canon.zip", *SAID, "--key", "bench", "-o", "reply.zip")
    assert done.code == 0, done.err
    assert computer.run("receive", "reply.zip", "--yes").code == 0


@pytest.fixture
def agent(shop: Computer, program: Program) -> Iterator[Computer]:
    """The shop's computer with an agent that runs and holds nothing."""
    path = shop.folder / "agent"
    process = subprocess.Popen(
        [program("ssh-agent"), "-D", "-a", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout
        process.stdout.readline()  # it says where it listens once it does
        yield replace(shop, variables={**shop.variables, "SSH_AUTH_SOCK": str(path)})
    finally:
        process.terminate()
        process.communicate()


def test_a_key_that_only_the_agent_has_signs(
    computer: Computer, agent: Computer, bench: Bench, program: Program
) -> None:
    words = ("reply", "canon.zip", *SAID, "--key", "bench.pub", "-o", "reply.zip")
    done = agent.run(*words)
    assert done.code == 9
    assert "ssh-agent does not sign with the key SHA256:" in done.err
    subprocess.run([program("ssh-add"), "-q", str(bench.key)], env=agent.environment, check=True)
    bench.key.unlink()
    done = agent.run(*words)
    assert done.code == 0, done.err
    assert computer.run("receive", "reply.zip", "--yes").code == 0
