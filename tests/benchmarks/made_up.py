"""Made-up things that a person might own, and the files of them in a store. It writes nothing and asks no clock.

The same seed makes the same records, entries and shares. Notes are sealed with chance of their own, as all notes are.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talktag.model.log.entry import Entry, with_entries
from talktag.model.products.product import Product, ProductFile, Purchase, Tag
from talktag.model.products.record import product_table
from talktag.model.sharing.share import Share, share_table
from talktag.model.toml.write import new_text
from talktag.model.values.ident import ID_BITS, TAG_BITS, make_id, make_slug, make_tag
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import Warranty, parse_term
from talktag.seal.note import Note, seal_note
from talktag.store import layout

PARTY = "fix-it"  # whom shares are given to
RARE_LABEL = "insured"  # a word that stands in one record of a hundred or so, and in no key
_MAKERS = ("Canon", "Nikon", "Bosch", "Makita", "Miele", "Siemens", "Sony", "Brompton", "Leica", "Thonet", "Roland")
_KINDS = (
    *("camera", "lens", "drill", "saw", "washing machine", "dish washer", "television", "razor", "bicycle"),
    *("pannier", "binoculars", "chair", "synthesizer", "guitar", "sander", "kettle", "toaster", "candle holder"),
)
_PLACES = ("home/office", "home/kitchen", "home/cellar", "home/attic", "garage", "workshop", "boat", "allotment")
_LABELS = ("photography", "kitchen", "tools", "music", "travel", "garden", "furniture", "office")
_SELLERS = ("Foto Meyer", "Werkzeug Kluge", "Möbel am Markt", "Ana's flea market", "Elektro Süd")
_TERMS = ("12 months", "24 months", "5 years", "lifetime")
_DONE = (("service", "Cleaned and oiled"), ("check", "Electrical safety"), ("reading", "Counter 18342"))
_FIELDS = ("name", "maker", "model", "serial", "purchase.date", "warranties[0].term")
_FIRST = datetime.date(2005, 1, 1)
_ADDED = datetime.date(2025, 6, 1)


@dataclass(frozen=True, slots=True)
class Owned:
    """A product and its files by their path in a store: its record, and what lies beside it."""

    product: Product
    files: dict[str, bytes]


def household(count: int, recipients: Sequence[str], seed: int = 1) -> Iterator[Owned]:
    """So many things: one in ten inside another, with a receipt, a log; one in twenty with a note and with a share.

    Notes are sealed to the age `recipients`.
    """
    chance = random.Random(seed)
    holder: Product | None = None
    for number in range(count):
        product = _product(chance, number, holder if number % 10 == 3 else None)
        files: dict[str, bytes] = {}
        if number % 10 == 1:
            product, path, data = _with_receipt(product)
            files[path] = data
        if number % 10 == 2:
            files[layout.entries(product.slug)] = log(chance, 1 + number % 4)
        if number % 20 == 4:
            files |= dict(_notes(chance, product, recipients, 10 if number == 4 else 1))
        if number % 20 == 5:
            files |= dict([share(chance, product, 1)])
        if number % 10 == 0:
            holder = product
        yield Owned(product, {layout.record(product.slug): record(product), **files})


def record(product: Product) -> bytes:
    """A record as talktag writes it."""
    return new_text(product_table(product))


def log(chance: random.Random, count: int) -> bytes:
    """A product's log of so many entries of the owner, one a day."""
    entries = []
    for number in range(count):
        day = _FIRST + datetime.timedelta(days=number + chance.randrange(3000))
        recorded = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
        kind, title = chance.choice(_DONE)
        entries.append(Entry(make_id(chance.getrandbits(ID_BITS)), day, kind, title, party=PARTY, recorded=recorded))
    made = with_entries(b"", entries)
    assert made is not None
    return made


def conversation(chance: random.Random, count: int) -> bytes:
    """A product's log of so many messages between the owner and the party, each way every other one, some an hour."""
    channel = make_id(chance.getrandbits(ID_BITS))
    moment = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    entries = []
    for number in range(count):
        moment += datetime.timedelta(minutes=chance.randrange(1, 60))
        bundle = make_id(chance.getrandbits(ID_BITS))
        whose = {"to": PARTY} if number % 2 else {"party": PARTY, "signer": "SHA256:" + "A" * 43}
        entry = Entry(f"{bundle}-1", moment.date(), "message", f"What is said as number {number}", original=bundle)
        said = {"time": moment, "recorded": moment, "channel": channel, "sequence": number // 2 + 1}
        entries.append(entry._replace(**whose, **said))
    made = with_entries(b"", entries)
    assert made is not None
    return made


def share(chance: random.Random, product: Product, sequence: int) -> tuple[str, bytes]:
    """The path and the record of what was given to the party for a repair, the so-manyth share of the product."""
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randrange(2000))
    given = Share(
        make_id(chance.getrandbits(ID_BITS)),
        product.id,
        party=PARTY,
        date=day,
        sections=("identity", "serial", "purchase"),
        signed=f"{chance.getrandbits(256):064x}",
        sequence=sequence,
        fields=_FIELDS,
        purpose="repair",
        until=day + datetime.timedelta(days=90),
    )
    return layout.share(day.isoformat(), product.slug, given.bundle), new_text(share_table(given))


def _notes(
    chance: random.Random, product: Product, recipients: Sequence[str], count: int
) -> Iterator[tuple[str, bytes]]:
    for _ in range(count):
        note = make_id(chance.getrandbits(ID_BITS))
        text = Note(product.id, note, 1, "2025-06-01T09:30:00Z", f"The spare key of {product.name} is at Bea's.")
        yield layout.note(product.slug, note), seal_note(text, recipients)


def _product(chance: random.Random, number: int, holder: Product | None) -> Product:
    maker, model = chance.choice(_MAKERS), f"{chance.choice('ABDEGKLMRSTX')}{number:05d}"
    name = f"{chance.choice(('', maker + ' '))}{chance.choice(_KINDS)} {model}"
    bought = _FIRST + datetime.timedelta(days=chance.randrange(7000))
    price = parse_money(f"{chance.randrange(5, 3000)}.{chance.randrange(100):02d} EUR")
    labels = chance.sample(_LABELS, chance.randrange(3))
    return Product(
        id=make_id(chance.getrandbits(ID_BITS)),
        slug=make_slug(name, f"product-{number}"),
        name=name.capitalize(),
        maker=maker,
        model=model,
        serial=f"{chance.getrandbits(40):010X}",
        place=chance.choice(_PLACES),
        inside=holder.id if holder else None,
        labels=(*labels, *([RARE_LABEL] if number % 97 == 0 else [])),
        added=_ADDED,
        purchase=Purchase(bought, chance.choice(_SELLERS), price),
        warranties=(Warranty(parse_term(chance.choice(_TERMS))),),
        tags=(Tag(make_tag(chance.getrandbits(TAG_BITS)), _ADDED),),
        fields={"colour": chance.choice(("black", "red", "silver"))},
    )


def _with_receipt(product: Product) -> tuple[Product, str, bytes]:
    data = f"{product.purchase.seller}\n{product.name}\n{product.purchase.price}\n".encode()
    file = ProductFile("receipt.txt", "receipt", hashlib.sha256(data).hexdigest(), len(data), "text/plain")
    return product._replace(files=(file,)), layout.file(product.slug, file.name), data
