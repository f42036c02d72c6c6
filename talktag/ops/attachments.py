"""Attachments: the owner's files as they come into the store.

Guesses a kind by name and content; opens nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from talktag import disk
from talktag.errors import InvalidError, NotFoundError
from talktag.model.product import FILE_KINDS, Attachment
from talktag.store import layout

_KIND_WORDS = {
    "receipt": r"receipt|invoice|rechnung|quittung|factura|recibo|ticket|facture|fattura|kvitto",
    "manual": r"manual|handbuch|anleitung|guide|mode.?d.?emploi|istruzioni",
    "certificate": r"certificate|zertifikat|certificado|warranty|garant",
    "report": r"report|bericht|informe|rapport",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: what the record will say and its content."""

    attachment: Attachment
    data: bytes


def take_in(paths: Iterable[Path], kind: str | None, taken: Iterable[str] = ()) -> tuple[Incoming, ...]:
    """Read the owner's files; NotFoundError or InvalidError names one that cannot be taken."""
    if kind is not None and kind not in FILE_KINDS:
        raise InvalidError(f'"{kind}" is not a kind of file', hints=[f"use one of: {', '.join(FILE_KINDS)}"])
    from talktag.bundle.picture import media_type

    names = set(taken)
    incoming = []
    for path in paths:
        try:
            data = disk.read(path.resolve(), layout.FILE_LIMIT)
        except FileNotFoundError:
            raise NotFoundError(f'there is no file "{path}"', hints=["check the name, or leave the file out"]) from None
        name = layout.attachment_name(path.name, names)
        names.add(name)
        media = media_type(data)
        made = Attachment(
            name, kind or guess_kind(path.name, media), hashlib.sha256(data).hexdigest(), len(data), media
        )
        incoming.append(Incoming(made, data))
    return tuple(incoming)


def guess_kind(name: str, media: str | None) -> str:
    """What a file most likely is: by words in its name, else a picture is a photo."""
    stem = name.casefold()
    for kind, words in _KIND_WORDS.items():
        if re.search(words, stem):
            return kind
    return "photo" if (media or "").startswith("image/") else "file"
