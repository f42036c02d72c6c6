"""Made-up shares of every product but the first, as talktag writes them: `python -m tests.benchmarks.ledger DIR COUNT`.

Never goes through talktag's own writer, which makes a commit of each.
"""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path

from talktag.model.products.record import read_product
from talktag.model.sharing.share import Share, share_table
from talktag.model.toml.write import new_text
from talktag.model.values.ident import ID_BITS, make_id
from talktag.store import layout

_SECTIONS = ("identity", "serial", "purchase")
_FIELDS = ("name", "maker", "model", "serial", "purchase.date", "warranties[0].term")


def write_shares(store: Path, count: int, seed: int = 3) -> None:
    """Write `count` shares given to the party "fix-it" into the store's folder. The same seed makes the same shares."""
    chance = random.Random(seed)
    paths = sorted((store / layout.PRODUCTS).glob("?/*.toml"))[1:]
    products = [read_product(path.read_bytes(), path.name, path.stem).value for path in paths]
    known = [each for each in products if each]
    (store / layout.SHARES).mkdir(exist_ok=True)
    for number in range(count):
        product = known[number % len(known)]
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number % 2000)
        share = Share(
            make_id(chance.getrandbits(ID_BITS)),
            product.id,
            party="fix-it",
            date=day,
            sections=_SECTIONS,
            signed=f"{chance.getrandbits(256):064x}",
            sequence=number // len(known) + 1,
            fields=_FIELDS,
            purpose="repair",
            until=day + datetime.timedelta(days=90),
        )
        path = store / layout.share(day.isoformat(), product.slug, share.bundle)
        path.write_bytes(new_text(share_table(share)))


write_shares(Path(sys.argv[1]), int(sys.argv[2]))
