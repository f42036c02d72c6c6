"""The mail that an answer to a finder goes in: a few words in the language of their page, and the answer, sealed.

It says nothing of the thing, of the finder or of the owner but the address that finders write to. It sends nothing.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from talktag.interop.mail_file import Mail, Mailbox, mail_address, mail_file
from talktag.ops.talk.finders.page_link import answer_link, page_link
from talktag.page.mail.finder_mail import MailedAnswer, finder_mail
from talktag.seal.age.armor import armor

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.talk.unsent import UnsentMessage
    from talktag.store.store import Store


def mail_to_finder(store: Store, unsent: UnsentMessage, sealed: bytes, *, is_draft: bool = False) -> Content:
    """The mail. A draft is one that a person's mail program is to send."""
    settings, tag = store.settings, unsent.tag or ""
    sender, address = mail_address(settings.contact), mail_address(unsent.address)
    link = answer_link(store, tag, sealed)
    mailed = MailedAnswer(link or page_link(store, tag), armor(sealed).decode("ascii"), is_in_link=link is not None)
    words = finder_mail(mailed, unsent.language)
    return mail_file(
        Mail(
            ident=unsent.bundle,
            moment=datetime.datetime.fromisoformat(unsent.made),
            sender=Mailbox(settings.finder_name or "", sender) if sender else None,
            to=Mailbox("", address) if address else None,
            subject=words.subject,
            text=words.text,
            is_draft=is_draft,
        )
    )
