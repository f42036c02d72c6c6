"""A maker's files taken in at the bench: kept, told, compared; refused where they should be, and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from talktag.errors import InvalidError, UntrustedError, UsageError
from talktag.ops.importing.from_maker.detect import LINKSET, PASSPORT, maker_kind
from talktag.ops.importing.from_maker.take_in import MakerRequest, take_in_maker_file
from tests.kit.bench import Bench
from tests.kit.passports import MAKER, as_file, newer_passport, passport, signed

LOG, RECORD = "products/c/camera/entries.toml", "products/c/camera.toml"
LINKS = as_file(
    {
        "linkset": [
            {
                "anchor": "https://id.gs1.org/01/09521234543213",
                "itemDescription": "EOS 5D",
                "https://ref.gs1.org/voc/instructions": [{"href": "https://m.example/m.pdf", "title": "Manual"}],
            }
        ]
    }
)


def taken(bench: Bench, data: bytes, **said: Any) -> Any:
    kind = maker_kind(data)
    assert kind
    return bench.do(take_in_maker_file, data, MakerRequest("camera", kind, **said))


def test_each_kind_is_told_by_what_is_in_it() -> None:
    assert maker_kind(LINKS) == LINKSET
    assert maker_kind(as_file(passport())) == PASSPORT
    assert maker_kind(b'{"products": []}') is None
    assert maker_kind(b"name,maker\n") is None
    assert maker_kind(b'{"linkset"' * 10) is None


def test_a_linkset_is_kept_dated_with_its_hash_and_its_links_are_entries(bench: Bench) -> None:
    outcome = taken(bench, LINKS)
    assert bench.files["products/c/camera/files/linkset-2026-03-02.json"] == LINKS
    assert outcome.data.sha256 in bench.text(RECORD)
    (entry,) = [line for line in bench.text(LOG).splitlines() if "manual" in line]
    assert 'title = "Manual"' in entry
    assert 'signer = "unsigned"' in entry
    assert 'href = "https://m.example/m.pdf"' in entry


def test_the_same_file_again_adds_nothing_and_a_newer_one_stands_beside_it(bench: Bench) -> None:
    taken(bench, LINKS)
    before = bench.files
    assert taken(bench, LINKS).notices[0] == "all of it is here already"
    assert bench.files == before
    newer = LINKS.replace(b"m.pdf", b"m2.pdf")
    taken(bench, newer)
    assert {name for name in bench.files if "linkset" in name} == {
        "products/c/camera/files/linkset-2026-03-02.json",
        "products/c/camera/files/linkset-2026-03-02-2.json",
    }
    assert bench.text(LOG).count('kind = "manual"') == 2


def test_nothing_of_a_passport_takes_the_place_of_what_the_owner_wrote(bench: Bench) -> None:
    before = bench.text(RECORD)
    outcome = taken(bench, as_file(signed(passport(producedByParty={"name": "Somebody else"}))))
    lines = bench.text(RECORD).splitlines()
    assert [line for line in before.splitlines() if line not in lines] == []
    said = "\n".join(outcome.ahead)
    assert 'maker is "Somebody else" by the file, and "Canon" in your record, which stays' in said
    assert "talktag set camera field.batch=B17" in said
    assert "no key proves" in said


def test_a_passport_is_vouched_for_by_the_key_of_its_party_alone(bench: Bench) -> None:
    bench.write("parties/canon.toml", f'format = 1\nname = "Canon"\nrole = "maker"\nkey = "{MAKER.public.line()}"\n')
    outcome = taken(bench, as_file(signed(passport())), party="canon")
    assert outcome.data.values()["signed"]["party"] == "canon"
    assert f'signer = "{MAKER.public.fingerprint}"' in bench.text(LOG)
    assert 'party = "canon"' in bench.text(LOG)


def test_an_unsigned_passport_is_told_as_unsigned(bench: Bench) -> None:
    outcome = taken(bench, as_file(passport()))
    assert outcome.ahead[0] == "it is not signed: nobody vouches for what it says"
    assert outcome.data.values()["signed"] == {"is_signed": False}


def test_a_key_that_the_issuer_does_not_name_vouches_for_nothing(bench: Bench) -> None:
    outcome = taken(bench, as_file(signed(passport() | {"issuer": "did:web:canon.example"})))
    assert outcome.data.values()["signed"] == {"is_signed": False}
    assert "by a key that is not that of its issuer" in outcome.ahead[0]
    assert 'signer = "unsigned"' in bench.text(LOG)


def test_a_passport_that_was_changed_after_it_was_signed_is_refused_and_leaves_nothing(bench: Bench) -> None:
    document = signed(passport())
    document["credentialSubject"]["product"]["batchNumber"] = "B18"
    before = bench.files
    with pytest.raises(UntrustedError, match="does not hold"):
        taken(bench, as_file(document))
    assert bench.files == before


def test_a_file_that_was_fetched_is_kept_where_its_digest_fits(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "manual.pdf").write_bytes(b"test")
    outcome = taken(bench, as_file(newer_passport()), folder=tmp_path)
    assert [(each["name"], each["proven"]) for each in outcome.data.values()["files"]] == [("manual.pdf", True)]
    assert bench.files["products/c/camera/files/manual.pdf"] == b"test"
    assert 'kind = "manual"' in bench.text(RECORD)


def test_a_file_of_another_name_is_known_by_its_digest(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "download.pdf").write_bytes(b"test")
    taken(bench, as_file(newer_passport()), folder=folder)
    assert bench.files["products/c/camera/files/download.pdf"] == b"test"


def test_a_file_whose_digest_is_another_is_refused_with_all_of_it(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "manual.pdf").write_bytes(b"Test")
    before = bench.files
    with pytest.raises(InvalidError, match="is not the file that the maker names"):
        taken(bench, as_file(newer_passport()), folder=tmp_path)
    assert bench.files == before


def test_files_to_a_linkset_have_no_digest_to_be_compared_with(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "m.pdf").write_bytes(b"anything")
    outcome = taken(bench, LINKS, folder=tmp_path)
    assert [each["proven"] for each in outcome.data.values()["files"]] == [False]
    with pytest.raises(UsageError, match="is no folder"):
        taken(bench, LINKS, folder=tmp_path / "nowhere")


def test_a_refused_file_is_told_in_a_line(bench: Bench) -> None:
    bench.write(RECORD, bench.text(RECORD).replace('serial = "0320"', 'serial = "0320"\ngtin = "04549292132502"'))
    with pytest.raises(InvalidError, match="of another product") as error:
        taken(bench, LINKS)
    assert list(error.value.hints) == ["nothing of it was kept"]
