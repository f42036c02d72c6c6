"""`proposals`: what an assistant proposed, listed, shown, dropped, or approved by a person, and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import AmbiguousError, DeclinedError, NotFoundError, TalktagError
from talktag.model.plan import Plan, Remove
from talktag.model.proposals.proposal import AssistantProposal
from talktag.ops import commit_message
from talktag.ops.outcome import Data, Outcome
from talktag.store.collections import PROPOSALS

if TYPE_CHECKING:
    from talktag.ops.proposals.prepare import ChosenWay
    from talktag.ops.session import Session


class Proposals(NamedTuple):
    """Every proposal that waits, the oldest first."""

    waiting: Sequence[AssistantProposal]

    def values(self) -> Mapping[str, Any]:
        """Each as JSON values."""
        return {"proposals": [each.values() for each in self.waiting]}


class OneProposal(NamedTuple):
    """A proposal with what its verb would answer now; `refused` says why that cannot be done, None where it can."""

    proposal: AssistantProposal
    would: Data | None = None
    refused: TalktagError | None = None

    def values(self) -> Mapping[str, Any]:
        """It, and the answer of its verb."""
        said: dict[str, Any] = {"proposal": self.proposal.values()}
        if self.would is not None:
            said["would"] = self.would.values()
        if self.refused is not None:
            said["refused"] = self.refused.message
        return said


class DroppedProposals(NamedTuple):
    """What was dropped unread or read."""

    dropped: Sequence[AssistantProposal]

    def values(self) -> Mapping[str, Any]:
        """Their ids."""
        return {"dropped": [each.ident for each in self.dropped]}


def list_proposals(session: Session) -> Outcome:
    """What waits; records that cannot be read are named in the problems."""
    readings = session.store.all(PROPOSALS)
    waiting = sorted((each.value for each in readings if each.value), key=lambda each: (each.made, each.ident))
    problems = tuple(problem for each in readings for problem in each.problems)
    notices = () if waiting or problems else ("no proposal waits; an assistant makes them by: talktag mcp",)
    return Outcome(Proposals(waiting), notices=notices, problems=problems)


def show_proposal(session: Session, ident: str) -> Outcome:
    """One proposal with all that it would do, whole; nothing is done."""
    from talktag.ops.proposals.prepare import prepare

    proposal = find_proposal(session, ident)
    try:
        would = prepare(session, proposal)
    except TalktagError as error:
        return Outcome(OneProposal(proposal, refused=error))
    return Outcome(OneProposal(proposal, would.data), notices=would.notices, problems=would.problems)


def approve(session: Session, ident: str, chosen: ChosenWay) -> Outcome:
    """What the verb answers, with its plan; the proposal goes with it. A person at a terminal says yes, nobody else."""
    from talktag.ops.proposals.prepare import prepare

    proposal = find_proposal(session, ident)
    made = prepare(session, proposal, chosen)
    gone = Remove(PROPOSALS.path(proposal.ident), session.store.content(PROPOSALS.path(proposal.ident)))
    plan = made.plan or Plan((), f"Approve {proposal.kind}\n")
    return made._replace(
        data=OneProposal(proposal, made.data),
        plan=plan._replace(changes=(*plan.changes, gone)),
        question=made.question or proposal.asks,
        in_person=made.in_person or _not_in_person(proposal),
    )


def drop(session: Session, idents: Sequence[str], *, everything: bool = False) -> Outcome:
    """The plan that removes proposals for good; those that cannot be read go where all do."""
    store = session.store
    if everything:
        found = [each.value for each in store.all(PROPOSALS) if each.value]
        paths = [f"{PROPOSALS.folder}/{name}" for name in store.names(PROPOSALS.folder) if name.endswith(".toml")]
    else:
        found = list({each.ident: each for each in (find_proposal(session, ident) for ident in idents)}.values())
        paths = [PROPOSALS.path(each.ident) for each in found]
    removed = tuple(Remove(path, store.content(path)) for path in paths)
    if not removed:
        return Outcome(DroppedProposals(()), notices=("no proposal waits",))
    return Outcome(DroppedProposals(found), commit_message.plan("proposals drop", "Drop proposals", *removed))


def _not_in_person(proposal: AssistantProposal) -> DeclinedError:
    return DeclinedError(
        "a proposal is approved by a person who reads it, at a terminal, and not by --yes",
        hints=[
            f"at a terminal: talktag proposals approve {proposal.ident}",
            f"or: talktag proposals drop {proposal.ident}",
        ],
    )


def find_proposal(session: Session, ident: str) -> AssistantProposal:
    """The proposal whose id begins so; NotFoundError, or AmbiguousError where several do."""
    waiting = [each.value for each in session.store.all(PROPOSALS) if each.value]
    found = [each for each in waiting if each.ident.startswith(ident.strip().lower())] if ident.strip() else []
    if not found:
        raise NotFoundError(f'no proposal has the id "{ident}"', hints=["see what waits with: talktag proposals"])
    if len(found) > 1:
        raise AmbiguousError(f'{len(found)} proposals begin with "{ident}"', details=[each.ident for each in found])
    return found[0]
