"""Links that a maker gave, as entries of a log: each once for ever, so that the same file twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.due.due_item import derived_id
from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.log.kinds import LINK, MANUAL

if TYPE_CHECKING:
    from talktag.interop.linkset.link import Link
    from talktag.ops.session import Session


class From(NamedTuple):
    """Whose word it is: the slug of a party, the fingerprint of the key that vouches for it, the hash of the file."""

    party: str | None
    signer: str | None
    copy: str


def link_entries(session: Session, product: str, links: Iterable[Link], whose: From) -> Iterator[Entry]:
    """An entry for each link about the product of that id: what is read to use it is a manual, all else a link.

    Where a digest is known, another one is another entry: a newer manual stands beside the older.
    """
    for link in links:
        ident = derived_id("talktag-link-1", product, link.relation, link.href, link.digest or "", whose.party or "")
        kind, title = (MANUAL, link.title) if link.is_manual else (LINK, link.href)
        entry = Entry(ident, session.today, kind, title, data=_data(link, whose))
        yield entry._replace(party=whose.party, signer=whose.signer or UNSIGNED, recorded=session.recorded)


def _data(link: Link, whose: From) -> Mapping[str, str]:
    """What `ops/importing/linkset_out` makes a link of again."""
    told = {
        "relation": link.relation,
        "href": link.href if link.is_manual else None,
        "title": None if link.is_manual else link.title,
        "media": link.media,
        "language": " ".join(link.languages),
        "sha256": link.digest,
        "copy": whose.copy,
    }
    return {name: value for name, value in told.items() if value}
