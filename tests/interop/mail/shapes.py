"""What other programs make of a sealed or signed file on its way: shapes it comes in. Judges nothing."""

from __future__ import annotations

import base64
import binascii
import email
import io
import quopri
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import cache
from random import Random

from talktag.seal import age

Shape = Callable[[bytes], bytes]
FOOTER = "\n\n--\nSent from my telephone. Ana Abc\n_______________\nlist mailing list\nhttps://lists.example.org\n"
BEFORE = "Hello,\n\nhere it is: abcdefghijklmnopqrstuvwxyz0123456789+/ABCDEFGHIJ.\n\n"


@cache
def identity() -> str:
    return age.generate_identity()


@cache
def archive(size: int = 3000) -> bytes:
    """A zip as far as mail can tell."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("talktag-x/data/table.json", '{"format": "talktag-bundle/1"}')
        packed.writestr("talktag-x/data/photo.jpg", Random(size).randbytes(size))
    return held.getvalue()


@cache
def sealed(size: int = 3000) -> bytes:
    return age.encrypt(archive(size), recipients=[age.recipient_of(identity())])


def armored(data: bytes) -> str:
    """The text form that the age program writes."""
    body = textwrap.fill(base64.b64encode(data).decode(), 64)
    return f"-----BEGIN AGE ENCRYPTED FILE-----\n{body}\n-----END AGE ENCRYPTED FILE-----\n"


def mail(text: str = "Hello,\n\nplease see the file.\n", subtype: str = "plain") -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = "Ana Pérez <ana@example.org>", "care@netco.example"
    made["Subject"], made["Message-ID"] = "A file für you", "<x7dac97rd8pqa@talktag.invalid>"
    made["Date"] = "Sun, 29 Nov 2026 19:00:00 +0100"
    made.set_content(text, subtype=subtype)
    return made


def attached(data: bytes, encoding: str = "base64", name: str = "x.zip.age") -> bytes:
    made = mail()
    made.add_attachment(data, "application", "octet-stream", filename=name, cte=encoding)
    return made.as_bytes()


def renamed(data: bytes) -> bytes:
    return attached(data, name="ATT00001.bin")


def unnamed(data: bytes) -> bytes:
    made = mail()
    made.add_attachment(data, "application", "octet-stream")
    return made.as_bytes().replace(b"Content-Disposition: attachment\r\n", b"")


def only_part(data: bytes) -> bytes:
    made = mail()
    made.set_content(data, "application", "zip", filename="x.zip")
    return made.as_bytes()


def quoted_printable(data: bytes) -> bytes:
    """As a program writes it that keeps bytes; the server gives every line its own end."""
    head = b"From: a@example.org\nSubject: x\nContent-Type: application/octet-stream; name=x.zip.age\n"
    body = binascii.b2a_qp(data, istext=False)
    return (head + b"Content-Transfer-Encoding: quoted-printable\n\n" + body).replace(b"\n", b"\r\n")


def forwarded(data: bytes) -> bytes:
    made = mail("FYI\n")
    made.add_attachment(email.message_from_bytes(attached(data), policy=default))
    return made.as_bytes()


def twice_forwarded_as_eml(data: bytes) -> bytes:
    made = mail("FYI\n")
    made.add_attachment(forwarded(data), "application", "octet-stream", filename="mail.eml")
    return made.as_bytes()


def uuencoded(data: bytes) -> bytes:
    lines = [b"begin 644 x.zip.age"]
    lines += [binascii.b2a_uu(data[at : at + 45]).rstrip(b"\n") for at in range(0, len(data), 45)]
    return mail("see below\n\n" + b"\n".join([*lines, b"`", b"end"]).decode() + FOOTER).as_bytes()


def with_line_feeds_only(data: bytes) -> bytes:
    return attached(data).replace(b"\r\n", b"\n")


def in_long_lines(data: bytes) -> bytes:
    head, _, rest = attached(data).partition(b"filename=")
    lines = rest.split(b"\r\n")
    at = lines.index(b"") + 1
    body = [line for line in lines[at:] if line and not line.startswith(b"--")]
    return head + b"filename=" + b"\r\n".join([*lines[:at], b"".join(body), *lines[at + len(body) :]])


def in_mailbox(data: bytes) -> bytes:
    mails = [mail("nothing here\n").as_bytes(), attached(data), mail("From here\n").as_bytes()]
    return b"\n".join(b"From ana Sun Nov 29 19:00:00 2026\n" + each.replace(b"\r\n", b"\n") for each in mails)


def as_text(data: bytes) -> bytes:
    return armored(data).encode()


def in_text_of_mail(data: bytes) -> bytes:
    return mail(BEFORE + armored(data) + FOOTER).as_bytes()


def in_base64_text(data: bytes) -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "x"
    made.set_content(BEFORE + armored(data) + "Grüße" + FOOTER, cte="base64", charset="utf-8")
    return made.as_bytes()


def in_page(data: bytes) -> bytes:
    lines = "<br>\n".join(armored(data).splitlines()).replace("+", "&#43;")
    body = f"<body><p>Hello,</p><div dir='ltr'>{lines}</div><p>Ana</p></body>"
    return mail(f"<html><head><style>p {{ x }}</style></head>{body}</html>", "html").as_bytes()


def in_page_of_paragraphs(data: bytes) -> bytes:
    lines = "".join(
        f"<p class=MsoNormal><span lang=EN>{line}<o:p></o:p></span></p>\r\n" for line in armored(data).splitlines()
    )
    return mail(f"<html><body>{lines}<p>Regards</p></body></html>", "html").as_bytes()


def in_one_line_of_page(data: bytes) -> bytes:
    return mail("<p>" + armored(data).replace("\n", " ") + "</p>", "html").as_bytes()


def quoted(data: bytes) -> bytes:
    text = BEFORE + armored(data)
    return mail("On Sunday Ana wrote:\n" + textwrap.indent(text, "> ", lambda _: True) + "\nthanks\n").as_bytes()


def quoted_twice(data: bytes) -> bytes:
    return textwrap.indent(BEFORE + armored(data) + FOOTER, ">> ", lambda _: True).encode()


def wrapped(width: int) -> Shape:
    def make(data: bytes) -> bytes:
        lines = (
            each
            for line in armored(data).splitlines()
            for each in textwrap.wrap(line, width, break_long_words=True) or [""]
        )
        return (BEFORE + "\n".join(lines) + FOOTER).encode()

    return make


def quoted_and_wrapped(data: bytes) -> bytes:
    lines = (each for line in armored(data).splitlines() for each in (f"> {line[:60]}", line[60:]))
    return "\r\n".join(each for each in lines if each).encode()


def indented(data: bytes) -> bytes:
    return textwrap.indent(armored(data), "\t    ").encode()


def with_trailing_blanks(data: bytes) -> bytes:
    return armored(data).replace("\n", "  \t\r\n").encode()


def with_hidden_letters(data: bytes) -> bytes:
    return armored(data).replace("\n", "\u200b\n\xa0").encode()


def with_typographic_dashes(data: bytes) -> bytes:
    return armored(data).replace("-----", "\u2014\u2014-").encode()


def with_mark(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + as_text(data)


def in_utf_16(data: bytes) -> bytes:
    return (BEFORE + armored(data)).encode("utf-16")


def flowed(data: bytes) -> bytes:
    text = "".join(f" {line} \r\n" for line in armored(data).splitlines())
    head = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
    return head + text.encode()


def in_quoted_printable_text(data: bytes) -> bytes:
    head = b"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\n"
    body = quopri.encodestring((BEFORE + armored(data) + "Gr\xfc\xdfe").encode("latin-1"))
    return head + b"Content-Transfer-Encoding: quoted-printable\n\n" + body


def bare(width: int) -> Shape:
    def make(data: bytes) -> bytes:
        return (BEFORE + textwrap.fill(base64.b64encode(data).decode(), width) + FOOTER).encode()

    return make


def bare_in_page(data: bytes) -> bytes:
    lines = textwrap.wrap(base64.b64encode(data).decode(), 76)
    return mail("".join(f"<p>{line}</p>" for line in lines) + "<p>Regards</p>", "html").as_bytes()


def everything_at_once(data: bytes) -> bytes:
    """The file attached, and armored in both forms of the text, as a careful sender does it."""
    made = mail(BEFORE + armored(data))
    made.add_alternative(f"<pre>{armored(data)}</pre>", subtype="html")
    made.add_attachment(data, "application", "octet-stream", filename="x.zip.age")
    return made.as_bytes()


def bare_file(data: bytes) -> bytes:
    return data


# Shapes for any file, and those that only a sealed one has.
OF_FILES: tuple[Shape, ...] = (
    *(bare_file, attached, renamed, unnamed, only_part, quoted_printable, forwarded, twice_forwarded_as_eml),
    *(uuencoded, with_line_feeds_only, in_long_lines, in_mailbox),
)
OF_TEXT: tuple[Shape, ...] = (
    *(as_text, in_text_of_mail, in_base64_text, in_page, in_page_of_paragraphs, in_one_line_of_page, quoted),
    *(quoted_twice, wrapped(60), wrapped(76), wrapped(33), quoted_and_wrapped, indented, with_trailing_blanks),
    *(with_hidden_letters, with_typographic_dashes, with_mark, in_utf_16, flowed, in_quoted_printable_text),
    *(bare(76), bare(64), bare(60), bare_in_page, everything_at_once),
)


def shapes() -> Iterator[tuple[str, Shape, bytes]]:
    """Every shape with what it is made of."""
    for each in OF_FILES:
        yield f"{each.__name__}-zip", each, archive()
    for each in (*OF_FILES, *OF_TEXT):
        yield f"{each.__qualname__}-age", each, sealed()
