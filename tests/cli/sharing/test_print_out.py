"""`export --fields`: exactly the chosen values are on the paper, the ledger remembers them, and nobody signs anything.

Every fact of the clock below is a canary; those that were not chosen are looked for in every encoding of the file.
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

if TYPE_CHECKING:
    from tests.kit.computer import Computer

# Every fact of the record below, by the name it is asked for with.
FACTS = {
    "maker": "MAKERCANARY",
    "model": "MODELCANARY",
    "serial": "SERIALCANARY",
    "bought": "2019-07-13",
    "from": "SELLERCANARY",
    "order": "ORDERCANARY",
    "price": "731.97 CHF",
    "warranty": "PROVIDERCANARY",
    "place": "PLACECANARY",
    "field:colour": "COLOURCANARY",
    "field:engraving": "ENGRAVINGCANARY",
    "entries:service": "SERVICECANARY",
    "entries:loan": "LOANCANARY",
    "receipt": "receipt-1.txt",
    "report": "report-1.txt",
    "id": "0000000000001",
}
NEVER = (
    *("LABELCANARY", "NOTECANARY", "UNKNOWNCANARY", "COMMENTCANARY", "FILENAMECANARY", "RECEIPTCANARY"),
    *("REPORTCANARY", "INSIDECANARY", "OTHERCANARY", "TalkTag labels"),
)
RECORD = """\
format = 1
id = "0000000000001"
name = "Clock"
maker = "MAKERCANARY"  # COMMENTCANARY
model = "MODELCANARY"
serial = "SERIALCANARY"
place = "PLACECANARY"
labels = ["LABELCANARY"]
inside = "0000000000002"
unknown = "UNKNOWNCANARY"
warranties = [{ kind = "all", term = "24 months", starts = 2018-01-01, provider = "PROVIDERCANARY" }]
[purchase]
date = 2019-07-13
from = "SELLERCANARY"
price = "731.97 CHF"
order = "ORDERCANARY"
[fields]
colour = "COLOURCANARY"
engraving = "ENGRAVINGCANARY"
"""
ENTRIES = """\
[[entry]]
id = "0000000000003"
date = 2020-01-01
kind = "service"
title = "SERVICECANARY"
[[entry]]
id = "0000000000004"
date = 2020-01-02
kind = "loan"
title = "LOANCANARY"
"""
CHOICES = (
    ("name",),
    ("serial", "bought", "receipt"),
    ("price", "place", "entries:service", "id"),
    ("maker", "warranty", "field:engraving", "report"),
    tuple(FACTS),
)
FORMS = ("pdf", "html", "txt")
GPS = 0x8825
PHOTO_CANARIES = ("CANARY-MAKER", "CANARY-XMP", "CANARY-COMMENT", "CANARY-TRAILER")
TO_SAFE = ("--to", "safe")


@pytest.fixture
def house(computer: Computer) -> Computer:
    """A computer with the clock of canaries, and an insurer."""
    computer = replace(computer, quick=True)
    computer.write("things/products/c/clock.toml", RECORD)
    computer.write("things/products/c/clock/entries.toml", ENTRIES)
    computer.write("things/products/s/shelf.toml", 'format = 1\nid = "0000000000002"\nname = "INSIDECANARY"\n')
    computer.write("receipt-FILENAMECANARY.txt", "RECEIPTCANARY\n")
    computer.write("report-FILENAMECANARY.txt", "REPORTCANARY\n")
    computer.ok("attach", "clock", "receipt-FILENAMECANARY.txt", "report-FILENAMECANARY.txt")
    computer.ok("note", "clock", "-", stdin=b"NOTECANARY")
    computer.ok("party", "add", "Safe & Sound", "--role", "insurer", "--contact", "OTHERCANARY@safe.example")
    return computer


def photo() -> bytes:
    """A photo on its side, as a telling camera would write it: place, comment, XMP, and bytes after the end."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-MAKER"
    exif[0x0112] = 6
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (IFDRational(40), IFDRational(25), IFDRational(1))
    exif[GPS] = place
    made = io.BytesIO()
    picture = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    picture.save(made, "JPEG", exif=exif, comment=b"CANARY-COMMENT", xmp=b"<x:xmpmeta>CANARY-XMP</x:xmpmeta>")
    return made.getvalue() + b"CANARY-TRAILER"


def streams(pdf: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The entries of each stream of a PDF, and its content unpacked."""
    for found in re.finditer(rb"<<([^\n]*?)/Length (\d+) >>\nstream\n", pdf):
        body = pdf[found.end() : found.end() + int(found[2])]
        yield found[1], zlib.decompress(body) if b"/FlateDecode" in found[1] else body


def text_of(path: Path, program: Callable[[str], str]) -> str:
    """The text a person reads on it, one space between words."""
    if path.suffix == ".pdf":
        command = [program("pdftotext"), "-layout", str(path), "-"]
        return re.sub(r"\s+", " ", subprocess.run(command, capture_output=True, check=True).stdout.decode())
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL))


def everything(path: Path, program: Callable[[str], str]) -> bytes:
    """The file, what is packed in it, and what a reader of it finds; in lower case."""
    data = path.read_bytes()
    unpacked = [body for _, body in streams(data)] if path.suffix == ".pdf" else []
    coded = [base64.b64decode(each) for each in re.findall(rb"base64,([A-Za-z0-9+/=]+)", data)]
    return b"\n".join([data, *unpacked, *coded, text_of(path, program).encode()]).lower()


def holds(haystack: bytes, canary: str) -> bool:
    lower = canary.lower()
    packed = [base64.b64encode(b"." * before + canary.encode())[4:-4].lower() for before in range(3)]
    wide = [lower.encode("utf-16-be"), lower.encode("utf-16-le")]
    coded = [canary.encode(form).hex().encode() for form in ("utf-8", "utf-16-be")]
    telling = [form for form in packed if len(form) >= 8]  # fewer letters are anywhere in a picture
    return any(form in haystack for form in (lower.encode(), *telling, *wide, *coded))


@pytest.mark.parametrize(("form", "chosen"), list(itertools.product(FORMS, CHOICES)))
def test_a_print_out_holds_exactly_what_was_chosen(
    form: str, chosen: tuple[str, ...], house: Computer, program: Callable[[str], str]
) -> None:
    done = house.within("export", "clock", *TO_SAFE, "--fields", ",".join(chosen), "-o", f"clock.{form}", "--yes")
    assert done.code == 0, done.err
    path = house.folder / f"clock.{form}"
    seen, text = everything(path, program), text_of(path, program)
    for name, canary in FACTS.items():
        assert (canary in text) == (name in chosen), name
        assert holds(seen, canary) == (name in chosen), name
    for canary in (*NEVER, str(house.folder), house.folder.parts[-2], "/home/"):
        assert not holds(seen, canary), canary
    for always in (
        "Clock",
        "Ana Pérez",
        "ana+tags@example.org",
        "Safe & Sound".replace("&", "&amp;" * (form == "html") or "&"),
    ):
        assert always in text
    shown = {line.split("\t")[3] for line in done.out.splitlines() if line.startswith("leaves\t")}
    for name, canary in FACTS.items():
        assert any(canary in value or canary[:6] in value for value in shown) == (name in chosen), name


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_photo_is_set_without_what_the_camera_wrote(
    form: str, house: Computer, program: Callable[[str], str]
) -> None:
    assert all(holds(photo().lower(), canary) for canary in PHOTO_CANARIES)
    house.write("IMG_2024_Lisbon.jpg", photo())
    house.ok("attach", "clock", "IMG_2024_Lisbon.jpg")
    house.ok("export", "clock", *TO_SAFE, "--fields", "photo", "-o", f"clock.{form}", "--yes")
    path = house.folder / f"clock.{form}"
    seen = everything(path, program)
    assert not any(holds(seen, canary) for canary in (*PHOTO_CANARIES, "lisbon", "img_2024"))
    data = path.read_bytes()
    if form == "pdf":
        (picture,) = [body for entries, body in streams(data) if b"/DCTDecode" in entries]
    else:
        (picture,) = [base64.b64decode(each) for each in re.findall(rb"image/jpeg;base64,([A-Za-z0-9+/=]+)", data)]
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.size == (160, 240)  # it stands upright now
    clean = house.write("clean.jpg", picture)
    told = subprocess.run([program("exiftool"), "-j", "-G1", "-ee", str(clean)], capture_output=True, check=True)
    groups = {key.split(":")[0] for key in json.loads(told.stdout)[0] if ":" in key}
    assert groups <= {"ExifTool", "System", "File", "JFIF", "Composite"}
    (share,) = house.json("shares", "clock")["data"]["shares"]
    assert share["files"] == [
        {"path": "files/photo-1.jpg", "name": "img-2024-lisbon.jpg", "sha256": hashlib.sha256(picture).hexdigest()}
    ]


def test_the_ledger_remembers_what_was_printed(house: Computer) -> None:
    names = "serial,purchase,receipt,entries:service,gtin"
    out = house.json(
        *("export", "clock", *TO_SAFE, "--fields", names, "-o", "clock.pdf", "--yes"),
        *("--purpose", "burglary", "--until", "2099-12-31", "--terms", "for this claim only"),
    )["data"]
    pdf = (house.folder / "clock.pdf").read_bytes()
    (share,) = house.json("shares", "safe")["data"]["shares"]
    assert share["printed"] == hashlib.sha256(pdf).hexdigest()
    assert "signed" not in share
    assert share["sections"] == ["serial", "purchase", "files:receipt", "entries:service"]
    assert share["fields"] == [
        *("owner.name", "owner.contact", "name", "serial", "purchase.date", "purchase.from", "entries"),
    ]
    (listed,) = share["files"]
    receipt = (house.folder / "receipt-FILENAMECANARY.txt").read_bytes()
    assert listed["listed"] is True
    assert (listed["path"], listed["sha256"]) == ("files/receipt-1.txt", hashlib.sha256(receipt).hexdigest())
    assert (share["purpose"], share["until"], share["terms"]) == ("burglary", "2099-12-31", "for this claim only")
    assert out["shares"][0]["bundle"] == share["bundle"]
    assert out["shares"][0]["lacks"] == ["gtin"]
    assert (out["file"], out["form"], out["pages"], out["size"]) == ("clock.pdf", "pdf", 1, len(pdf))
    assert "serial, purchase, files:receipt, entries:service" in house.ok("shares", "safe")
    assert "shares/" not in house.run("doctor").out


def test_one_undo_takes_the_shares_of_all_products_back(house: Computer) -> None:
    house.ok("save", "--yes")  # what is there by hand would be a commit of its own
    before = house.git("rev-list", "--count", "HEAD")
    house.ok("export", "clock", "canon", "trek", *TO_SAFE, "--fields", "serial", "-o", "all.txt", "--yes")
    assert int(house.git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert len(house.json("shares", "safe")["data"]["shares"]) == 3
    house.ok("undo")
    assert house.json("shares", "safe")["data"]["shares"] == []
    assert (house.folder / "all.txt").exists()  # what went out stays out


def test_no_key_is_needed(house: Computer) -> None:
    (house.folder / "config/keys").rename(house.folder / "elsewhere")
    house.ok("export", "clock", *TO_SAFE, "--fields", "serial", "-o", "clock.pdf", "--yes")
    assert (house.folder / "clock.pdf").exists()


def test_a_look_first_changes_nothing(house: Computer) -> None:
    before = house.state
    done = house.run("export", "clock", *TO_SAFE, "--fields", "serial", "-o", "clock.pdf", "-n")
    assert done.code == 0
    assert "leaves\tserial\tserial\tSERIALCANARY\t--fields" in done.out
    assert "stays\tplace\tplace\tPLACECANARY\tnot in --fields" in done.out
    assert "stays\tnotes\t\t1 private" in done.out
    assert house.state == before
    done = house.run("export", "clock", *TO_SAFE, "--fields", "serial", "-o", "clock.pdf", "--no-input")
    assert done.code == 2
    assert "Hand this to Safe & Sound?" in done.err
    assert house.state == before


def test_it_asks_at_a_terminal(house: Computer) -> None:
    screen = house.terminal("export", "clock", *TO_SAFE, "--fields", "serial,photo", "-o", "clock.txt")
    screen.until("Hand this to Safe & Sound?").type("n\n")
    assert screen.end().code == 3
    assert not (house.folder / "clock.txt").exists()


def test_what_a_product_lacks_is_told_and_not_printed(house: Computer, program: Callable[[str], str]) -> None:
    done = house.run("export", "trek", *TO_SAFE, "--fields", "name,serial,photo,price", "-o", "trek.pdf", "--yes")
    assert done.code == 0
    assert "without serial: trek-domane-al-2; nothing is printed for it" in done.err
    assert "without files:photo: trek-domane-al-2" in done.err
    text = text_of(house.folder / "trek.pdf", program)
    assert "Trek Domane AL 2" in text
    assert "Serial number" not in text
    assert "None" not in text


def test_a_list_after_a_burglary_adds_up_currency_by_currency(house: Computer, program: Callable[[str], str]) -> None:
    house.ok("add", "Chairs", "--price", "120.50 EUR", "--quantity", "6", "--place", "home/kitchen")
    names = "name,serial,price,quantity,photo"
    words = ("clock", "canon", "trek", "chairs")
    data = house.json("export", *words, *TO_SAFE, "--fields", names, "-o", "claim.pdf", "--yes")["data"]
    text = text_of(house.folder / "claim.pdf", program)
    assert "The records of 4 products" in text
    assert [text.index(name) for name in ("1. Clock", "2. Canon", "3. Trek", "4. Chairs")] == sorted(
        text.index(name) for name in ("1. Clock", "2. Canon", "3. Trek", "4. Chairs")
    )
    assert "6 × 120.50 EUR = 723.00 EUR" in text
    assert "Total 731.97 CHF 3222.00 EUR Without a price: 1" in text
    assert data["totals"] == {"CHF": "731.97", "EUR": "3222.00"}
    assert len({share["bundle"] for share in data["shares"]}) == 1
    assert [share["slug"] for share in data["shares"]][:2] == ["clock", "canon-eos-5d-mark-iv"]


def test_a_sum_does_not_tell_a_quantity_that_was_not_chosen(house: Computer) -> None:
    house.ok("add", "Chairs", "--price", "120.50 EUR", "--quantity", "6")
    done = house.run("export", "canon", "chairs", *TO_SAFE, "--fields", "price", "-o", "claim.txt", "--yes")
    text = (house.folder / "claim.txt").read_text("utf-8")
    assert "2619.50 EUR" in text
    assert "723.00" not in text
    assert "the total counts one piece of chairs; add quantity" in done.err


def test_a_query_chooses_and_a_broken_record_is_told(house: Computer) -> None:
    house.write("things/products/b/broken.toml", "nonsense\n")
    done = house.run("export", "place:home/office", *TO_SAFE, "--fields", "name", "-o", "office.txt", "--yes")
    assert "Canon EOS 5D Mark IV" in (house.folder / "office.txt").read_text("utf-8")
    assert "broken.toml" in done.err
    done = house.run("export", "place:nowhere", *TO_SAFE, "--fields", "name", "-o", "none.txt", "--yes")
    assert done.code == 4
    assert not (house.folder / "none.txt").exists()


def test_the_words_are_in_the_language_of_the_party(house: Computer, program: Callable[[str], str]) -> None:
    house.ok("party", "set", "safe", "language=de")
    house.ok("export", "clock", "trek", *TO_SAFE, "--fields", "serial,place", "-o", "a.pdf", "--yes")
    text = text_of(house.folder / "a.pdf", program)
    for said in ("Die Akten von 2 Produkten", "Seriennummer SERIALCANARY", "Seite 1 von 1"):
        assert said in text
    house.ok("export", "clock", *TO_SAFE, "--fields", "serial", "--language", "sv", "-o", "b.html", "--yes")
    assert "Serienummer" in text_of(house.folder / "b.html", program)


def test_standard_output_is_text_and_nothing_else(house: Computer) -> None:
    done = house.run("export", "clock", *TO_SAFE, "--fields", "serial", "-o", "-", "--yes")
    assert done.out.startswith("The record of a product\n=====")
    assert "Serial number:  SERIALCANARY" in done.out
    assert "leaves" not in done.out
    assert "leaves" in done.err


def test_values_cannot_write_to_the_terminal_or_the_page(house: Computer, unsafe: Callable[[str], list[str]]) -> None:
    house.ok("set", "clock", "maker=</style><script>alert(1)</script>")
    house.write("things/products/c/clock.toml", RECORD.replace("SERIALCANARY", "\\u001b[31mred\\u202eback"))
    for form in ("txt", "html"):
        house.ok("export", "clock", *TO_SAFE, "--fields", "serial,maker", "-o", f"x.{form}", "--yes")
        assert unsafe((house.folder / f"x.{form}").read_text("utf-8")) == []
    page = (house.folder / "x.html").read_text("utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page.partition("<title>")[0]


def test_paper_is_letter_where_the_labels_are(house: Computer, program: Callable[[str], str]) -> None:
    for stock, size in (("avery-5160", "612 x 792"), ("avery-l7120", "595.276 x 841.89")):
        text = (house.things / "talktag.toml").read_text("utf-8")
        text = re.sub(r"\n\[defaults\]\nstock = .*\n", "\n", text)
        house.write("things/talktag.toml", f'{text}\n[defaults]\nstock = "{stock}"\n')
        house.ok("export", "clock", *TO_SAFE, "--fields", "serial", "-o", f"{stock}.pdf", "--yes")
        said = subprocess.run([program("pdfinfo"), f"{stock}.pdf"], cwd=house.folder, capture_output=True, check=True)
        assert size in said.stdout.decode()


def test_encrypted_it_opens_with_the_key_of_the_party_alone(house: Computer, program: Callable[[str], str]) -> None:
    keygen = subprocess.run(
        [program("age-keygen"), "-o", "their.key"], cwd=house.folder, capture_output=True, check=True
    )
    recipient = keygen.stderr.decode().split()[-1]
    house.ok("party", "set", "safe", f"age={recipient}")
    words = ("export", "clock", *TO_SAFE, "--fields", "serial", "--encrypt", "--yes")
    assert house.run(*words, "-o", "clock.pdf").code == 2
    data = house.json(*words, "-o", "clock.pdf.age")["data"]
    assert data["recipient"] == recipient
    assert data["form"] == "pdf"
    command = [program("age"), "-d", "-i", "their.key", "clock.pdf.age"]
    opened = subprocess.run(command, cwd=house.folder, capture_output=True, check=True).stdout
    assert opened.startswith(b"%PDF-")
    assert data["shares"][0]["printed"] == hashlib.sha256(opened).hexdigest()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("clock", *TO_SAFE, "--fields", "seriel", "-o", "x.pdf"), "did you mean serial?"),
        (("clock", *TO_SAFE, "--fields", "labels", "-o", "x.pdf"), '"labels" stays in the store'),
        (("clock", *TO_SAFE, "--fields", "", "-o", "x.pdf"), "no field is named"),
        (("clock", *TO_SAFE, "--fields", "serial", "-o", "x.zip"), "-o x.pdf, or .html, or .txt"),
        (("clock", *TO_SAFE, "--fields", "serial", "-o", "x"), "does not say what the print-out is to be"),
        (("clock", *TO_SAFE, "--fields", "serial", "-o", "x.pdf.age"), "would not be encrypted"),
        (("clock", *TO_SAFE, "--fields", "serial", "--include", "value", "-o", "x.pdf"), "--include is for a bundle"),
        (("clock", *TO_SAFE, "--fields", "serial", "--note", "x", "-o", "x.pdf"), "--note is for a bundle"),
        (("clock", *TO_SAFE, "--fields", "serial", "--with-form", "-o", "x.pdf"), "--with-form is for a bundle"),
        (("--as", "csv", "--fields", "serial", "-o", "x.csv"), "--fields is for what is handed to a party"),
        (("clock", "--fields", "serial", "-o", "x.pdf"), "neither --to nor --as is given"),
        ((*TO_SAFE, "--fields", "serial", "-o", "x.pdf"), "no product is named"),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], said: str, house: Computer) -> None:
    before = house.state
    done = house.within("export", *words, "--yes")
    assert done.code == 2, done.err
    assert said in done.err
    assert house.state == before


@pytest.mark.parametrize("name", ["field:color", "entries:polishing", "files:poster"])
def test_a_name_of_ones_own_that_nothing_has_stops_it(name: str, house: Computer) -> None:
    done = house.within("export", "clock", *TO_SAFE, "--fields", f"serial,{name}", "-o", "x.pdf", "--yes")
    assert done.code == 6
    assert f'nothing has "{name}"' in done.err
    assert "field:colour" in done.err


def test_a_sealed_file_is_on_no_print_out(house: Computer, program: Callable[[str], str]) -> None:
    house.write("will.txt", "SEALEDCANARY\n")
    house.ok("attach", "clock", "will.txt", "--kind", "receipt", "--private")
    done = house.run("export", "clock", *TO_SAFE, "--fields", "receipt", "-o", "clock.pdf", "--yes")
    assert "is sealed and stays" in done.err
    assert "stays\tsealed\tfile\twill.txt.age\tsealed" in done.out
    seen = everything(house.folder / "clock.pdf", program)
    assert not holds(seen, "SEALEDCANARY")
    assert not holds(seen, "will.txt")


def test_a_photo_that_is_none_stops_it(house: Computer) -> None:
    house.write("camera.jpg", b"\xff\xd8\xff no picture")
    house.ok("attach", "clock", "camera.jpg", "--kind", "photo")
    before = house.state
    done = house.run("export", "clock", *TO_SAFE, "--fields", "photo", "-o", "clock.pdf", "--yes")
    assert done.code == 6
    assert 'unreadable picture "camera.jpg"' in done.err
    assert house.state == before


def test_the_whole_print_out_is_asked_back_at_once(house: Computer) -> None:
    words = ("clock", "canon", *TO_SAFE, "--fields", "serial,receipt", "--purpose", "burglary")
    data = house.json("export", *words, "-o", "claim.pdf", "--yes")["data"]
    ident = data["shares"][0]["bundle"]
    out = house.json("revoke", ident, "-o", "letter.txt")["data"]
    assert [share["revoked"] for share in out["shares"]] == [out["revoked"]] * 2
    letter = (house.folder / "letter.txt").read_text("utf-8")
    assert "data about my 2 products, for this purpose: burglary." in " ".join(letter.split())
    assert data["shares"][0]["printed"] in letter
    assert ident not in letter
    assert "product  Clock" in letter
    assert "product  Canon EOS 5D Mark IV" in letter
    assert all("revoked" in share for share in house.json("shares", "safe")["data"]["shares"])
    again = house.run("revoke", ident, "-o", "again.txt")
    assert "was asked already" in again.err
    assert (house.folder / "again.txt").read_text("utf-8") == letter


def test_nobody_can_answer_a_print_out(house: Computer) -> None:
    printed = house.json("export", "canon", "--to", "fix", "--fields", "serial", "-o", "canon.txt", "--yes")["data"]
    house.ok("export", "canon", "--to", "fix", "-o", "canon.zip", "--yes")
    house.ok("reply", "canon.zip", "--message", "hello", "--unsigned", "-o", "answer.json")
    answer = json.loads((house.folder / "answer.json").read_bytes())
    answer["in_reply_to"] = {"bundle": printed["shares"][0]["bundle"]}
    house.write("answer.json", json.dumps(answer))
    done = house.run("receive", "answer.json", "--unsigned", "--yes")
    assert done.code == 10
    assert "only a bundle can be answered" in done.err


def test_what_was_shared_before_there_were_print_outs_still_reads(house: Computer) -> None:
    house.ok("export", "canon", "--to", "fix", "-o", "canon.zip", "--yes")
    house.ok("export", "canon", *TO_SAFE, "--fields", "serial", "-o", "canon.txt", "--yes")
    shares = house.json("shares", "canon")["data"]["shares"]
    assert sorted(("signed" in share, "printed" in share) for share in shares) == [(False, True), (True, False)]
    assert sorted(share["sequence"] for share in shares) == [1, 2]
    assert "shares/" not in house.run("doctor").out


@pytest.mark.parametrize("form", FORMS)
def test_every_script_is_set(form: str, house: Computer, program: Callable[[str], str]) -> None:
    names = ("任天堂 スイッチ", "Ελληνικά", "Фотоаппарат", "עברית", "ภาษาไทย")
    for name in names:
        house.ok("add", name, "--serial", "ΣΕΙΡΑ-1")
    slugs = [each["slug"] for each in house.json("list")["data"]["products"] if each["name"] in names]
    house.ok("export", *slugs, *TO_SAFE, "--fields", "name,serial", "-o", f"x.{form}", "--yes")
    text = text_of(house.folder / f"x.{form}", program)
    for name in names:
        assert name in text
    assert text.count("ΣΕΙΡΑ-1") == len(names)
