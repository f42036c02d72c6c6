"""By which way a message of a wish leaves: a carrier, a file, a ready mail. It sends nothing.

What is said without a name leaves by no carrier that was not named, as that may tell whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, UsageError
from talktag.model.log.kinds import WISH
from talktag.model.settings.carrier import choose_carrier
from talktag.ops.talk.compose import Composed, compose

if TYPE_CHECKING:
    from talktag.model.settings.carrier import Carrier
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.to_say import ToSay
    from talktag.ops.talk.leaving.way_out import WayOut


@dataclass(frozen=True, slots=True)
class LeavingOne:
    """A message to one party as it leaves: by a carrier, or as a file or ready mail, None for standard output."""

    made: Composed
    by: Carrier | None = None
    path: Path | None = None

    def values(self) -> Mapping[str, Any]:
        """All that leaves, word for word, and by which way."""
        way = {"carrier": self.by.name} if self.by else {"file": str(self.path) if self.path else "-"}
        return {**self.made.values(), **way}


def check_way(way: WayOut, *, anonymous: bool, others: Iterable[str] = ()) -> None:
    """UsageError for a way by which whoever carries it may tell who the owner is; `others` are further ways to type."""
    if anonymous and not (way.by_file or way.via):
        raise UsageError(
            "a carrier may tell who you are, as a mail does by its sender",
            hints=[
                "write files, and bring them there as you like: -o FOLDER",
                *others,
                "or name the carrier: --via NAME",
            ],
        )


def leave(session: Session, what: ToSay, way: WayOut) -> LeavingOne:
    """One message, made, with the way it leaves by; in a folder, which has no ending, it has the party's name."""
    if way.by_file:
        path = way.path
        if path and not path.suffix:
            path = path / f"{what.to.slug}{_ending(way)}"
        return LeavingOne(_compose(session, what), path=path)
    carrier = choose_carrier(session.carriers, what.to.slug, way.via)
    if carrier is None:
        raise UsageError(f"nothing carries messages to {what.to.name} yet", hints=tuple(_other_ways(what)))
    return LeavingOne(_compose(session, what), by=carrier)


def _compose(session: Session, what: ToSay) -> Composed:
    """The message; where it cannot be sealed to them, the page is named among the ways that are left."""
    try:
        return compose(session, what)
    except InvalidError as error:
        if what.to.age is None and not what.in_the_clear:
            raise InvalidError(error.message, details=error.details, hints=[*error.hints, *as_a_page(what)]) from None
        raise


def _ending(way: WayOut) -> str:
    return ".eml" if way.as_mail else ".zip" if way.in_the_clear else ".zip.age"


def _other_ways(what: ToSay) -> Iterator[str]:
    """What to type in place of a carrier; a page for who may have no talktag, of whom no key is kept."""
    yield "have a mail made that your mail program sends: --mail"
    yield "or write a file: -o FILE"
    yield from as_a_page(what)
    yield "or name a carrier once: talktag config carrier.stick.kind=folder carrier.stick.out=/media/you/STICK"


def as_a_page(what: ToSay) -> Iterator[str]:
    """What to type for a wish to who may have no talktag, as no key of theirs is kept."""
    wish = what.about.wish
    if wish and what.to.key is None and what.said[0].kind == WISH:
        page = f"talktag wish page {wish.slug} --to {what.to.slug} -o wish.html --mail wish.eml"
        yield f"or, if they have no talktag, make a page: {page}"
