"""An assistant as the protocol's own library plays one: it starts the door, calls tools, and ends. Judges nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from tests.kit.computer import TALKTAG, Computer

Call = tuple[str, Mapping[str, Any]]


class Told(NamedTuple):
    """What a call came to."""

    values: dict[str, Any]
    is_fault: bool


def call_tools(computer: Computer, calls: Sequence[Call], *words: str, by: Sequence[str] = ()) -> list[Told]:
    """What each call is told, in one run of the door; `by` is a program that runs it, `words` follow its name."""
    return call_door([*by, *TALKTAG, "mcp", *words], computer.environment, calls, computer.folder)


def call_door(
    command: Sequence[str], environment: Mapping[str, str], calls: Sequence[Call], folder: Path | None = None
) -> list[Told]:
    """The same of any program that is a door."""
    program, *rest = command
    server = StdioServerParameters(command=program, args=rest, env=dict(environment), cwd=folder)

    async def talk() -> list[Told]:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            answers = [await session.call_tool(name, dict(said)) for name, said in calls]
            return [Told(each.structured_content, each.is_error) for each in answers]

    return asyncio.run(talk())
