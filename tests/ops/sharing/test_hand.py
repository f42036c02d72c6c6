"""`hand`: who is added or completed, what is encrypted, and that what leaves is exactly what was shown."""

from __future__ import annotations

import email
import email.policy
import json
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.content import content_of
from talktag.model.parties.roles import ROLES
from talktag.model.plan import Write
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.hand.hand import MAIL_MOST, HandRequest, Packet, hand
from talktag.ops.sharing.hand.handed_to import SaidOfParty
from talktag.ops.sharing.hand.more_to_give import more_to_give
from talktag.seal import age
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import PublicKey
from tests.kit.bench import make_bench

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

Refused = Callable[..., str]
OUT = Path("packet")
FILES = {"receipt.pdf": "receipt", "report.txt": "report", "manual.txt": "manual"}


def wanted(to: str = "fix-it", **said: Any) -> HandRequest:
    """A request for the camera; what is said of the party, of where and how, and of what leaves."""
    party = SaidOfParty(to, **{key: said.pop(key) for key in ("role", "mail") if key in said})
    where = {key: said.pop(key) for key in ("folder", "encrypt") if key in said}
    return HandRequest(ShareRequest("camera", to, **said), party, **{"folder": OUT, **where})


def made(outcome: Outcome) -> dict[str, bytes]:
    """The files that would be written, by name."""
    return {each.path.name: content_of(each.make()).whole() for each in outcome.outputs if each.path}


def mail_of(files: dict[str, bytes]) -> EmailMessage:
    found = email.message_from_bytes(files["mail.eml"], policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def attached(mail: EmailMessage) -> dict[str, bytes]:
    return {each.get_filename() or "": each.get_payload(decode=True) for each in mail.iter_attachments()}  # type: ignore[misc]


def written(outcome: Outcome) -> dict[str, dict[str, Any]]:
    assert outcome.plan is not None
    return {
        each.path: tomllib.loads(content_of(each.data).whole().decode())
        for each in outcome.plan.changes
        if isinstance(each, Write)
    }


@pytest.fixture
def with_files(bench: Bench) -> Bench:
    """The camera with a file of three kinds, and values that stand nowhere else."""
    import hashlib

    record = bench.text("products/c/camera.toml")
    for plain, told in (("black", "Qblackbird"), ("1.5", "73.191919"), ("0320", "Q0320320"), ("home/office", "Qhome")):
        record = record.replace(plain, told)
    for name, kind in FILES.items():
        data = f"what {name} says".encode()
        bench.write(f"products/c/camera/files/{name}", data)
        record += f'\n[[files]]\nname = "{name}"\nkind = "{kind}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
    bench.write("products/c/camera.toml", record)
    return bench


def test_all_of_it_is_one_folder_one_commit_and_one_mail(bench: Bench) -> None:
    outcome = bench.ask(hand, wanted(purpose="crack in it"))
    assert [each.path for each in outcome.outputs] == [
        OUT / "canon-eos-5d.zip",
        OUT / "canon-eos-5d-answer.html",
        OUT / "mail.eml",
    ]
    assert all(each.in_own_folder for each in outcome.outputs)
    path, log = written(outcome)
    assert path.startswith("shares/")
    assert [each["kind"] for each in written(outcome)[log]["entry"]] == ["share"]
    assert written(outcome)[path]["purpose"] == "crack in it"
    assert outcome.question == "Hand this to Fix-It Cameras?"
    files = made(outcome)
    assert attached(mail_of(files)) == {name: data for name, data in files.items() if name != "mail.eml"}


def test_the_mail_is_the_one_that_was_shown(bench: Bench) -> None:
    outcome = bench.ask(hand, wanted(mail="bench@fixit.example", purpose="crack in it"))
    packet, mail = outcome.data, mail_of(made(outcome))
    assert (mail["Subject"], mail["To"].addresses[0].addr_spec) == (packet.words.subject, "bench@fixit.example")
    assert (mail["From"].addresses[0].addr_spec, mail["Date"].datetime) == ("ana@example.org", bench.now)
    assert mail["Message-ID"] == f"<{packet.leaving.share.bundle}@talktag.invalid>"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().split() == packet.words.text.split()


def test_the_digits_of_the_key_are_for_the_telephone_and_in_nothing_that_leaves(bench: Bench) -> None:
    outcome = bench.ask(hand, wanted())
    key = PublicKey.from_line(KeyFolder(bench.folder / "keys").public().signing_line)
    assert outcome.data.digits == digit_groups(key)
    assert any(" ".join(outcome.data.digits) in line for line in outcome.done)
    for data in made(outcome).values():
        for group in outcome.data.digits:
            assert group.encode() not in data or data[:2] == b"PK"
    body = mail_of(made(outcome)).get_body()
    assert body is not None
    assert not [group for group in outcome.data.digits if group in body.get_content()]


class TestWhoItIsFor:
    """A party that is kept, one that lacks an address, and one that is new."""

    def test_a_new_one_is_added_in_the_same_commit(self, bench: Bench) -> None:
        outcome = bench.do(hand, wanted("Velo Nord", role="seller", mail="w@velo.example"))
        party = tomllib.loads(bench.text("parties/velo-nord.toml"))
        assert party == {"format": 1, "name": "Velo Nord", "role": "seller", "mail": "w@velo.example"}
        assert {path.split("/")[0] for path in written(outcome)} == {"parties", "products", "shares"}
        assert {each["party"] for path, each in written(outcome).items() if "shares" in path} == {"velo-nord"}
        assert outcome.data.values()["added_party"]["slug"] == "velo-nord"
        assert "is given" not in str(outcome.data.values())

    def test_one_that_is_kept_gets_the_address_it_had_not(self, bench: Bench) -> None:
        outcome = bench.do(hand, wanted(mail="bench@fixit.example"))
        assert tomllib.loads(bench.text("parties/fix-it.toml"))["mail"] == "bench@fixit.example"
        assert outcome.data.address == "bench@fixit.example"
        assert "added_party" not in outcome.data.values()

    def test_a_contact_that_is_a_mail_address_is_one(self, bench: Bench) -> None:
        for contact, address in (("bench@fixit.example", "bench@fixit.example"), ("the shop in Elm Street", None)):
            bench.write("parties/fix-it.toml", f'format = 1\nname = "F"\nrole = "repairer"\ncontact = "{contact}"\n')
            outcome = bench.ask(hand, wanted())
            assert outcome.data.address == address
            assert any("no mail address of F is known" in each for each in outcome.notices) == (address is None)
            assert (mail_of(made(outcome))["To"] is None) == (address is None)

    def test_what_is_kept_of_one_is_not_changed_by_the_way(self, bench: Bench, refused: Refused) -> None:
        bench.write("parties/fix-it.toml", 'format = 1\nname = "F"\nrole = "repairer"\nmail = "a@f.example"\n')
        assert "is kept as: repairer" in refused(bench, hand, wanted(role="seller"))
        assert "is kept as: a@f.example" in refused(bench, hand, wanted(mail="b@f.example"))
        assert bench.ask(hand, wanted(role="repairer", mail="a@f.example")).data.address == "a@f.example"

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"role": "repairman"}, "is not a role"),
            ({"role": "repairer", "mail": "velo"}, "is not a mail address"),
            ({"role": "repairer", "mail": "a@b.example\r\nBcc: c@d.example"}, "mail"),
        ],
    )
    def test_a_new_one_that_does_not_hold_up_is_refused(
        self, said: dict[str, str], why: str, bench: Bench, refused: Refused
    ) -> None:
        assert why in refused(bench, hand, wanted("Velo Nord", **said))

    def test_the_language_of_a_new_one_is_kept_and_that_of_a_kept_one_is_spoken(self, bench: Bench) -> None:
        request = wanted("Velo Nord", role="repairer", mail="", language="de")
        bench.do(hand, request._replace(party=request.party._replace(language="de")))
        assert tomllib.loads(bench.text("parties/velo-nord.toml"))["language"] == "de"
        assert "Guten Tag" in bench.ask(hand, wanted("velo-nord")).data.words.text
        assert "Hej," in bench.ask(hand, wanted("velo-nord", language="sv")).data.words.text


class TestEncrypted:
    """Where the party's recipient is known nothing in the clear tells what the bundle is about."""

    @pytest.fixture
    def sealing(self, bench: Bench) -> Bench:
        from talktag.ops.parties.change_party import set_party

        recipient = KeyFolder(bench.folder / "keys").public().recovery_recipient
        bench.do(set_party, "fix-it", [f"age={recipient}"])
        return bench

    def test_it_is_encrypted_without_being_asked_and_has_no_form(self, sealing: Bench) -> None:
        outcome = sealing.ask(hand, wanted(purpose="crack in the eyepiece"))
        files = made(outcome)
        (bundle,) = attached(mail_of(files))
        assert bundle.endswith(".zip.age")
        assert files.keys() == {bundle, "mail.eml"}
        opened = age.open_content(content_of(files[bundle]), KeyFolder(sealing.folder / "keys").unlock(None).identities)
        assert "table.json" in " ".join(zipfile.ZipFile(BytesIO(opened.whole())).namelist())
        clear = files["mail.eml"].decode() + bundle
        for told in ("Canon", "camera", "crack", "eyepiece", "0320"):
            assert told.casefold() not in clear.casefold().replace("talktag", ""), told

    def test_no_encrypt_is_heeded(self, sealing: Bench) -> None:
        assert made(sealing.ask(hand, wanted(encrypt=False))).keys() == {
            "canon-eos-5d.zip",
            "canon-eos-5d-answer.html",
            "mail.eml",
        }

    def test_a_recipient_that_nobody_accepted_here_is_not_encrypted_to(self, bench: Bench, refused: Refused) -> None:
        recipient = KeyFolder(bench.folder / "keys").public().recovery_recipient
        bench.write("parties/fix-it.toml", f'format = 1\nname = "F"\nrole = "repairer"\nage = "{recipient}"\n')
        assert "was not accepted on this computer" in refused(bench, hand, wanted())

    def test_encrypt_without_a_recipient_is_refused(self, bench: Bench, refused: Refused) -> None:
        assert "there is no age recipient" in refused(bench, hand, wanted(encrypt=True))


class TestWhereItGoes:
    """A folder that is named, or one after product and party that is not there yet."""

    def test_it_is_named_after_both_and_never_one_that_is_there(
        self, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("camera-fix-it", "camera-fix-it-2", "camera-fix-it-3"):
            assert bench.ask(hand, wanted(folder=None)).data.folder == Path(name)
            Path(name).mkdir()

    def test_one_file_on_standard_output_cannot_be_all_of_it(self, bench: Bench, refused: Refused) -> None:
        assert "several files" in refused(bench, hand, wanted(folder=Path("-")))


def test_a_mail_that_many_services_refuse_is_said_to_be_one(with_files: Bench) -> None:
    import hashlib
    from random import Random

    small = with_files.ask(hand, wanted(include=["files:report"]))
    assert not [each for each in small.notices if "refuse" in each]
    data = Random(1).randbytes(MAIL_MOST // 4 * 3)
    with_files.write("products/c/camera/files/report.txt", data)
    record = with_files.text("products/c/camera.toml")
    old = hashlib.sha256(b"what report.txt says").hexdigest()
    with_files.write("products/c/camera.toml", record.replace(old, hashlib.sha256(data).hexdigest()))
    big = with_files.ask(hand, wanted(include=["files:report"]))
    (said,) = [each for each in big.notices if "refuse" in each]
    size = len(made(big)["mail.eml"])
    assert f"about {round(size / 1e6)} MB" in said
    assert size <= big.data.mail_size < size * 1.01


def rows_of(packet: Packet) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What was shown to leave, and to stay."""
    rows = [*packet.leaving.leaves, *packet.leaving.stays]
    return tuple({(row.field, row.value) for row in rows if row.leaves == way} for way in (True, False))  # type: ignore[return-value]


def facts_of(product: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in product.items():
        if isinstance(value, dict):
            yield from facts_of(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    role=st.sampled_from(sorted(ROLES)),
    include=st.sets(st.sampled_from(["value", "place", "serial", *(f"files:{each}" for each in FILES.values())])),
    without=st.sets(st.sampled_from(sorted(FILES))),
    said=st.fixed_dictionaries(
        {"page": st.sampled_from(["html", "text"]), "purpose": st.sampled_from([None, "crack"])}
    ),
)
def test_what_leaves_is_exactly_what_was_shown_and_what_an_export_shows(
    with_files: Bench, role: str, include: set[str], without: set[str], said: dict[str, Any]
) -> None:
    request = wanted(
        "Velo Nord", role=role, mail="w@velo.example", include=sorted(include), without=sorted(without), **said
    )
    outcome = with_files.ask(hand, request)
    leaves, stays = rows_of(outcome.data)
    files = made(outcome)
    with zipfile.ZipFile(BytesIO(attached(mail_of(files))["canon-eos-5d.zip"])) as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    table = json.loads(inside["data/table.json"])
    signer = {f"owner.{key}" for key in table["signer"] if key != "fingerprint"}
    assert {field for field, _ in leaves} - {"file"} == signer | set(facts_of(table["product"]))
    shown = {value for field, value in leaves if field == "file"}
    assert {inside[f"data/{each['path']}"] for each in table["files"]} == {
        f"what {name} says".encode() for name in shown
    }
    assert {name for name in inside if name.startswith("data/files/")} == {
        f"data/{each['path']}" for each in table["files"]
    }
    outside = b"".join(data for name, data in files.items() if not name.endswith(".zip"))
    everything = outside + b"".join(inside.values())
    for field, value in stays - leaves:
        kept = f"what {value} says" if field == "file" else value
        assert kept.encode() not in everything, (field, value)
    (share,) = [each for path, each in written(outcome).items() if path.startswith("shares/")]
    assert set(share["fields"]) | {"file"} == {field for field, _ in leaves} | {"file"}
    assert {each["name"] for each in share.get("files", ())} == shown


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_hand_over_shows_what_an_export_to_the_same_party_shows(role: str, bench: Bench) -> None:
    bench.write("parties/fix-it.toml", f'format = 1\nname = "F"\nrole = "{role}"\n')
    shown = [
        (data.leaves, data.stays)
        for data in (
            bench.ask(hand, wanted()).data.leaving,
            bench.ask(export, ShareRequest("camera", "fix-it"), Path("x.zip")).data,
        )
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (
            "repairer",
            ["files:receipt", "files:report", "files:manual", "value", "place", "field:colour", "field:weight"],
        ),
        ("insurer", ["files:report", "files:manual", "value", "warranty", "place", "field:colour", "field:weight"]),
    ],
)
def test_what_else_can_be_given_is_what_stays_and_can_be_asked_for(
    role: str, more: list[str], with_files: Bench
) -> None:
    session = with_files.session()
    product = session.store.record("camera").product
    assert list(more_to_give(session, product, role, ShareRequest("camera", "x"))) == more
    with_files.ask(hand, wanted("New", role=role, include=more))


def test_a_bench_that_is_another_has_other_digits(template: Path, tmp_path: Path) -> None:
    """The digits are of the key of whoever hands it over."""
    other = make_bench(template, tmp_path / "other")
    import shutil

    from tests.kit.keys import make_keys

    shutil.rmtree(other.folder / "keys")
    make_keys(KeyFolder(other.folder / "keys"), None, "Ana")
    one = make_bench(template, tmp_path / "one")
    assert one.ask(hand, wanted()).data.digits != other.ask(hand, wanted()).data.digits
