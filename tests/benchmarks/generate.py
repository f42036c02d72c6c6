"""Made-up products as talktag itself writes them, many at a time: `python -m tests.benchmarks.generate STORE COUNT`.

Never goes through talktag's own writer, which makes a commit of each. A program of its own, because a process that is
started cannot show a lower peak of memory than the one that starts it (getrusage(2)): the benchmark has to stay small.
"""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path

from talktag.model.products.product import Product, Purchase, Tag
from talktag.model.products.record import product_table
from talktag.model.toml.write import new_text
from talktag.model.values.ident import ID_BITS, TAG_BITS, make_id, make_slug, make_tag
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import Warranty, parse_term
from talktag.store import layout

from .limits import RARE_LABEL

_MAKERS = ("Canon", "Nikon", "Bosch", "Makita", "Miele", "Siemens", "Sony", "Brompton", "Leica", "Thonet", "Roland")
_KINDS = (
    *("camera", "lens", "drill", "saw", "washing machine", "dish washer", "television", "razor", "bicycle"),
    *("pannier", "binoculars", "chair", "synthesizer", "guitar", "sander", "kettle", "toaster", "candle holder"),
)
_PLACES = ("home/office", "home/kitchen", "home/cellar", "home/attic", "garage", "workshop", "boat", "allotment")
_LABELS = ("photography", "kitchen", "tools", "music", "travel", "garden", "furniture", "office")
_SELLERS = ("Foto Meyer", "Werkzeug Kluge", "Möbel am Markt", "Ana's flea market", "Elektro Süd")
_TERMS = ("12 months", "24 months", "5 years", "lifetime")


def write_products(store: Path, count: int, seed: int = 1) -> None:
    """Write `count` records into the store's folder and print their slugs. The same seed makes the same products."""
    chance = random.Random(seed)
    for number in range(count):
        product = _product(chance, number)
        path = store / layout.record(product.slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new_text(product_table(product)))
        print(product.slug)


def _product(chance: random.Random, number: int) -> Product:
    maker, model = chance.choice(_MAKERS), f"{chance.choice('ABDEGKLMRSTX')}{number:05d}"
    name = f"{chance.choice(('', maker + ' '))}{chance.choice(_KINDS)} {model}"
    bought = datetime.date(2005, 1, 1) + datetime.timedelta(days=chance.randrange(7000))
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
        labels=(*labels, *([RARE_LABEL] if number % 97 == 0 else [])),
        added=datetime.date(2025, 6, 1),
        purchase=Purchase(bought, chance.choice(_SELLERS), price),
        warranties=(Warranty(parse_term(chance.choice(_TERMS))),),
        tags=(Tag(make_tag(chance.getrandbits(TAG_BITS)), datetime.date(2025, 6, 1)),),
        fields={"colour": chance.choice(("black", "red", "silver"))},
    )


write_products(Path(sys.argv[1]), int(sys.argv[2]))
