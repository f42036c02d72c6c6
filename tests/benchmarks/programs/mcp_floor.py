"""A door of the Model Context Protocol that knows nothing, by the protocol's own library: what every door takes."""

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server


async def call_tool(_: object, __: object) -> types.CallToolResult:
    """Answer nothing."""
    return types.CallToolResult(content=[types.TextContent(type="text", text="{}")])


async def run() -> None:
    """Until standard input ends."""
    server = Server("yardstick", version="1", on_call_tool=call_tool)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


anyio.run(run)
