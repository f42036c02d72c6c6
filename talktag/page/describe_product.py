"""A product's values in the words of one language, as the blocks that any reader is given. It leaves none out.

What the owner wrote stands as it was written, and dates and amounts as in the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from talktag.content import Content
from talktag.model.bundles.told import ToldEntry
from talktag.model.log.entry import UNSIGNED
from talktag.model.log.kinds import PROMISE
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.sharing.description import FileList, Happening, Illustration, ListedFile, Point, Sentence
from talktag.model.values.ident import printed_tag
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import name_of, size_in, spell, term_in

_Values = Mapping[str, Any]


class Saying(NamedTuple):
    """A value as it is told: which key of the table it is, its label, and its text, empty for none."""

    key: str
    label: str
    text: str


# In the order in which a page tells of them; how long warranties hold has a place of its own.
_TOLD = tuple(
    key
    for key in with_moves(
        KEYS, {"tag": "gtin", "quantity": "tag", "label": "quantity", "place": "label", "price": "order"}
    )
    if key.section and key.type != "warranties"
)


def sayings(product: _Values, words: Texts, spell_field: Callable[[Any], str] = spell) -> Iterator[Saying]:
    """What the product is, key by key; `spell_field` is how values of the owner's own fields are written."""
    yield Saying("id", "ID", product.get("id") or "")
    for key in _TOLD:
        head, _, rest = key.path.partition(".")
        value = product.get(head, {}).get(rest) if rest else product.get(head)
        yield Saying(key.path, getattr(words, key.word) if key.word else "TalkTag", _text_of(key.type, value))
    for name, value in product.get("value", {}).items():
        yield Saying(f"value.{name}", words.value.replace("{name}", name), spell(value))
    for name, value in product.get("fields", {}).items():
        yield Saying(f"fields.{name}", name, spell_field(value))


def _text_of(type_: str, value: Any) -> str:
    """A value of that type as people read it."""
    if value is None:
        return ""
    if type_ == "tags":
        return ", ".join(map(printed_tag, value))
    return ", ".join(value) if type_ == "labels" else spell(value)


def point_of_warranty(warranty: _Values, words: Texts) -> Point:
    """How long a warranty holds, and what else is said of it."""
    until = warranty.get("until")
    term, kind = term_in(words, warranty.get("term")), warranty.get("kind")
    main = words.warranty_until.replace("{date}", until) if until else term or words.warranty_unsaid
    cover = name_of(words.warranties, kind) if kind != "all" else None
    return Point(main, present((term if until and term != until else None, cover, warranty.get("provider"))))


def happening_of_entry(entry: ToldEntry, words: Texts) -> Happening:
    """An entry of the log; one that came without a signature stays marked."""
    unsigned = words.unsigned if entry.signer == UNSIGNED else None
    said = words.promised if entry.kind == PROMISE else words.again
    again = said.replace("{date}", entry.due) if entry.due else None
    rest = (name_of(words.entries, entry.kind), entry.party, entry.cost, again, unsigned)
    return Happening(entry.date or "", entry.title or "", entry.text or "", present(rest))


def picture_of_file(name: str, kind: str, media: str, data: bytes | Content, words: Texts) -> Illustration:
    """A file that is shown as the picture it is."""
    return Illustration(data, media, name, f"{name_of(words.files, kind)} {name}")


def listed_file(name: str, kind: str, size: int, words: Texts) -> ListedFile:
    """A file that is named; `size` in bytes."""
    return ListedFile(name, name_of(words.files, kind), size_in(words, size))


def list_files(note: Sentence, files: Iterable[ListedFile], words: Texts) -> FileList:
    """Files under the headings of this language."""
    return FileList(note, (words.file, words.kind, words.size), tuple(files))


def present(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Those of the texts that say something."""
    return tuple(text for text in texts if text)
