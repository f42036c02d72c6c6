"""A maker's tag on a thing of one's own: filled in from the description, and nobody learns of it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from talktag.content import content_of
from talktag.errors import TalktagError
from talktag.model.makers.maker_code import MakerCode, read_maker_code
from talktag.model.values.ident import printed_tag
from talktag.ops.labels.scan import Action, Scanned, scan
from talktag.ops.makers.claim import Claimed, ClaimRequest, claim
from talktag.ops.makers.tell import tell_maker
from talktag.ops.outcome import Outcome
from talktag.seal.ssh.key import SigningKey
from talktag.store.collections import PARTIES
from tests.kit.bench import Bench
from tests.kit.bundles import signed, table
from tests.kit.desk import DeskBench
from tests.kit.tagged import BY_FILE, SERIALS, Factory

KETTLE = 'format = 1\nid = "k000000000009"\nname = "Kettle"\n'


@pytest.fixture(scope="module")
def factory(tmp_path_factory: pytest.TempPathFactory) -> Factory:
    folder = tmp_path_factory.mktemp("maker")
    return Factory(DeskBench(folder / "desk").make(), folder / "factory")


@pytest.fixture(scope="module")
def codes(factory: Factory) -> dict[str, str]:
    return dict(factory.print())


def claimed(bench: Bench, factory: Factory, code: str, ref: str | None = None, take: tuple[str, ...] = ()) -> Outcome:
    return bench.do(claim, ClaimRequest(code, ref, files=(factory.description(),), take=take))


def printed(code: str) -> str:
    read = read_maker_code(code)
    assert read
    return printed_tag(read.tag)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_thing_is_what_its_maker_says(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    outcome = claimed(bench, factory, codes["0320"])
    product = bench.store.record("canon-eos-r6").product
    assert (product.name, product.maker, product.model, product.serial, product.gtin) == (
        "Canon EOS R6",
        "Canon",
        "EOS R6",
        "0320",
        "04549292075694",
    )
    assert [str(each.term) for each in product.warranties] == ["2 years"]
    assert product.fields == {"batch": "A17", "colour": "black", "parts": "LP-E6N; EF cap"}
    assert [(each.name, each.kind) for each in product.files] == [("manual-1.txt", "manual")]
    assert [(each.kind, each.title) for each in bench.store.entries("canon-eos-r6").value or ()] == [
        ("tag", f"Maker's tag {printed(codes['0320'])} put on"),
        ("firmware", "1.4.0"),
        ("manual", "The manual came along as a file"),
    ]
    assert isinstance(outcome.data, Claimed)
    assert outcome.data.is_new


def test_what_the_owner_wrote_stays_and_what_the_maker_says_otherwise_is_told(
    bench: Bench, factory: Factory, codes: dict[str, str]
) -> None:
    outcome = claimed(bench, factory, codes["0320"], "camera")  # whose maker is Canon, with a warranty and a serial
    product = bench.store.record("camera").product
    assert (product.name, product.serial) == ("Canon EOS 5D", "0320")
    assert [str(each.term) for each in product.warranties] == ["24 months"]
    assert product.fields == {"colour": "black", "weight": 1.5, "batch": "A17", "parts": "LP-E6N; EF cap"}
    assert b"# mine" in bench.files["products/c/camera.toml"]
    bench.write("products/k/kettle.toml", KETTLE + 'maker = "Kanon"\n')
    outcome = claimed(bench, factory, codes["0321"], "kettle")
    assert outcome.data.differences == ('the maker is "Canon" by its maker; yours is kept: "Kanon"',)
    said = "\n".join(outcome.ahead)  # which a person reads before the yes, not after
    assert "its key is kept for NetCo" in said
    assert outcome.data.differences[0] in said
    assert bench.store.record("kettle").product.maker == "Kanon"
    claimed(bench, factory, codes["0321"], "kettle", ("maker",))
    assert bench.store.record("kettle").product.maker == "Canon"


def test_the_makers_key_is_kept_and_accepted_by_nobody(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    outcome = claimed(bench, factory, codes["0320"])
    assert not outcome.effects
    (party,) = [each.value for each in bench.store.all(PARTIES) if each.value and each.value.name == "NetCo"]
    assert party.key
    assert party.role == "maker"
    with pytest.raises(TalktagError, match="was not accepted on this computer"):
        bench.ask(tell_maker, "canon-eos-r6", BY_FILE)


def test_until_a_yes_nothing_is_written_outside_of_the_store_and_nothing_waits_to_leave(
    bench: Bench, factory: Factory, codes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    outside = {
        name: data for name, data in snapshot(bench.folder).items() if not name.startswith(("things/", "cache/"))
    }
    bench.ask(scan, [codes["0320"]], Action())
    outcome = claimed(bench, factory, codes["0320"])
    assert (outcome.effects, outcome.outputs) == ((), ())
    after = {name: data for name, data in snapshot(bench.folder).items() if not name.startswith(("things/", "cache/"))}
    assert after == outside
    assert not [path for path in bench.files if path.startswith(("outbox/", "shares/"))]


def test_scan_says_what_the_code_says_and_how_sure_it_is(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    before = bench.files
    outcome = bench.ask(scan, [codes["0320"]], Action())
    (seen,) = outcome.data.makers
    assert (seen.sure, seen.whose, seen.code.goods.gtin) == ("unknown", None, "04549292075694")
    assert "a maker's is its own word" in outcome.notices[0]
    assert bench.files == before
    claimed(bench, factory, codes["0320"])
    outcome = bench.ask(scan, [codes["0321"]], Action())
    assert [(each.sure, each.whose) for each in outcome.data.makers] == [("kept", "NetCo")]


def test_once_it_is_claimed_a_scan_leads_to_the_thing(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    claimed(bench, factory, codes["0320"])
    outcome = bench.ask(scan, [codes["0320"]], Action())
    assert isinstance(outcome.data, Scanned)
    assert [each.record.product.slug for each in outcome.data.codes if each.record] == ["canon-eos-r6"]


def test_a_makers_tag_is_no_sticker_of_the_owners(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    claimed(bench, factory, codes["0320"], "camera")
    product = bench.store.record("camera").product
    live = product.live_tag()
    assert live
    assert (live.id, len(product.own_tags), len(product.tags)) == ("7Y27T4WSS", 1, 2)


def test_claiming_twice_changes_nothing(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    claimed(bench, factory, codes["0320"])
    before = bench.files
    outcome = claimed(bench, factory, codes["0320"])
    assert outcome.plan is None
    assert bench.files == before


def test_without_a_description_the_tag_is_put_on_and_the_rest_can_come_later(
    bench: Bench, factory: Factory, codes: dict[str, str]
) -> None:
    outcome = bench.do(claim, ClaimRequest(codes["0320"], "bicycle"))
    assert "bring the maker's description" in outcome.notices[0]
    assert bench.store.record("bicycle").product.maker is None
    claimed(bench, factory, "bicycle")
    assert bench.store.record("bicycle").product.maker == "Canon"


def foreign(path: Path, code: MakerCode) -> Path:
    """A description by somebody else, with a row for that code."""
    from talktag.seal.articles import seal_articles

    key = SigningKey.from_seed(bytes([9]) * 32)
    rows = seal_articles([(code, "0320")], "e000000000001", Random(1).randbytes)
    said = {"id": "e000000000001", "name": "Canon EOS R6", "gtin": "04549292075694"}
    signer = {"name": "NetCo", "fingerprint": key.public.fingerprint}
    files = {"files/articles-1.bin": rows}
    path.write_bytes(signed(table(said, signer=signer, files=files), key, files))
    return path


def refusal(bench: Bench, *values: object, **options: object) -> str:
    with pytest.raises(TalktagError) as caught:
        bench.ask(claim, *values, **options)
    assert "\n" not in caught.value.message
    return caught.value.message


def test_every_kind_of_bad_input_is_told_in_one_line_and_changes_nothing(
    bench: Bench, factory: Factory, codes: dict[str, str], tmp_path: Path
) -> None:
    before = bench.files
    good, code = factory.description(), read_maker_code(codes["0320"])
    assert code
    (other,) = [path for path in factory.descriptions if path != good]
    broken = tmp_path / "broken.zip"
    broken.write_bytes(good.read_bytes()[:-100] + bytes(100))
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(600_000_000)
    message = tmp_path / "table.zip"
    message.write_bytes(signed(table()))
    other_key = MakerCode(code.tag, code.claim, "0" * 16, code.address).text
    other_goods = code._replace(address=code.address.replace("04549292075694", "04549292075700")).text
    told = {
        "a forged description": refusal(bench, ClaimRequest(codes["0320"], files=(foreign(tmp_path / "f.zip", code),))),
        "a code of another maker": refusal(bench, ClaimRequest(other_key, files=(good,))),
        "a description of other articles": refusal(bench, ClaimRequest(codes["0320"], files=(other,))),
        "a broken file": refusal(bench, ClaimRequest(codes["0320"], files=(broken,))),
        "a huge file": refusal(bench, ClaimRequest(codes["0320"], files=(huge,))),
        "no description": refusal(bench, ClaimRequest(codes["0320"], files=(message,))),
        "no file": refusal(bench, ClaimRequest(codes["0320"], files=(tmp_path / "none.zip",))),
        "other goods": refusal(bench, ClaimRequest(other_goods, files=(good,))),
        "no code": refusal(bench, ClaimRequest("https://canon.example/", files=(good,))),
        "another serial number": refusal(bench, ClaimRequest(codes["0321"], "camera", files=(good,))),
        "nothing to make a thing of": refusal(bench, ClaimRequest(codes["0320"])),
        "a key that is not taken": refusal(bench, ClaimRequest(codes["0320"], files=(good,), take=("name",))),
    }
    assert told == {
        "a forged description": '"f.zip" is signed with another key than the one that the code names',
        "a code of another maker": f'"{good.name}" is signed with another key than the one that the code names',
        "a description of other articles": f'"{other.name}" describes other articles, and not the one with the tag '
        f"{printed(codes['0320'])}",
        "a broken file": told["a broken file"],
        "a huge file": '"huge.zip" does not hold up: the archive has more than 501 MB',
        "no description": '"table.zip" is a bundle to answer, and no description by a maker',
        "no file": f'there is no file "{tmp_path / "none.zip"}"',
        "other goods": "the code is on goods of the number 04549292075700, and it describes others",
        "no code": '"https://canon.example/" is no maker\'s code',
        "another serial number": 'the code is on the article with the serial number "0321", and yours has "0320"',
        "nothing to make a thing of": "it is not said on which thing the code is, and there is no description to make "
        "a new one of",
        "a key that is not taken": '"name" is nothing to take from a maker',
    }
    assert '"broken.zip" does not hold up' in told["a broken file"]
    assert bench.files == before


def test_a_copied_label_with_another_claim_is_told(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    claimed(bench, factory, codes["0320"])
    code = read_maker_code(codes["0320"])
    assert code
    forged = code._replace(claim="0" * 16).text
    assert "was claimed here with another code" in refusal(bench, ClaimRequest(forged, "camera"))
    assert 'is on "canon-eos-r6" already' in refusal(bench, ClaimRequest(codes["0320"], "camera"))


def test_a_name_that_another_key_is_kept_for_is_refused(bench: Bench, factory: Factory, codes: dict[str, str]) -> None:
    other = SigningKey.from_seed(bytes([5]) * 32).public_line("netco")
    bench.write("parties/netco.toml", f'format = 1\nname = "NetCo"\nrole = "maker"\nkey = "{other}"\n')
    told = refusal(bench, ClaimRequest(codes["0320"], files=(factory.description(),)))
    assert told == "it is signed with another key than the one kept for NetCo"


def test_a_bad_row_keeps_everything_from_being_made(factory: Factory) -> None:
    before = snapshot(factory.folder), snapshot(factory.desk.folder)
    with pytest.raises(TalktagError) as caught:
        factory.plan(SERIALS + "Canon,EOS R6,123,1,,,,,,\nCanon,EOS R6,,1,,soon,,,,\n")
    assert caught.value.message == "2 rows of the table cannot be used; nothing was made"
    assert caught.value.details[0].startswith("error: serials.csv:5: ")
    after = snapshot(factory.folder), snapshot(factory.desk.folder)
    assert {name for name in after[0] if name not in before[0]} <= {"serials.csv"}
    assert after[1] == before[1]


@pytest.mark.parametrize(
    ("table", "more", "fault"),
    [
        ("model,price\nR6,1\n", {}, "a column that means nothing here: price"),
        ("model,serial\n", {}, "has no article in it"),
        ("model,serial,gtin,batch\nR6,1,4549292075694,a/b\n", {}, 'the batch "a/b" cannot stand in an address'),
        (SERIALS.replace("manual.txt", "none.txt"), {}, ""),
        (SERIALS, {"codes": None}, "the codes would be kept nowhere"),
        (SERIALS, {"path": Path("tags.pdf")}, "no label paper is named"),
    ],
)
def test_what_cannot_be_printed_is_told(factory: Factory, table: str, more: dict[str, object], fault: str) -> None:
    if not fault:
        with pytest.raises(TalktagError, match=r'there is no manual "none\.txt"'):
            factory.print(table)
        return
    with pytest.raises(TalktagError) as caught:
        factory.plan(table, **more)
    assert fault in caught.value.message


def test_the_outputs_hold_the_claims_and_the_answer_does_not(factory: Factory) -> None:
    outcome = factory.plan()
    claims = [each.code.claim for each in outcome.data.made.tags]
    told = repr(outcome.data.values()) + repr([each.details() for each in outcome.outside])
    assert not [each for each in claims if each in told]
    assert all(each.encode() in content_of(outcome.outputs[0].make()).whole() for each in claims)
