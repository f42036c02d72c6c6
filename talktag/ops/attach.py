"""`attach`: files kept with a product. They are copied into the store as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from talktag.errors import UsageError
from talktag.model.plan import Write
from talktag.model.record import attachment_table
from talktag.model.toml_write import appended_text
from talktag.ops import changes
from talktag.ops.attachments import take_in
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product
from talktag.ops.session import Session
from talktag.ops.set import Changed
from talktag.store import layout


def attach(session: Session, ref: str, paths: Sequence[Path], kind: str | None) -> Outcome:
    """A plan that puts files beside a product's record. A file the product already has is left out, and said."""
    if not paths:
        raise UsageError("no file to attach", hints=["name one: talktag attach REF FILE"])
    record = find_product(session.store, ref)
    product = record.product
    held = {file.sha256: file.name for file in product.files}
    incoming = take_in(paths, kind, (file.name for file in product.files))
    fresh = [each for each in incoming if each.attachment.sha256 not in held]
    notices = tuple(f'"{held[each.attachment.sha256]}" is attached already' for each in incoming if each not in fresh)
    if not fresh:
        return Outcome(Changed(session.store, product), notices=notices)
    data = appended_text(record.data, "files", [attachment_table(each.attachment) for each in fresh])
    files = [Write(layout.file(product.slug, each.attachment.name), each.data) for each in fresh]
    names = ", ".join(each.attachment.name for each in fresh)
    plan = changes.plan("attach", f"Attach {names} to {product.name}", Write(record.path, data, record.data), *files)
    with_files = product._replace(files=(*product.files, *(each.attachment for each in fresh)))
    return Outcome(Changed(session.store, with_files), plan, notices=notices)
