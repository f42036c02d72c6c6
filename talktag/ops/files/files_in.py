"""Attachments: the owner's files as they come into the store, each content once. Opens nothing that it takes in.

What a file is, its name and its first bytes tell; of a photo also what the camera wrote into it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.content import Content
from talktag.disk.in_parts import file_content
from talktag.errors import InvalidError, NotFoundError, TalktagError
from talktag.model.files.media_type import media_type
from talktag.model.plan import Write
from talktag.model.products.product import FILE_KINDS, Product, ProductFile
from talktag.model.values.free_name import free_file_name
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.media.exif import PhotoFacts
    from talktag.ops.session import Session
    from talktag.store.store import Store

Seal = Callable[[Content], Content]
# In this order: a "warranty invoice" is a receipt, and a "repair report" is no bill.
_KIND_WORDS = {
    "receipt": r"receipt|invoice|rechnung|quittung|kassenbon|kassenzettel|bestellung|factura|recibo|ticket|facture"
    r"|fattura|ricevuta|scontrino|kvitto|kvittering|faktura|bonnetje|order.?confirm|proof.?of.?purchase",
    "manual": r"manual|handbuch|anleitung|guide|mode.?d.?emploi|istruzioni|instrucciones|datasheet|handleiding",
    "certificate": r"certificate|zertifikat|certificado|certificat|warranty|garant|guarantee|conformity|appraisal",
    "report": r"report|bericht|informe|rapport|gutachten|inspection",
}


class Incoming(NamedTuple):
    """A file on its way in: its name outside, what the record will say, its content, and what it told as a photo.

    `sha256` is the hash of the file outside, which for a sealed one is not that of what is kept.
    """

    path: Path
    file: ProductFile
    content: Content
    sha256: str
    told: PhotoFacts | None = None


def take_in(paths: Iterable[Path], kind: str | None, seal: Seal | None = None) -> tuple[Incoming, ...]:
    """Read the owner's files, sealed by `seal` if given; NotFoundError or InvalidError names one that cannot be taken.

    A file that is named twice, or two of the same content, is taken once.
    """
    if kind is not None and kind not in FILE_KINDS:
        raise InvalidError(f'"{kind}" is not a kind of file', hints=[f"use one of: {', '.join(FILE_KINDS)}"])
    incoming: dict[str, Incoming] = {}
    for path in paths:
        if path.is_dir():
            hint = f"name the files in it, such as: {shlex.quote(str(path))}/*"
            raise InvalidError(f'"{path}" is a folder', hints=[hint])
        try:
            content = file_content(disk.real_path(path), layout.FILE_LIMIT)
        except FileNotFoundError:
            raise NotFoundError(f'there is no file "{path}"', hints=["check the name, or leave the file out"]) from None
        sha256 = content.sha256
        if sha256 not in incoming:
            incoming[sha256] = _seal(path, content, kind, seal) if seal else _plain(path, content, kind)
    return tuple(incoming.values())


def _plain(path: Path, content: Content, kind: str | None) -> Incoming:
    from talktag.media.exif import read_exif

    media = media_type(content)
    made = ProductFile(path.name, kind or guess_kind(path.name, media), content.sha256, content.size, media)
    told = read_exif(content.whole()) if (media or "").startswith("image/") else None
    return Incoming(path, made, content, content.sha256, told)


def _seal(path: Path, content: Content, kind: str | None, seal: Seal) -> Incoming:
    """What is sealed says of itself only what the owner's name for it says."""
    sealed = seal(content)
    made = ProductFile(path.name, kind or guess_kind(path.name, None), sealed.sha256, sealed.size, sealed=True)
    return Incoming(path, made, sealed, content.sha256)


def sealing(session: Session) -> Seal:
    """What seals a file to the owner, with public keys only.

    Raises UntrustedError when the store's list of recipients is not the one this computer has accepted.
    """
    from talktag.seal import age

    recipients = accepted_recipients(session)
    return lambda content: age.seal_content(content, recipients)


class Shelf:
    """Where in a store each content is, so that one that is there already is referred to and not stored again."""

    def __init__(self, store: Store, incoming: Iterable[Incoming]) -> None:
        self._at: dict[str, str] = {}
        self._fresh: dict[str, Content] = {}
        self._said: dict[str, None] = {}
        hashes = {each.sha256 for each in incoming}
        slugs = {each.slug for held in hashes for each in store.lookup.products("file", held)}
        for record in store.readable(sorted(slugs)):
            for file in record.product.files:
                if file.sha256 in hashes and file.sha256 not in self._at and _is_there(store, record.product, file):
                    self._at[file.sha256] = store.file_path(record.product.slug, file)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the owner should know of what was put, each once."""
        return tuple(self._said)

    def put(self, product: Product, incoming: Iterable[Incoming]) -> tuple[ProductFile, ...]:
        """What the record of `product` is to say of the files it does not have yet; the rest goes to `notices`."""
        held = {file.sha256: file.name for file in product.files}
        names = {file.name for file in product.files}
        placed = []
        for each in incoming:
            if each.file.sha256 in held:
                self._said[f'"{held[each.file.sha256]}" is attached already'] = None
                continue
            made = self._place(product.slug, each, names)
            names.add(made.name)
            placed.append(made)
        return tuple(placed)

    def writes(self) -> list[Write]:
        """The files that are to be written, each content once."""
        return [Write(path, content) for path, content in self._fresh.items()]

    def _place(self, slug: str, incoming: Incoming, names: set[str]) -> ProductFile:
        made = incoming.file
        name = _free_name(made, names)
        at = self._at.get(made.sha256)
        if at is not None:
            if at not in self._fresh:
                self._said[f'the same file is in the store as "{at}"; it is kept once'] = None
            return made._replace(name=name, at=at)
        if made.sealed and (clear := self._at.get(incoming.sha256)):
            self._said[f'the same file is in the store in the clear as "{clear}", and in its history'] = None
        path = layout.file(slug, name)
        self._at[made.sha256] = path
        self._fresh[path] = incoming.content
        return made._replace(name=name)


def _is_there(store: Store, product: Product, file: ProductFile) -> bool:
    """Whether the bytes are where the record says, and are those."""
    try:
        store.file_content(product.slug, file)
    except TalktagError:
        return False
    return True


def _free_name(made: ProductFile, names: set[str]) -> str:
    """A name that is safe on every system and new to the product; that of a sealed file ends in `.age`."""
    if not made.sealed:
        return free_file_name(made.name, names)
    open_names = {name.removesuffix(".age") for name in names}
    return f"{free_file_name(made.name, open_names)}.age"


def guess_kind(name: str, media: str | None) -> str:
    """What a file most likely is: by words in its name, else a picture is a photo."""
    stem = name.casefold()
    for kind, words in _KIND_WORDS.items():
        if re.search(words, stem):
            return kind
    return "photo" if (media or "").startswith("image/") else "file"
