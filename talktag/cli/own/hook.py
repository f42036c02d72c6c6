"""The person's hook: a program that is told of a commit, once it is made. What becomes of it changes nothing of that.

It is named in the person's own settings and never by a store, runs for a bounded time, and is never run by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from talktag.cli.own.bounded_run import INTERRUPTED, OVERTIME, SAID, run_bounded
from talktag.cli.own.programs import find_program

WITHIN = "TALKTAG_IN_HOOK"  # is set for a hook, and for whatever it runs
OFF = "TALKTAG_NO_HOOK"
_LINES = 20


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Whether a hook may run at all: not within one, and not where it is switched off."""
    return not environment.get(WITHIN) and environment.get(OFF, "") in {"", "0"}


def run_hook(
    words: Sequence[str],
    answer: bytes,
    environment: Mapping[str, str],
    *,
    store: str,
    folder: Path,
    seconds: int,
) -> Iterator[str]:
    """Run the hook in `folder` with `answer` on its standard input; what there is to say of it, line by line.

    After `seconds` it is ended, with all that it started; so it is when a person interrupts it.
    """
    path = find_program(words[0], environment, store)
    if path is None:
        yield f'hook names "{words[0]}", and there is no such program; nothing was run'
        return
    variables = {**environment, WITHIN: "1", "TALKTAG_STORE": store}
    try:
        run = run_bounded([path, *words[1:]], answer, variables, folder, seconds)
    except OSError as error:
        yield f'the hook "{path}" could not be run: {error.strerror}'
        return
    yield from _lines_of(run.said)
    ended = {OVERTIME: f"took more than {seconds} seconds, and was ended", INTERRUPTED: "was interrupted, and ended"}
    if run.cut_short or run.code:
        yield f"the hook {ended.get(run.cut_short, f'ended with {run.code}')}; what was saved is saved"


def _lines_of(said: bytes) -> Iterator[str]:
    lines = said.decode("utf-8", "replace").splitlines()
    yield from (f"hook: {line}" for line in lines[:_LINES])
    if len(lines) > _LINES or len(said) >= SAID:
        yield "hook: …"
