"""A description of products for readers: what is told, as neutral blocks in reading order. Never how it looks.

Every text is in the language of whoever reads it already, and nothing is in it that was not chosen. A page, a text and
a print-out are made of it, each by a renderer that knows the blocks and no product.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from talktag.content import Content

_NAME = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, in as many lines as it has."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A label, and who it is: a name, and how to reach them or what they are in this."""

    label: str
    name: str
    detail: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What is known of them, a line each."""
        return tuple(filter(None, (self.name, self.detail)))


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts, one below the other; never empty."""

    facts: tuple[Fact | Person, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list; `rest` is what else is known of it, in short texts."""

    main: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointList:
    """Points, in no order that means anything."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated item of the history; `rest` is what else is known of it, in short texts."""

    date: str
    title: str
    text: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happenings:
    """The history, oldest first."""

    items: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Somebody's own words, and when they were written down, if that is known."""

    text: str
    moment: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks, oldest first."""

    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words that come first: what it is all about."""

    text: str


@dataclass(frozen=True, slots=True)
class Insert:
    """What stands for `{name}` in a sentence of ours.

    It is `code` to be found letter by letter, `words` of somebody else, a `name` set apart, or a `number` of ours.
    """

    name: str
    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours, with what is put into it."""

    text: str
    inserts: tuple[Insert, ...] = ()

    @property
    def filled(self) -> str:
        """The words with what is put into them, for where nothing has to set that apart."""
        return _NAME.sub(lambda found: next(each.text for each in self.inserts if each.name == found[1]), self.text)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What is compared letter by letter, on a line of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture that is shown: its bytes, of which media type, its name, and in words what it is.

    `size` is (width, height) in pixels; on paper it is set, as an upright JPEG in RGB, and so is known.
    """

    data: bytes | Content
    media: str
    name: str
    about: str
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Illustrations:
    """Pictures, beside and below each other; where there is only text, none is shown."""

    pictures: tuple[Illustration, ...]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file by its name, its kind and size in words, and, where it does not come along, what it hashes to."""

    name: str
    kind: str
    size: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class FileList:
    """Files under the headings of their three columns; `note` says where they are, or that they stay."""

    note: Sentence
    headings: tuple[str, str, str]
    files: tuple[ListedFile, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums, one a currency, and of what there is none."""

    sums: tuple[str, ...]
    lacking: str


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: what is known of it in lines, else so many `blank` lines to write on."""

    label: str
    lines: tuple[str, ...] = ()
    blank: int = 1


@dataclass(frozen=True, slots=True)
class FormFields:
    """Fields that somebody fills in by hand; never empty."""

    fields: tuple[FormField, ...]


Block = (
    FactList
    | FormFields
    | PointList
    | Happenings
    | Remarks
    | Quotation
    | Sentence
    | Verbatim
    | Subheading
    | Illustrations
    | FileList
    | Sums
)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading. `role` tells renderers what it is, `number` which of several products.

    Without a heading they follow what is before. Roles are `request` and `about`, who tells whom and what for; `part`,
    one subject; `product`, all of one; `letter` and `closing`, plain words; `form`, to fill in; `checking`; `total`.
    """

    role: str
    heading: str
    blocks: tuple[Block, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """The whole, for one reader.

    `name` is what it is called in a list of windows or files; over the `title` stands what kind of paper it is, below
    it a `subtitle`. In `page` are `{number}` and `{count}`. What `is_received` is read as somebody else's word: nothing
    of it may pass for a line of ours.
    """

    language: str
    name: str
    title: str
    sections: tuple[Section, ...]
    kicker: str = ""
    subtitle: str = ""
    ending: tuple[Sentence, ...] = ()
    page: str = ""
    is_received: bool = False
