"""The words of the mail that a bundle goes along with: what is attached, and how it is read, checked and answered.

Of the owner's things it says only what the bundle says anyway; beside an encrypted one it names none. It holds no key
and no digits of one: whoever can forge the mail could forge them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from talktag.model.values.foreign_text import escape
from talktag.page.wording import mail_wording, wording

_WIDTH = 72
INDENT = "    "


class MailedBundle(NamedTuple):
    """A bundle on its way: what it is about, from whom, and the names of its file and of the form for the answer.

    `page` is what a person opens in it. `until` is a day as text. A `sealed` one is encrypted to its reader.
    """

    product: str
    owner: str
    contact: str
    bundle: str
    form: str | None
    page: str
    purpose: str | None = None
    until: str | None = None
    terms: str | None = None
    sealed: bool = False


class MailWords(NamedTuple):
    """Subject and text of a mail, the text in lines of at most 72 letters where words allow it."""

    subject: str
    text: str


def bundle_mail(mailed: MailedBundle, language: str = "en") -> MailWords:
    """The mail for a bundle; `language` is one of model.party.LANGUAGES, InvalidError for any other."""
    words = mail_wording(language)
    subject = words.sealed_subject
    if not mailed.sealed:
        subject = (
            f"{mailed.product}: {mailed.purpose}" if mailed.purpose else words.subject.format(product=mailed.product)
        )
    return MailWords(escape(subject), escape("\n".join(_lines(mailed, language)), lines=True))


def _lines(mailed: MailedBundle, language: str) -> Iterator[str]:
    words = mail_wording(language)
    yield from (words.hello, "")
    yield from wrap(words.sealed_about if mailed.sealed else words.about)
    yield ""
    if not mailed.sealed:
        yield from _about(mailed, language)
        yield ""
    yield from (words.files, "")
    yield f"* {mailed.bundle}"
    yield from wrap(words.sealed if mailed.sealed else words.record.format(page=mailed.page))
    if mailed.sealed:
        yield f"{INDENT}age -d -i KEYFILE -o bundle.zip {mailed.bundle}"
    yield ""
    if mailed.form:
        yield f"* {mailed.form}"
        yield from (*wrap(words.form), "")
    yield from (*wrap(words.check), "")
    yield from wrap(words.talktag)
    yield f"{INDENT}talktag verify {mailed.bundle}"
    yield f'{INDENT}talktag reply {mailed.bundle} --message "…" -o reply.zip'
    yield ""
    yield from (words.regards, mailed.owner, mailed.contact)


def _about(mailed: MailedBundle, language: str) -> Iterator[str]:
    """What the bundle says of itself, too, a fact a line; a long one goes on below."""
    words = wording(language)
    told = (
        (words.product, mailed.product),
        (words.purpose, mailed.purpose),
        (words.until, mailed.until),
        (words.terms, mailed.terms),
    )
    for name, value in told:
        if value:
            yield from wrap(f"{name}: {value}", INDENT)


def wrap(text: str, indent: str = "") -> list[str]:
    """A text on one line, in lines of a mail."""
    line = " ".join(text.split())
    return textwrap.wrap(
        line, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
