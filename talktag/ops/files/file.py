"""`file`: the attachments of a product, and a copy of one for outside the store. A sealed one is opened for the owner.

It never writes an opened file anywhere but where the owner said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talktag.content import Content
from talktag.errors import AmbiguousError, Candidate, NotFoundError, SealedError, UsageError
from talktag.model.products.product import Product, ProductFile
from talktag.model.products.product_json import file_values
from talktag.model.values.near import hints as near_hints
from talktag.model.values.near import near_words
from talktag.model.values.plural import plural
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session


class Files(NamedTuple):
    """Attachments of a product, each with where its bytes are on this computer; `file` is the copy, None for none."""

    product: Product
    files: tuple[ProductFile, ...]
    paths: tuple[Path, ...]
    file: str | None = None

    def values(self) -> Mapping[str, Any]:
        """The product's id and slug, and each file with its `path`."""
        files = [{**file_values(file), "path": str(path)} for file, path in zip(self.files, self.paths, strict=True)]
        values = {"product": self.product.id, "slug": self.product.slug, "files": files}
        return values | ({"file": self.file} if self.file else {})


def list_files(session: Session, ref: str, name: str | None, output: Path | None, *, to_stdout: bool) -> Outcome:
    """The files of a product, or the one that `name` means; with `output` or `to_stdout`, what makes a copy of it.

    The key is asked for only when a sealed file is really to be opened. Raises UsageError for a copy of no file,
    NotFoundError and AmbiguousError for a name that means none or several.
    """
    store = session.store
    product = find_product(store, ref).product
    files = product.files if name is None else (file_named(product, name),)
    paths = tuple(store.folder / store.file_path(product.slug, each) for each in files)
    if output is None and not to_stdout:
        notices = () if product.files else (f'"{product.slug}" has no files',)
        if name is not None and files[0].sealed:
            notices = (f"it is sealed; copy it out with: talktag file {product.slug} {files[0].name} -o FILE",)
        return Outcome(Files(product, files, paths), notices=notices)
    if name is None:
        raise UsageError("no file was named", hints=[f"see them with: talktag file {product.slug}"])
    made = Output(output, lambda: content(session, product.slug, files[0]))
    return Outcome(Files(product, files, paths, str(output) if output else "-"), output=made)


def content(session: Session, slug: str, file: ProductFile) -> Content:
    """An attachment as the owner attached it; SealedError without the key that opens a sealed one."""
    held = session.store.file_content(slug, file)
    if not file.sealed:
        return held
    from talktag.seal import age

    if not session.key_folder.exists():
        raise SealedError(
            f'there are no keys on this computer to open "{file.name}" with', hints=["bring them over from a backup"]
        )
    opened = age.open_content(held, session.keys.identities)
    opened.sums  # noqa: B018 - nothing of it goes anywhere before all of it is verified
    return opened


def file_named(product: Product, name: str) -> ProductFile:
    """The file of that name, or the only one whose name holds it, or that is of that kind.

    Raises NotFoundError or AmbiguousError else. No name means every file, and is not enough to take one.
    """
    wanted = name.casefold()
    exact = [file for file in product.files if file.name == name]
    found = exact or [file for file in product.files if wanted in file.name.casefold()]
    found = found or [file for file in product.files if file.kind == wanted]
    hints = [f"see them with: talktag file {product.slug}"]
    if not found:
        near = near_words(name, [file.name for file in product.files])
        missing = f'"{product.slug}" has no file "{name}"' if name else f'"{product.slug}" has no files'
        raise NotFoundError(missing, hints=[*near_hints(near), *hints] if name else ())
    if len(found) > 1 or not wanted:
        raise _several(product, name, found, hints)
    return found[0]


def _several(product: Product, name: str, found: Sequence[ProductFile], hints: Sequence[str]) -> AmbiguousError:
    matching = f'"{name}" matches {plural(len(found), "file")}' if name else plural(len(found), "file")
    names = [file.name for file in found]
    choices = [Candidate(file.name, f"{file.name}  {'sealed ' * file.sealed}{file.kind}") for file in found]
    return AmbiguousError(f'{matching} of "{product.slug}"', details=names, hints=hints, ref=name, choices=choices)
