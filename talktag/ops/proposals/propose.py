"""A proposal, made: what its verb would do is worked out, and the words are kept. Nothing else is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.errors import BusyError
from talktag.model.effects.effect import Effect
from talktag.model.plan import Plan, Write, plan_values
from talktag.model.proposals.kinds import read_arguments
from talktag.model.proposals.proposal import MOST_WAITING, NAME_LIMIT, AssistantProposal, proposal_table
from talktag.model.toml.write import new_text
from talktag.model.typed.text import tidy, without_controls
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.proposals.prepare import prepare
from talktag.ops.rules.run import with_reactions
from talktag.ops.session import Session
from talktag.store.collections import PROPOSALS


class Proposed(NamedTuple):
    """A proposal that waits, and what would be done: to which files, and what besides. It holds no text of others."""

    proposal: AssistantProposal
    plan: Plan | None
    outside: tuple[Effect, ...]

    def values(self) -> Mapping[str, Any]:
        """It, as JSON values: what was said, and the changes and effects by name; their lines may name a party."""
        would: dict[str, Any] = {"plan": {"changes": plan_values(self.plan)["changes"]}} if self.plan else {}
        would["effects"] = [{"effect": each.name} for each in self.outside]
        return {"proposal": self.proposal.values(), "would": would}


def propose(session: Session, kind: str, given: Mapping[str, Any], by: str) -> Outcome:
    """The proposal and the plan that keeps it; the errors of its verb, and BusyError where too many wait."""
    if len(session.store.all(PROPOSALS)) >= MOST_WAITING:
        raise BusyError(
            f"{MOST_WAITING} proposals wait already", hints=["the owner looks at them with: talktag proposals"]
        )
    name = " ".join(without_controls(tidy(by)).replace('"', "'").split())[:NAME_LIMIT] or "an assistant"
    proposal = AssistantProposal(session.new_id(), kind, session.recorded, name, read_arguments(kind, given))
    would = with_reactions(session, prepare(session, proposal))
    path = PROPOSALS.path(proposal.ident)
    plan = commit_message.plan("mcp", f"Propose {kind}", Write(path, new_text(proposal_table(proposal))))
    return Outcome(Proposed(proposal, would.plan, would.outside), plan)
