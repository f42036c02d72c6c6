"""The card of a product: its facts and what lies beside it, as blocks. Reads nothing; asks no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talktag.cli.views.hyperlinks import web_address
from talktag.cli.views.log.entries import meter_text, who_of
from talktag.cli.views.view import Aside, Block, Columns, Line, Linked, Pairs, Photo
from talktag.disk.sizes import size_text
from talktag.model.log.entry import UNSIGNED
from talktag.model.log.kinds import SHARE
from talktag.model.products.key_values import value_of
from talktag.model.products.keys import KEYS
from talktag.model.queries.facts import field_text
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural
from talktag.model.values.relative import relative

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.log.schedule import Due
    from talktag.model.values.warranty import Warranty
    from talktag.ops.products.show import Card, Other

_GAP = Aside(lambda: [Line("")])  # for the eye only
ENTRIES = 5  # the last so many are shown
HELD = 12
_DUES = 3
_Pair = tuple[str, object]


def card(data: Card) -> Iterator[Block]:
    """What a person wants to see of a product, the most wanted first."""
    if data.photo is not None:
        yield Photo(data.photo.name, data.photo.read)
    yield Line(data.product.name, "strong")
    yield Pairs([*_identity(data), *_purchase(data), *_beside(data)])
    yield Aside(lambda: _contents(data.contents()))
    if data.product.files:
        yield _GAP
        yield Columns(("file", "kind", "size"), list(_files(data)))
    if entries := [each for each in data.entries if each.kind != SHARE]:  # what was given has a table of its own
        yield _GAP
        rows = [_entry(each, data.parties) for each in entries[-ENTRIES:]]
        yield Columns(("date", "entry", "what", "who", "cost", "due", "details"), rows)
        if (earlier := len(entries) - ENTRIES) > 0:
            yield Aside(lambda: [Line(f"and {earlier} earlier", "faint")])
    if data.withdrawn:
        said = f"{data.withdrawn} withdrawn; see with: talktag entry {data.product.slug} --withdrawn"
        yield Aside(lambda: [Line(said, "faint")])
    if data.shares:
        rows = [
            (str(each.date), data.parties.get(each.party, each.party), each.purpose or "", str(each.until or ""))
            for each in data.shares
        ]
        yield _GAP
        yield Columns(("given", "to", "purpose", "until"), rows)


def _identity(data: Card) -> Iterator[_Pair]:
    """What the record says of the thing itself, and behind the number under its bar code what is due."""
    product, issuer = data.product, data.gtin_issuer
    yield "product", product.slug
    yield "state", _state(data)
    said = {
        "place": data.whereabouts,
        "inside": f"{data.holder.slug}, {data.holder.name}" if data.holder else product.inside,
        "needs": ", ".join(data.needs or product.needs),
        "label": ", ".join(product.labels),
        "quantity": product.quantity if product.quantity != 1 else None,
    }
    for key in _OF_THE_THING:
        yield key.listed, said[key.name] if key.name in said else value_of(product, key)
        if key.type == "gtin":
            yield "number", f"issued by {issuer}" if issuer else None
            for due in data.dues[:_DUES]:
                yield "due", _due(data, due)
            yield "due", f"and {len(data.dues) - _DUES} more" if len(data.dues) > _DUES else None
            yield "meters", ", ".join(meter_text(*each) for each in sorted(data.meters.items()))


# What is said once of the thing itself; what became of it, how it came and what it is called have places of their own.
_OF_THE_THING = tuple(
    key
    for key in KEYS
    if key.is_set
    and not key.at.startswith("purchase.")
    and key.name not in {"name", "state"}
    and key.type not in {"warranties", "fields", "public", "picture"}
)


def _state(data: Card) -> str | None:
    """What has become of it; of a lent product who has it, and whether it should be back."""
    if data.product.state == "owned" or data.loan is None:
        return None if data.product.state == "owned" else data.product.state
    loan = data.loan
    words = [f"lent to {loan.name}"]
    if loan.due:
        words.append(f"due {loan.due}")
        late = loan.overdue(data.today)
        words.append(f"{plural(late, 'day')} overdue" if late else relative(loan.due, data.today))
    return ", ".join(words)


def _due(data: Card, due: Due) -> str:
    """Such as `changed the oil: 2026-11-01 or at 51250 km, in 4 months`."""
    how_far = f", {relative(due.date, data.today)}" if due.date else ""
    return f"{due.title}: {due.when()}{how_far}"


def _purchase(data: Card) -> Iterator[_Pair]:
    product, purchase = data.product, data.product.purchase
    yield "bought", " from ".join(str(part) for part in (purchase.date, purchase.seller) if part)
    yield "price", purchase.price
    yield "order", purchase.order
    for each in product.warranties:
        yield "warranty", _warranty(data, each)


def _warranty(data: Card, warranty: Warranty) -> str:
    """Such as `parts: 60 months by Canon, ends 2029-03-02, in 4 months`."""
    from talktag.model.values.warranty import warranty_text

    end = warranty.ends(data.product.purchase.date)
    if end is None:
        return warranty_text(warranty)
    ends = f"{'ended' if end < data.today else 'ends'} {end}, {relative(end, data.today)}"
    if warranty.term != end:
        return f"{warranty_text(warranty)}, {ends}"
    # Its term is the day it ends on, which need not be said twice.
    what = " by ".join(part for part in (warranty.kind if warranty.kind != "all" else "", warranty.provider) if part)
    return f"{what}, {ends}" if what else ends


def _beside(data: Card) -> Iterator[_Pair]:
    product = data.product
    for tag in product.tags:
        said = ", ".join(
            [*(["its maker's"] if tag.of_maker else []), *([f"retired {tag.retired}"] if tag.retired else [])]
        )
        yield "tag", f"{printed_tag(tag.id)} ({said})" if said else printed_tag(tag.id)
    for key, value in product.fields.items():
        text = field_text(value)
        address = web_address(text)
        yield f"field {key}", Linked(text, address) if address else text
    yield from ((f"finder.{key}", text) for key, text in product.finder._asdict().items())
    yield from _talk(data)
    yield "notes", f"{data.notes_count} private" if data.notes_count else None
    yield "imported as", product.source
    yield "id", product.id


def _talk(data: Card) -> Iterator[_Pair]:
    """What is open between the owner and others about it; all of it is told by `talk`."""
    for each in data.talk.questions[:_DUES] if data.talk else ():
        by = who_of(each, data.parties)
        yield "open question", f"{each.title}, {by if each.to else f'from {by}'}, since {each.date}"


def _contents(held: tuple[Other, ...]) -> Iterator[Block]:
    if held:
        yield Line("")
        yield Columns(("holds", ""), [(each.slug, each.name) for each in held[:HELD]])
    if len(held) > HELD:
        yield Line(f"and {len(held) - HELD} more", "faint")


def _files(data: Card) -> Iterator[tuple[str, str, str]]:
    addresses = [path.as_uri() for path in data.paths] or [""] * len(data.product.files)
    for each, address in zip(data.product.files, addresses, strict=True):
        name = Linked(each.name, address) if address and not each.sealed else each.name
        yield name, f"{each.kind}, sealed" if each.sealed else each.kind, size_text(each.size)


def _entry(entry: Entry, parties: Mapping[str, str]) -> tuple[str, ...]:
    """A line for an entry; the address of a link or a manual stands beside its title, and is all that it says."""
    address = web_address(entry.text) or web_address(entry.title)
    title = entry.title if address in {None, entry.title} else f"{entry.title}: {address}"
    kind = f"{entry.kind}, unsigned" if entry.signer == UNSIGNED else entry.kind
    party = who_of(entry, parties)
    text = " ".join(entry.text.split()) if entry.text and not address else ""
    facts = (party, str(entry.cost or ""), str(entry.due or ""), text)
    return str(entry.date), kind, Linked(title, address) if address else title, *facts
