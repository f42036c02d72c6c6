"""Of a long conversation only the lines that are shown are read again, and they come to the same as all of it."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.talk.talk import show_talk
from talktag.store.index.excerpts import LEAST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.bench import Bench

PATH = "products/c/camera/entries.toml"
FOLDER = "products/c/camera"


def long_log(seed: int) -> str:
    """Some 700 entries of any kind, each answering an earlier one now and then, some of them missing."""
    chance, lines, ids = Random(seed), [], []
    kinds = ("message", "message", "message", "question", "promise", "done", "withdrawn", "service")
    for number in range(700):
        own, kind = chance.random() < 0.5, chance.choice(kinds)
        ident = f"{number:013d}-1"
        values: dict[str, str] = {"id": ident, "kind": kind, "title": f"Word {number} " + "x" * 60}
        values["original"] = ident.removesuffix("-1")
        values |= {"to": "fix-it"} if own else {"party": "fix-it", "signer": "SHA256:shop"}
        if ids and (kind in {"done", "withdrawn"} or chance.random() < 0.3):
            values["cause"] = chance.choice(ids)
        more = ["due = 2026-03-06"] if kind == "promise" else []
        texts = [f'{key} = "{value}"' for key, value in values.items()]
        moment = f"2026-02-{1 + number // 60:02d}T10:{number % 60:02d}:00Z"
        texts += [f"date = {moment[:10]}", f"time = {moment}", f"recorded = {moment}", *more]
        texts += ['channel = "c000000000009"', f"sequence = {1 + number + (number > 300)}"]
        lines.append(f"  {{ {', '.join(texts)} }},\n")
        ids.append(ident)
    return f"entry = [\n{''.join(lines)}]\n"


def values_of(bench: Bench) -> dict[str, Any]:
    values: dict[str, Any] = bench.ask(show_talk, "camera", None).data.values()
    return values


def until_it_is_known(bench: Bench) -> None:
    """Ask until the log is known: it is not while a change of it could go unseen."""
    while bench.store.excerpt_of_log(FOLDER) is None:
        time.sleep(0.02)
        values_of(bench)


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_that_are_shown_come_to_the_same_as_all(bench: Bench, seed: int) -> None:
    bench.write(PATH, long_log(seed))
    whole = values_of(bench)
    until_it_is_known(bench)
    excerpt = bench.store.excerpt_of_log(FOLDER)
    assert excerpt is not None
    assert len(excerpt.data) < len(bench.text(PATH))
    assert values_of(bench) == whole
    assert whole["before"] == 700 - 30


def test_a_log_that_changed_is_read_as_a_whole(bench: Bench) -> None:
    text = long_log(0)
    bench.write(PATH, text)
    until_it_is_known(bench)
    bench.write(PATH, text.replace("Word 699 ", "Ward 699 "))
    assert bench.store.excerpt_of_log(FOLDER) is None
    assert values_of(bench)["said"][-1]["title"].startswith("Ward 699")


def test_a_short_log_and_one_of_another_form_are_read_as_they_are(bench: Bench, tmp_path: Path) -> None:
    lines = long_log(0).splitlines(keepends=True)
    bench.write(PATH, "".join((*lines[:20], "]\n")))
    values_of(bench)
    assert len(bench.text(PATH)) < LEAST
    assert bench.store.excerpt_of_log(FOLDER) is None
    bench.write(PATH, "".join(lines).replace(" },\n", " }, # as a person wrote it\n"))
    time.sleep(0.2)
    first = values_of(bench)
    assert bench.store.excerpt_of_log(FOLDER) is None
    assert values_of(bench) == first
    assert len(first["said"]) == 30
