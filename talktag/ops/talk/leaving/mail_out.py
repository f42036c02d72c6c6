"""The mail that a message goes in: words for a person, the file, and that once more as text. It sends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.interop.mail_file import Mail, Mailbox, MailFile, mail_address, mail_file
from talktag.model.parties.mask import NOBODY
from talktag.page.mail.message_mail import TEXT_FORM_MOST, MailedMessage, message_mail

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.talk.unsent import UnsentMessage
    from talktag.store.store import Store

_LANGUAGE = "en"


def mail_of(store: Store, unsent: UnsentMessage, content: Content, *, is_draft: bool = False) -> Content:
    """The mail; `content` is the file as it leaves. A draft is one that a person's mail program is to send.

    Beside an encrypted message it says no word of its content.
    """
    settings = store.settings
    owner, contact = (NOBODY, "") if unsent.anonymous else (settings.owner, settings.contact)
    sender, address = mail_address(contact), mail_address(unsent.address)
    name = f"{unsent.bundle}.zip.age" if unsent.sealed else f"{unsent.bundle}.zip"
    mailed = MailedMessage(
        owner,
        contact,
        name,
        says=() if unsent.sealed else tuple(_says(content)),
        as_text=_text_form(content) if unsent.sealed else "",
    )
    words = message_mail(mailed, unsent.language or _LANGUAGE)
    media = "application/octet-stream" if unsent.sealed else "application/zip"
    return mail_file(
        Mail(
            ident=unsent.bundle,
            moment=datetime.datetime.fromisoformat(unsent.made),
            sender=Mailbox(owner, sender) if sender else None,
            to=Mailbox("" if unsent.anonymous else unsent.name, address) if address else None,
            subject=words.subject,
            text=words.text,
            files=[MailFile(name, media, content)],
            answers=unsent.answers,
            by_itself=unsent.auto,
            is_draft=is_draft,
        )
    )


def _says(content: Content) -> Iterator[str]:
    """What stands in a message that everybody may read, as it was written."""
    from talktag.ops.bundles.check_signed import read_signed

    contents, _ = read_signed(content)
    document = contents.document
    for each in (*(told for product in document.products for told in product.entries or ()), *(document.entries or ())):
        yield from (text for text in (each.title, each.text) if text)


def _text_form(content: Content) -> str:
    """A small encrypted file as text that can be pasted; empty for a larger one."""
    from talktag.seal.age.armor import armor

    return armor(content.whole()).decode("ascii") if content.size <= TEXT_FORM_MOST else ""
