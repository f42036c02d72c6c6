"""`finder check`: a page as it is published, held against what the store says now. It fetches and changes nothing.

Every byte counts: the page is made once more of what it says, with its own salt, and what differs is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.errors import FindingsError, InvalidError
from talktag.model.finder.page_owner import PageOwner
from talktag.ops.finder.compare import PageDifference, differences, open_all, opens_none, owner_differences
from talktag.ops.finder.gather import FinderContent, gather
from talktag.ops.finder.gone import gone_stickers
from talktag.ops.finder.kept_key import holds, kept_key
from talktag.ops.finder.page_place import INDEX, PageFile, place_of, read_page_bytes, read_page_file
from talktag.ops.keys.accepted_keys import owner_key
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.page.finder import finder_page

# What is wrong with a page as a whole, by the names that are for ever.
FINDINGS = {
    "other-owner": "it is of another owner, and what is written there is sealed to their keys",
    "other-keys": "it seals to keys that are not yours of now; build it again and upload it",
    "bad-signature": "its signature does not hold: what it says of its keys was altered",
    "other-form": "its script, style or words are not those of this talktag: built by another version, or altered",
    "no-sticker-opens": "no sticker opens anything on it: its owner's block, its salt or its rows were altered",
    "other-rows": "it holds rows that the store would not make: altered, or of stickers that are not in the store",
}
_WHAT_TO_DO = "build it and upload it: talktag finder build"


@dataclass(frozen=True, slots=True)
class PageChecked:
    """What was found of a page: the names of FINDINGS that hold, and what it tells otherwise than the store does."""

    path: Path
    findings: tuple[str, ...]
    differences: tuple[PageDifference, ...]

    @property
    def is_as_built(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.findings or self.differences)

    def values(self) -> Mapping[str, Any]:
        """The findings by name, with their words, and what differs."""
        return {
            "file": str(self.path),
            "as_built": self.is_as_built,
            "findings": [{"name": name, "message": FINDINGS[name]} for name in self.findings],
            "differences": [each.values() for each in self.differences],
        }


def check(session: Session, path: Path | None, piped: bytes | None = None) -> Outcome:
    """What a page says otherwise than the store does; `path` is the file or its folder, None for where it was built to.

    `piped` are the bytes of a page that is in no file.
    InvalidError for what is no page of talktag's at all; the exit code is that of findings where it is not the same.
    """
    key = kept_key(session.store)
    if key is None:
        hints = ["build one: talktag finder build DIR"]
        raise InvalidError("no page was built of this store yet, so there is nothing to hold it against", hints=hints)
    if piped is not None:
        path, published = Path("-"), read_page_bytes(piped, "standard input")
    else:
        path = place_of(session, None) if path is None else path / INDEX if path.is_dir() else path
        published = read_page_file(path)
    findings, differing = _look(session, published, gather(session.store), key.seed)
    data = PageChecked(path, findings, differing)
    notices = () if data.is_as_built or "other-owner" in findings else (_WHAT_TO_DO,)
    return Outcome(data, notices=notices, exit_code=0 if data.is_as_built else FindingsError.exit_code)


def _look(
    session: Session, published: PageFile, content: FinderContent, seed: bytes
) -> tuple[tuple[str, ...], tuple[PageDifference, ...]]:
    owner = published.page.owner
    found = list(_of_keys(session, owner))
    if finder_page(published.page) != published.data:
        found.append("other-form")
    if "other-owner" in found:
        return tuple(found), ()
    opened = open_all(published.page, content, seed)
    gone = gone_stickers(session.store, published.page, content, seed, opened)
    if not gone and opens_none(published.page, content, seed, opened):
        return (*found, "no-sticker-opens"), (*owner_differences(published.page, content.block),)
    differing = (*differences(published.page, content, opened), *gone)
    if not differing and content.rows(owner, seed, published.page.salt) != published.page:
        found.append("other-rows")
    return tuple(found), differing


def _of_keys(session: Session, owner: PageOwner) -> Iterator[str]:
    """Whether it is the owner's page by its keys, and whether its signature holds."""
    recipients, signer = accepted_recipients(session), owner_key(session).line()
    if owner.signer != signer and not {*owner.recipients} & {*recipients}:
        yield "other-owner"
    elif (owner.signer, owner.recipients) != (signer, recipients):
        yield "other-keys"
    if not holds(owner.recipients, owner.signer, owner.signature):
        yield "bad-signature"
