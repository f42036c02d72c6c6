"""`intake` at the bench: photographs are taken for the test, looked at in this process, and become products."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from talktag.model.intake.decision import SKIP, Decision
from talktag.model.intake.pictures.picture import SeenFile
from talktag.model.intake.review_text import read_review, review_text
from talktag.model.labels.payload import payload
from talktag.model.plan import Plan
from talktag.model.values.ident import make_tag, printed_tag
from talktag.ops.files.find_files import find_files
from talktag.ops.finding.choose_products import choose
from talktag.ops.finding.find_tag import new_blank_tags
from talktag.ops.intake.look_at_file import link_left_alone
from talktag.ops.intake.look_at_files import look_at_files
from talktag.ops.intake.proposals import propose
from talktag.ops.intake.read_offers import read_offers, to_read
from talktag.ops.intake.take_in import groups_to_review, take_in
from talktag.ops.outcome import Outcome
from talktag.ops.products.set import set_values
from tests.kit.bench import Bench
from tests.kit.pdfs import locked_pdf, scan_pdf, text_pdf
from tests.kit.photographs import CAMERA, Shot, pdf_of, take

START = datetime.datetime(2026, 3, 1, 10, 0)
SMALL = (800, 600)
EAN = "4006381333931"


class Studio:
    """A folder that photographs are put into, a minute apart."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench, self.folder = bench, folder
        folder.mkdir()
        tags, write = new_blank_tags(bench.session(), 4)
        bench.carry_out(Plan((write,), ""))
        self.tags = tags
        self._count = 0

    def shoot(self, *tags: str, name: str = "", form: str = "JPEG", **more: Any) -> Path:
        addresses = self.bench.store.settings.addresses
        self._count += 1
        more.setdefault("at", START + datetime.timedelta(minutes=self._count))
        shot = Shot(tags=[payload(tag, addresses) for tag in tags], size=SMALL, seed=self._count, **more)
        path = self.folder / (name or f"IMG_{self._count:04}.{'heic' if form == 'HEIF' else form.lower()}")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(take(shot, form))
        return path

    def intake(self, decisions: dict[str, Decision] | None = None, paths: Sequence[Path] = ()) -> Outcome:
        """The intake of the folder, carried out."""
        return self.bench.do(self.run, decisions or {}, paths or [self.folder])

    @staticmethod
    def run(session: Any, decisions: dict[str, Decision], paths: Sequence[Path]) -> Outcome:
        found = find_files(paths)
        files = (*look_at_files(found.paths, 0), *map(link_left_alone, found.links))
        proposals = propose(session, files)
        return take_in(session, proposals, decisions)


@pytest.fixture
def studio(bench: Bench, tmp_path: Path) -> Studio:
    return Studio(bench, tmp_path / "pictures")


def left(outcome: Outcome) -> dict[str, str]:
    return {each.file.name: each.why for each in outcome.data.found.left}


def files_of(outcome: Outcome) -> dict[str, list[str]]:
    return {each.product.slug: [Path(path).name for path in each.paths] for each in outcome.data.results}


def test_photographs_become_products(studio: Studio, bench: Bench) -> None:
    drill, lamp = studio.tags[:2]
    studio.shoot(drill)
    studio.shoot(bar_code=EAN, turned=4)
    studio.shoot(lines=["Bosch", "S/N 123"])
    studio.shoot(lamp, form="PNG")
    before = {path.name: path.read_bytes() for path in studio.folder.iterdir()}
    outcome = studio.intake()
    assert outcome.question == "Take in 2 products?"
    first, second = (each.product for each in outcome.data.results)
    assert (first.name, first.slug) == (f"Unnamed {drill[:4]}", f"unnamed-{drill[:4].lower()}")
    assert (first.gtin, second.gtin) == (f"0{EAN}", None)
    assert [each.id for each in first.tags] == [drill]
    assert [(each.name, each.kind) for each in first.files] == [
        *(("img-0001.jpeg", "photo"), ("img-0002.jpeg", "photo"), ("img-0003.jpeg", "photo")),
    ]
    assert first.fields == {"photographed": START.date()}
    record = bench.store.record(first.slug).product
    assert record == first
    assert bench.store.file_content(first.slug, first.files[1]).whole() == before["IMG_0002.jpeg"]
    assert {path.name: path.read_bytes() for path in studio.folder.iterdir()} == before


def test_what_nobody_named_is_found_until_it_is_named(studio: Studio, bench: Bench) -> None:
    studio.shoot(studio.tags[0])
    (result,) = studio.intake().data.results
    slug = result.product.slug
    assert [each.slug for each in bench.ask(choose, ["state:unnamed"]).found] == [slug]
    assert slug not in [each.slug for each in bench.ask(choose, ["-state:unnamed"]).found]
    bench.do(set_values, slug, ["name=Drill press"])
    assert bench.ask(choose, ["state:unnamed"]).found == ()
    bench.do(set_values, "trek", ["name=Unnamed 7777"])  # a name somebody chose
    assert bench.ask(choose, ["state:unnamed"]).found == ()


def test_the_same_folder_again_takes_in_nothing(studio: Studio, bench: Bench) -> None:
    studio.shoot(studio.tags[0])
    studio.shoot()
    studio.intake()
    files = bench.files
    again = studio.intake()
    assert again.plan is None
    assert again.question is None
    assert again.notices == ("nothing new to take in",)
    assert (again.data.found.finished, bench.files) == (1, files)


def test_a_folder_that_was_half_copied_goes_on_where_it_was(studio: Studio, bench: Bench) -> None:
    first = studio.shoot(studio.tags[0])
    studio.intake()
    studio.shoot()
    studio.shoot(studio.tags[1])
    outcome = studio.intake()
    assert [each.is_new for each in outcome.data.results] == [False, True]
    assert outcome.question == "Take in 1 product and more of 1 product?"
    product = bench.store.record(outcome.data.results[0].product.slug).product
    assert [each.name for each in product.files] == ["img-0001.jpeg", "img-0002.jpeg"]
    assert first.name not in {name for found in files_of(outcome).values() for name in found}


def test_pictures_of_a_thing_that_is_there_go_to_it(studio: Studio, bench: Bench) -> None:
    studio.shoot("7Y27T4WSS")
    studio.shoot(bar_code=EAN, turned=0)
    outcome = studio.intake()
    (result,) = outcome.data.results
    assert (result.product.slug, result.is_new) == ("camera", False)
    assert "# mine" in bench.text("products/c/camera.toml")
    camera = bench.store.record("camera").product
    assert [each.name for each in camera.files] == ["img-0001.jpeg", "img-0002.jpeg"]
    assert camera.gtin == f"0{EAN}"
    assert camera.serial == "0320"
    assert "photographed" not in camera.fields


def test_what_cannot_be_placed_is_named_and_the_rest_taken(studio: Studio) -> None:
    stranger = make_tag(4711)
    studio.shoot(name="IMG_0001.jpeg")
    studio.shoot(studio.tags[0])
    studio.shoot(studio.tags[1], studio.tags[2])
    studio.shoot()
    studio.shoot(stranger)
    studio.shoot(studio.tags[3])
    (studio.folder / "IMG_0007.jpeg").write_bytes((studio.folder / "IMG_0006.jpeg").read_bytes()[:3000])
    (studio.folder / "notes.txt").write_text("hello")
    (studio.folder / "Thumbs.db").write_bytes(b"\0")
    (studio.folder / ".hidden.jpg").write_bytes(b"\0")
    raw = io.BytesIO()
    Image.new("L", (8, 8)).save(raw, "TIFF")
    (studio.folder / "IMG_0008.CR2").write_bytes(b"II*\0\x10\0\0\0CR\2\0" + bytes(40))
    outcome = studio.intake()
    assert list(files_of(outcome).values()) == [["IMG_0002.jpeg"], ["IMG_0006.jpeg"]]
    why = left(outcome)
    assert sorted(why) == [
        *("IMG_0001.jpeg", "IMG_0003.jpeg", "IMG_0004.jpeg", "IMG_0005.jpeg"),
        *("IMG_0007.jpeg", "IMG_0008.CR2", "notes.txt"),
    ]
    assert "2 tags" in why["IMG_0003.jpeg"]
    assert printed_tag(stranger) in why["IMG_0005.jpeg"]
    assert "damaged" in why["IMG_0007.jpeg"]
    assert "RAW" in why["IMG_0008.CR2"]
    assert "neither" in why["notes.txt"]


def test_a_bomb_is_left_alone(studio: Studio) -> None:
    studio.shoot(studio.tags[0])
    head = (60_000).to_bytes(4) + (60_000).to_bytes(4) + bytes([8, 0, 0, 0, 0])
    import zlib

    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + len(head).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)
    (studio.folder / "bomb.png").write_bytes(bomb + bytes(100))
    outcome = studio.intake()
    assert len(outcome.data.results) == 1
    assert set(left(outcome)) == {"bomb.png"}


def test_links_are_not_followed_out_of_the_folder(studio: Studio, tmp_path: Path) -> None:
    studio.shoot(studio.tags[0])
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/b.jpg").write_bytes((studio.folder / "IMG_0001.jpeg").read_bytes() + b"\0")
    (studio.folder / "out").symlink_to(tmp_path / "secret")
    (studio.folder / "one.jpg").symlink_to(tmp_path / "secret/b.jpg")
    outcome = studio.intake()
    assert list(files_of(outcome).values()) == [["IMG_0001.jpeg"]]
    assert set(left(outcome)) == {"out", "one.jpg"}
    assert all("link" in why for why in left(outcome).values())


def test_receipts_go_with_the_pictures_they_stand_beside(studio: Studio) -> None:
    picture = studio.shoot(studio.tags[0])
    (studio.folder / "IMG_0002.pdf").write_bytes(pdf_of(picture.read_bytes()))
    (studio.folder / "IMG_0001 manual.pdf").write_bytes(pdf_of(picture.read_bytes()) + b"%")
    (result,) = studio.intake().data.results
    assert {each.name: each.kind for each in result.files} == {
        "img-0001.jpeg": "photo",
        "img-0001-manual.pdf": "manual",
        "img-0002.pdf": "receipt",
    }


def test_heic_counts_like_any_picture(studio: Studio) -> None:
    studio.shoot(studio.tags[0], form="HEIF", camera=CAMERA)
    (result,) = studio.intake().data.results
    assert [(each.name, each.media) for each in result.files] == [("img-0001.heic", "image/heic")]


def test_a_camera_that_took_no_label_may_be_the_thing_and_is_only_offered(studio: Studio) -> None:
    studio.shoot(studio.tags[0])
    studio.shoot(camera=CAMERA, name="ABC_1.jpeg")
    (result,) = studio.intake().data.results
    assert result.product.serial is None
    assert {(each.key, each.value) for each in result.offers} == {
        ("name", "Canon EOS 5D Mark IV"),
        ("maker", "Canon"),
        ("model", "Canon EOS 5D Mark IV"),
        ("serial", "032021001234"),
    }


def test_two_bar_codes_are_said_and_none_is_taken(studio: Studio) -> None:
    studio.shoot(studio.tags[0])
    studio.shoot(bar_code=EAN, turned=0)
    studio.shoot(bar_code="9783161484100", turned=0)
    outcome = studio.intake()
    (result,) = outcome.data.results
    assert result.product.gtin is None
    assert any("2 bar codes" in each and EAN in each for each in outcome.notices)


def test_a_clock_that_jumps_back_is_told(studio: Studio) -> None:
    studio.shoot(studio.tags[0])
    studio.shoot(studio.tags[1])
    studio.shoot(at=START)
    outcome = studio.intake()
    assert list(files_of(outcome).values()) == [["IMG_0001.jpeg"], ["IMG_0002.jpeg", "IMG_0003.jpeg"]]
    assert any('jumps back between "IMG_0002.jpeg"' in each for each in outcome.notices)


def test_what_a_person_decides_is_done(studio: Studio, bench: Bench) -> None:
    one, two, three, four = studio.tags
    for tag in studio.tags:
        studio.shoot(tag)
    dull = studio.shoot()
    outcome = studio.intake(
        {
            one: Decision(name="Lamp", values={"maker": "Ikea", "bought": "2025-12-24", "price": "12 EUR"}),
            two: Decision(into=one),
            three: SKIP,
            four: Decision(without=frozenset({str(dull)})),
        }
    )
    lamp, other = (each.product for each in outcome.data.results)
    assert (lamp.name, lamp.slug, lamp.maker, str(lamp.purchase.price)) == ("Lamp", "lamp", "Ikea", "12.00 EUR")
    assert [each.id for each in lamp.tags] == [one, two]
    assert [each.name for each in lamp.files] == ["img-0001.jpeg", "img-0002.jpeg"]
    assert [each.name for each in other.files] == ["img-0004.jpeg"]
    assert outcome.data.skipped == 1
    assert bench.store.record("lamp").product == lamp


def test_a_name_that_is_none_takes_in_nothing(studio: Studio, bench: Bench, refused: Any) -> None:
    studio.shoot(studio.tags[0])
    decisions = {studio.tags[0]: Decision(name="Lamp", values={"bought": "someday"})}
    said = refused(bench, Studio.run, decisions, [studio.folder])
    assert "bought" in said


def test_names_that_steer_a_terminal_become_harmless_names(studio: Studio, bench: Bench) -> None:
    studio.shoot(studio.tags[0], name="a\x1b[2J\nb.jpeg")
    (result,) = studio.intake().data.results
    assert [each.name for each in result.files] == ["a-2j-b.jpeg"]


def read(studio: Studio, bench: Bench) -> tuple[SeenFile, ...]:
    """The pictures of the folder with what is printed in them."""
    files = look_at_files(find_files([studio.folder]).paths, 0)
    found = bench.ask(propose, files)
    read = {each.path: each for each in read_offers(bench.session(), to_read(found), 0)}
    return tuple(read.get(each.path, each) for each in files)


def test_type_plates_and_receipts_are_offered_and_not_taken(studio: Studio, bench: Bench) -> None:
    studio.shoot(studio.tags[0])
    studio.shoot(lines=["BOSCH", "Model: GSR 12V-15", "S/N: 1234567890"], turned=2, tilt=0.02, noise=4)
    bill = ["Foto Ruiz", "Fecha 2026-02-11", "Drill 49.90", "TOTAL EUR 49.90", "Tarjeta 49.90"]
    studio.shoot(lines=bill, turned=2, tilt=0.02, noise=4)
    found = bench.ask(propose, read(studio, bench))
    (proposal,) = found.proposals
    best = {each.key: each.value for each in reversed(proposal.offers)}
    assert best["serial"] == "1234567890"
    assert best["model"].startswith("GSR 12V-15")
    assert best["name"].endswith("GSR 12V-15")
    assert (best["bought"], best["price"]) == ("2026-02-11", "49.90 EUR")
    assert all(each.source for each in proposal.offers)
    outcome = bench.ask(take_in, found, {})
    (result,) = outcome.data.results
    assert (result.product.serial, result.product.purchase.date, result.product.maker) == (None, None, None)
    assert [each.kind for each in result.files] == ["photo", "photo", "receipt"]
    (group,) = groups_to_review(found)
    taken = bench.ask(take_in, found, read_review(review_text([group]), [group])).data.results
    assert taken[0].product.serial is None  # an editor that is left as it was opened takes none


def test_of_a_thing_that_is_there_only_what_it_lacks_is_offered(studio: Studio, bench: Bench) -> None:
    studio.shoot("7Y27T4WSS")
    studio.shoot(camera=("Nikon", "Nikon Z6", "777777"), name="ABC_1.jpeg")
    (proposal,) = bench.ask(propose, look_at_files(find_files([studio.folder]).paths, 0)).proposals
    assert {each.key for each in proposal.offers} == {"model"}


def test_a_locked_pdf_is_named_and_left_alone(studio: Studio) -> None:
    studio.shoot(studio.tags[0])
    (studio.folder / "IMG_0001 bill.pdf").write_bytes(locked_pdf("secret"))
    (studio.folder / "IMG_0002.pdf").write_bytes(b"%PDF-1.7 torn")
    outcome = studio.intake()
    assert list(files_of(outcome).values()) == [["IMG_0001.jpeg"]]
    why = left(outcome)
    assert "locked" in why["IMG_0001 bill.pdf"]
    assert "damaged" in why["IMG_0002.pdf"]


def test_a_pdf_that_shows_a_label_is_of_its_thing_and_its_text_is_offered(studio: Studio, bench: Bench) -> None:
    studio.shoot(studio.tags[0])
    label = studio.shoot(studio.tags[1], turned=0, tilt=0)
    page = Image.open(label).convert("RGB")
    (studio.folder / "bill.pdf").write_bytes(scan_pdf(page))
    text = "Foto Ruiz\nFecha 2026-02-11\nDrill 49.90\nTOTAL EUR 49.90\n"
    (studio.folder / "IMG_0001 paper.pdf").write_bytes(text_pdf(text))
    found = bench.ask(propose, read(studio, bench))
    first, second = found.proposals
    assert [each.name for each in second.files] == ["IMG_0002.jpeg", "bill.pdf"]
    assert {"bought": "2026-02-11", "price": "49.90 EUR"}.items() <= {
        each.key: each.value for each in first.offers
    }.items()
