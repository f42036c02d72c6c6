"""Whatever mail does on the way, the same bytes come back, or words that say what was damaged."""

from __future__ import annotations

import mailbox
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.content import content_of
from talktag.errors import SealedError
from talktag.interop.mail import parts
from talktag.interop.mail.find_bundles import find_bundles
from talktag.seal import age
from tests.fuzz import mutations
from tests.interop.mail import shapes
from tests.interop.mail.shapes import Shape, archive, armored, attached, identity, mail, sealed

Program = Callable[[str], str]
ALL = list(shapes.shapes())
ANSWER = '{\n "audience": {"name": "Ana"},\n "format": "talktag-bundle/1",\n "kind": "reply"\n}'


@pytest.mark.parametrize(("shape", "data"), [each[1:] for each in ALL], ids=[each[0] for each in ALL])
def test_the_same_bytes_come_back_once(shape: Shape, data: bytes) -> None:
    found = find_bundles(shape(data), "file")
    assert [each.fault for each in found] == [""]
    assert found[0].content.whole() == data


@given(st.integers(0, 400), st.integers(34, 200), st.sampled_from(["", "> ", ">> ", "  ", "| ", "AP> "]), st.booleans())
def test_any_wrapping_and_any_quoting_of_the_text_form(size: int, width: int, mark: str, ends: bool) -> None:
    data = sealed(size)
    body = shapes.wrapped(width)(data).decode()
    text = "\n".join(mark + line for line in body.split("\n"))
    (found,) = find_bundles(text.replace("\n", "\r\n" if ends else "\n").encode(), "paste")
    assert found.content.whole() == data


def test_what_a_mail_says_of_itself_is_told_on_one_line() -> None:
    (found,) = find_bundles(attached(sealed()), "file")
    assert found.name == "x.zip.age"
    assert found.mail is not None
    assert found.mail == (
        "Ana Pérez <ana@example.org>",
        "A file für you",
        "<x7dac97rd8pqa@talktag.invalid>",
        "2026-11-29T18:00:00Z",
    )
    evil = (
        b"From: =?utf-8?q?a=0Ab?= <x@y>\nSubject: =?utf-99?b?!!?=\nDate: yesterday\nMessage-ID: <"
        + b"i" * 999
        + b">\n\n"
    )
    (found,) = find_bundles(evil + armored(sealed()).encode(), "f")
    assert found.mail is not None
    assert found.mail.sender == "a b <x@y>"
    assert found.mail.date is None
    assert len(found.mail.message_id or "") == 300


def test_several_in_one_mail_and_one_mailbox_come_each_once(tmp_path: Path) -> None:
    made = mail("two:\n" + armored(sealed(10)) + "and\n" + armored(sealed(20)))
    made.add_attachment(sealed(10), "application", "octet-stream", filename="a.age")
    made.add_attachment(archive(), "application", "zip", filename="../../b.zip")
    found = find_bundles(made.as_bytes(), "file")
    assert {each.content.whole() for each in found} == {sealed(10), sealed(20), archive()}
    assert {each.name for each in found} == {"file", "b.zip"}
    box = mailbox.mbox(tmp_path / "box")
    for size in range(5):
        box.add(attached(sealed(size)))
    box.close()
    assert [each.content.whole() for each in find_bundles((tmp_path / "box").read_bytes(), "box")] == [
        sealed(size) for size in range(5)
    ]


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text,
        lambda text: mail(f"Hello,\n\n{text}\n\nRegards\n").as_string(),
        lambda text: mail(f"<p>Hello {{}}</p><pre>{text.replace(chr(34), '&quot;')}</pre>", "html").as_string(),
        lambda text: "> Hello {you}\n> " + text.replace("\n", "\n> "),
        lambda text: "\ufeff" + text,
    ],
)
def test_an_answer_that_nobody_signed_comes_out_of_a_mail(shape: Callable[[str], str]) -> None:
    (found,) = find_bundles(shape(ANSWER).encode(), "file")
    assert found.content.whole().decode().replace("\r\n", "\n") == ANSWER


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Hello",
        mail().as_bytes(),
        attached(b"%PDF-1.7", name="bill.pdf"),
        attached(b"PK\3\4 somebody's holiday pictures", name="photos.zip"),
        b"From: a\nTo: b\n\n",
        b"\0" * 1000,
        b"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n",
        "YWdl in the middle of words".encode("utf-16"),
    ],
)
def test_a_file_without_any_gives_none(data: bytes) -> None:
    assert find_bundles(data, "file") == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (armored(sealed())[:-40].encode(), "cut short"),
        (armored(sealed()).replace("YWdl", "YWd?", 1).encode(), "no sign of base64"),
        (armored(sealed()).replace("\n", "\n\n[picture]\n", 9).encode(), "no sign of base64"),
        (armored(b"something else").encode(), "does not begin as one"),
        (b"From: a\nTo: b\nContent-Type: application/ms-tnef\n\nx", "only Outlook"),
        (attached(sealed()).replace(b"YWdl", b"YW\xffl", 1), "altered on the way"),
        (ANSWER.replace('"Ana"', '"Ana\n"').replace("{\n", "Hi\n{\n", 1).encode(), "no JSON"),
    ],
)
def test_what_was_damaged_is_told_and_not_mended(data: bytes, words: str) -> None:
    (found,) = find_bundles(data, "file")
    assert words in found.fault
    assert found.content.size == 0


@pytest.mark.parametrize("name", [each[0] for each in ALL if each[0].endswith("age")])
def test_random_damage_gives_the_same_or_nothing_that_opens(name: str) -> None:
    shape, data = next((shape, data) for called, shape, data in ALL if called == name)
    chance, whole, good = Random(name), shape(data), archive()
    for _ in range(mutations.how_many(40)):
        spoiled = chance.choice((mutations.flip, mutations.overwrite, mutations.truncate, mutations.insert))(
            chance, whole
        )
        for each in find_bundles(spoiled, "file"):
            try:
                opened = age.open_content(each.content, [identity()]).whole()
            except SealedError:
                continue
            assert opened == good


@given(st.binary(max_size=3000))
def test_any_bytes_give_something_and_never_an_error_of_python_s(data: bytes) -> None:
    for start in (b"", b"From: a\nTo: b\n", b"From x\nFrom: a\nTo: b\n", b"BEGIN AGE ENCRYPTED FILE"):
        find_bundles(start + data, "file")


HEADER = st.sampled_from(
    [
        'Content-Type: multipart/mixed; boundary="b"',
        "Content-Type: multipart/mixed; boundary*0*=utf-8''b; boundary*9999999999999999999=x",
        "Content-Type: message/rfc822",
        "Content-Type: text/html; charset=utf-7",
        "Content-Type: text/plain; charset=unicode_escape",
        "Content-Type: text/plain; charset=utf-16",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: x-uuencode",
        "Content-Disposition: attachment; filename*=utf-99'x'%ff%00.age",
        "Content-Disposition: attachment; filename==?x?b?!?=",
        "From: =?iso-2022-jp?b?GyRCJCI=?=",
        "Date: Mon, 99 Foo 99999999999 99:99:99 +9999999",
        "Subject: \udcff",
        "",
        "--b",
        "--b--",
        " folded",
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCg==",
        "begin 644 x",
        "end",
    ]
)


@given(st.lists(HEADER, max_size=40))
def test_headers_of_any_kind_are_no_error_of_python_s(lines: list[str]) -> None:
    find_bundles("\n".join(["From: a", "To: b", *lines]).encode("utf-8", "surrogateescape"), "file")


def nested(depth: int) -> bytes:
    return b"From: a\nTo: b\n" + b"Content-Type: message/rfc822\n\n" * depth + b"x"


@pytest.mark.parametrize(
    "data",
    [
        nested(100_000),
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b" * 500_000,
        b"From: a\nTo: b\n" + b"X: y\n" * 500_000,
        b"From: a\nTo: b\nContent-Type: a/b; " + b'x="' + b";" * 500_000,
        b"From: a\nTo: b\n\n" + b"BEGIN AGE ENCRYPTED FILE\n" * 100_000,
        b"From: a\nTo: b\n\n" + b"YWdlLWVuY3J5cHRpb24ub3JnL3Yx\n" * 100_000,
        b"From: a\nTo: b\n\n" + b"x YWdlLWVuY3J5cHRpb24ub3JnL3Yx " * 100_000,
        b"From: a\nTo: b\n\n" + b"begin 644 x\n" * 100_000,
        b"From: a\nTo: b\n\n" + b'{"talktag-bundle/1"\n' * 100_000,
        b"From: a\nTo: b\n\n" + b'{"a":' * 100_000 + b'"talktag-bundle/1"',
        b"From: a\nTo: b\n\n" + b" " * 1_000_000 + b"AGE",
        b"From: a\nTo: b\nContent-Type: text/html\n\nAGE" + b"<" * 1_000_000,
        b"From: a\nTo: b\nContent-Type: text/html\n\nAGE" + b"<!--" * 250_000,
        b"From: a\nTo: b\nContent-Type: text/html\n\nAGE" + b"<p " * 250_000,
        b"From x\nFrom: a\nTo: b\n\n" * 15_000,
        b"\n" * 1_000_000 + b"AGE",
    ],
    ids=range(17),
)
def test_what_is_made_to_cost_much_costs_little(data: bytes) -> None:
    find_bundles(data, "file")


def test_a_mail_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAIL_LIMIT", 1_000_000)
    (found,) = find_bundles(attached(sealed(1_000_000)), "file")
    assert "more than 1 MB" in found.fault


def test_a_large_file_is_not_read_to_be_known() -> None:
    content = content_of(sealed(100_000))
    (found,) = find_bundles(content, "file")
    assert found.content is content


class TestOtherPrograms:
    """What mail programs that people use make of it."""

    def test_mpack_s_mail(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "x.zip.age").write_bytes(sealed())
        out = tmp_path / "mail"
        words = [program("mpack"), "-s", "hello", "-o", str(out), str(tmp_path / "x.zip.age")]
        subprocess.run(words, check=True, capture_output=True)
        (found,) = find_bundles(out.read_bytes(), "file")
        assert found.content.whole() == sealed()

    def test_mblaze_s_mail(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "x.zip.age").write_bytes(sealed())
        draft = f"From: a@example.org\nSubject: x\n\nhello\n#application/octet-stream {tmp_path}/x.zip.age\n"
        done = subprocess.run([program("mmime")], input=draft.encode(), check=True, capture_output=True)
        (found,) = find_bundles(done.stdout, "file")
        assert found.content.whole() == sealed()

    def test_the_text_form_of_the_age_program(self, program: Program) -> None:
        words = [program("age"), "-a", "-r", age.recipient_of(identity())]
        text = subprocess.run(words, input=archive(), check=True, capture_output=True).stdout
        (found,) = find_bundles(b"> " + text.replace(b"\n", b"\r\n> "), "paste")
        assert age.open_content(found.content, [identity()]).whole() == archive()
