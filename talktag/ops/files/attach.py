"""`attach`: files kept with products. They are copied into the store as they are, or sealed; no content twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.plan import Write
from talktag.model.products.product import Product
from talktag.model.products.record import file_table
from talktag.model.toml.write import appended_text
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.files.files_in import Incoming, Shelf, sealing, take_in
from talktag.ops.files.find_files import find_files
from talktag.ops.files.photo_facts import photo_notices
from talktag.ops.finding.find_product import find_product, whole_values
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store.store import Store

_NAMED = 5  # files that a commit names; more are counted


class Attached(NamedTuple):
    """The products as they will be, the one that was named first."""

    store: Store
    product: Product
    also: tuple[Product, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract; with `also`, the others in the same form."""
        values = dict(whole_values(self.store, self.product))
        return values | {"also": [whole_values(self.store, each) for each in self.also]} if self.also else values


def attach(
    session: Session,
    ref: str,
    paths: Sequence[Path],
    kind: str | None,
    *,
    also: Sequence[str] = (),
    private: bool = False,
) -> Outcome:
    """A plan that puts files beside a product's record, and lets the products `also` names refer to them.

    Of a folder it takes all files, and those below it, but hidden ones and links.
    A file that a product already has is left out, and one that the store already has is referred to; both are said.
    With `private` they are sealed to the owner before they touch the store.
    """
    if not paths:
        raise UsageError("no file to attach", hints=["name one: talktag attach REF FILE"])
    store = session.store
    found = [find_product(store, each) for each in (ref, *also)]
    records = list({record.product.slug: record for record in found}.values())
    wanted, links = _files(store, paths)
    incoming = take_in(wanted, kind, sealing(session) if private else None)
    shelf = Shelf(store, incoming)
    writes, products = [], []
    for record in records:
        files = shelf.put(record.product, incoming)
        products.append(record.product._replace(files=(*record.product.files, *files)))
        if files:
            data = appended_text(record.data, "files", [file_table(each) for each in files])
            writes.append(Write(record.path, data, record.data))
    notices = (*links, *shelf.notices, *photo_notices(records[0].product, incoming))
    answer = Attached(store, products[0], tuple(products[1:]))
    if not writes:
        return Outcome(answer, notices=(*links, *shelf.notices))
    to = " and ".join(each.name for each in products)
    # The name of what is sealed is in the record; it need not stand in every log besides.
    what = "a private file" if private else _names(incoming)
    plan = commit_message.plan("attach", f"Attach {what} to {to}", *writes, *shelf.writes())
    return Outcome(answer, plan, notices=notices)


def _files(store: Store, paths: Sequence[Path]) -> tuple[list[Path], tuple[str, ...]]:
    """The files that were named and those of the folders that were, and what to say of what was left out."""
    wanted: list[Path] = []
    said: list[str] = []
    for path in paths:
        if not path.is_dir():
            wanted.append(path)
            continue
        found = find_files([path], beside=(store.folder,))
        wanted += found.paths
        said += [f'"{each}" is a link and was left out' for each in found.links]
        if not found.paths:
            raise UsageError(f'there is no file in "{path}"', hints=["name a file: talktag attach REF FILE"])
    return wanted, tuple(said)


def _names(incoming: Sequence[Incoming]) -> str:
    """The names of files, or how many there are, where they are many."""
    many = len(incoming) > _NAMED
    return plural(len(incoming), "file") if many else ", ".join(each.file.name for each in incoming)
