"""A computer whose owner gave the camera to the shop and has its key, and what the shop then writes. Judges nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.bench import SHOP
from tests.kit.bundles import signed
from tests.kit.from_shop import message, said

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.seal.ssh.key import SigningKey
    from tests.kit.computer import Computer


@dataclass(frozen=True)
class Shop:
    """The shop, on the channel that the owner's bundle opened."""

    computer: Computer
    channel: str
    product: str

    def message(self, number: int = 1, *entries: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The document of one of its messages."""
        told = entries or (said(title=f"message {number}"),)
        return message(
            *told,
            **{
                "product": self.product,
                "channel": self.channel,
                "bundle": f"1message{number:05}",
                "sequence": number,
                "created": f"2026-03-01T10:00:{number % 60:02}Z",
                **more,
            },
        )

    def write(
        self, path: str, document: Mapping[str, Any], key: SigningKey = SHOP, files: Mapping[str, bytes] | None = None
    ) -> Path:
        """Put it, signed and not sealed, where the owner's computer finds it."""
        return self.computer.write(path, signed(document, key, files))

    def titles(self) -> list[str]:
        """What the log of the camera tells that the shop said."""
        path = next(self.computer.things.glob("products/c/*/entries.toml"), None)
        entries = tomllib.loads(path.read_text())["entry"] if path else []
        return [each["title"] for each in entries if "signer" in each]

    def waiting(self) -> list[str]:
        """The files that wait in the inbox."""
        return sorted(path.name for path in self.computer.things.glob("inbox/*") if path.name != ".gitignore")


@pytest.fixture
def shop(computer: Computer) -> Shop:
    """The shop, whose key is kept and accepted; a folder brings what it writes."""
    computer.ok("party", "set", "fix-it", f"key={SHOP.public.line('fix-it')}")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    share = tomllib.loads(next(computer.things.glob("shares/*.toml")).read_text())
    (computer.folder / "post").mkdir()
    computer.ok("config", "carrier.post.kind=folder", f"carrier.post.in={computer.folder}/post")
    return Shop(computer, share["bundle"], share["product"])
