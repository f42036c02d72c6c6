"""What a finder wrote about, by the tag that they named: a product, or why there is none. Changes nothing."""

from __future__ import annotations

from typing import NamedTuple

from talktag.errors import AmbiguousError, NotFoundError, TalktagError, UntrustedError
from talktag.model.products.product import PARTED, Product
from talktag.model.values.ident import printed_tag
from talktag.ops.finding.find_tag import Index, Known, missing
from talktag.store import layout
from talktag.store.store import Store


class FoundThing(NamedTuple):
    """The product that has a tag, None where none does; `why` is then what to say of it, and `remarks` else."""

    tag: str
    product: Product | None = None
    why: TalktagError | None = None
    remarks: tuple[str, ...] = ()

    @property
    def folder(self) -> str | None:
        """Where what is said about it lies."""
        return layout.about_product(self.product.slug) if self.product else None

    @property
    def told(self) -> str:
        """Why its message waits, in a sentence."""
        if self.product is None:
            return f"a finder wrote, and {self.why.message if self.why else 'it is not here'}"
        retired = ", by a tag that was retired" if self.remarks else ""
        return f"a finder wrote about {self.product.name}{retired}; nobody knows who that is"


def find_thing(store: Store, tag: str) -> FoundThing:
    """The product that a tag is on; also one that it was retired from."""
    try:
        known = Index(store).look_up(tag)
    except AmbiguousError as error:
        return FoundThing(tag, why=error)
    if known.record is None:
        return FoundThing(tag, why=missing(known))
    return FoundThing(tag, known.record.product, remarks=tuple(_remarks(known, known.record.product)))


def refuse_unplaced(found: FoundThing, ident: str) -> TalktagError:
    """The error of what cannot be taken in, as its tag leads to nothing here; `ident` is what it waits as."""
    why = found.why or UntrustedError("its tag leads to nothing here")
    is_blank = any("talktag tag claim" in each for each in why.hints)
    take = [f"then take it: talktag inbox take {ident}"] if is_blank else []
    hints = [*why.hints, *take, f"or drop it: talktag inbox drop {ident}"]
    return (type(why) if isinstance(why, NotFoundError) else UntrustedError)(
        f"it cannot be taken in yet: {why.message}", details=why.details, hints=hints
    )


def _remarks(known: Known, product: Product) -> list[str]:
    said = []
    if known.retired:
        said.append(f'the tag "{printed_tag(known.tag)}" was retired on {known.retired}')
    if product.state in PARTED:
        said.append(f'{product.name} is "{product.state}": it is not with you any more by your own record')
    return said
