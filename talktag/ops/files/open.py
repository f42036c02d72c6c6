"""`open`: a copy of an attachment shown by the desktop. It hands out neither the store's own nor what runs.

Copies lie in a folder of the person's, each in one of its own, and go when a later `open` finds them old.
"""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, InvalidError, UsageError
from talktag.model.effects.of_programs import OpenCopy
from talktag.model.files.opening_form import OpeningForm, opening_form
from talktag.model.products.product import FILE_KINDS, Product, ProductFile
from talktag.model.values.ident import is_id, make_slug
from talktag.ops.files.file import content, file_named
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session

_KEPT = datetime.timedelta(days=1)
_KEPT_IN_MEMORY = datetime.timedelta(hours=1)  # what was sealed


class Desk(NamedTuple):
    """How a file is shown here: the words that start a program, None without a desktop, and where copies may lie.

    `memory` is for what was sealed, None where there is no such place.
    """

    words: tuple[str, ...] | None
    folder: Path
    memory: Path | None


class ShownFile(NamedTuple):
    """The product, the file, and the copy of it that is shown."""

    product: Product
    file: ProductFile
    path: str

    def values(self) -> Mapping[str, Any]:
        """The product's id and slug, the file's name and kind, and where the copy is."""
        return {
            "product": self.product.id,
            "slug": self.product.slug,
            "file": self.file.name,
            "kind": self.file.kind,
            "path": self.path,
        }


def open_file(session: Session, ref: str, wanted: str | None, desk: Desk) -> Outcome:
    """The file that `wanted` means, or the only one; copied and shown.

    Raises NotFoundError and AmbiguousError for a name that means none or several, UsageError without a desktop,
    InvalidError for what may be a program.
    """
    store = session.store
    product = find_product(store, ref).product
    file = _find_file(product, wanted or "")
    if desk.words is None:
        raise _no_desk(product, file, store.folder / store.file_path(product.slug, file))
    folder = desk.memory if file.sealed else desk.folder
    if folder is None:
        raise UsageError(
            f'"{file.name}" is sealed, and there is no folder in memory here for an opened copy',
            hints=[f"copy it to where you want it: {_copy_out(product, file)}"],
        )
    opened = content(session, product.slug, file)
    name = file.name.removesuffix(".age") if file.sealed else file.name
    form = opening_form(name, opened)
    if form is None:
        raise InvalidError(
            f'"{file.name}" may be a program, or is of a kind that talktag does not know; it is not opened',
            hints=[f"copy it out, and see to it yourself: {_copy_out(product, file)}"],
        )
    stem = make_slug(name.rpartition(".")[0] or name, "file")
    path = str(folder / session.new_id() / f"{stem}.{form.ending}")
    effect = OpenCopy(path, desk.words, lambda: opened, tuple(_stale(desk, session.now)))
    return Outcome(ShownFile(product, file, path), effects=(effect,), notices=tuple(_notices(product, file, form)))


def _find_file(product: Product, name: str) -> ProductFile:
    if not name and len(product.files) == 1:
        return product.files[0]
    try:
        return file_named(product, name)
    except AmbiguousError as error:
        kinds = {each.name: FILE_KINDS.index(each.kind) for each in product.files if each.kind in FILE_KINDS}
        choices = sorted(error.choices, key=lambda each: kinds.get(each.value, len(kinds)))
        raise AmbiguousError(
            error.message,
            details=[each.line for each in choices],
            hints=[f"name one: talktag open {product.slug} {shlex.quote(choices[0].value)}"],
            ref=error.ref,
            choices=choices,
        ) from None


def _no_desk(product: Product, file: ProductFile, path: Path) -> UsageError:
    return UsageError(
        f'there is no desktop here that could show "{file.name}"',
        details=[] if file.sealed else [str(path)],
        hints=[f"copy it out: {_copy_out(product, file)}", "or name a program: opener in your settings"],
    )


def _copy_out(product: Product, file: ProductFile) -> str:
    return shlex.join(("talktag", "file", product.slug, file.name, "-o", file.name))


def _notices(product: Product, file: ProductFile, form: OpeningForm) -> Iterator[str]:
    if form.is_other_text:
        yield f'"{file.name}" is shown as text; to have it as it is: {_copy_out(product, file)}'


def _stale(desk: Desk, now: datetime.datetime) -> Iterator[str]:
    """The folders of copies that are older than any look at them should take."""
    for folder, kept in ((desk.folder, _KEPT), (desk.memory, _KEPT_IN_MEMORY)):
        if folder is None or not folder.is_dir():
            continue
        for each in sorted(folder.iterdir()):
            if (
                is_id(each.name)
                and not each.is_symlink()
                and now.timestamp() - each.stat().st_mtime > kept.total_seconds()
            ):
                yield str(each)
