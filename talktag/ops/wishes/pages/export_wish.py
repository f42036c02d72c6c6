"""`wish export`: a wish, or what was offered for it, in a form that other programs read. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.interop.schema_org.write_demand import write_demand
from talktag.interop.schema_org.write_offers import write_offers
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.wish_offers import offers_for
from talktag.ops.outcome import Outcome, Output
from talktag.ops.wishes.find_wish import find_wish
from talktag.ops.wishes.pages.told import told_wish

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session

FORMS = ("jsonld",)


@dataclass(frozen=True, slots=True)
class WishOut:
    """What was written: a wish, or as many `offers`."""

    wish: OwnWish
    path: Path | None
    form: str
    offers: int | None = None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        counted = {} if self.offers is None else {"offers": self.offers}
        return {"wish": self.wish.slug, "file": str(self.path) if self.path else "-", "as": self.form, **counted}


def export_wish(session: Session, ref: str, path: Path | None, *, offers: bool = False) -> Outcome:
    """The document as a file, None for standard output; of the wish, or of its `offers`."""
    store = session.store
    wish = find_wish(store, ref)
    if offers:
        found = tuple(offers_for(store, wish))
        names = party_names(store, dict.fromkeys(each.party for each in found))
        return Outcome(
            WishOut(wish, path, FORMS[0], len(found)), output=Output(path, partial(write_offers, found, names))
        )
    told = told_wish(session, wish, wish.id)
    picks = tuple(map(str, wish.order.picks)) if wish.order else ()
    return Outcome(
        WishOut(wish, path, FORMS[0]),
        output=Output(path, partial(write_demand, told.asked, wish.name, wish.text, picks)),
    )
