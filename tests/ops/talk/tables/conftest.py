"""A bench, and somebody who brings tables to it. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from talktag.ops.bundles.open_foreign import open_signed
from talktag.ops.talk.table_in import take_table_in
from tests.kit.bench import SHOP
from tests.kit.bundles import signed, table

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.outcome import Outcome
    from talktag.seal.ssh.key import SigningKey
    from tests.kit.bench import Bench


class Take(Protocol):
    """Takes a table in, as after a yes, or only looks at what would come of it."""

    def __call__(
        self,
        document: dict[str, Any] | None = None,
        key: SigningKey = SHOP,
        *,
        look: bool = False,
        signer: Path | None = None,
    ) -> Outcome: ...


@pytest.fixture
def take(bench: Bench, tmp_path: Path) -> Take:
    """Somebody who brings a table, that of a boat where none is named."""

    def take(
        document: dict[str, Any] | None = None,
        key: SigningKey = SHOP,
        *,
        look: bool = False,
        signer: Path | None = None,
    ) -> Outcome:
        path = tmp_path / "table.zip"
        path.write_bytes(signed(document or table(key=key), key))

        def operate(session: Any) -> Outcome:
            return take_table_in(session, open_signed(session, path), signer)

        outcome: Outcome = bench.ask(operate) if look else bench.do(operate)
        return outcome

    return take
