"""Terminal hyperlinks (OSC 8): which terminals take them, and how one is written. The address always stays visible.

The environment decides, as no terminal can be asked without waiting for an answer. Those it does not know get none.
Source of the sequence: "Hyperlinks in Terminal Emulators" by Egmont Koblinger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from talktag.model.web_address import is_web_address

_PROGRAMS = {"iterm.app", "wezterm", "vscode", "ghostty", "hyper", "tabby", "rio", "warpterminal"}
_TERMS = {"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "contour", "wezterm"}
_OLDEST_VTE = 5001  # 0.50.1: the first that does not crash
_OLDEST_KONSOLE = 201200
_SAFE = re.compile(r"(?:https?|file)://[!-~]+", re.ASCII | re.IGNORECASE)


def takes_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is one that is known to take hyperlinks; FORCE_HYPERLINK decides where it is set."""
    if (forced := environment.get("FORCE_HYPERLINK")) is not None:
        return forced not in {"", "0"}
    term = environment.get("TERM", "")
    if term == "dumb" or term.startswith(("screen", "tmux", "linux")) or environment.get("TMUX"):
        return False
    return (
        environment.get("TERM_PROGRAM", "").casefold() in _PROGRAMS
        or term in _TERMS
        or "WT_SESSION" in environment
        or "DOMTERM" in environment
        or _number(environment.get("VTE_VERSION")) >= _OLDEST_VTE
        or _number(environment.get("KONSOLE_VERSION")) >= _OLDEST_KONSOLE
    )


def as_link(text: str, address: str) -> str:
    """`text`, which must be harmless already, as a link; as it is where the address is not one to be trusted."""
    if not _SAFE.fullmatch(address) or not (address.lower().startswith("file:") or is_web_address(address)):
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def web_address(text: str | None) -> str | None:
    """The text itself where all of it is one web address."""
    return text if text and text.isascii() and is_web_address(text) else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
