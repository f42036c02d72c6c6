"""A mail as a file: what other programs read out of it is what was put in, and nothing foreign adds to it."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
import subprocess
import unicodedata
from collections.abc import Callable
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.content import PART, Made, content_of
from talktag.interop.mail_file import Mail, Mailbox, MailFile, encoded_size, mail_address, mail_file

Program = Callable[[str], str]
NOON = datetime.datetime(2026, 3, 29, 12, 0, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
ANA, SHOP = Mailbox("Ana Pérez", "ana@example.org"), Mailbox("Fix-It", "bench@fixit.example")
PLAIN = Mail("7k3m9qxac04zt", NOON, ANA, SHOP, "Camera: crack in it", "Hello,\n\nthis is it.\n")
ATTACKS = (
    "Bob\r\nBcc: everybody@example.org",
    "Bob\n\nHello",
    "Bob\r\n .\r\n",
    'Bob" <evil@example.org>, "x',
    "Bob <evil@example.org>",
    "Bob, Eve <evil@example.org>;",
    "=?utf-8?q?evil=40example.org?=",
    "=?utf-8?b?QmNjOiBldmlsQGV4YW1wbGUub3Jn?= <evil@example.org>",
    "Bob\x00\x1b[2J\x85\u2028Bcc: x@example.org",
    "\u202egro.elpmaxe@live\u202c",
    "שלום עולם",
    "雅" * 300,
    "B" * 3000,
    "Böb " * 400,
    'back\\slash "quoted" (comment)',
    "Content-Type: text/html",
    "--=_talktag_7k3m9qxac04zt--",
    "e" + "\u0301" * 200,
    "",
)
FOREIGN = st.one_of(
    st.sampled_from(ATTACKS), st.text(), st.text('\r\n\t :<>@,;"()=?-.\\aé雅ש\u202e\u0301', max_size=80)
)


def parsed(data: bytes) -> EmailMessage:
    """The mail as Python reads it; one that has faults is none."""
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not [fault for part in found.walk() for fault in part.defects]
    return found


def squeezed(text: str) -> str:
    """A text without what a header does not keep: blanks, and all that cannot be seen or is piled up."""
    gone = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"}
    return "".join(letter for letter in text if unicodedata.category(letter) not in gone)


def test_a_mail_is_what_python_reads_out_of_it() -> None:
    files = [MailFile("camera.zip", "application/zip", content_of(bytes(range(256)) * 9))]
    read = parsed(mail_file(PLAIN._replace(files=files)).whole())
    assert [each.addr_spec for each in read["From"].addresses] == ["ana@example.org"]
    assert [each.display_name for each in read["From"].addresses] == ["Ana Pérez"]
    assert [str(each) for each in read["To"].addresses] == ["Fix-It <bench@fixit.example>"]
    assert read["Subject"] == "Camera: crack in it"
    assert read["Date"].datetime == NOON
    assert read["Message-ID"] == "<7k3m9qxac04zt@talktag.invalid>"
    assert read["X-Unsent"] == "1"
    body = read.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == PLAIN.text
    (file,) = read.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("camera.zip", "application/zip")
    assert file.get_content() == bytes(range(256)) * 9


def test_who_is_not_known_is_left_to_whoever_opens_it_and_an_answer_names_what_it_answers() -> None:
    read = parsed(mail_file(PLAIN._replace(sender=None, to=None, answers=["a1", "b2"])).whole())
    assert (read["From"], read["To"]) == (None, None)
    assert read["In-Reply-To"] == "<b2@talktag.invalid>"
    assert read["References"].split() == ["<a1@talktag.invalid>", "<b2@talktag.invalid>"]


@given(name=FOREIGN, subject=FOREIGN, text=FOREIGN, file=FOREIGN)
def test_nothing_foreign_adds_a_header_a_part_or_an_address(name: str, subject: str, text: str, file: str) -> None:
    files = [
        MailFile(file, text, content_of(text.encode("utf-8", "replace"))),
        MailFile("b.zip", "x/y", content_of(b"b")),
    ]
    mail = Mail(
        "7k3m9qxac04zt", NOON, Mailbox(name, "a@example.org"), Mailbox(name, "b@example.org"), subject, text, files
    )
    data = mail_file(mail).whole()
    read = parsed(data)
    assert read.keys() == ["Date", "Message-ID", "From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]
    assert [[each.addr_spec for each in read[who].addresses] for who in ("From", "To")] == [
        ["a@example.org"],
        ["b@example.org"],
    ]
    raw = email.message_from_bytes(data)
    shown, address = parseaddr(raw["From"].replace("\r\n", ""))
    assert address == "a@example.org"
    assert squeezed(str(make_header(decode_header(shown)))) == squeezed(name)
    assert squeezed(str(make_header(decode_header(raw["Subject"])))) == squeezed(subject)
    parts = list(read.iter_parts())
    assert [each.get_content_disposition() for each in parts] == ["inline", "attachment", "attachment"]
    assert "/" not in (parts[1].get_filename() or "")
    assert parts[1].get_payload(decode=True) == text.encode("utf-8", "replace")


@given(name=FOREIGN, subject=FOREIGN, text=FOREIGN)
def test_every_line_is_one_that_each_server_takes_and_ends_as_a_mail_does(name: str, subject: str, text: str) -> None:
    files = [MailFile(name, "application/zip", content_of(b"zip" * 100))]
    data = mail_file(PLAIN._replace(to=Mailbox(name, SHOP.address), subject=subject, text=text, files=files)).whole()
    assert data.isascii()
    assert data.endswith(b"--\r\n")
    lines = data.split(b"\r\n")
    assert not [line for line in lines if b"\r" in line or b"\n" in line]
    assert max(map(len, lines)) <= 998
    head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, head)) <= 78
    assert not [word for word in re.findall(rb"=\?utf-8\?[bq]\?[^ ]*\?=", data) if len(word) > 75]


@given(st.text())
def test_the_text_is_the_same_but_for_what_nobody_should_see(text: str) -> None:
    body = parsed(mail_file(PLAIN._replace(text=text)).whole()).get_body()
    assert body is not None
    told = body.get_content()
    assert squeezed(told).startswith(squeezed(text)) or "\\" in told  # what is hidden or piled up is spelled out
    letters = {unicodedata.category(each) for each in told} - {"Cc"}
    assert not letters & {"Cs", "Zl", "Zp"}
    assert not {each for each in told if unicodedata.category(each) == "Cc"} - {"\n", "\t", "\r"}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bench@fixit.example", "bench@fixit.example"),
        (" bench@fixit.example ", "bench@fixit.example"),
        ("ana+tags@example.org", "ana+tags@example.org"),
        ("info@müller.example", "info@xn--mller-kva.example"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
    ],
)
def test_an_address_is_one_that_every_server_takes(text: str, address: str) -> None:
    assert mail_address(text) == address
    assert mail_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "bench", "@fixit.example", "bench@", "bench@fixit", "bench@@fixit.example", "a b@fixit.example"),
        *("jörg@fixit.example", "a@fixit.example, b@fixit.example", "Bob <bob@fixit.example>", "a..b@fixit.example"),
        *(
            "a@fixit.example\r\nBcc: x@y.example",
            '"a b"@fixit.example',
            "a@-x.example",
            "a@x..example",
            "a@[127.0.0.1]",
        ),
        *(
            "+49 30 1234",
            "https://fixit.example/@shop",
            f"{'a' * 250}@x.example",
            f"a@{'ü' * 70}.example",
            ".a@x.example",
        ),
    ],
)
def test_what_is_no_such_address_is_none(text: str | None) -> None:
    assert mail_address(text) is None


def test_an_address_or_an_id_that_is_none_is_refused_not_written() -> None:
    for wrong in ("x@y.example\r\nBcc: z@y.example", "x", ""):
        with pytest.raises(ValueError, match="no mail address"):
            mail_file(PLAIN._replace(to=Mailbox("x", wrong)))
    for wrong in ("a b", "a>\r\nBcc: x@y.example", "", "ä"):
        with pytest.raises(ValueError, match="no id"):
            mail_file(PLAIN._replace(ident=wrong))


@given(st.integers(0, 1000))
def test_how_much_a_file_takes_is_known_before(count: int) -> None:
    empty = mail_file(PLAIN._replace(files=[MailFile("a", "a/b", content_of(b""))])).size
    assert mail_file(
        PLAIN._replace(files=[MailFile("a", "a/b", content_of(b"x" * count))])
    ).size == empty + encoded_size(count)


@given(st.lists(st.binary(max_size=200), max_size=9))
def test_a_file_comes_out_as_it_was_however_its_parts_are_cut(parts: list[bytes]) -> None:
    content = Made(lambda: iter(parts))
    read = parsed(mail_file(PLAIN._replace(files=[MailFile("a.bin", "a/b", content)])).whole())
    assert [each.get_payload(decode=True) for each in read.iter_attachments()] == [b"".join(parts)]


def test_a_big_file_is_never_in_memory_as_a_whole() -> None:
    held = 0

    def parts() -> object:
        yield from (bytes(PART) for _ in range(64))

    content = Made(parts)  # type: ignore[arg-type] # an iterator of bytes
    for part in mail_file(PLAIN._replace(files=[MailFile("big.zip", "a/b", content)])).parts():
        held = max(held, len(part))
    assert held < 3 * PART


@pytest.mark.parametrize("letter", ["a", "ü", "雅", "📷", "/"])
@pytest.mark.parametrize("ending", [".zip", ".html", "", ".雅雅雅"])
def test_a_long_name_of_a_file_is_cut_before_its_ending(letter: str, ending: str) -> None:
    data = mail_file(PLAIN._replace(files=[MailFile(letter * 900 + ending, "a/b", content_of(b"x"))])).whole()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    (file,) = parsed(data).iter_attachments()
    name = file.get_filename() or ""
    assert name.endswith(ending)
    assert name.removesuffix(ending).strip("_" if letter == "/" else letter) == ""
    assert 200 < len(name.encode()) <= 240


class TestByOtherPrograms:
    """What programs that are not ours make of it."""

    @pytest.fixture
    def written(self, tmp_path: Path) -> Path:
        files = [
            MailFile("camera.zip", "application/zip", content_of(bytes(range(256)) * 99)),
            MailFile("Übersicht 雅.html", "text/html", content_of("<p>Grüße</p>\n".encode())),
        ]
        subject = "Kamera: Riß im Gehäuse, " + "sehr " * 30 + "groß"
        text = "Hola,\n\nañadido: „so“ …\n" + "w" * 900 + "\n.\nFrom here on\n"
        mail = PLAIN._replace(
            to=Mailbox("Müller, Söhne & Co <x>", SHOP.address), subject=subject, text=text, files=files
        )
        path = tmp_path / "mail.eml"
        path.write_bytes(mail_file(mail).whole())
        return path

    def test_mblaze_shows_headers_text_and_parts(self, written: Path, program: Program, tmp_path: Path) -> None:
        def say(*words: str) -> str:
            environment = {"PATH": str(Path(program("mshow")).parent), "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
            done = subprocess.run(words, env=environment, capture_output=True, check=True, cwd=tmp_path)
            return done.stdout.decode()

        headers = {name: say("mhdr", "-d", "-h", name, str(written)).strip() for name in ("subject", "to", "from")}
        assert headers["subject"] == "Kamera: Riß im Gehäuse, " + "sehr " * 30 + "groß"
        assert headers["to"] == "Müller, Söhne & Co <x> <bench@fixit.example>"
        assert say("mhdr", "-A", "-h", "to", str(written)).strip().endswith("<bench@fixit.example>")
        assert say("maddr", "-a", "-h", "to", str(written)).split() == ["bench@fixit.example"]
        shown = say("mshow", "-h", "", "-n", str(written))
        assert "añadido: „so“ …\n" + "w" * 900 + "\n.\nFrom here on\n" in shown
        say("mshow", "-x", str(written), "2", "3", "4")
        assert (tmp_path / "camera.zip").read_bytes() == bytes(range(256)) * 99
        assert (tmp_path / "Übersicht 雅.html").read_text("utf-8") == "<p>Grüße</p>\n"

    def test_munpack_takes_the_files_out(self, written: Path, program: Program, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        done = subprocess.run(
            [program("munpack"), "-C", str(out), str(written)], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("camera.zip (application/zip")
        assert (out / "camera.zip").read_bytes() == bytes(range(256)) * 99


class TestThreads:
    """What a mail says of those before it, and of who wrote it."""

    def test_a_mail_answers_the_last_and_names_all_before_it(self) -> None:
        mail = parsed(mail_file(PLAIN._replace(answers=["a1", "b2", "c3"])).whole())
        assert mail["In-Reply-To"] == "<c3@talktag.invalid>"
        assert mail["References"].split() == [f"<{each}@talktag.invalid>" for each in ("a1", "b2", "c3")]

    def test_of_a_long_thread_the_first_and_the_last_are_named(self) -> None:
        mail = parsed(mail_file(PLAIN._replace(answers=[f"i{number}" for number in range(500)])).whole())
        named = mail["References"].split()
        assert len(named) == 20
        assert (named[0], named[-1]) == ("<i0@talktag.invalid>", "<i499@talktag.invalid>")

    def test_one_that_a_rule_wrote_says_so_to_programs(self) -> None:
        assert parsed(mail_file(PLAIN).whole())["Auto-Submitted"] is None
        assert parsed(mail_file(PLAIN._replace(by_itself=True)).whole())["Auto-Submitted"] == "auto-generated"
        answer = PLAIN._replace(by_itself=True, answers=["a1"])
        assert parsed(mail_file(answer).whole())["Auto-Submitted"] == "auto-replied"

    def test_only_a_draft_opens_as_one(self) -> None:
        assert parsed(mail_file(PLAIN).whole())["X-Unsent"] == "1"
        assert parsed(mail_file(PLAIN._replace(is_draft=False)).whole())["X-Unsent"] is None
