"""`revoke`: the owner wants back what cannot be called back. Records it in the ledger, and writes the letter that asks.

It makes nobody forget: that is up to whoever gets the letter, and it says so nowhere that it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.party import Party, read_party
from talktag.model.plan import Write
from talktag.model.share import Share, read_share
from talktag.model.toml_write import changed_text
from talktag.ops import changes
from talktag.ops.export import share_values
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store

_HINT = ["see what was given, and as which bundle, with: talktag shares"]
_WIDTH = 72


class Revoked(NamedTuple):
    """The share that is revoked, and where the letter goes."""

    share: Share
    product: str
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The share as the ledger has it, and the file."""
        return {**share_values(self.share), "file": str(self.path) if self.path else "-"}


def revoke(session: Session, bundle: str, reason: str | None, path: Path | None) -> Outcome:
    """A plan that marks a share as revoked, and the letter to its party. Revoking twice writes the same letter again.

    Raises NotFoundError or AmbiguousError unless `bundle` is the id of one bundle, or a beginning of it.
    """
    store = session.store
    where, data, share = _found(store, bundle)
    plan = None
    if share.revoked is None:
        from dataclasses import replace

        share = replace(share, revoked=session.today)
        changed = changed_text(data, {("revoked",): session.today})
        plan = changes.plan(
            "revoke", f"Revoke what {share.party} was given on {share.date}", Write(where, changed, data)
        )
    found = store.catalogue.of_id(share.product)
    product = found[1] if found else share.product
    text = _letter(store, share, _party(store, share.party), product, reason)
    notices = (f"{share.party} was asked already, on {share.revoked}",) if plan is None else ()
    return Outcome(Revoked(share, product, path), plan, Output(path, text.encode), notices=notices)


def _found(store: Store, bundle: str) -> tuple[str, bytes, Share]:
    found = []
    for name in store.names(layout.SHARES):
        path = f"{layout.SHARES}/{name}"
        data = store.read(path)
        share = read_share(data, path).value
        if share and bundle and share.bundle.startswith(bundle.lower()):
            found.append((path, data, share))
    if not found:
        raise NotFoundError(f'no bundle "{bundle}" was given to anybody', hints=_HINT)
    if len(found) > 1:
        lines = [f"{share.bundle}  {share.date}  {share.party}" for _, _, share in found]
        raise AmbiguousError(f'"{bundle}" is the beginning of {len(found)} bundles', details=lines, hints=_HINT)
    return found[0]


def _party(store: Store, slug: str) -> Party:
    """The party, as far as its record still says who it is."""
    path = layout.party(slug)
    found = read_party(store.read(path), path, slug).value if store.has(path) else None
    return found or Party(slug, slug, "other")


def _letter(store: Store, share: Share, party: Party, product: str, reason: str | None) -> str:
    """The letter, as plain text; what was given stands in it as the ledger has it."""
    settings = store.settings
    return "\n".join(
        (
            f"To:      {party.name}" + (f", {party.contact}" if party.contact else ""),
            f"From:    {settings.owner}, {settings.contact}",
            f"Date:    {share.revoked}",
            f"Subject: please delete what you have of: {product}",
            "",
            *_wrapped(
                f'On {share.date} I gave you data about my product "{product}"'
                + (f", for this purpose: {share.purpose}" if share.purpose else "")
                + (f". It was meant to be used until {share.until}." if share.until else ".")
            ),
            "",
            *_wrapped(
                "I take my permission to keep and use it back. Please delete it, and every copy that you made "
                "or handed on, and tell me when that is done. If a law makes you keep a part of it, tell me "
                "which part, which law, and until when." + (f" My reason: {reason}" if reason else "")
            ),
            "",
            "It was this:",
            "",
            *_given(share),
            "",
            f"With kind regards, {settings.owner}",
            "",
        )
    )


def _given(share: Share) -> Iterator[str]:
    yield f"    bundle   {share.bundle}"
    yield f"    SHA-256  {share.signed} (of its list of files)"
    for line in _wrapped(", ".join(share.fields), _WIDTH - 13):
        yield f"    fields   {line}"
    for file in share.files:
        yield f"    file     {file.path.removeprefix('files/')}"
    for note in share.notes:
        yield f"    note     {note}"


def _wrapped(text: str, width: int = _WIDTH) -> list[str]:
    import textwrap

    return textwrap.wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)
