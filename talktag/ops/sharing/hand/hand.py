"""`hand`: all that a party needs in one folder: the bundle, a form for the answer, and the mail that takes them there.

It sends nothing: the mail is a file that the person's own mail program opens as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from talktag.content import Content, content_of
from talktag.errors import UsageError
from talktag.interop.mail_file import Mail, Mailbox, MailFile, encoded_size, mail_address, mail_file
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.ops import commit_message
from talktag.ops.bundles.make_bundle import HTML
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.party import party_values
from talktag.ops.session import Session
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import Leaving, bundle_for
from talktag.ops.sharing.hand.handed_to import HandedTo, SaidOfParty, address_of, handed_to
from talktag.page.mail.bundle_mail import MailedBundle, MailWords, bundle_mail

MAIL_MOST = 20_000_000  # bytes that nearly every mail service still takes; many take no more


class HandRequest(NamedTuple):
    """What is to leave, as for an export, and to whom; `folder` is where it goes, None for one named after both.

    `encrypt` is None where nobody said: then it is encrypted wherever the party's age recipient is known.
    """

    share: ShareRequest
    party: SaidOfParty
    folder: Path | None = None
    encrypt: bool | None = None


@dataclass(frozen=True, slots=True)
class Packet:
    """What is handed over: the preview of the bundle, and the mail, word for word.

    `digits` are those of the owner's key, to be read out; they are in nothing that leaves. `added` is who is new.
    """

    leaving: Leaving
    folder: Path
    mail: Path
    words: MailWords
    address: str | None
    digits: tuple[str, ...]
    added: HandedTo | None
    mail_size: int = 0  # bytes at most: the bundle is packed only after the yes

    def values(self) -> Mapping[str, Any]:
        """The share with both sides of the preview, and the mail."""
        to = {"to": self.address} if self.address else {}
        told = {"subject": self.words.subject, "text": self.words.text, "size": self.mail_size}
        new = {"added_party": party_values(self.added.party)} if self.added else {}
        return {
            **self.leaving.values(),
            **new,
            "folder": str(self.folder),
            "mail": {"file": str(self.mail), **to, **told},
            "digits": list(self.digits),
        }


def hand(session: Session, wanted: HandRequest) -> Outcome:
    """A bundle, the form for its answer and their mail, in one folder, and the plan with share and party.

    UsageError where what was said of the party is not what is kept of it; else as `export`.
    """
    product = find_product(session.store, wanted.share.ref).product
    to = handed_to(session, wanted.party)
    encrypt = to.party.age is not None if wanted.encrypt is None else wanted.encrypt
    folder = _folder(wanted.folder, f"{product.slug}-{to.party.slug}")
    request = replace(wanted.share, encrypt=encrypt, form=not encrypt)
    # What leaves in the clear is called after what the bundle says; beside an encrypted one nothing tells what it is.
    stem = f"bundle-{session.new_id()}" if encrypt else make_slug(product.name, "product")
    bundle = folder / (f"{stem}.zip.age" if encrypt else f"{stem}.zip")
    made = bundle_for(session, request, product, to.party, bundle)
    leaving: Leaving = made.data  # type: ignore[assignment] # what an export answers
    files = [Output(each.path, _made_once(each.make), in_own_folder=True) for each in made.outputs]
    size = leaving.size + sum(content_of(each.make()).size for each in files[1:])
    packet = _packet(session, leaving, folder / "mail.eml", to, request)
    packet = replace(packet, mail_size=encoded_size(size) + len(packet.words.text.encode()))
    mail = Output(packet.mail, lambda: _mail(session, packet, files), in_own_folder=True)
    changes = [*([to.write] if to.write else []), *(made.plan.changes if made.plan else ())]
    return made._replace(
        data=packet,
        plan=commit_message.plan("hand", f"Share {product.name} with {to.party.name}", *changes),
        output=files[0],
        more=(*files[1:], mail),
        notices=(*made.notices, *_notices(packet)),
        done=_next_steps(packet),
    )


def _folder(named: Path | None, usual: str) -> Path:
    """The folder to write: the one that was named, else one after both that is not there yet."""
    folder = named or Path(free_name(usual, lambda name: Path(name).exists()))
    if str(folder) == "-":
        raise UsageError("hand writes several files", hints=["name a folder: -o DIR", "or one file: talktag export"])
    return folder


def _packet(session: Session, leaving: Leaving, mail: Path, to: HandedTo, request: ShareRequest) -> Packet:
    from talktag.seal.keys.key_digits import digit_groups

    share, form, bundle = leaving.share, leaving.form, leaving.path
    mailed = MailedBundle(
        product=leaving.product.name,
        owner=leaving.owner,
        contact=leaving.contact,
        bundle=bundle.name if bundle else "",
        form=form.name if form else None,
        page="index.html" if request.page == HTML else "summary.txt",
        purpose=share.purpose,
        until=str(share.until) if share.until else None,
        terms=share.terms,
        sealed=leaving.recipient is not None,
    )
    words = bundle_mail(mailed, request.language or to.party.language or "en")
    return Packet(
        leaving=leaving,
        folder=mail.parent,
        mail=mail,
        words=words,
        address=address_of(to.party),
        digits=digit_groups(session.key_folder.public().signer),
        added=to if to.is_new else None,
    )


def _made_once(make: Callable[[], bytes | Content]) -> Callable[[], Content]:
    """The same, made once: what the mail brings is the very file that lies beside it."""
    return cache(lambda: content_of(make()))


def _mail(session: Session, packet: Packet, files: list[Output]) -> Content:
    leaving = packet.leaving
    sender, address = mail_address(leaving.contact), packet.address
    return mail_file(
        Mail(
            ident=leaving.share.bundle,
            moment=session.now,
            sender=Mailbox(leaving.owner, sender) if sender else None,
            to=Mailbox(leaving.party.name, address) if address else None,
            subject=packet.words.subject,
            text=packet.words.text,
            files=[MailFile(each.path.name, _media(each.path), content_of(each.make())) for each in files if each.path],
        )
    )


def _media(path: Path) -> str:
    return {".zip": "application/zip", ".html": "text/html"}.get(path.suffix, "application/octet-stream")


def _notices(packet: Packet) -> tuple[str, ...]:
    """What the person has to know before the mail is sent."""
    party, said = packet.leaving.party, []
    if packet.address is None:
        said.append(
            f"no mail address of {party.name} is known, so type it into the mail, "
            f"or keep it: talktag party set {party.slug} mail=…"
        )
    if packet.mail_size > MAIL_MOST:
        said.append(
            f"as a mail it takes about {round(packet.mail_size / 1e6)} MB, a third more than its files, and many mail "
            f"services refuse more than {MAIL_MOST // 1_000_000} MB; the files can go by a stick or a shared folder"
        )
    return tuple(said)


def _next_steps(packet: Packet) -> tuple[str, ...]:
    """What lies where, and what is the owner's to do now."""
    leaving, form = packet.leaving, packet.leaving.form
    names = ", ".join(each.name for each in (leaving.path, form, packet.mail) if each)
    by_form = f"talktag receive answer-{leaving.share.bundle}.json --unsigned, or " if form else ""
    return (
        f'wrote into "{packet.folder}" for {leaving.party.name}: {names}',
        f'next: open "{packet.mail}" with your mail program and send it; talktag sends nothing',
        f"asked whether it is from you, read out: {' '.join(packet.digits)}",
        f"when an answer comes: {by_form}talktag receive reply.zip",
    )
