"""What an answer is signed with and encrypted to: keys under a passphrase, hardware keys, the owner's age recipient."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
Authenticator = Callable[..., tuple[str, str]]
REPLY = ("reply", "canon.zip", "--service", "replaced eyepiece", "--name", "Fix-It Cameras")
ENCRYPTED = "reply.zip.age"


@pytest.fixture
def shop(computer: Computer) -> Computer:
    """The shop's computer: the same folder to hand files over in, no keys and no store."""
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    return replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "shop"), "TALKTAG_STORE": ""})


@pytest.fixture
def bench(shop: Computer, program: Program) -> Path:
    """The shop's OpenSSH key under the passphrase `own words`, made by ssh-keygen."""
    path = shop.folder / "bench"
    command = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "own words", "-C", "Fix-It bench", "-f", str(path)]
    subprocess.run(command, check=True)
    shop.write("own", "own words\n")
    shop.write("wrong", "wrong\n")
    return path


def stock_accepts(
    folder: Path, file: str, public: str, program: Program, namespace: str, tampered: str | None = None
) -> bool:
    """Whether ssh-keygen finds the manifest in a zip file signed by the key in the file `public`.

    With `tampered`, the manifest or its signature, one letter of that is another.
    """
    with zipfile.ZipFile(folder / file) as archive:
        for wanted in ("manifest-sha256.txt", "manifest-sha256.txt.sig"):
            (name,) = [each for each in archive.namelist() if each.partition("/")[2] == wanted]
            data = archive.read(name)
            place = data.index(b"A", 60) if wanted == tampered and wanted.endswith(".sig") else 0
            letter = (b"B" if place else b"g") if wanted == tampered else data[place : place + 1]
            (folder / wanted).write_bytes(data[:place] + letter + data[place + 1 :])
    (folder / "who").write_text(f"sender {(folder / public).read_text()}")
    command = [program("ssh-keygen"), "-Y", "verify", "-f", "who", "-I", "sender", "-n", namespace]
    done = subprocess.run(
        [*command, "-s", "manifest-sha256.txt.sig"],
        cwd=folder,
        input=(folder / "manifest-sha256.txt").read_bytes(),
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


# --- an OpenSSH key under a passphrase --------------------------------------------------------------------------------


def test_a_key_under_a_passphrase_signs_with_it_out_of_a_file(
    computer: Computer, shop: Computer, bench: Path, program: Program
) -> None:
    words = (*REPLY, "--key", bench.name, "-o", "reply.zip")
    none, wrong = shop.run(*words), shop.run(*words, "--passphrase-file", "wrong")
    assert (none.code, wrong.code) == (9, 9)
    assert "--passphrase-file" in none.err
    assert "wrong passphrase" in wrong.err
    assert not (shop.folder / "reply.zip").exists()
    assert "own words" not in shop.ok(*words, "--passphrase-file", "own")
    left = {path.name for path in shop.folder.rglob("*") if path.is_file() and b"own words" in path.read_bytes()}
    assert left == {"own"}
    assert stock_accepts(shop.folder, "reply.zip", "bench.pub", program, "reply@talktag")
    computer.ok("receive", "reply.zip", "--signer", "bench.pub", "--yes")
    assert "replaced eyepiece" in computer.ok("show", "canon")


def test_its_passphrase_is_asked_for_at_a_terminal_with_three_tries(
    shop: Computer, bench: Path, program: Program
) -> None:
    words = ("reply", "canon.zip", "--service", "done", "--key", bench.name, "-o", "reply.zip")
    screen = shop.terminal(*words).until("Passphrase for the key in bench")
    assert not screen.echoes()
    screen.type("wrong\n").until("wrong passphrase").until("Passphrase for the key", times=2)
    done = screen.type("own words\n").end()
    assert done.code == 0, done.out
    assert "own words" not in done.out
    assert "Fix-It bench" in done.out  # what the key is called, where no name is typed
    assert screen.left_echoing
    assert stock_accepts(shop.folder, "reply.zip", "bench.pub", program, "reply@talktag")
    (shop.folder / "reply.zip").unlink()
    screen = shop.terminal(*words)
    for times in (1, 2, 3):
        screen.until("Passphrase for the key", times=times).type("wrong\n")
    done = screen.end()
    assert (done.code, (shop.folder / "reply.zip").exists()) == (9, False)


def test_a_look_needs_no_passphrase(shop: Computer, bench: Path) -> None:
    done = shop.run(*REPLY, "--key", bench.name, "-o", "reply.zip", "--dry-run")
    assert done.code == 0, done.err
    line = subprocess.run(["ssh-keygen", "-l", "-f", str(bench)], capture_output=True, text=True, check=True).stdout
    assert line.split()[1] in done.out
    assert not (shop.folder / "reply.zip").exists()


def test_a_private_file_whose_clear_half_is_of_another_key_does_not_sign(
    shop: Computer, bench: Path, program: Program
) -> None:
    import base64

    other = shop.folder / "other"
    command = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(other)]
    subprocess.run(command, check=True)
    blobs = [base64.b64decode((shop.folder / name).read_text().split()[1]) for name in ("bench.pub", "other.pub")]
    lines = bench.read_text().splitlines()
    binary = base64.b64decode("".join(lines[1:-1])).replace(*blobs)
    text = base64.encodebytes(binary).decode()
    bench.write_text(f"{lines[0]}\n{text}{lines[-1]}\n")
    done = shop.run(*REPLY, "--key", bench.name, "--passphrase-file", "own", "-o", "reply.zip")
    assert done.code in {6, 9}
    assert not (shop.folder / "reply.zip").exists()


@pytest.mark.parametrize(
    ("kind", "words"), [("rsa", "the types that do are: ssh-ed25519"), ("ecdsa", "the types that do are: ssh-ed25519")]
)
def test_other_types_are_refused_by_name_before_a_passphrase_is_asked_for(
    kind: str, words: str, computer: Computer, shop: Computer, program: Program
) -> None:
    command = [program("ssh-keygen"), "-q", "-t", kind, "-N", "own words", "-f", str(shop.folder / kind)]
    subprocess.run(command, check=True)
    name = (shop.folder / f"{kind}.pub").read_text().split()[0]
    for done in (
        shop.run(*REPLY, "--key", kind, "-o", "reply.zip"),
        shop.run(*REPLY, "--key", f"{kind}.pub", "-o", "reply.zip"),
        computer.run("key", "use", kind, "--yes"),
        computer.run("key", "use", f"{kind}.pub", "--yes"),
        computer.run("verify", "canon.zip", "--signer", f"{kind}.pub"),
    ):
        assert (done.code, f'"{name}"' in done.err, words in done.err) == (6, True, True), done.err


def test_a_certificate_is_refused_by_name(computer: Computer, bench: Path, program: Program) -> None:
    command = [program("ssh-keygen"), "-q", "-s", str(bench), "-P", "own words", "-I", "me", str(bench) + ".pub"]
    subprocess.run(command, check=True)
    for words in (("key", "use", "bench-cert.pub", "--yes"), ("verify", "canon.zip", "--signer", "bench-cert.pub")):
        done = computer.run(*words)
        assert (done.code, '"ssh-ed25519-cert-v01@openssh.com" are not supported' in done.err) == (6, True)
        assert "name the key that the certificate is about" in done.err
    computer.write("authority", f"owner cert-authority {(bench.with_name('bench.pub')).read_text()}")
    done = computer.run("verify", "canon.zip", "--signer", "authority")
    assert (done.code, "names an authority for certificates" in done.err) == (6, True)


# --- hardware keys ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["ed25519", "ecdsa"])
def touched(request: pytest.FixtureRequest, computer: Computer, authenticator: Authenticator) -> Computer:
    """The computer with a hardware key plugged in, whose public half is in `hw.pub`."""
    path, line = authenticator(request.param)
    computer.write("hw.pub", f"{line}\n")
    return replace(computer, variables={**computer.variables, "SSH_AUTH_SOCK": path})


def test_a_hardware_key_signs_bundles_and_stock_software_checks_them(touched: Computer, program: Program) -> None:
    touched.ok("key", "use", "hw.pub", "--yes")
    assert touched.ok("key", "show").count("sk-") == 1
    touched.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    assert stock_accepts(touched.folder, "canon.zip", "hw.pub", program, "bundle@talktag")
    assert "signed by you" in touched.ok("verify", "canon.zip")
    for part in ("manifest-sha256.txt", "manifest-sha256.txt.sig"):
        assert not stock_accepts(touched.folder, "canon.zip", "hw.pub", program, "bundle@talktag", tampered=part)
    stranger = replace(touched, variables={"TALKTAG_CONFIG_DIR": str(touched.folder / "nobody"), "TALKTAG_STORE": ""})
    assert "intact, signed by the key in hw.pub" in stranger.ok("verify", "canon.zip", "--signer", "hw.pub")
    touched.write("allowed", f'# mine\nana namespaces="bundle@talktag" {(touched.folder / "hw.pub").read_text()}')
    assert "intact" in stranger.ok("verify", "canon.zip", "--signer", "allowed")
    touched.write("plain.pub", (touched.things / "keys/old.pub").read_text())
    assert stranger.run("verify", "canon.zip", "--signer", "plain.pub").code == 10


def test_a_shop_answers_with_a_hardware_key_and_the_owner_keeps_it(touched: Computer, program: Program) -> None:
    touched.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    shop = replace(touched, variables={**touched.variables, "TALKTAG_CONFIG_DIR": str(touched.folder / "shop")})
    shop = replace(shop, variables={**shop.variables, "TALKTAG_STORE": ""})
    shop.ok(*REPLY, "--key", "hw.pub", "-o", "reply.zip")
    assert stock_accepts(touched.folder, "reply.zip", "hw.pub", program, "reply@talktag")
    touched.ok("receive", "reply.zip", "--signer", "hw.pub", "--yes")
    key = (touched.folder / "hw.pub").read_text().split()[1]
    assert key in (touched.things / "parties/fix-it-cameras.toml").read_text()
    touched.ok("export", "canon", "--to", "fix-it", "-o", "second.zip", "--yes")
    shop.ok("reply", "second.zip", "--service", "once more", "--key", "hw.pub", "--name", "Fix", "-o", "again.zip")
    assert "the key kept before" in touched.ok("receive", "again.zip", "--yes")
    assert touched.ok("doctor") == "nothing found: all is well\n"


def test_a_person_is_told_to_touch_it(touched: Computer) -> None:
    touched.ok("key", "use", "hw.pub", "--yes")
    screen = touched.terminal("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    done = screen.until("Hand this to").type("y\n").end()
    assert (done.code, done.out.count("touch your hardware key when it blinks")) == (0, 1)


def test_one_that_signs_without_a_touch_is_refused_before_anything_is_written(
    computer: Computer, authenticator: Authenticator
) -> None:
    path, line = authenticator(flags=0)
    computer.write("hw.pub", line)
    lazy = replace(computer, variables={**computer.variables, "SSH_AUTH_SOCK": path})
    lazy.ok("key", "use", "hw.pub", "--yes")
    before = lazy.state
    done = lazy.run("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    assert (done.code, "without being touched" in done.err, "no-touch-required" in done.err) == (9, True, True)
    assert lazy.state == before


def test_a_hardware_key_is_kept_of_a_party_and_compared_by_its_own_digits(touched: Computer) -> None:
    line = (touched.folder / "hw.pub").read_text().strip()
    touched.ok("party", "set", "fix-it", f"key={line}")
    shown = touched.json("party", "show", "fix")["data"]
    assert (shown["key"], shown["key_accepted"]) == (line, True)
    assert touched.ok("party", "add", "Velo", "--key", line).count("sk-") == 1


# --- encrypted answers ------------------------------------------------------------------------------------------------


def owners_recipient(computer: Computer) -> str:
    found: str = computer.json("key", "show")["data"]["recipient"]
    return found


def opens(program: Program, identity: Path, sealed: Path) -> bool:
    command = [program("age"), "-d", "-i", str(identity), str(sealed)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_an_answer_can_be_encrypted_to_the_owner_who_takes_it_in(
    computer: Computer, shop: Computer, bench: Path, program: Program
) -> None:
    key = ("--key", bench.name, "--passphrase-file", "own")
    shown = json.loads(shop.ok(*REPLY, *key, "--encrypt", "-o", ENCRYPTED, "--json"))["data"]
    assert shown["recipient"] == owners_recipient(computer)
    sealed = shop.folder / ENCRYPTED
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert b"eyepiece" not in sealed.read_bytes()
    other = shop.folder / "other.txt"
    subprocess.run([program("age-keygen"), "-o", str(other)], capture_output=True, check=True)
    assert opens(program, computer.folder / "config/keys/identity.txt", sealed)
    assert not opens(program, other, sealed)
    shop.write("bench-line.pub", bench.with_name("bench.pub").read_text())
    computer.ok("verify", ENCRYPTED, "--signer", "bench-line.pub")
    computer.ok("receive", ENCRYPTED, "--signer", "bench-line.pub", "--yes")
    assert "replaced eyepiece" in computer.ok("show", "canon")
    (kept,) = (computer.things / "products/c/canon-eos-5d-mark-iv/received").iterdir()
    assert kept.read_bytes().startswith(b"PK")


def test_there_and_back_encrypted_between_two_people_with_talktag(
    computer: Computer, shop: Computer, program: Program
) -> None:
    shop.ok("key", "new", "Fix-It Cameras", "--no-passphrase")
    theirs = shop.json("key", "show")["data"]
    computer.ok("party", "set", "fix-it", f"age={theirs['recipient']}", f"key={theirs['signing_key']}")
    computer.ok("export", "canon", "--to", "fix-it", "--encrypt", "-o", "canon.zip.age", "--yes")
    words = ("reply", "canon.zip.age", "--service", "done")
    plain = shop.run(*words, "-o", "reply.zip")
    assert "notice: the bundle came encrypted, and this answer is not" in plain.err
    done = shop.run(*words, "--encrypt", "-o", ENCRYPTED)
    assert (done.code, "came encrypted" in done.err) == (0, False), done.err
    assert f"encrypted to\t{owners_recipient(computer)}" in done.out
    # Whoever wrote it can read it again, also with the recovery key.
    assert opens(program, shop.folder / "shop/keys/identity.txt", shop.folder / ENCRYPTED)
    assert "signed by you" in shop.ok("verify", ENCRYPTED)
    computer.ok("receive", ENCRYPTED, "--yes")
    assert "done" in computer.ok("show", "canon")


def test_an_answer_that_nobody_signed_can_be_encrypted_too(computer: Computer, shop: Computer) -> None:
    shop.ok(*REPLY, "--unsigned", "--encrypt", "-o", "answer.json.age")
    refused = computer.run("receive", "answer.json.age", "--yes")
    assert (refused.code, "is not signed" in refused.err) == (10, True)
    computer.ok("receive", "answer.json.age", "--unsigned", "--yes")
    assert "replaced eyepiece" in computer.ok("show", "canon")


def asking(computer: Computer, change: Callable[[dict[str, Any]], object]) -> None:
    """Make canon.zip anew, by the owner's own key, with another table in it."""
    from talktag.bundle.bag import root_name
    from talktag.bundle.reading import open_archive
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.seal.ssh import sshsig
    from tests.kit.archives import bag_files, pack, payload_manifest

    asked = open_archive((computer.folder / "canon.zip").read_bytes())
    table = json.loads(asked.files["data/table.json"].whole())
    change(table)
    payload = {"table.json": json.dumps(table, sort_keys=True).encode()}
    manifest = payload_manifest(payload)
    keys = KeyFolder(computer.folder / "config/keys").unlock(None)
    signature = sshsig.sign(manifest, keys.signing, "bundle@talktag")
    when = datetime.fromisoformat(table["created"])
    files = bag_files(payload, manifest, signature, bundle=table["bundle"], created=when)
    (computer.folder / "canon.zip").write_bytes(pack(root_name("x", when.date(), table["bundle"]), files, when))


def test_where_the_bundle_names_no_recipient_it_is_said_what_to_do(computer: Computer, shop: Computer) -> None:
    asking(computer, lambda table: table["signer"].pop("age"))
    done = shop.run(*REPLY, "--unsigned", "--encrypt", "-o", ENCRYPTED)
    assert done.code == 6
    assert "the bundle names no age recipient of Ana Pérez, so the answer cannot be encrypted to them" in done.err
    assert "age -r age1… -o reply.zip.age reply.zip" in done.err
    assert not (shop.folder / ENCRYPTED).exists()
    shop.ok(*REPLY, "--unsigned", "-o", "answer.json")


def test_a_recipient_that_does_not_hold_up_is_refused(computer: Computer, shop: Computer) -> None:
    good = owners_recipient(computer)
    wrong = good[:-1] + ("q" if good[-1] != "q" else "p")
    asking(computer, lambda table: table["signer"].update(age=wrong))
    done = shop.run(*REPLY, "--unsigned", "--encrypt", "-o", ENCRYPTED)
    assert (done.code, "the age recipient that the bundle names does not hold up" in done.err) == (6, True)
    asking(computer, lambda table: table["signer"].update(age="age1"))
    done = shop.run(*REPLY, "--unsigned", "--encrypt", "-o", ENCRYPTED)
    assert (done.code, 'in the table "signer.age" is not an age recipient' in done.err) == (10, True)


def test_a_name_never_promises_what_an_answer_is_not(shop: Computer) -> None:
    plain = shop.run(*REPLY, "--unsigned", "-o", ENCRYPTED)
    assert (plain.code, f'"{ENCRYPTED}" would not be encrypted' in plain.err) == (2, True)
    named = shop.run(*REPLY, "--unsigned", "--encrypt", "-o", "answer.json")
    assert (named.code, "-o answer.json.age" in named.err) == (2, True)


def test_the_owners_recipient_is_shown_before_it_leaves_and_the_ledger_remembers_it(computer: Computer) -> None:
    words = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    rows = computer.json(*words, "--dry-run")["data"]["leaves"]
    assert {"owner.age": owners_recipient(computer)}.items() <= {row["field"]: row["value"] for row in rows}.items()
    computer.ok(*words, "--yes")
    (share,) = computer.json("shares", "canon")["data"]["shares"]
    assert "owner.age" in share["fields"]
    # A hand-over is not answered, so the next owner does not get it.
    computer.ok("party", "add", "Bea", "--role", "buyer")
    computer.ok("transfer", "canon", "--to", "bea", "-o", "canon-for-bea.zip", "--yes")
    assert "age" not in computer.json("verify", "canon-for-bea.zip")["data"]["signer"]
