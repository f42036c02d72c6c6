"""The tools of the door, each with the schema of what it takes. Those that read change nothing; the others propose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from talktag.assistant import reading
from talktag.model.proposals.kinds import MOST_TEXTS, PROPOSALS, TEXT_LIMIT, ProposalPart
from talktag.ops.session import Session

Arguments = Mapping[str, Any]
_PROPOSES = "It only proposes: the owner sees it and says yes or no, later and elsewhere. Nothing is done or sent now."


class Tool(NamedTuple):
    """One tool: its name, what it is for, what it takes, and what reads; it `proposes` a kind where nothing reads."""

    name: str
    meaning: str
    parameters: tuple[ProposalPart, ...]
    read: Callable[[Session, Arguments], dict[str, Any]] | None = None
    proposes: str | None = None

    def schema(self) -> dict[str, Any]:
        """What it takes, as JSON Schema."""
        needed = [each.name for each in self.parameters if each.is_needed]
        rows = {each.name: _schema_of(each) for each in self.parameters}
        return {"type": "object", "properties": rows, "required": needed, "additionalProperties": False}


def _schema_of(row: ProposalPart) -> dict[str, Any]:
    text = {"type": "string", "maxLength": TEXT_LIMIT}
    if row.is_list:
        return {"type": "array", "items": text, "maxItems": MOST_TEXTS, "description": row.meaning}
    return {**text, "description": row.meaning}


_QUERY = ProposalPart("query", "Words that all hold for a product, such as place:office; none for all.", is_list=True)
_REF = PROPOSALS["entry"].parameters[0]
_START = ProposalPart("start", "From which of them on, as digits; 0 where it is left out.")
_WITHIN = ProposalPart("within", "How far ahead, such as 90 days.")
_PARTY = ProposalPart("party", "The party, by its slug.", is_needed=True)

TOOLS: Mapping[str, Tool] = {
    each.name: each
    for each in (
        Tool(
            "products",
            "List the owner's products, at most 100 at a time.",
            (_QUERY, _START),
            lambda session, said: reading.read_products(session, said.get("query") or (), _whole(said.get("start"))),
        ),
        Tool(
            "product",
            "Show one product: its record, and the last 100 entries of its log.",
            (_REF,),
            lambda session, said: reading.read_product(session, said["ref"]),
        ),
        Tool(
            "due",
            "What ends, should be back or is to be done, and when.",
            (_QUERY, _WITHIN),
            lambda session, said: reading.read_due(session, said.get("query") or (), said.get("within")),
        ),
        Tool(
            "table",
            "A product as a party has it: what it was given and when, and what was said both ways.",
            (_REF, _PARTY),
            lambda session, said: reading.read_table(session, said["ref"], said["party"]),
        ),
        Tool(
            "parties",
            "The parties that something can be said to, by slug and role.",
            (),
            lambda session, _: reading.read_parties(session),
        ),
        *(
            Tool(f"propose_{each.name}", f"{each.meaning} {_PROPOSES}", each.parameters, proposes=each.name)
            for each in PROPOSALS.values()
        ),
    )
}


def _whole(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else 0
