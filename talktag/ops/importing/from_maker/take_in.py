"""`import … --for REF`: a maker's linkset or passport, kept as a dated copy, its links as entries. It opens no address.

What it says never takes the place of what the owner wrote; where it says something else, that is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.content import content_of
from talktag.errors import InvalidError
from talktag.interop.linkset.link import RELATIONS, Link
from talktag.interop.linkset.read_linkset import read_linkset
from talktag.interop.passport.read_passport import read_passport
from talktag.model.log.entry import Entry
from talktag.model.plan import Write
from talktag.model.products.product import Product, ProductFile
from talktag.model.products.record import file_table
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.files.files_in import Incoming, Shelf
from talktag.ops.finding.find_product import find_product
from talktag.ops.importing.from_maker.brought_files import Brought, brought_files
from talktag.ops.importing.from_maker.detect import LINKSET
from talktag.ops.importing.from_maker.link_entries import From, link_entries
from talktag.ops.importing.from_maker.said_facts import SaidFact, said_facts
from talktag.ops.importing.from_maker.vouched import Vouched, look_at_proof
from talktag.ops.log.own_entries import append_entry, in_turn
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.store.store import Record


class MakerRequest(NamedTuple):
    """A maker's file: which product it is for, from which party, and the folder with files that it leads to."""

    ref: str
    kind: str
    party: str | None = None
    folder: Path | None = None


class MakerFile(NamedTuple):
    """What a maker's file says: the links with what becomes of each, and the facts beside those of the record."""

    product: Product
    kind: str
    file: str
    sha256: str
    links: tuple[Link, ...]
    fresh: tuple[Entry, ...]
    facts: tuple[SaidFact, ...]
    brought: tuple[Brought, ...]
    vouched: Vouched

    def values(self) -> Mapping[str, Any]:
        """All of it as JSON values."""
        return {
            "product": self.product.id,
            "slug": self.product.slug,
            "kind": self.kind,
            "file": self.file,
            "sha256": self.sha256,
            "signed": self.vouched.values(),
            "links": [_link_values(each) for each in self.links],
            "entries": [each.id for each in self.fresh],
            "facts": [without_absent(each._asdict()) for each in self.facts],
            "files": [
                {"name": each.file.file.name, "sha256": each.file.sha256, "proven": each.is_proven}
                for each in self.brought
            ],
        }


def take_in_maker_file(session: Session, data: bytes, request: MakerRequest) -> Outcome:
    """A plan that keeps the file, the links that are new, and the files that were brought; asked before it is done.

    InvalidError, in a sentence, for a file that is refused; UntrustedError for one whose signature does not hold.
    """
    record = find_product(session.store, request.ref)
    product = record.product
    party = find_party(session.store, request.party) if request.party else None
    facts: tuple[SaidFact, ...] = ()
    try:
        if request.kind == LINKSET:
            links, vouched = read_linkset(data, product).links, Vouched()
        else:
            passport = read_passport(data, product)
            vouched = look_at_proof(session, passport, party)
            links, facts = passport.links, said_facts(passport.facts(), product)
    except ValueError as error:
        raise InvalidError(str(error), hints=["nothing of it was kept"]) from None
    copy = content_of(data)
    brought = brought_files(request.folder, links) if request.folder else ()
    whose = From(party.slug if party else None, vouched.fingerprint, copy.sha256)
    known = {each.id for each in session.store.entries(product.slug).value or ()}
    fresh = in_turn(each for each in link_entries(session, product.id, links, whose) if each.id not in known)
    name = f"{request.kind}-{session.today}.json"
    kept = Incoming(
        Path(name), ProductFile(name, "file", copy.sha256, copy.size, "application/json"), copy, copy.sha256
    )
    answer = MakerFile(
        product,
        request.kind,
        file=name,
        sha256=copy.sha256,
        links=links,
        fresh=fresh,
        facts=facts,
        brought=brought,
        vouched=vouched,
    )
    return _outcome(session, record, answer, [kept, *(each.file for each in brought)])


def _outcome(session: Session, record: Record, answer: MakerFile, incoming: Sequence[Incoming]) -> Outcome:
    product = record.product
    shelf = Shelf(session.store, incoming)
    files = shelf.put(product, incoming)
    writes = [append_entry(session.store, product.slug, *answer.fresh)] if answer.fresh else []
    if files:
        text = appended_text(record.data, "files", [file_table(each) for each in files])
        writes += [Write(record.path, text, record.data), *shelf.writes()]
    notices = (*answer.vouched.notices, *(each.notice(product.slug) for each in answer.facts if each.is_news))
    if not writes:
        return Outcome(answer, notices=("all of it is here already", *notices))
    subject = f"Keep the {answer.kind} of {product.name}: {plural(len(answer.fresh), 'new link')}"
    question = f"Keep it with {product.name}?"
    plan = commit_message.plan("import", subject, *writes)
    return Outcome(answer, plan, question=question, notices=shelf.notices, ahead=notices)


def _link_values(link: Link) -> dict[str, Any]:
    told = {"relation": link.relation, "what": RELATIONS.get(link.relation), **link._asdict()}
    told["languages"] = list(link.languages)
    return {name: value for name, value in told.items() if value}
