"""What a bundle says of its product, described for readers from its table. It judges nothing of what the sender says.

Only its own words are in another language: what the sender wrote stands as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from talktag.content import Content, content_of
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import ANSWERING
from talktag.model.bundles.told import ToldEntry, ToldFile, ToldProduct
from talktag.model.files.media_type import media_type
from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    Happenings,
    Illustration,
    Illustrations,
    Insert,
    Person,
    PointList,
    Quotation,
    Remark,
    Remarks,
    Section,
    Sentence,
    Verbatim,
)
from talktag.model.terms.brought import is_terms
from talktag.page.describe_product import (
    happening_of_entry,
    list_files,
    listed_file,
    picture_of_file,
    point_of_warranty,
    sayings,
)
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import name_of

TERMS_LIMIT = 100_000  # bytes of a text of terms that is shown; a longer one is only listed
PICTURES_LIMIT = 12_000_000  # bytes of pictures that are shown; further ones are only listed
_PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


def describe_bundle(document: Document, pictures: Mapping[str, bytes | Content], language: str = "en") -> Description:
    """The description of `document`; `pictures` are shown, and texts of terms, by the path that their file has in it.

    `language` is one of model.party.LANGUAGES; InvalidError for any other.
    """
    words = wording(language)
    is_about_one = document.is_about_one
    about = (
        _about_product(document.product, words)
        if is_about_one
        else (_part(words.said, _conversation(document, words)),)
    )
    facts = document.product.facts if is_about_one else {}
    made = " ".join(facts[key] for key in ("maker", "model") if facts.get(key))
    name = ", ".join(each.name for each in document.products) or words.message
    parts = (
        _request(document, words),
        _part(words.pictures, _pictures(document, pictures, words)),
        *about,
        _part(words.terms, _terms(document, pictures)),
        _part(words.notes, _notes(document)),
        _part(words.attached, _files(document, words)),
        Section("checking", words.checking, tuple(_checking(document, words))),
    )
    return Description(
        language=words.language,
        name=name,
        title=name,
        sections=tuple(part for part in parts if part.blocks),
        kicker=kicker_of(document, words),
        subtitle=made if made != name else "",
        ending=tuple(_ending(document, words)),
        is_received=True,
    )


def kicker_of(document: Document, words: Texts) -> str:
    """What kind of paper it is, in words."""
    if not document.is_about_one:
        return words.message
    return words.answer if document.kind in ANSWERING else words.record


def _about_product(product: ToldProduct, words: Texts) -> tuple[Section, ...]:
    return (
        _part(words.product, _facts(product, words)),
        _part(words.warranty, _warranties(product, words)),
        _part(words.history, _history(product.entries, words)),
    )


def _conversation(document: Document, words: Texts) -> Iterator[Block]:
    """What a message says, product by product, then what it says of none; each item with its day."""
    made = document.created
    for product in document.products:
        yield FactList((Fact(words.product, (product.name,)),))
        yield from _history(_with_days(product.entries, made), words)
    yield from _history(_with_days(document.entries, made), words)


def _with_days(entries: Iterable[ToldEntry] | None, made: str) -> tuple[ToldEntry, ...]:
    """Entries with the day of each; one that does not say when it was said was said when the message was made."""
    return tuple(replace(each, date=each.date or (each.time or made)[:10]) for each in entries or ())


def _part(heading: str, blocks: Iterable[Block]) -> Section:
    return Section("part", heading, tuple(blocks))


def _request(document: Document, words: Texts) -> Section:
    """Who gives it to whom, and what for."""
    signer = document.signer
    made = f"{document.created[:10]} {document.created[11:16]}"
    role = name_of(words.roles, document.audience.role if document.audience else None)
    facts = (
        Person(words.sender, signer.name, signer.contact or ""),
        Person(words.audience, document.audience_name or "", role),
        Fact(words.made, (words.moment.replace("{moment}", made),)),
        Fact(words.until, (document.until or "",)),
        Fact(words.terms, (document.terms or "",)),
    )
    said = FactList(tuple(fact for fact in facts if any(fact.lines)))
    purpose = document.purpose
    return Section("request", words.about, (Quotation(purpose), said) if purpose else (said,))


def _pictures(document: Document, pictures: Mapping[str, bytes | Content], words: Texts) -> Iterator[Block]:
    found: list[Illustration] = []
    room = PICTURES_LIMIT
    for file in document.files:
        content = content_of(pictures.get(file.path, b""))
        media = media_type(content)
        if media in _PICTURE_TYPES and content.size <= room:
            room -= content.size
            found.append(picture_of_file(file.name, file.kind, media, content, words))
    if found:
        yield Illustrations(tuple(found))


def _facts(product: ToldProduct, words: Texts) -> Iterator[Block]:
    said = (each for each in sayings(product.values(), words) if each.text and each.key != "id")
    if facts := tuple(Fact(each.label, (each.text,)) for each in said):
        yield FactList(facts)


def _warranties(product: ToldProduct, words: Texts) -> Iterator[Block]:
    if points := tuple(point_of_warranty(each, words) for each in product.facts.get("warranties", [])):
        yield PointList(points)


def _history(entries: Iterable[ToldEntry] | None, words: Texts) -> Iterator[Block]:
    if items := tuple(happening_of_entry(each, words) for each in entries or ()):
        yield Happenings(items)


def _notes(document: Document) -> Iterator[Block]:
    if notes := tuple(Remark(note.text, note.created or "") for note in document.notes or ()):
        yield Remarks(notes)


def _terms(document: Document, files: Mapping[str, bytes | Content]) -> Iterator[Block]:
    """The texts of terms that come with it, as the letters that they are, with what each hashes to."""
    texts = [(file, content_of(files[file.path]).whole()) for file in document.files if _is_shown(file, files)]
    if shown := [Remark(data.decode("utf-8", "replace"), f"SHA-256 {file.sha256}") for file, data in texts]:
        yield Remarks(tuple(shown))


def _is_shown(file: ToldFile, files: Mapping[str, bytes | Content]) -> bool:
    return is_terms(file) and file.path.endswith(".txt") and file.path in files and file.size <= TERMS_LIMIT


def _files(document: Document, words: Texts) -> Iterator[Block]:
    files = [listed_file(file.name, file.kind, file.size, words) for file in document.files]
    if files:
        yield list_files(Sentence(words.attached_where, (Insert("folder", "data/files", "code"),)), files, words)


def _checking(document: Document, words: Texts) -> Iterator[Block]:
    signer = document.signer
    yield Sentence(words.checking_word)
    yield Sentence(words.checking_how, (Insert("readme", "README.txt", "code"), Insert("sender", signer.name, "name")))
    yield Verbatim(signer.fingerprint or "")


def _ending(document: Document, words: Texts) -> Iterator[Sentence]:
    """What was given, and which bundle it is."""
    if shared := ", ".join(section_name(section, words) for section in document.shared):
        yield Sentence(words.shared, (Insert("sections", shared, "words"),))
    number = Insert("number", str(document.sequence), "number")
    yield Sentence(words.bundle, (Insert("bundle", document.bundle, "code"), number))


def section_name(section: str, words: Texts) -> str:
    """What a section of the table is called for people."""
    head, _, rest = section.partition(":")
    names = {"files": words.files, "entries": words.entries}.get(head, {})
    return name_of(names, rest) or name_of(words.sections, head)
