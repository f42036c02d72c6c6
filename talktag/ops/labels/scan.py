"""`scan`: from codes to records, and to what is done with them. A code that is not a tag's is shown, never opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, UsageError
from talktag.model.plan import Plan
from talktag.ops import commit_message
from talktag.ops.labels.makers_code import SeenMakerCode, look_at_maker_code
from talktag.ops.labels.read_codes import ScannedCode, Sighting, code_notices, codes_in, look_up, unusable
from talktag.ops.outcome import Data, Outcome
from talktag.ops.session import Session

ACTIONS = ("show", "lend", "check", "note", "attach", "tell")


class Action(NamedTuple):
    """What to do with the products that were scanned, and what that needs; `everything` is for several at once."""

    verb: str = "show"
    to: str | None = None
    due: str | None = None
    text: Callable[[], str] | None = None
    files: tuple[Path, ...] = ()
    kind: str | None = None
    everything: bool = False


class Scanned(NamedTuple):
    """Every code that was read, and what the action answered, a product an answer.

    `bundles` are what codes hold that are no tags: messages and the like, to be received as if they had come by mail.
    `makers` are the codes that makers printed beside serial numbers.
    """

    codes: tuple[Sighting, ...]
    verb: str
    answers: tuple[Data, ...] = ()
    bundles: tuple[ScannedCode, ...] = ()
    makers: tuple[SeenMakerCode, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The codes, the action, and each answer in the form of its own verb."""
        return {
            "codes": [each.values() for each in self.codes],
            "do": self.verb,
            "answers": [each.values() for each in self.answers],
            **({"makers": [each.values() for each in self.makers]} if self.makers else {}),
        }


def scan(session: Session, given: Sequence[str | Path | bytes], action: Action) -> Outcome:
    """The codes in what was given, and the action on the product they lead to; on several only with `everything`.

    Raises NotFoundError where nothing leads to a product, AmbiguousError for an action on one of several.
    """
    if action.verb not in ACTIONS:
        raise UsageError(f'"{action.verb}" is nothing to do with a scan', hints=[f"use one of: {', '.join(ACTIONS)}"])
    codes = codes_in(given)
    if any(each.is_bundle for each in codes):
        return _bundles(codes, action)
    seen = look_up(session, codes)
    if not seen:
        raise UsageError("nothing was scanned", hints=["name a photo, or a text: talktag scan photo.jpg"])
    own = {each.record.path: each for each in seen if each.record}
    makers = tuple(filter(None, (look_at_maker_code(session, each.code.text) for each in seen)))
    notices = (*code_notices(session, seen), *_claim_notices(seen, makers))
    if not own:
        is_told = makers or any(each.status == "unclaimed" for each in seen)
        if action.verb != "show" or not is_told:
            raise _nothing(session, seen)
        return Outcome(Scanned(seen, action.verb, makers=makers), notices=notices)
    chosen = tuple(own.values())
    if len(chosen) > 1 and not action.everything:
        if action.verb != "show":
            raise AmbiguousError(
                f"{len(chosen)} products were scanned",
                details=[f"{_slug(each)}  {each.record.product.name}" for each in chosen if each.record],
                hints=[f"{action.verb} them all with --all, or scan one alone"],
            )
        return Outcome(Scanned(seen, action.verb, makers=makers), notices=notices)
    outcomes = _act(session, chosen, action)
    problems = tuple(problem for each in outcomes for problem in each.problems)
    more = tuple(dict.fromkeys(notice for each in outcomes for notice in each.notices))
    return Outcome(
        Scanned(seen, action.verb, tuple(each.data for each in outcomes), makers=makers),
        _join(action, outcomes),
        notices=(*notices, *more),
        problems=problems,
    )


def _claim_notices(seen: Sequence[Sighting], makers: Sequence[SeenMakerCode]) -> tuple[str, ...]:
    """What to do with makers' codes whose tags are on nothing here."""
    here = {each.known.tag for each in seen if each.known and each.record}
    fresh = [each for each in makers if each.code.tag not in here]
    hint = "nothing was opened, and nobody learns that you looked; if the thing is yours: talktag claim CODE REF"
    return (*(each.line for each in fresh), *((hint,) if fresh else ()))


def _bundles(codes: Sequence[ScannedCode], action: Action) -> Outcome:
    """What is in codes that hold bundles, which the answer hands on."""
    if action.verb != "show" or not all(each.is_bundle for each in codes):
        raise UsageError("there is a message among what was scanned", hints=["scan it alone: talktag scan PHOTO"])
    bundles = {each.data: each for each in codes}
    return Outcome(Scanned((), "receive", bundles=tuple(bundles.values())))


def _nothing(session: Session, seen: Sequence[Sighting]) -> Exception:
    """The one code's own reason, else that of the first, with all of them listed."""
    error = unusable(session, seen[0])
    if len(seen) > 1:
        error.details = tuple(f"{each.status}  {each.what}" for each in seen)
    return error


def _act(session: Session, chosen: Sequence[Sighting], action: Action) -> list[Outcome]:
    """What each product's own verb answers."""
    slugs = [_slug(each) for each in chosen]
    if action.verb == "show":
        from talktag.ops.products.show import show

        return [show(session, slug) for slug in slugs]
    if action.verb == "lend":
        from talktag.ops.products.lend import lend

        if not action.to:
            raise UsageError(
                "who has it is missing", hints=["for example: talktag scan photo.jpg --do lend --to bruno"]
            )
        return [lend(session, slug, action.to, action.due) for slug in slugs]
    if action.verb == "note":
        from talktag.ops.notes.note import write_note

        text = action.text() if action.text else ""
        return [write_note(session, slug, text) for slug in slugs]
    if action.verb == "check":
        from talktag.ops.labels.stocktake import check_one

        return [check_one(session, slug) for slug in slugs]
    if action.verb == "tell":
        from talktag.ops.log.entry import write_scan

        return [write_scan(session, slug) for slug in slugs]
    from talktag.ops.files.attach import attach

    files = action.files or tuple(dict.fromkeys(each.code.photo for each in chosen if each.code.photo))
    if not files:
        raise UsageError("there is no photo to attach", hints=["name a file: --do attach --file FILE"])
    return [attach(session, slugs[0], files, action.kind, also=slugs[1:])]


def _join(action: Action, outcomes: Sequence[Outcome]) -> Plan | None:
    """One plan of several, so that one undo takes it all back."""
    plans = [each.plan for each in outcomes if each.plan]
    if len(plans) < 2:
        return plans[0] if plans else None
    subject = f"{action.verb.capitalize()} {len(plans)} products that were scanned"
    return commit_message.plan(action.verb, subject, *(change for plan in plans for change in plan.changes))


def _slug(seen: Sighting) -> str:
    return seen.record.product.slug if seen.record else ""
