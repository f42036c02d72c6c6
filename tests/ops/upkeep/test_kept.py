"""What doctor says of messages that are kept as they were signed, about products and about none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.upkeep.doctor.kept import look_at_conversations, look_at_kept
from talktag.store import layout

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.bench import Bench


def found(bench: Bench, about: str) -> set[tuple[str, str]]:
    store = bench.store
    looked = [*look_at_conversations(store), *look_at_kept(store, about, store.entries_in(about).value or ())]
    return {(each.name, each.path) for each in looked}


@pytest.mark.parametrize("ref", ["camera", "fix-it"])
def test_a_message_that_is_gone_or_changed_is_named(bench: Bench, ref: str) -> None:
    request = TalkRequest(ref, "Hello", to="fix-it" if ref == "camera" else None, in_the_clear=True)
    made = bench.do(say, request, WayOut(by_file=True)).data.made
    about = layout.about_product("camera") if ref == "camera" else layout.about_none("fix-it")
    path = layout.sent_in(about, f"{made.document.bundle}.zip")
    assert found(bench, about) == set()
    kept: Path = bench.things / path
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-40] + bytes(40))
    assert found(bench, about) == {("changed-original", path)}
    kept.unlink()
    assert found(bench, about) == {("missing-original", path)}
