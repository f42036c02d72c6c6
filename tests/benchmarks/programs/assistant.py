"""An assistant in small: starts the door $2 ... (Model Context Protocol), reads the product $1 by it, and ends."""

import json
import subprocess
import sys

SAID = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "yardstick", "version": "1"}}
door = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def say(method: str, ident: int | None, **more: object) -> dict:
    """What is answered to a call; nothing to a notice."""
    call = {"jsonrpc": "2.0", "method": method, **({} if ident is None else {"id": ident}), "params": more}
    door.stdin.write(json.dumps(call).encode() + b"\n")
    door.stdin.flush()
    return json.loads(door.stdout.readline()) if ident is not None else {}


say("initialize", 1, **SAID)
say("notifications/initialized", None)
answer = say("tools/call", 2, name="product", arguments={"ref": sys.argv[1]})
assert not answer["result"].get("isError"), answer
door.stdin.close()
sys.exit(door.wait())
