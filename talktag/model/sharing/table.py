"""The table: a product as one party may see it. A view made of chosen sections; what is not chosen is absent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.files.chosen_files import NAMED, file_called, named_files
from talktag.model.log.entry import Entry, entry_values
from talktag.model.log.kinds import BY_OTHERS, HISTORY, RECALL
from talktag.model.parties.roles import ROLES, TRANSFER_SECTIONS
from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.product import FILE_KINDS, Product, ProductFile
from talktag.model.products.product_json import json_value, key_json
from talktag.model.products.shared_keys import PLAIN_SECTIONS, SHARED
from talktag.model.queries.facts import field_text
from talktag.model.sharing.entries_leaving import RECALLS, in_sections
from talktag.model.sharing.told_entries import sound_data
from talktag.model.values.near import hints, near_words

OPEN_SECTIONS = ("entries", "files", "file", "field")  # these are followed by `:` and what of it
SECTIONS = (  # as far as they are known beforehand
    *PLAIN_SECTIONS,
    *(f"files:{kind}" for kind in FILE_KINDS),
    *(f"entries:{kind}" for kind in (*HISTORY, *BY_OTHERS)),
    "file:",
    "field:",
)
_OF_AN_ENTRY = ("date", "kind", "title", "text", "party", "cost", "due", "signer")  # what another may see of one
_GIVEN_TO_SOMEBODY = frozenset(section for role in ROLES.values() for section in role.given)


class Grounds(NamedTuple):
    """What is given without being asked for, and the reason said of what leaves for that, and of what does not."""

    sections: tuple[str, ...]
    gives: str
    withholds: str


NOTHING_GIVEN = Grounds((), "", "not given")
FOR_TRANSFER = Grounds(TRANSFER_SECTIONS, "every hand-over", "not in a hand-over")


def transfer_grounds(log: Iterable[Entry]) -> Grounds:
    """What the next owner is given: of a thing that was called back, also by what."""
    is_called_back = any(each.kind == RECALL for each in log)
    more = (RECALLS,) if is_called_back else ()
    return FOR_TRANSFER._replace(sections=(*TRANSFER_SECTIONS, *more))


def role_grounds(role: str) -> Grounds:
    """What a party of this role is given."""
    whom = "others" if role == "other" else f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"
    return Grounds(ROLES[role].given, f"role {role}", f"not given to {whom}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview: a fact of the product, the section it belongs to, whether it leaves, and why or why not.

    `reason` is a word or two, such as `role repairer`, `--include`, `sealed`.
    """

    section: str
    field: str
    value: str
    leaves: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """What leaves: the JSON values of the product, the attachments, and every row of the preview.

    `sections` leave whole, less the files that were left out by name.
    """

    sections: tuple[str, ...]
    product: Mapping[str, Any]
    files: tuple[ProductFile, ...]
    rows: tuple[Row, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The sections that something leaves of; a file that was chosen by name gives its kind away, not its name."""
        return tuple(dict.fromkeys((*self.sections, *(f"files:{file.kind}" for file in self.files))))


def check_sections(sections: Iterable[str]) -> tuple[str, ...]:
    """The sections without doubles, in order; InvalidError names one that does not exist."""
    chosen = tuple(dict.fromkeys(sections))
    for section in chosen:
        head, colon, rest = section.partition(":")
        if section in PLAIN_SECTIONS or (head in OPEN_SECTIONS and colon and rest):
            continue
        forms = [*PLAIN_SECTIONS, "entries:KIND", "files:KIND", "file:NAME", "field:NAME"]
        near = near_words(section, (each for each in SECTIONS if not each.endswith(":")))
        raise InvalidError(f'"{section}" is not a section', hints=[*hints(near), f"use one of: {', '.join(forms)}"])
    return chosen


def make_table(
    product: Product,
    entries: Sequence[Entry],
    asked: Iterable[str],
    grounds: Grounds = NOTHING_GIVEN,
    without: Iterable[str] = (),
) -> Table:
    """The view of `product` that holds what `grounds` give and the sections `asked` for, and nothing else.

    The files that `without` names are not in it, and a sealed file is in no view.
    """
    every = check_sections((*grounds.sections, *asked))
    named, left_out = named_files(product.files, every), {file_called(product.files, each) for each in without}
    chosen = tuple(each for each in every if not each.startswith(NAMED))
    told = [(section, "entries", _entry_values(entry)) for section, entry in in_sections(entries, chosen)]
    facts = [*_facts(product), *told]
    leaving: dict[str, Any] = {}
    for section, field, value in facts:
        if section in chosen:
            _place(leaving, field, value)
    rows = [
        Row(section, field, _spelling(value), section in chosen, _reason(section, chosen, grounds))
        for section, field, value in facts
    ]
    judged = [(file, _file_row(file, _file_reason(file, named, left_out), chosen, grounds)) for file in product.files]
    files = tuple(file for file, row in judged if row.leaves)
    rows += [row for _, row in judged]
    return Table(chosen, {"id": product.id, "name": product.name} | leaving, files, tuple(rows))


def _file_reason(file: ProductFile, named: Collection[str], left_out: Collection[str]) -> str | None:
    """Why this very file leaves or stays; None where its kind decides."""
    if file.sealed:
        return "sealed"
    if file.name in left_out:
        return "--without"
    return "--include" if file.name in named else None


def _file_row(file: ProductFile, reason: str | None, chosen: Sequence[str], grounds: Grounds) -> Row:
    # No section is called "sealed", so that nothing can ask for what is.
    section = "sealed" if file.sealed else f"files:{file.kind}"
    leaves = section in chosen if reason is None else reason == "--include"
    return Row(section, "file", file.name, leaves, reason or _reason(section, chosen, grounds))


def always_rows(owner: str, contact: str, product: Product, age: str | None = None) -> tuple[Row, ...]:
    """The rows of what every bundle holds, whatever was chosen; `age` is the owner's recipient, for answers."""
    said: tuple[tuple[str, str, str], ...] = (
        ("owner", "owner.name", owner),
        ("owner", "owner.contact", contact),
        *((("owner", "owner.age", age),) if age else ()),
        ("identity", "id", product.id),
        ("identity", "name", product.name),
    )
    return tuple(Row(*each, leaves=True, reason="every bundle") for each in said)


def note_rows(leaving: Iterable[str], staying: int) -> tuple[Row, ...]:
    """The rows of the private notes: those that leave by their ids, and how many stay."""
    rows = [Row("note", each, "in the clear", leaves=True, reason="--note") for each in leaving]
    if staying:
        rows.append(Row("notes", "", f"{staying} private", leaves=False, reason="private note"))
    return tuple(rows)


def _reason(section: str, chosen: Sequence[str], grounds: Grounds) -> str:
    """Why what belongs to this section leaves, or stays."""
    if section in grounds.sections:
        return grounds.gives
    if section in chosen:
        return "--include"
    if section == "labels":
        return "labels never leave"
    return grounds.withholds if section in _GIVEN_TO_SOMEBODY else "not asked for by name"


def _facts(product: Product) -> list[tuple[str, str, Any]]:
    """Every fact of the record as (section, field path, JSON value), absent ones left out."""
    facts = [
        *((key.section, key.path, _value(product, key)) for key in SHARED),
        *((f"field:{name}", f"fields.{name}", value) for name, value in product.fields.items()),
    ]
    return [fact for fact in facts if fact[2] not in (None, [], "")]


def _value(product: Product, key: ProductKey) -> Any:
    """What a party is told at a key: own tags that still lead here, and when a warranty ends, not when it began."""
    value = key_json(product, key)
    match key.type:
        case "tags":
            return [tag["id"] for tag in value if "retired" not in tag and "maker" not in tag]
        case "warranties":
            return [{part: said for part, said in warranty.items() if part != "starts"} for warranty in value]
        case _:
            return None if value == NOTHING.get(key.type) else value


def _entry_values(entry: Entry) -> dict[str, Any]:
    """What another may see of an entry; of a recall also what it calls back, which is compared by whoever has it."""
    data = sound_data(entry.data) if entry.kind == RECALL else {}
    return {**entry_values(entry, _OF_AN_ENTRY), **({"data": data} if data else {})}


def _place(values: dict[str, Any], field: str, value: Any) -> None:
    head, dot, rest = field.partition(".")
    if field == "entries":
        values.setdefault("entries", []).append(value)
    elif dot:
        values.setdefault(head, {})[rest] = json_value(value)
    else:
        values[field] = value


def _pairs(values: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in values.items())


def _spelling(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_spelling(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_pairs(item) if isinstance(item, dict) else str(item) for item in value.values())
    return field_text(value)
