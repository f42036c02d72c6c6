"""Puts what a person has with companies into a store: `python -m tests.benchmarks.trade STORE PARTIES`.

Rules, texts of terms, shops; a wish that each shop made twenty offers for, nine more that nobody answered, and terms
that each was offered. It prints what it made as JSON. Never goes through talktag's own writer.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import talktag
from talktag.model.log.entry import Entry, with_entries
from talktag.model.log.kinds import OFFER, TERMS
from talktag.model.parties.party import Party, party_table
from talktag.model.terms.said_terms import Act, SaidTerms
from talktag.model.terms.terms_text import Terms, terms_table
from talktag.model.toml.write import new_text
from talktag.model.values.ident import ID_BITS, make_id
from talktag.model.values.money import parse_money
from talktag.model.wishes.point import parse_point
from talktag.model.wishes.wish import OwnWish, SentWish, wish_table
from talktag.store import layout

OFFERS = 20  # for one wish, of each shop
_WISHES, _TEXTS = 10, 20
_DAY = datetime.date(2026, 1, 1)
_NOON = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
_READY = Path(talktag.__file__).parent / "data/rules"
_RULES = ("lent-too-long", "lost-scanned", "warranty-ending")


def main() -> None:
    """Write the files, commit them, say what to ask for."""
    store, count = Path(sys.argv[1]), int(sys.argv[2])
    parties = [f"shop-{number:04}" for number in range(count)]
    for name in _RULES:
        _write(store, layout.rule(name), (_READY / f"{name}.toml").read_bytes())
    wishes, texts = list(_wishes(random.Random(4), parties)), list(_texts())
    for path, data in _files(parties, wishes, texts):
        _write(store, path, data)
    for words in (("add", "-A"), ("commit", "--quiet", "-m", "Deal with shops")):
        who = ("-c", "user.name=Ana Example", "-c", "user.email=ana@example.org")
        subprocess.run(("git", "-C", str(store), *who, *words), check=True)
    offer = f"{wishes[0].sent[-1].bundle}o-{OFFERS}"
    print(json.dumps({"wish": wishes[0].slug, "offer": offer, "shop": parties[-1]}))


def _files(
    parties: Sequence[str], wishes: Sequence[OwnWish], texts: Sequence[tuple[Terms, bytes]]
) -> Iterator[tuple[str, bytes]]:
    for terms, data in texts:
        yield layout.terms(terms.sha256), new_text(terms_table(terms))
        yield layout.terms_text(terms.sha256, terms.type), data
    for wish in wishes:
        yield layout.wish(wish.slug), new_text(wish_table(wish))
    for number, party in enumerate(parties):
        record = Party(party, f"Shop {number}", "seller", contact=f"{party}@example.org")
        yield layout.party(party), new_text(party_table(record))
        log = with_entries(b"", [*_asked(wishes, number), *_offers(wishes[0].sent[number]), _offered(party, texts)])
        assert log is not None
        yield layout.entries_in(layout.about_none(party)), log


def _texts() -> Iterator[tuple[Terms, bytes]]:
    for number in range(_TEXTS):
        data = f"Terms of number {number}\n\nDelete what I gave you after {number + 1} months.\n".encode()
        yield Terms(hashlib.sha256(data).hexdigest(), "txt", _DAY, title=f"Terms of number {number}"), data


def _wishes(chance: random.Random, parties: Sequence[str]) -> Iterator[OwnWish]:
    """Each sent to every shop, of which one conversation is about it alone."""
    for number in range(_WISHES):
        thing = make_id(chance.getrandbits(ID_BITS))
        bundles = [(party, make_id(chance.getrandbits(ID_BITS))) for party in parties]
        sent = [SentWish(bundle=each, party=party, date=_DAY, channel=each, thing=thing) for party, each in bundles]
        yield OwnWish(
            id=thing,
            slug=f"wish-{number}",
            name=f"Wish of number {number}",
            added=_DAY,
            must=(parse_point("mount=EF"),),
            should=(parse_point("weight<1500g"), parse_point("colour=black")),
            most=parse_money("900 EUR"),
            sent=tuple(sent),
        )


def _asked(wishes: Sequence[OwnWish], number: int) -> Iterator[Entry]:
    for wish in wishes:
        sent = wish.sent[number]
        said = {"to": sent.party, "original": sent.bundle, "channel": sent.channel, "sequence": 1}
        yield Entry(sent.entry, _DAY, "wish", f"I want: {wish.name}", recorded=_NOON)._replace(**said)


def _offers(sent: SentWish) -> Iterator[Entry]:
    for number in range(1, OFFERS + 1):
        moment = _NOON + datetime.timedelta(hours=number)
        data = {"price": f"{700 + number * 17}.00 EUR", "mount": "EF", "weight": f"{1200 + number * 40}g"}
        said = {"original": f"{sent.bundle}o", "signer": "SHA256:" + "A" * 43, "channel": sent.channel}
        entry = Entry(f"{sent.bundle}o-{number}", moment.date(), OFFER, f"An offer of number {number}", data=data)
        yield entry._replace(party=sent.party, time=moment, recorded=moment, sequence=number, **said)


def _offered(party: str, texts: Sequence[tuple[Terms, bytes]]) -> Entry:
    terms = texts[sum(party.encode()) % len(texts)][0]
    said = SaidTerms(Act.OFFERED, terms.sha256, title=terms.title, type=terms.type)
    bundle = hashlib.sha256(party.encode()).hexdigest()[:13]
    entry = Entry(f"{bundle}-1", _DAY, TERMS, said.line(), data=said.data(), recorded=_NOON)
    return entry._replace(to=party, original=bundle, channel=bundle, sequence=1, time=_NOON)


def _write(store: Path, path: str, data: bytes) -> None:
    (store / path).parent.mkdir(parents=True, exist_ok=True)
    (store / path).write_bytes(data)


if __name__ == "__main__":
    main()
