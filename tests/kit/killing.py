"""A command killed by the kernel at one of its calls after another, on the same computer each time. Judges nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def killed_runs(
    computer: Computer, strace: str, words: Sequence[str], call: str = "/^rename", steps: Iterable[int] = range(1, 400)
) -> Iterator[bool]:
    """The computer after the command was killed at the given `call`s of talktag itself; whether it came through."""
    model = computer.folder.parent / "model"
    shutil.copytree(computer.folder, model, symlinks=True)
    for step in steps:
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={step}"]
        done = computer.run(*words, by=(strace, "-o", "/dev/null", *inject))
        if "ptrace" in done.err or "Operation not permitted" in done.err:
            pytest.skip(f"strace may not trace here: {done.err.strip()[-200:]}")
        yield done.code == 0
        if done.code == 0:
            return
        shutil.rmtree(computer.folder)
        shutil.copytree(model, computer.folder, symlinks=True)
