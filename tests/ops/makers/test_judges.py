"""What others read of makers' tags: OpenSSH, sha256sum and age; zxing-cpp, zbar and biip. Each is seen to fail."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from PIL import Image

from talktag.content import content_of
from talktag.media.scanning import read_codes
from talktag.model.makers.claim import CLAIM_NAMESPACE, claim_text
from talktag.ops.keys.accepted_keys import accepting_named, keys_named
from talktag.ops.makers.claim import ClaimRequest, claim
from talktag.ops.makers.tell import tell_maker
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import PublicKey
from tests.kit.bench import Bench
from tests.kit.desk import DeskBench
from tests.kit.tagged import BY_FILE, Factory, leaving

Program = Callable[[str], str]


@pytest.fixture
def factory(tmp_path: Path) -> Factory:
    return Factory(DeskBench(tmp_path / "desk").make(), tmp_path / "factory")


def verify(ssh_keygen: str, folder: Path, signer: str, namespace: str, message: bytes) -> bool:
    """Whether OpenSSH takes `signature` in the folder for that signer's over the message."""
    (folder / "allowed").write_text(f'them namespaces="{namespace}" {signer}\n')
    words = [ssh_keygen, "-Y", "verify", "-f", folder / "allowed", "-I", "them", "-n", namespace]
    done = subprocess.run([*words, "-s", folder / "signature"], input=message, check=False, capture_output=True)
    return done.returncode == 0


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    (root,) = (each for each in folder.iterdir() if each.is_dir())
    return root


def test_openssh_and_sha256sum_take_a_description(program: Program, factory: Factory, tmp_path: Path) -> None:
    factory.print()
    root = unpacked(factory.description(), tmp_path / "unpacked")
    (tmp_path / "signature").write_bytes((root / "manifest-sha256.txt.sig").read_bytes())
    signer = factory.desk.key_folder.public().signing_line
    manifest = (root / "manifest-sha256.txt").read_bytes()
    keygen, sums = program("ssh-keygen"), [program("sha256sum"), "--check", "--quiet", "manifest-sha256.txt"]
    assert verify(keygen, tmp_path, signer, "bundle@talktag", manifest)
    assert not verify(keygen, tmp_path, signer, "bundle@talktag", manifest + b"\n")
    assert subprocess.run(sums, cwd=root, check=False).returncode == 0
    rows = root / "data/files/articles-1.bin"
    rows.write_bytes(rows.read_bytes()[:-1] + b"\0")
    assert subprocess.run(sums, cwd=root, check=False, capture_output=True).returncode != 0


def test_openssh_takes_the_proof_of_a_claim_for_its_claimer_alone(
    program: Program, factory: Factory, bench: Bench, tmp_path: Path
) -> None:
    code = factory.print()["0320"]
    bench.do(claim, ClaimRequest(code, files=(factory.description(),)))
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))
    outcome = bench.do(tell_maker, "canon-eos-r6", BY_FILE)
    data = outcome.data.made.entries[0].data
    (tmp_path / "signature").write_bytes(sshsig.armor(data["claim"]))
    own = PublicKey.from_line(bench.session().key_folder.public().signing_line).fingerprint
    maker = factory.desk.desk.fingerprint
    claimer = sshsig.verify(claim_text(data["tag"], own, maker), sshsig.armor(data["claim"]), CLAIM_NAMESPACE)
    printed = factory.desk.desk.tags.look_up(data["tag"])
    assert printed
    assert printed.claim == claimer.fingerprint
    keygen = program("ssh-keygen")
    assert verify(keygen, tmp_path, claimer.line(), CLAIM_NAMESPACE, claim_text(data["tag"], own, maker))
    assert not verify(keygen, tmp_path, claimer.line(), CLAIM_NAMESPACE, claim_text(data["tag"], maker, maker))
    opened = age_opens(program("age"), factory.desk.folder / "keys", leaving(outcome), tmp_path)
    assert opened.startswith(b"PK\3\4")
    assert age_opens(program("age"), bench.folder / "keys", leaving(outcome), tmp_path).startswith(b"PK\3\4")
    changed = leaving(outcome)[:-1] + bytes([leaving(outcome)[-1] ^ 1])
    with pytest.raises(subprocess.CalledProcessError):
        age_opens(program("age"), bench.folder / "keys", changed, tmp_path)
    strangers = tmp_path / "strangers"
    strangers.mkdir()
    subprocess.run([program("age-keygen"), "-o", strangers / "identity.txt"], check=True, capture_output=True)
    with pytest.raises(subprocess.CalledProcessError):
        age_opens(program("age"), strangers, leaving(outcome), tmp_path)


def age_opens(age: str, keys: Path, sealed: bytes, folder: Path) -> bytes:
    """What stock age opens with the identity of a key folder."""
    (folder / "sealed.age").write_bytes(sealed)
    identity = next(path for path in sorted(keys.iterdir()) if b"AGE-SECRET-KEY-1" in path.read_bytes())
    words = [age, "--decrypt", "-i", identity, folder / "sealed.age"]
    return subprocess.run(words, check=True, capture_output=True).stdout


def test_zxing_and_zbar_read_every_code_of_a_sheet_and_biip_the_goods(
    program: Program, factory: Factory, tmp_path: Path
) -> None:
    path = tmp_path / "tags.png"
    outcome = factory.plan(path=path, file_format="png", paper="avery-l7120", prove=True)
    texts = [each.code.text for each in outcome.data.made.tags]
    path.write_bytes(content_of(outcome.outputs[0].make()).whole())
    assert sorted(code.text for code in read_codes(path.read_bytes(), "tags.png")) == sorted(texts)
    assert by_zbar(program("zbarimg"), path) == sorted(texts)
    link = GS1DigitalLinkURI.parse(next(text for text in texts if "/10/A17" in text))
    assert {each.ai.ai: each.value for each in link.element_strings} == {"01": "04549292075694", "10": "A17"}
    assert link.element_strings[0].gtin
    wrong = GS1DigitalLinkURI.parse("https://canon.example/01/04549292075695/10/A17")
    assert wrong.element_strings[0].gtin is None


@pytest.mark.parametrize("instead", ["nothing", "the next code"])
def test_zxing_and_zbar_miss_a_code_that_is_painted_over_or_has_another_in_its_place(
    program: Program, factory: Factory, tmp_path: Path, instead: str
) -> None:
    path = tmp_path / "tags.png"
    outcome = factory.plan(path=path, file_format="png", paper="avery-l7120")
    path.write_bytes(content_of(outcome.outputs[0].make()).whole())
    with Image.open(path) as picture:
        sheet = picture.convert("L")
    first, other, *more = zxingcpp.read_barcodes(sheet)
    sheet.paste(255 if instead == "nothing" else sheet.crop(box_of(other)).resize(size_of(first)), box_of(first))
    sheet.save(path)
    left = {each.text for each in (other, *more)}
    assert first.text not in left
    assert {code.text for code in read_codes(path.read_bytes(), "tags.png")} == left
    assert set(by_zbar(program("zbarimg"), path)) == left


def by_zbar(zbarimg: str, path: Path) -> list[str]:
    said = subprocess.run([zbarimg, "-q", "--raw", path], check=True, capture_output=True, text=True)
    return sorted(said.stdout.split())


def box_of(code: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    """Where a code stands, with a little around it."""
    corners = (code.position.top_left, code.position.bottom_right)
    return corners[0].x - 4, corners[0].y - 4, corners[1].x + 4, corners[1].y + 4


def size_of(code: zxingcpp.Barcode) -> tuple[int, int]:
    left, top, right, bottom = box_of(code)
    return right - left, bottom - top
