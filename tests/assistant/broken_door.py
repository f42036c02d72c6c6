"""A door that breaks the Model Context Protocol in one way, named by its first word, so that judges are seen to fail.

It answers what a client asks line by line, and does nothing else.
"""

from __future__ import annotations

import json
import sys
from typing import Any

TOOL: dict[str, Any] = {"name": "product", "description": "A product.", "inputSchema": {"type": "object"}}
SAID: dict[str, Any] = {"content": [{"type": "text", "text": "{}"}], "structuredContent": {"product": {"name": "x"}}}
BREAKS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a-tool-without-schema": {"tool": {name: TOOL[name] for name in ("name", "description")}},
    "an-answer-that-is-no-list": {"said": SAID | {"content": "x"}},
    "an-answer-against-its-schema": {
        "tool": TOOL | {"outputSchema": {"type": "object", "properties": {"product": {"type": "string"}}}}
    },
}


def answer(asked: dict[str, Any], broken: dict[str, Any]) -> dict[str, Any]:
    """What the door says to one request."""
    match asked["method"]:
        case "initialize":
            info = {"name": "door", "version": "1"}
            wanted = asked["params"]["protocolVersion"]
            return {"protocolVersion": wanted, "capabilities": {"tools": {}}, "serverInfo": info}
        case "tools/list":
            return {"tools": [broken.get("tool", TOOL)]}
        case "tools/call":
            return broken.get("said", SAID)
    return {}


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        if "id" in request:
            result = answer(request, BREAKS[sys.argv[1]])
            print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
