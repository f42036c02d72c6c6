"""What is known of one file of an intake once it was looked at. It holds no pixels and opens nothing."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.pictures.moment import Moment

PDF = "application/pdf"


class SeenCode(NamedTuple):
    """The text of a code, and its form: `retail` for EAN, UPC and ITF-14, `gs1` for GS1's own, `other` for the rest."""

    text: str
    form: str = "other"


class Camera(NamedTuple):
    """What a camera says of itself."""

    maker: str | None = None
    model: str | None = None
    serial: str | None = None

    @property
    def name(self) -> str:
        """What to call it; the maker is often part of the model already."""
        if self.maker and self.model and not self.model.casefold().startswith(self.maker.split()[0].casefold()):
            return f"{self.maker} {self.model}"
        return self.model or self.maker or "the camera"


class SeenFile(NamedTuple):
    """One file: its path as it was found, its folder and its name in that, and what it holds.

    `moment` is told by the file's own bytes or its name; `changed` is when it was last written. `offers` and `kind`,
    the kind of file it is, are what is printed in it, as a machine read that. `trouble` says why nothing can be done
    with it; the rest is then as far as it was found out.
    """

    path: str
    folder: str
    name: str
    sha256: str = ""
    size: int = 0
    media: str | None = None
    codes: tuple[SeenCode, ...] = ()
    moment: Moment | None = None
    changed: Moment | None = None
    camera: Camera | None = None
    offers: tuple[FieldOffer, ...] = ()
    kind: str = ""
    trouble: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture or a PDF, and not something else that lay in the folder."""
        return self.media == PDF or (self.media or "").startswith("image/")

    @property
    def day(self) -> datetime.date | None:
        """The day it was taken, by the clock of its camera; None where that tells none."""
        return self.moment.wall.date() if self.moment and self.moment.source == "exif" else None
