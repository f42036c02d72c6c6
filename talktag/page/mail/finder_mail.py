"""The words of the mail that brings a finder the owner's answer: where it is read, and the answer itself, sealed.

It names no thing and no person. It holds no key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from talktag.model.values.foreign_text import escape
from talktag.page.mail.bundle_mail import MailWords, wrap
from talktag.page.wording.finder_mail import FinderMailTexts, finder_mail_wording


class MailedAnswer(NamedTuple):
    """An answer on its way: `link` is the address of the page, with the answer where it `is_in_link`, None for none.

    `text` is the answer in the text form, which that page opens when it is pasted there.
    """

    link: str | None
    text: str
    is_in_link: bool = False


def finder_mail(mailed: MailedAnswer, language: str | None) -> MailWords:
    """The mail, in the language of the finder's page (BCP 47), in English where there are no words in that."""
    words = finder_mail_wording(language)
    return MailWords(escape(words.subject), escape("\n".join(_lines(mailed, words)), lines=True))


def _lines(mailed: MailedAnswer, words: FinderMailTexts) -> Iterator[str]:
    yield from (words.hello, "")
    yield from (*wrap(words.about), "")
    if mailed.link:
        yield from (*wrap(words.link if mailed.is_in_link else words.page), "", mailed.link, "")
    yield from wrap(words.instead if mailed.is_in_link else words.paste)
    yield from ("", *mailed.text.splitlines(), "")
    yield from wrap(words.why)
