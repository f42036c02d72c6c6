"""The mail that the page of a wish goes along with: what is wanted, and two ways to answer. It holds no secret."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.model.values.foreign_text import escape
from talktag.page.mail.bundle_mail import INDENT, MailWords, wrap
from talktag.page.wishes.told_wish import ToldWish
from talktag.page.wishes.wish_page import wish_facts
from talktag.page.wishes.wording import wish_wording
from talktag.page.wording import mail_wording


def wish_mail(told: ToldWish, page: str, language: str = "en") -> MailWords:
    """The mail; `page` is what the file of the page is called, `language` one of LANGUAGES."""
    subject = wish_wording(language).mail_subject.replace("{name}", told.name)
    return MailWords(escape(subject), escape("\n".join(_lines(told, page, language)), lines=True))


def _lines(told: ToldWish, page: str, language: str) -> Iterator[str]:
    texts, common = wish_wording(language), mail_wording(language)
    yield from (common.hello, "", *wrap(texts.mail_about), "", *wrap(told.name, INDENT))
    for line in (told.text or "").splitlines():
        yield from wrap(line, INDENT)
    yield ""
    for name, value in wish_facts(told, language):
        yield f"{INDENT}{name}:"
        for line in value.splitlines():
            yield from wrap(line, INDENT * 2)
    yield from ("", *wrap(texts.mail_form.replace("{page}", page)), *wrap(texts.mail_plain), "", common.regards)
    yield from filter(None, (told.owner, told.contact))
