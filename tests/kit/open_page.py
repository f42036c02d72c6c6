"""What a test can do with a page in any browser, and how a person's browser is set. It speaks to no browser itself."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = {"latitude": 59.3293, "longitude": 18.0686, "accuracy": 20}  # where every browser is, for pages that ask

# Waits in the page itself, by a count of looks, so that a busy machine makes a test slow and never wrong.
_LOOKS = 6_000
_UNTIL = """(async () => {{
  for (let looks = {looks}; !({condition}); looks--) {{
    if (looks <= 0) throw new Error({never} + "; seen: " + document.body.innerText);
    await new Promise((go) => setTimeout(go, 5));
  }}
}})()"""
_SHOWN = "((each) => (each && each.checkVisibility() ? each.innerText : ''))(document.querySelector({}))"


@dataclass(frozen=True, slots=True)
class View:
    """How somebody's browser is set: CSS pixels at 100 %, zoom, wanted languages, dark or light, script or none."""

    width: int = 1280
    height: int = 900
    zoom: float = 1.0
    languages: tuple[str, ...] = ("en-US", "en")
    dark: bool = False
    script: bool = True


class OpenPage(ABC):
    """One open page, used as by a person: keys, a finger, eyes; and what the browser itself says of it."""

    @abstractmethod
    def go(self, where: Path | str) -> None:
        """Go to an address or a file in this same window, and wait until it is loaded."""

    @abstractmethod
    def value(self, expression: str) -> Any:
        """What JavaScript gives in this page, where it is JSON; a promise is waited for."""

    @abstractmethod
    def press(self, key: str, times: int = 1) -> None:
        """Press a key, as a person at the keyboard does."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type text into what has the focus."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Press on the middle of an element, once it has been scrolled to."""

    @property
    @abstractmethod
    def requests(self) -> list[str]:
        """The address of everything that was asked for since the window was opened, the page itself included."""

    @property
    @abstractmethod
    def complaints(self) -> list[str]:
        """What the browser's console holds of this window: reports of the policy, errors, words of the page."""

    @property
    @abstractmethod
    def has_asked_where(self) -> bool:
        """Whether the page asked where the person is."""

    def fill(self, ident: str, text: str) -> None:
        """Put text into the control of that id, in place of what is there."""
        control = f"document.getElementById({json.dumps(ident)})"
        self.value(f"{control}.focus(); {control}.select()")
        self.type(text)

    def until(self, condition: str) -> None:
        """Wait until JavaScript says so."""
        self.value(wait_until(condition))

    def text(self, selector: str) -> str:
        """What is seen of an element; nothing where it is not there or hidden."""
        return str(self.value(_SHOWN.format(json.dumps(selector))))

    def reload(self) -> None:
        """Load the page once more, at the address that it has now."""
        address = str(self.value("location.href"))
        self.go("about:blank")
        self.go(address)


def wait_until(condition: str, looks: int = _LOOKS) -> str:
    """JavaScript that waits for a condition; it fails with what is seen of the page where it never comes true."""
    return _UNTIL.format(condition=condition, looks=looks, never=json.dumps(f"never came true: {condition}"))


def address_of(where: Path | str) -> str:
    """A file's address, or the address itself."""
    return where.as_uri() if isinstance(where, Path) else where
