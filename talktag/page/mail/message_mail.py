"""The words of the mail that a message goes in: what it is, how it is opened with which programs, how to answer.

Beside an encrypted one it says no word of its content, and names nothing of the owner's. It holds no key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from talktag.model.values.foreign_text import escape
from talktag.page.mail.bundle_mail import INDENT, MailWords, wrap
from talktag.page.wording import mail_wording
from talktag.page.wording.message_mail import message_mail_wording

TEXT_FORM_MOST = 24_000  # bytes of a file that goes once more as text: some 500 lines


class MailedMessage(NamedTuple):
    """A message on its way: who sends it, and the name of its file, which ends in `.age` where it is encrypted.

    `says` is what it tells, a text each, and is left out beside an encrypted one. `as_text` is that once more in its
    text form, empty where there is none. `by_itself` is one that a rule wrote.
    """

    owner: str
    contact: str
    bundle: str
    says: Sequence[str] = ()
    as_text: str = ""
    by_itself: bool = False

    @property
    def is_sealed(self) -> bool:
        """Whether only its reader can open it."""
        return self.bundle.endswith(".age")


def message_mail(mailed: MailedMessage, language: str = "en") -> MailWords:
    """The mail for a message; `language` is one of model.party.LANGUAGES, InvalidError for any other."""
    words = message_mail_wording(language)
    subject = words.sealed_subject if mailed.is_sealed else words.subject.format(owner=mailed.owner)
    return MailWords(escape(subject), escape("\n".join(_lines(mailed, language)), lines=True))


def _lines(mailed: MailedMessage, language: str) -> Iterator[str]:
    words, common = message_mail_wording(language), mail_wording(language)
    yield from (common.hello, "")
    yield from wrap(words.sealed_about if mailed.is_sealed else words.about)
    if mailed.by_itself:
        yield from wrap(words.automatic)
    yield ""
    if mailed.says and not mailed.is_sealed:
        yield from (words.says, "")
        for each in mailed.says:
            yield from (line for part in each.splitlines() for line in wrap(part, INDENT))
        yield ""
    yield from (common.files, "", f"* {mailed.bundle}")
    yield from wrap(words.sealed_file if mailed.is_sealed else words.file)
    yield from (*_commands(mailed.bundle), "")
    yield from (*wrap(common.check), "")
    yield from wrap(words.talktag)
    yield f"{INDENT}talktag receive {mailed.bundle}"
    yield f'{INDENT}talktag reply {mailed.bundle} --message "…" -o reply.zip'
    yield from wrap(words.sealed_answer if mailed.is_sealed else words.answer)
    yield from ("", common.regards, mailed.owner, mailed.contact)
    if mailed.is_sealed and mailed.as_text:
        yield from ("", *wrap(words.as_text.format(bundle=mailed.bundle)), "", *mailed.as_text.splitlines())


def _commands(bundle: str) -> Iterator[str]:
    """What opens it where there is no talktag."""
    archive = bundle.removesuffix(".age")
    if archive != bundle:
        yield f"{INDENT}age -d -i KEYFILE -o {archive} {bundle}"
    yield f"{INDENT}unzip {archive}"
