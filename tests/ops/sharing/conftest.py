"""A bench whose owner gave the camera to a repair shop, and somebody to bring files to it. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from tests.kit.bench import SHOP
from tests.kit.bundles import ledger_line, signed

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.outcome import Outcome
    from talktag.seal.ssh.key import SigningKey
    from tests.kit.bench import Bench

SHARE = "shares/2026-02-01-camera-7k3m9qxac04zt.toml"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house, and in the ledger what the shop was given."""
    bench.write(SHARE, ledger_line())
    return bench


@pytest.fixture
def shop_key(bench: Bench) -> Path:
    """The shop's key as it gave it by another way."""
    path = bench.folder / "shop.pub"
    path.write_text(f"{SHOP.public.line('shop')}\n")
    return path


class Courier:
    """Brings a bundle to the owner: `look` asks what is said of it, `take` takes it in as after a yes."""

    def __init__(self, bench: Bench, signer: Path | None) -> None:
        self.bench = bench
        self.signer = signer
        self.compare: Callable[[str], str | None] = lambda _: None

    def _bring(self, way: Callable[..., Any], data: bytes, *, unsigned: bool) -> Any:
        path = self.bench.folder / ("came.json" if data[:1] == b"{" else "came.zip")
        path.write_bytes(data)
        return way(receive, [path], Believing(signer=self.signer, compare=self.compare, unsigned=unsigned))

    def look(self, document: dict[str, Any], key: SigningKey = SHOP, files: dict[str, bytes] | None = None) -> Outcome:
        outcome: Outcome = self._bring(self.bench.ask, signed(document, key, files), unsigned=False)
        return outcome

    def take(self, document: dict[str, Any], key: SigningKey = SHOP, files: dict[str, bytes] | None = None) -> Outcome:
        outcome: Outcome = self._bring(self.bench.do, signed(document, key, files), unsigned=False)
        return outcome

    def take_plain(self, data: bytes, *, unsigned: bool = True) -> Outcome:
        """The same of a file that nobody signed."""
        outcome: Outcome = self._bring(self.bench.do, data, unsigned=unsigned)
        return outcome


@pytest.fixture
def courier(bench: Bench, shop_key: Path) -> Courier:
    """Somebody who brings files, and the shop's key with them."""
    return Courier(bench, shop_key)
