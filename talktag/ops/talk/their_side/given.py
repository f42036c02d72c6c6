"""What a share told, made again from the history: the record and the log as they were when it was given.

It tells of nothing that the ledger does not name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.entry import read_entries
from talktag.model.log.schedule import standing_entries
from talktag.model.products.record import read_product
from talktag.model.settings.store_settings import read_settings
from talktag.model.sharing.share import Share, share_values
from talktag.model.sharing.told_again import told_again
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product
    from talktag.store.collection import Stored
    from talktag.store.store import Store

_OF_THE_SHARE = ("bundle", "date", "purpose", "until", "terms", "printed")


class GivenShare(NamedTuple):
    """What a share told: the product, and who gave it, as JSON values; the files by the names they had there."""

    share: Share
    product: Mapping[str, Any]
    owner: Mapping[str, str]

    @property
    def files(self) -> Sequence[Mapping[str, str]]:
        """Each file as it left: its name there and its kind; one of a print-out that is only listed is none."""
        left = (each for each in self.share.files if not each.listed)
        names = (each.path.removeprefix("files/") for each in left)
        return [{"name": name, "kind": name.rpartition("-")[0] or "file"} for name in names]

    def values(self) -> Mapping[str, Any]:
        """What it told, with what was said of that; of private notes that were given, how many."""
        told = {"owner": self.owner, "told": self.product, "files": list(self.files)}
        notes = {"notes": len(self.share.notes)} if self.share.notes else {}
        return {**share_values(self.share, _OF_THE_SHARE), **told, **notes}


class _Then(NamedTuple):
    """The files of the store as they were when something was given, or are, where no commit has that yet."""

    store: Store
    commit: str | None

    def read(self, path: str) -> bytes | None:
        if self.commit is None:
            return self.store.read(path) if self.store.has(path) else None
        return self.store.history.file_in(self.commit, path)

    def entries(self, slug: str) -> tuple[Entry, ...]:
        """The entries that stood; what a rule made of the giving was not there yet."""
        path = layout.entries(slug)
        found = read_entries(self.read(path) or b"", path).value or ()
        if self.commit is not None and any(each.auto for each in found):
            data = self.store.history.file_in(f"{self.commit}^", path) or b""
            before = {each.id for each in read_entries(data, path).value or ()}
            found = tuple(each for each in found if not each.auto or each.id in before)
        return standing_entries(found)


def given_by(store: Store, stored: Stored[Share], product: Product) -> GivenShare | None:
    """What one line of the ledger told; None where neither the history nor the store knows the record of then."""
    share = stored.value
    if share is None:
        return None
    past = [*store.history.log((stored.path,))]
    then = _Then(store, past[-1].commit if past else None)
    slug = _slug_then(stored.path, share, product.slug)
    path = layout.record(slug)
    if then.read(path) is None:  # as where it was made by hand, and saved later than it was given
        then, slug, path = _Then(store, None), product.slug, layout.record(product.slug)
    record = read_product(then.read(path) or b"", path, slug).value
    if record is None or record.id != share.product:
        return None
    return GivenShare(share, told_again(record, then.entries(slug), share), _owner(then, share))


def _slug_then(path: str, share: Share, slug: str) -> str:
    """What the product was called when it was given: the ledger's line is called by that, between day and bundle."""
    name = path.rpartition("/")[2].removesuffix(".toml")
    begin, end = f"{share.date.isoformat()}-", f"-{share.bundle}"
    return name.removeprefix(begin).removesuffix(end) if name.startswith(begin) and name.endswith(end) else slug


def _owner(then: _Then, share: Share) -> Mapping[str, str]:
    """Who gave it, as far as that was told."""
    settings = read_settings(then.read(layout.SETTINGS) or b"", layout.SETTINGS).value
    said = {"name": settings.owner, "contact": settings.contact} if settings else {}
    return {key: value for key, value in said.items() if value and f"owner.{key}" in share.fields}
