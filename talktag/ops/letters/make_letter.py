"""A letter made: found in the store what it is about, worded, and set as a file. It remembers and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import content_of
from talktag.errors import AmbiguousError, InvalidError, NotFoundError, UsageError
from talktag.interop.mail_file import Mail, Mailbox, MailFile, mail_address, mail_file
from talktag.model.letters.first_end import first_end
from talktag.model.letters.kinds import ENDS, LETTERS, TERMS, LetterKind, answer_day, cites_for
from talktag.model.sharing.share import check_terms
from talktag.model.sharing.told_entries import TEXT_LIMIT
from talktag.model.typed.text import typed_text
from talktag.model.values.fold import fold
from talktag.model.values.near import hints, near_words
from talktag.ops.letters.fill_in import Filled, fill_in
from talktag.ops.letters.find_about import LetterAbout, address_of, find_letter_about
from talktag.ops.parties.unknown_finder import refuse_unknown_finder
from talktag.ops.sharing.make_print_out import make_file
from talktag.ops.typed import read_day_ahead, read_flag
from talktag.page.letters.describe_letter import ToldLetter, body_of, describe_letter
from talktag.page.plain_text import plain_text
from talktag.store.collections import TERMS as KEPT_TERMS

if TYPE_CHECKING:
    import datetime

    from talktag.model.parties.party import Party
    from talktag.model.sharing.description import Description
    from talktag.ops.files.files_out import Outgoing
    from talktag.ops.letters.written_letter import LetterRequest
    from talktag.ops.session import Session

MAIL = "eml"


class MadeLetter(NamedTuple):
    """A letter before it is a file: what it says, in which language, and what of the record is in it."""

    about: LetterAbout
    told: ToldLetter
    filled: Filled
    language: str
    description: Description

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return plain_text(self.description).decode()


class LetterFile(NamedTuple):
    """The bytes, of how many pages where it has pages, and what the owner should know of them."""

    data: bytes
    pages: int | None
    notices: tuple[str, ...] = ()


def make_letter(session: Session, request: LetterRequest, *, brings_files: bool = False) -> MadeLetter:
    """The letter, which `brings_files` as a mail; NotFoundError for a kind, a product or a party that there is not.

    UsageError or InvalidError for what does not go together, or does not hold up.
    """
    kind = find_kind(request.kind)
    about = find_letter_about(session, request.ref, request.to)
    refuse_unknown_finder(about.party)
    if kind.needs_product and about.product is None:
        raise UsageError(
            f"a letter of the kind {kind.name} is about a product, and {about.party.name} is a party",
            hints=[f"name the product first: talktag letter {kind.name} PRODUCT --to {about.party.slug}"],
        )
    filled = fill_in(session, kind, about.product, request, brings_files=brings_files)
    language = request.language or about.party.language or "en"
    told = _tell(session, kind, about, filled, request)
    return MadeLetter(about, told, filled, language, describe_letter(told, language))


def find_kind(name: str) -> LetterKind:
    """The kind of letter of that name; NotFoundError with near names."""
    if kind := LETTERS.get(name.strip().lower()):
        return kind
    near = near_words(name, LETTERS)
    raise NotFoundError(f'there is no letter "{name}"', hints=[*hints(near), f"one of: {', '.join(LETTERS)}"])


def _tell(session: Session, kind: LetterKind, about: LetterAbout, filled: Filled, request: LetterRequest) -> ToldLetter:
    settings, party = session.store.settings, about.party
    asked = _asked_day(session, request)
    return ToldLetter(
        kind=kind,
        owner=settings.owner,
        contact=settings.contact,
        to=_lines_of(party),
        day=session.today,
        answer_by=asked or answer_day(kind, session.today),
        cites=cites_for(kind, is_seller=_is_seller(about)),
        product=about.product.name if about.product else "",
        values=filled.values,
        fields=filled.fields,
        words=_own_words(request.words) if request.words else "",
        said=_found_end(session, kind, about) | _read_said(session, kind, request.said),
        lacks=filled.lacks,
        files=tuple(_name_of(each) for each in filled.files),
        is_by_law=kind.law is not None and asked is None,
    )


def _own_words(text: str) -> str:
    """The owner's words; InvalidError for none, for what is no text, and for more than anybody reads."""
    words = read_flag("TEXT", partial(typed_text, text))
    if len(words) > TEXT_LIMIT:
        raise InvalidError(f"TEXT: is longer than {TEXT_LIMIT} characters", hints=["say it shorter, or attach a file"])
    return words


def _asked_day(session: Session, request: LetterRequest) -> datetime.date | None:
    """The day that was named for the answer; InvalidError for one that has passed."""
    if request.answer_by is None:
        return None
    return read_day_ahead("answer-by", request.answer_by, session.today)


def _read_said(session: Session, kind: LetterKind, said: Mapping[str, str]) -> dict[str, str]:
    """The values that no record has, read; UsageError for one that this kind of letter has no place for."""
    for name in said:
        if name not in kind.says:
            raise UsageError(f"a letter of this kind says nothing of --{name}", hints=[f"leave out --{name}"])
    read = {ENDS: _read_end, TERMS: _read_terms}
    return {name: read[name](session, text) for name, text in said.items()}


def _read_end(session: Session, text: str) -> str:
    return str(read_day_ahead(ENDS, text, session.today))


def _read_terms(session: Session, text: str) -> str:
    """The terms by the title and the hash that are kept of them, else the title that was typed."""
    line = read_flag(TERMS, partial(check_terms, text))
    kept = [each.value for each in session.store.all(KEPT_TERMS) if each.value]
    meant = [each for each in kept if line in {each.id, each.called} or each.sha256.startswith(line.casefold())]
    if len({each.sha256 for each in meant}) > 1:
        listed = [f"{each.sha256[:16]}  {each.called}" for each in meant]
        raise AmbiguousError(
            f'"{line}" fits {len(meant)} texts of terms', details=listed, hints=["name one by its hash"]
        )
    if not meant:
        return line
    sha256 = meant[0].sha256  # in halves, which fit beside any label
    return f"{meant[0].called}\nSHA-256\n{sha256[:32]}\n{sha256[32:]}"


def _found_end(session: Session, kind: LetterKind, about: LetterAbout) -> dict[str, str]:
    """The first day on which a contract can end, so far as the record of it says."""
    found = first_end(about.product.service, session.today) if about.product and ENDS in kind.says else None
    return {ENDS: str(found.ends)} if found else {}


def _lines_of(party: Party) -> tuple[str, ...]:
    """The address: the name, and what is known of where to reach them on paper or by mail."""
    known = (*(party.address or "").splitlines(), party.mail or party.contact or "")
    return (party.name, *(line.strip() for line in known if line.strip()))


def _is_seller(about: LetterAbout) -> bool:
    """Whether the product was bought from the party, by its role or by what the record says."""
    seller = about.product.purchase.seller if about.product else None
    return about.party.role == "seller" or (seller is not None and fold(seller) == fold(about.party.name))


def _name_of(file: Outgoing) -> str:
    """What a file is called for its reader: by its kind and number, and not as the owner calls it."""
    return file.path.removeprefix("files/")


def letter_file(session: Session, made: MadeLetter, form: str, ident: str) -> LetterFile:
    """The letter as `pdf`, `html` or `txt`, or as a mail that the owner's own mail program opens and sends."""
    if form != MAIL:
        return LetterFile(*make_file(session, made.description, form))
    settings, party = session.store.settings, made.about.party
    sender, address = mail_address(settings.contact), address_of(party)
    files = [MailFile(_name_of(each), each.media, each.content) for each in made.filled.files]
    pages: int | None = None
    notices: tuple[str, ...] = ()
    if made.told.kind.form:  # which is for a pen
        data, pages, notices = make_file(session, made.description, "pdf")
        files.insert(0, MailFile(f"{made.told.kind.name}.pdf", "application/pdf", content_of(data)))
    mail = Mail(
        ident=ident,
        moment=session.now,
        sender=Mailbox(settings.owner, sender) if sender else None,
        to=Mailbox(party.name, address) if address else None,
        subject=made.description.title,
        text=plain_text(body_of(made.description)).decode().strip("\n"),
        files=files,
    )
    return LetterFile(mail_file(mail).whole(), pages, notices)
