"""`letter`: what of the record leaves, what is remembered of it, and how the answer's day is met."""

from __future__ import annotations

import datetime
import email
import email.policy
import hashlib
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from talktag.content import content_of
from talktag.model.due.due_item import DueItem
from talktag.model.letters.kinds import LETTERS
from talktag.model.parties.party import LANGUAGES
from talktag.model.sharing.told_again import told_again
from talktag.ops.due.gather import FAR, gather
from talktag.ops.letters.answered import AnswerRequest, answer_letter
from talktag.ops.letters.letter import write_letter
from talktag.ops.letters.written_letter import LetterRequest, WrittenLetter
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.notes.note import write_note
from talktag.ops.sharing.revoke import revoke
from talktag.ops.upkeep.doctor.doctor import doctor
from talktag.store.collections import SHARES
from tests.ops.finder.conftest import keep_keys

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

Refused = Callable[..., str]
OUT = Path("letter.txt")
CANARY = "the-safe-is-behind-the-painting"


def request(kind: str = "repair", ref: str = "camera", to: str | None = "fix-it", **said: Any) -> LetterRequest:
    return LetterRequest(kind, ref, to, **said)


def letter_of(outcome: Outcome) -> WrittenLetter:
    data = outcome.data
    assert isinstance(data, WrittenLetter)
    return data


def bytes_of(outcome: Outcome) -> bytes:
    assert outcome.output
    return content_of(outcome.output.make()).whole()


def dues(bench: Bench) -> list[DueItem]:
    return [each for each in gather(bench.session(), FAR).items if "Letter" in each.title]


def test_what_was_shown_is_what_is_written_and_what_the_ledger_knows(bench: Bench) -> None:
    outcome = bench.do(write_letter, request(words="crack in the eyepiece"), "txt", OUT)
    letter, data = letter_of(outcome), bytes_of(outcome)
    assert data.decode() == letter.text
    share = bench.store.where(SHARES, bundle=letter.entry)[0].value
    assert share is not None
    assert share.printed == hashlib.sha256(data).hexdigest()
    assert set(share.fields) == {row.field for row in letter.rows if row.leaves}
    assert set(share.fields) == {"owner.name", "owner.contact", "name", "maker", "serial", "purchase.date"}
    for row in letter.rows:
        assert (row.value in letter.text) or not row.leaves
    for private in ("2499", "home/office", "insured", "7Y27T4WSS", "black"):
        assert private not in letter.text


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("form", ["txt", "html", "pdf", "eml"])
def test_no_private_note_is_ever_in_a_letter(bench: Bench, kind: str, form: str) -> None:
    keep_keys(bench)
    bench.do(write_note, "camera", CANARY)
    bench.do(write_entries, EntryRequest("camera", {"service": [CANARY]}, text=CANARY))
    record = (
        bench.text("products/c/camera.toml").replace('"home/office"', f'"{CANARY}"').replace('"insured"', f'"{CANARY}"')
    )
    bench.write("products/c/camera.toml", f'{record}secret = "{CANARY}"\n\n[finder]\nwords = "{CANARY}"\n')
    outcome = bench.do(write_letter, request(kind), form, Path(f"x.{form}"))
    assert CANARY.encode() not in bytes_of(outcome)
    assert CANARY not in repr(letter_of(outcome).values())


def test_the_day_for_the_answer_is_due_until_it_is_done(bench: Bench) -> None:
    outcome = bench.do(write_letter, request(), "txt", OUT)
    other = bench.do(write_letter, request("recall", to="bea"), "txt", OUT)
    day = datetime.date(2026, 3, 16)
    assert {(each.date, each.party) for each in dues(bench)} == {(day, "fix-it"), (day, "bea")}
    bench.do(write_entries, EntryRequest("camera", {"message": ["Something else"]}))
    assert len(dues(bench)) == 2
    bench.do(write_entries, EntryRequest("camera", {}, done=letter_of(outcome).entry))
    assert [each.entry for each in dues(bench)] == [letter_of(other).entry]


def test_a_letter_about_no_product_stands_with_the_party(bench: Bench) -> None:
    outcome = bench.do(write_letter, request("access", "fix-it", None), "txt", OUT)
    letter = letter_of(outcome)
    assert letter.share is None
    assert letter.product is None
    assert [(each.date, each.party, each.slug) for each in dues(bench)] == [(datetime.date(2026, 4, 2), "fix-it", "")]
    assert not bench.store.names("shares")


def test_doctor_finds_nothing_wrong_in_what_letters_leave(bench: Bench) -> None:
    for kind in LETTERS:
        bench.do(write_letter, request(kind, words="because"), "txt", OUT)
    bench.do(write_letter, request("erasure", "fix-it", None), "txt", OUT)
    found = [str(each) for each in bench.ask(doctor, fix=False).problems]
    assert not [each for each in found if "entries" in each or "shares" in each]


def test_entries_leave_only_by_their_ids(bench: Bench) -> None:
    first = bench.do(write_entries, EntryRequest("camera", {"service": ["New shutter"]}, text="it was loud"))
    bench.do(write_entries, EntryRequest("camera", {"service": ["Cleaned secretly"]}))
    ident = first.data.values()["entries"][0]["id"]
    letter = letter_of(bench.do(write_letter, request(entries=[ident[:6]]), "txt", OUT))
    assert "New shutter" in letter.text
    assert "it was loud" in letter.text
    assert "secretly" not in letter.text
    assert [row.value for row in letter.rows if row.section == "entries:service" and not row.leaves] == ["1 of them"]


def test_more_leaves_only_where_it_is_asked_for_and_less_where_it_is_left_out(bench: Bench, refused: Refused) -> None:
    letter = letter_of(bench.ask(write_letter, request(include=["field:colour", "value"]), "txt", OUT))
    assert "black" in letter.text
    assert "2499.00 EUR" in letter.text
    letter = letter_of(bench.ask(write_letter, request(leave_out=["serial"]), "txt", OUT))
    assert "0320" not in letter.text
    for wrong in ("entries:service", "field:no", "field:nothing"):
        assert "tells nothing of" in refused(bench, write_letter, request(include=[wrong]), "txt", OUT)
    assert "is not a section" in refused(bench, write_letter, request(include=["secrets"]), "txt", OUT)
    assert "is not in this letter" in refused(bench, write_letter, request(leave_out=["place"]), "txt", OUT)


def test_a_needed_fact_that_is_left_out_is_a_line_to_write_on(bench: Bench) -> None:
    outcome = bench.ask(write_letter, request("data"), "txt", OUT)
    assert letter_of(outcome).lacks == ("model",)
    assert "Model:\n    ____" in letter_of(outcome).text
    assert any("talktag set camera model=…" in each for each in outcome.notices)
    outcome = bench.ask(write_letter, request("repair"), "txt", OUT)
    assert any('"TEXT"' in each for each in outcome.notices)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "repairs"}, 'there is no letter "repairs"'),
        ({"kind": "guarantee", "ref": "fix-it", "to": None}, "is about a product, and Fix-It"),
        ({"kind": "access", "ref": "fix-it", "to": "bea"}, "fix-it"),
        ({"to": None}, "it is not said whom the letter is to"),
        ({"to": "nobody"}, "nobody"),
        ({"ref": "nothing"}, "nothing"),
        ({"answer_by": "2026-03-01"}, "has passed"),
        ({"answer_by": "whenever"}, "answer-by"),
        ({"said": {"ends": "2027-01-01"}}, "says nothing of --ends"),
        ({"words": "   "}, "is empty"),
        ({"words": "x" * 10_001}, "is longer than 10000 characters"),
        ({"words": "a\x1b[31m"}, "control character"),
        ({"entries": ["zzzz"]}, "zzzz"),
        ({"language": "pt"}, "is not written in"),
        (
            {"kind": "access", "ref": "fix-it", "to": None, "entries": ["abc"]},
            "--entry is for a letter about a product",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_line(
    bench: Bench, refused: Refused, wrong: dict[str, Any], said: str
) -> None:
    whole = {"kind": "repair", "ref": "camera", "to": "fix-it", **wrong}
    message = refused(bench, write_letter, LetterRequest(**whole), "txt", OUT)
    assert said in message.splitlines()[0]


def test_a_day_that_is_named_takes_the_place_of_that_of_the_law(bench: Bench) -> None:
    letter = letter_of(bench.ask(write_letter, request("access", answer_by="2026-03-20"), "txt", OUT))
    assert (letter.answer_by, letter.is_by_law) == (datetime.date(2026, 3, 20), False)
    letter = letter_of(bench.ask(write_letter, request("access"), "txt", OUT))
    assert (letter.answer_by, letter.is_by_law) == (datetime.date(2026, 4, 2), True)


def test_who_sold_it_is_cited_what_sellers_owe(bench: Bench) -> None:
    bench.write("parties/sol.toml", 'format = 1\nname = "Foto Sol"\nrole = "other"\n')
    path = "products/c/camera.toml"
    letter = letter_of(bench.ask(write_letter, request("guarantee", to="sol"), "txt", OUT))
    assert letter.cites == ("Art. 17 of Directive (EU) 2019/771",)
    bench.write(path, bench.text(path).replace("[purchase]\n", '[purchase]\nfrom = "foto sol"\n'))
    letter = letter_of(bench.ask(write_letter, request("guarantee", to="sol"), "txt", OUT))
    assert letter.cites == ("Art. 10, 13, 14 of Directive (EU) 2019/771",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_language_of_the_party(bench: Bench, language: str) -> None:
    bench.write("parties/l.toml", f'format = 1\nname = "L"\nrole = "maker"\nlanguage = "{language}"\n')
    letter = letter_of(bench.ask(write_letter, request("recall", to="l"), "txt", OUT))
    assert letter.language == language
    other = letter_of(bench.ask(write_letter, request("recall", to="l", language="sv"), "txt", OUT))
    assert other.text.startswith("Fråga om en återkallelse")
    assert bench.do(write_letter, request("recall", to="l"), "txt", OUT).plan
    assert "Letter to L: Question about a recall" in bench.text("products/c/camera/entries.toml")


def mail_of(bench: Bench, wanted: LetterRequest) -> EmailMessage:
    found = email.message_from_bytes(
        bytes_of(bench.ask(write_letter, wanted, "eml", Path("x.eml"))), policy=email.policy.default
    )
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def test_a_mail_is_a_draft_with_the_letter_and_a_form_goes_along(bench: Bench) -> None:
    bench.write("parties/fix-it.toml", 'format = 1\nname = "Fix-It"\nrole = "repairer"\nmail = "bench@fixit.example"\n')
    mail = mail_of(bench, request(words="crack", to="fix-it"))
    assert mail["To"] == "Fix-It <bench@fixit.example>"
    assert mail["From"] == "Ana <ana@example.org>"
    assert mail["Subject"] == "Request for a repair: Canon EOS 5D"
    assert mail["X-Unsent"] == "1"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines()[0] == "Dear Sir or Madam,"
    (form,) = mail.iter_attachments()
    assert form.get_filename() == "repair.pdf"
    assert form.get_content().startswith(b"%PDF-")
    assert not [*mail_of(bench, request("access")).iter_attachments()]


def test_a_mail_without_an_address_says_so(bench: Bench) -> None:
    outcome = bench.ask(write_letter, request(), "eml", Path("x.eml"))
    assert "a mail is not encrypted: everybody on its way can read it" in outcome.notices
    assert any("no mail address of Fix-It Cameras is known" in each for each in outcome.notices)
    assert "To" not in mail_of(bench, request())


@pytest.mark.parametrize(
    "hostile", ["a\nBcc: eve@evil.example", 'x" <eve@evil.example>', "=?utf-8?q?evil?=", "ﷺ" * 200]
)
def test_no_name_adds_a_header_or_an_address(bench: Bench, hostile: str) -> None:
    import json

    bench.write("parties/h.toml", f'format = 1\nname = {json.dumps(hostile)}\nrole = "maker"\nmail = "h@h.example"\n')
    path = "products/c/camera.toml"
    bench.write(path, bench.text(path).replace('"Canon EOS 5D"', json.dumps(hostile)))
    mail = mail_of(bench, request("recall", to="h"))
    assert "Bcc" not in mail
    assert [each.addr_spec for each in mail["To"].addresses] == ["h@h.example"]


def test_the_mail_is_read_by_a_mail_program(bench: Bench, program: Callable[[str], str], tmp_path: Path) -> None:
    bench.write("parties/fix-it.toml", 'format = 1\nname = "Fix-It"\nrole = "repairer"\nmail = "bench@fixit.example"\n')
    wanted = request(words="Grieta en el visor, señal débil", language="es")
    (tmp_path / "x.eml").write_bytes(bytes_of(bench.ask(write_letter, wanted, "eml", Path("x.eml"))))
    shown = subprocess.run(
        [program("mshow"), "./x.eml"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert "Subject: Solicitud de reparación: Canon EOS 5D" in shown
    assert "Grieta en el visor, señal débil" in shown
    assert "repair.pdf" in shown
    broken = (tmp_path / "x.eml").read_bytes().replace(b"boundary=", b"border=", 1)
    (tmp_path / "y.eml").write_bytes(broken)
    done = subprocess.run([program("mshow"), "./y.eml"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "señal débil" not in done.stdout


def test_what_a_letter_gave_can_be_asked_back(bench: Bench) -> None:
    letter = letter_of(bench.do(write_letter, request(), "txt", OUT))
    outcome = bench.ask(revoke, letter.entry, None, Path("x"))
    assert b"print-out of 2026-03-02" in bytes_of(outcome)


def test_an_unknown_finder_gets_no_letter(bench: Bench, refused: Refused) -> None:
    bench.write("parties/stranger.toml", 'format = 1\nname = "F"\nrole = "finder"\nkey_from = "the finder page"\n')
    assert "behind a sticker" in refused(bench, write_letter, request("access", "stranger", None), "txt", OUT)


def test_the_same_on_the_same_day_gives_the_same_letter(bench: Bench) -> None:
    one, two = (bench.ask(write_letter, request(words="crack"), "pdf", Path("x.pdf")) for _ in range(2))
    assert bytes_of(one) == bytes_of(two)
    assert replace(letter_of(one), entry="", share=None) == replace(letter_of(two), entry="", share=None)


def with_files(bench: Bench) -> None:
    lines = ""
    for name, kind, data in (("bill.txt", "receipt", b"paid"), ("plan.txt", "report", b"secret plan")):
        bench.write(f"products/c/camera/files/{name}", data)
        lines += f'\n[[files]]\nname = "{name}"\nkind = "{kind}"\n'
        lines += f'sha256 = "{hashlib.sha256(data).hexdigest()}"\nsize = {len(data)}\n'
    bench.write("products/c/camera.toml", bench.text("products/c/camera.toml") + lines)


def test_a_receipt_goes_along_with_a_mail_by_a_name_that_tells_nothing(bench: Bench, refused: Refused) -> None:
    with_files(bench)
    wanted = request("guarantee", include=["files:receipt"])
    (file,) = mail_of(bench, wanted).iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("receipt-1.txt", "paid")
    letter = letter_of(bench.do(write_letter, wanted, "eml", Path("x.eml")))
    assert "receipt-1.txt" in letter.text
    assert "plan" not in letter.text
    share = bench.store.where(SHARES, bundle=letter.entry)[0].value
    assert share is not None
    assert [(each.path, each.name) for each in share.files] == [("files/receipt-1.txt", "bill.txt")]
    assert [row.value for row in letter.rows if row.field == "file" and not row.leaves] == ["plan.txt"]
    assert "brings no file" in refused(bench, write_letter, wanted, "pdf", Path("x.pdf"))
    assert "there is no file" in refused(bench, write_letter, request(include=["file:bil"]), "eml", Path("x.eml"))


def test_what_a_party_has_of_a_letter_are_the_entries_that_were_in_it(bench: Bench) -> None:
    first = bench.do(write_entries, EntryRequest("camera", {"service": ["New shutter"]}))
    bench.do(write_entries, EntryRequest("camera", {"service": ["Cleaned secretly"]}))
    ident = first.data.values()["entries"][0]["id"]
    letter = letter_of(bench.do(write_letter, request(entries=[ident]), "txt", OUT))
    share = bench.store.where(SHARES, bundle=letter.entry)[0].value
    assert share is not None
    told = told_again(bench.store.record("camera").product, bench.store.entries("camera").value or (), share)
    assert [each["title"] for each in told["entries"]] == ["New shutter"]
    assert told["serial"] == "0320"


def test_a_letter_is_answered_by_who_it_was_to_or_by_its_id(bench: Bench, refused: Refused) -> None:
    first = letter_of(bench.do(write_letter, request(), "txt", OUT))
    bench.do(write_letter, request("recall", to="bea"), "txt", OUT)
    assert "2 letters about Canon EOS 5D wait" in refused(bench, answer_letter, AnswerRequest("camera"))
    assert "no such letter" in refused(bench, answer_letter, AnswerRequest("camera", to="bruno"))
    bench.do(answer_letter, AnswerRequest("camera", "No recall", to="bea", date="2026-03-01"))
    assert [each.entry for each in dues(bench)] == [first.entry]
    bench.do(answer_letter, AnswerRequest("camera", letter=first.entry[:5]))
    assert not dues(bench)
    assert "no such letter" in refused(bench, answer_letter, AnswerRequest("camera"))
    log = bench.text("products/c/camera/entries.toml")
    assert "Answered: Letter to Bea Lind: Question about a recall" in log
    assert 'text = "No recall"' in log


def test_a_letter_about_no_product_is_answered_with_the_party(bench: Bench) -> None:
    bench.do(write_letter, request("access", "fix-it", None), "txt", OUT)
    bench.do(answer_letter, AnswerRequest("fix-it", "They have nothing"))
    assert not dues(bench)
    assert "They have nothing" in bench.text("parties/fix-it/entries.toml")


def test_a_cancellation_knows_from_the_record_when_a_service_can_end(bench: Bench) -> None:
    bench.write(
        "products/n/net.toml",
        'format = 1\nid = "n000000000009"\nname = "Net"\nkind = "service"\n\n[purchase]\norder = "K-1"\n\n'
        '[service]\nevery = "1 year"\nrenews = 2025-04-15\nnotice = "1 month"\n',
    )
    outcome = bench.ask(write_letter, request("cancellation", "net"), "txt", OUT)
    assert "To end on:    2026-04-15" in letter_of(outcome).text
    assert "the last day to give notice for 2026-04-15 is 2026-03-15; it counts when it reaches them" in outcome.notices
    outcome = bench.ask(write_letter, request("cancellation", "net", said={"ends": "2027-04-15"}), "txt", OUT)
    assert "To end on:    2027-04-15" in letter_of(outcome).text
    assert not [each for each in outcome.notices if "notice" in each]


def test_terms_are_named_as_they_are_kept_or_as_they_were_typed(bench: Bench, refused: Refused) -> None:
    sha = "ab" * 32
    other = "cd" * 32
    for each, title in ((sha, "SD-BASE"), (other, "Shop terms")):
        bench.write(
            f"terms/{each}.toml",
            f'format = 1\nsha256 = "{each}"\ntype = "txt"\nadded = 2026-01-01\ntitle = "{title}"\n',
        )
        bench.write(f"terms/{each}.txt", "no selling on")

    def text(terms: str, kind: str = "breach") -> str:
        wanted = request(kind, "fix-it", None, words="An advertiser wrote to me.", said={"terms": terms})
        return letter_of(bench.ask(write_letter, wanted, "txt", OUT)).text

    for typed in ("SD-BASE", "abab", sha):
        assert f"SD-BASE SHA-256 {sha[:32]} {sha[32:]} What I noticed: " in " ".join(text(typed).split())
    assert "The terms:       What we said in May" in text("What we said in May")
    assert "SHA-256" not in text("What we said in May", "withdrawal")
    assert "named in one line" in refused(
        bench, write_letter, request("breach", "fix-it", None, said={"terms": "a\nb"}), "txt", OUT
    )
    missing = bench.ask(write_letter, request("withdrawal", "fix-it", None), "txt", OUT)
    assert letter_of(missing).lacks == ("terms",)
    assert any('--terms "…"' in each for each in missing.notices)
    assert "The terms:\n    ____" in letter_of(missing).text


@pytest.mark.parametrize(("stock", "height"), [("avery-5160", 792), ("avery-l7120", 842)])
def test_a_pdf_is_on_the_paper_that_the_owner_prints_labels_on(bench: Bench, stock: str, height: int) -> None:
    bench.write("talktag.toml", f'{bench.text("talktag.toml")}stock = "{stock}"\n')
    data = bytes_of(bench.ask(write_letter, request(), "pdf", Path("x.pdf")))
    assert {round(page.mediabox.height) for page in pypdf.PdfReader(io.BytesIO(data)).pages} == {height}
