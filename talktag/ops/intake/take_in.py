"""`intake`: groups of pictures as products, by what a person decided. One plan for all of it; it asks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talktag import disk
from talktag.disk.in_parts import file_content
from talktag.errors import InvalidError, StaleError
from talktag.model.intake.decision import TAKE, Decision
from talktag.model.intake.pictures.picture import PDF, SeenFile
from talktag.model.intake.review_text import ReviewGroup
from talktag.model.products.product import ProductFile
from talktag.model.products.unnamed import is_unnamed
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.files.files_in import Incoming, Shelf, guess_kind
from talktag.ops.intake.product_maker import IntakeGroup, IntakeResult, ProductMaker
from talktag.ops.intake.proposals import FoundGroups, Proposal
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

Decisions = Mapping[str, Decision]


class TakenIn(NamedTuple):
    """All products of an intake, what was found besides, and which groups were passed over on purpose."""

    results: tuple[IntakeResult, ...]
    found: FoundGroups
    skipped: int = 0

    def values(self) -> Mapping[str, Any]:
        """The products, and the files that were left alone."""
        return {"products": [each.values() for each in self.results], **self.found.values(), "skipped": self.skipped}


def take_in(session: Session, found: FoundGroups, decisions: Decisions) -> Outcome:
    """A plan that makes a product of each group that is taken, or puts its files with the product that is there.

    A group without a decision is taken, as far as that needs no look.
    InvalidError for a name or value that does not hold up.
    """
    chosen = _group_members(found.proposals, decisions)
    incoming = {file.path: _incoming(file) for group in chosen for file in group.files}
    shelf = Shelf(session.store, incoming.values())
    maker = ProductMaker(session, shelf)
    results = [maker.make(group, incoming) for group in chosen]
    answer = TakenIn(tuple(results), found, len(found.proposals) - sum(len(each.tags) for each in chosen))
    notices = (*found.notices, *maker.notices, *shelf.notices)
    if not results:
        return Outcome(answer, notices=(*notices, "nothing new to take in"))
    counted = count_results(results)
    plan = commit_message.plan("intake", f"Take in {counted}", *maker.changes, *shelf.writes())
    done = ("name what has no name yet: talktag list state:unnamed",) if any(map(_waits_for_a_name, results)) else ()
    return Outcome(answer, plan, question=f"Take in {counted}?", notices=notices, done=done)


def count_results(results: Sequence[IntakeResult]) -> str:
    """How many products are new, and how many get more."""
    new = sum(each.is_new for each in results)
    more = len(results) - new
    parts = [plural(new, "product")] if new else []
    return " and ".join([*parts, *([f"more of {plural(more, 'product')}"] if more else [])])


def _waits_for_a_name(result: IntakeResult) -> bool:
    return is_unnamed(result.product.name, (each.id for each in result.product.tags))


def _group_members(proposals: Sequence[Proposal], decisions: Decisions) -> list[IntakeGroup]:
    """The groups that are taken, in order, each with those that were merged into it."""
    members: dict[str, list[Proposal]] = {}
    heads: dict[str, str] = {}
    for each in proposals:
        decision = decisions.get(each.tag, TAKE)
        if not decision.take:
            continue
        into = decision.into
        if into is not None and into not in heads:
            raise InvalidError(
                f'the pictures of "{printed_tag(each.tag)}" go with "{printed_tag(into)}", which is not taken',
                hints=["merge with a group that stands above and is taken"],
            )
        head = heads[into] if into else each.tag
        heads[each.tag] = head
        members.setdefault(head, []).append(each)
    return [
        IntakeGroup(tuple(found), _join([decisions.get(each.tag, TAKE) for each in found]))
        for found in members.values()
    ]


def _join(decisions: Sequence[Decision]) -> Decision:
    """The first decision, with the values of the others where it says nothing, less the files that any leaves out."""
    values = {key: value for each in reversed(decisions) for key, value in each.values.items() if value}
    return decisions[0]._replace(
        name=next((each.name for each in decisions if each.name), ""),
        values={**values, **decisions[0].values},
        without=frozenset().union(*(each.without for each in decisions)),
    )


def groups_to_review(found: FoundGroups) -> tuple[ReviewGroup, ...]:
    """What a person is shown of each group before anything is taken."""
    return tuple(
        ReviewGroup(
            each.tag,
            f"{each.record.product.name} ({each.record.product.slug})" if each.record else "",
            files=tuple((file, kind_of(file)) for file in each.files),
            read=each.read,
            offers=each.offers,
            notes=each.notes,
        )
        for each in found.proposals
    )


def _incoming(file: SeenFile) -> Incoming:
    """A file on its way into the store, the very one that was looked at."""
    path = Path(file.path)
    content = file_content(disk.real_path(path), layout.FILE_LIMIT)
    if content.size != file.size or content.sha256 != file.sha256:
        raise StaleError(f'"{path}" was changed while it was read', hints=["type the command again"])
    made = ProductFile(path.name, kind_of(file), content.sha256, content.size, file.media)
    return Incoming(path, made, content, content.sha256)


def kind_of(file: SeenFile) -> str:
    """What a file most likely is; a PDF among a thing's photographs is its receipt, if its name says nothing."""
    if file.kind:
        return file.kind
    kind = guess_kind(file.name, file.media)
    return "receipt" if kind == "file" and file.media == PDF else kind
