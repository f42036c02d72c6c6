"""`export --fields`: exactly the chosen fields of products on paper, for an insurer or the police, and in the ledger.

Nothing is signed, so no key is needed, and nobody can answer it. It writes nothing itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.files.chosen_files import file_called
from talktag.model.parties.party import Party
from talktag.model.queries.query import is_keyed
from talktag.model.sharing.print_fields import Choice, not_among, parse_choice
from talktag.model.sharing.share import Share
from talktag.model.sharing.table import Row, always_rows
from talktag.ops import commit_message
from talktag.ops.bundles.encrypt_bundle import encrypt_made, recipients_of
from talktag.ops.bundles.say_written import say_written
from talktag.ops.files.files_out import sealed_notices
from talktag.ops.finding.choose_products import slugs_of
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session
from talktag.ops.sharing.ledger import chosen_terms, parse_until, share_writes
from talktag.ops.sharing.make_print_out import ChosenProducts, PrintRequest, Taken, describe, make_file, take
from talktag.ops.sharing.printed_out import Part, PrintedOut
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.values.money import Money

_SHOWN = 8  # products named one by one in a notice


def print_products(session: Session, request: PrintRequest, path: Path | None) -> Outcome:
    """The print-out for one party, the preview of it, and the plan that writes a share for each product to the ledger.

    UsageError for a field that does not exist, InvalidError for a name such as `field:NAME` that no product has.
    """
    choice = parse_choice(request.fields)
    party = find_party(session.store, request.to)
    recipients = recipients_of(session, party) if request.encrypt else ()
    request = request._replace(
        terms=chosen_terms(session, request.terms), language=request.language or party.language or "en"
    )
    chosen, notices = _choose(session, request, party, choice)
    data, pages, lacking = make_file(session, describe(session, request, chosen), request.form)
    bundle, printed = session.new_id(), hashlib.sha256(data).hexdigest()
    parts = tuple(_part(session, each, request, chosen, (bundle, printed)) for each in chosen.products)
    printed_out = PrintedOut(
        parts,
        party,
        request.form,
        path,
        size=len(data),
        pages=pages,
        totals=chosen.sums,
        recipient=party.age if recipients else None,
    )
    return Outcome(
        printed_out,
        commit_message.plan(
            "export",
            _subject(parts, party),
            *(write for each in parts for write in share_writes(session, each.product, each.share, party)),
        ),
        Output(path, encrypt_made(lambda: data, recipients)),
        question=f"Hand this to {party.name}?",
        notices=(*_lacks(choice, parts), *notices, *lacking, *_notices_of_sealed(chosen.products)),
        problems=_problems(session, request.words),
        done=say_written(path, party.name, parts[0].share.until),
    )


def _choose(
    session: Session, request: PrintRequest, party: Party, choice: Choice
) -> tuple[ChosenProducts, tuple[str, ...]]:
    """The products as they were read, with what of them is to leave, and what the owner should know of the sums."""
    slugs = _slugs(session, request.words)
    left_out = _left_out(session, slugs, request.without)
    products = tuple(take(session, slug, choice, request.form, left_out) for slug in slugs)
    _check_met(choice, products)
    sums, unpriced, notices = _totals(choice, products)
    return ChosenProducts(party, choice, products, sums, unpriced), notices


def _slugs(session: Session, words: Sequence[str]) -> tuple[str, ...]:
    if not words:
        raise UsageError(
            "no product is named", hints=["for example: talktag export canon --to safe --fields serial -o canon.pdf"]
        )
    if found := slugs_of(session, words):
        return found
    raise NotFoundError("no product matches", hints=["see what a query can say with: talktag help query"])


def _left_out(session: Session, slugs: Sequence[str], without: Sequence[str]) -> frozenset[str]:
    """The names of the files that stay; InvalidError for one that none of the products has."""
    if not without:
        return frozenset()
    files = [file for slug in slugs for file in session.store.record(slug).product.files]
    return frozenset(file_called(files, each) for each in without)


def _check_met(choice: Choice, taken: Sequence[Taken]) -> None:
    """A field by a name of the owner's own that nothing has is most likely a slip, and stops."""
    has = {row.section for each in taken for row in each.rows}
    for name in not_among(choice.asked, has):
        open_ones = sorted(section for section in has if ":" in section)
        raise InvalidError(f'nothing has "{name}"', hints=[f"there is: {', '.join(open_ones)}"] if open_ones else [])


def _totals(choice: Choice, taken: Sequence[Taken]) -> tuple[dict[str, Money], int, tuple[str, ...]]:
    """Sums by currency, how many products have no price, and what the owner should know of the sums.

    There are none of a single product. A quantity that was not chosen does not count: the sum would tell it.
    """
    from talktag.model.queries.columns import totals

    if len(taken) < 2 or "purchase.price" not in choice.fields:
        return {}, 0, ()
    counted = "quantity" in choice.fields
    prices = [(each.product.purchase.price, each.product.quantity if counted else 1) for each in taken]
    sums = totals(_Cost(str(price) if price else None, quantity) for price, quantity in prices)
    unpriced = sum(1 for price, _ in prices if price is None)
    several = [each.product.slug for each in taken if each.product.quantity > 1 and each.product.purchase.price]
    notices = (
        [f"the total counts one piece of {_first_of(several)}; add quantity to --fields to count all"]
        if several
        else []
    )
    return sums, unpriced if sums else 0, () if counted else tuple(notices)


class _Cost(NamedTuple):
    price: str | None
    quantity: int


def _part(
    session: Session, taken: Taken, request: PrintRequest, chosen: ChosenProducts, printed: tuple[str, str]
) -> Part:
    """One product's preview, and the line of the ledger that remembers what of it left.

    `printed` is the id of the print-out, and the hash of its file.
    """
    store, product, choice = session.store, taken.product, chosen.choice
    always = always_rows(store.settings.owner, store.settings.contact, product)
    rows = (*(_always(row, choice) for row in always), *taken.rows)
    left = tuple(name for name in choice.asked if _has(name, rows, choice))
    earlier = len(store.where(SHARES, product=product.id))
    share = Share(
        bundle=printed[0],
        product=product.id,
        party=chosen.party.slug,
        date=session.today,
        sections=left,
        signed=None,
        printed=printed[1],
        sequence=earlier + 1,
        fields=tuple(dict.fromkeys(row.field for row in rows if row.leaves and row.field != "file")),
        files=taken.shared,
        purpose=request.purpose,
        until=parse_until(request.until, session),
        terms=request.terms,
    )
    lacks = tuple(name for name in choice.asked if name not in left)
    return Part(product, share, rows, lacks, len(store.note_ids(product.slug)))


def _always(row: Row, choice: Choice) -> Row:
    """What every bundle holds is on every print-out too, but for the product's id."""
    if row.field != "id":
        return replace(row, reason="every print-out")
    chosen = "id" in choice.fields
    return replace(row, leaves=chosen, reason="--fields" if chosen else "not in --fields")


def _has(asked: str, rows: Iterable[Row], choice: Choice) -> bool:
    names = choice.names(asked)
    return any(row.leaves and (row.field in names or row.section in names) for row in rows)


def _subject(parts: Sequence[Part], party: Party) -> str:
    what = parts[0].product.name if len(parts) == 1 else f"{len(parts)} products"
    return f"Print {what} for {party.name}"


def _lacks(choice: Choice, parts: Sequence[Part]) -> list[str]:
    """What was asked for and is not in a record is said, and is not on the paper: absent is not the same as none."""
    lacking = {name: [part.product.slug for part in parts if name in part.lacks] for name in choice.asked}
    return [
        f"without {name}: {_first_of(slugs)}; nothing is printed for it" for name, slugs in lacking.items() if slugs
    ]


def _first_of(slugs: Sequence[str]) -> str:
    more = len(slugs) - _SHOWN
    return ", ".join(slugs[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _notices_of_sealed(taken: Iterable[Taken]) -> list[str]:
    return [notice for each in taken for notice in sealed_notices(each.product)]


def _problems(session: Session, words: Sequence[str]) -> tuple[Any, ...]:
    """What keeps records from being found by a query."""
    from talktag.ops.finding.broken_records import broken_records

    return broken_records(session.store) if any(map(is_keyed, words)) else ()
