"""`detach`: a file is taken off a product. Never out of the history, nor off another product that has the content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.model.plan import Write
from talktag.model.products.product import Product, ProductFile
from talktag.model.toml.write import changed_text, without_items
from talktag.ops import commit_message
from talktag.ops.files.file import file_named
from talktag.ops.files.stored_files import release
from talktag.ops.finding.find_product import find_product, whole_values
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store


class Detached(NamedTuple):
    """The product as it will be, and the file it no longer has."""

    store: Store
    product: Product
    file: ProductFile

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract, and the name of the file as `detached`."""
        return {**whole_values(self.store, self.product), "detached": self.file.name}


def detach(session: Session, ref: str, name: str) -> Outcome:
    """A plan that takes the file `name` means off a product; NotFoundError, AmbiguousError as for `file`."""
    store = session.store
    record = find_product(store, ref)
    product = record.product
    file = file_named(product, name)
    text = without_items(record.data, "files", lambda item: item.get("name") == file.name)
    is_shown = product.finder.photo == file.name
    text = changed_text(text, {("finder", "photo"): None}) if is_shown else text
    path = store.file_path(product.slug, file)
    released = release(store, product.slug, [path]) if path.startswith(layout.file(product.slug, "")) else ()
    left = product._replace(
        files=tuple(each for each in product.files if each is not file),
        finder=product.finder._replace(photo=None) if is_shown else product.finder,
    )
    what = "a private file" if file.sealed else file.name
    plan = commit_message.plan(
        "detach", f"Detach {what} from {product.name}", Write(record.path, text, record.data), *released
    )
    return Outcome(Detached(store, left, file), plan, notices=(_no_picture(product),) if is_shown else ())


def _no_picture(product: Product) -> str:
    return f"it was the picture that finders see; choose another: talktag set {product.slug} finder.photo=NAME"
