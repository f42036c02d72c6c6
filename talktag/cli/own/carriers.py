"""The person's carriers with whole paths, and their mail program run. A store names none, and none may lie in it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from talktag.cli import places
from talktag.cli.own.bounded_run import INTERRUPTED, run_bounded
from talktag.cli.own.programs import find_program, is_within
from talktag.cli.own.settings import own_settings
from talktag.errors import DiskError, InvalidError
from talktag.model.settings.carrier import Carrier
from talktag.model.values.foreign_text import escape

_SECONDS = 180  # for a mail of 25 MB over a slow line
_LINES, _SHOWN = 3, 300  # of what a program says, and letters of each


def own_carriers(environment: Mapping[str, str], store: str | None) -> tuple[Carrier, ...]:
    """Those of the settings; InvalidError where one would put files into the store, or fetch them from there."""
    return tuple(_with_whole_paths(each, store) for each in own_settings(environment).carriers)


def _with_whole_paths(carrier: Carrier, store: str | None) -> Carrier:
    goes_to, comes_from = (path and places.absolute(path) for path in (carrier.goes_to, carrier.comes_from))
    for key, path in (("out", goes_to), ("in", comes_from)):
        if path and is_within(path, store):
            raise InvalidError(
                f'the folder of the carrier "{carrier.name}" is in the store: {path}',
                hints=[f"name one outside of it: talktag config carrier.{carrier.name}.{key}=…"],
            )
    return carrier._replace(goes_to=goes_to, comes_from=comes_from)


def send_by_program(
    words: Sequence[str], mail: bytes, environment: Mapping[str, str], store: str | None, folder: Path
) -> None:
    """Hand a mail to the person's program, in `folder`; DiskError with what it said last where it did not take it."""
    by_hand = f"try it by hand: {shlex.join(words)} < FILE.eml"
    path = find_program(words[0], environment, store)
    if path is None:
        raise DiskError(
            f'the carrier\'s program "{words[0]}" is not there',
            hints=["install it, or name another with talktag config"],
        )
    try:
        run = run_bounded([path, *words[1:]], mail, environment, folder, _SECONDS)
    except OSError as error:
        raise DiskError(f'"{path}" could not be run: {error.strerror}', hints=[by_hand]) from error
    if run.cut_short == INTERRUPTED:
        raise KeyboardInterrupt
    if run.cut_short:
        raise DiskError(f'"{words[0]}" took more than {_SECONDS} seconds, and was ended', hints=[by_hand])
    if run.code:
        raise DiskError(
            f'"{words[0]}" did not take the mail: it ended with {run.code}',
            details=_last_lines(run.last),
            hints=[by_hand],
        )


def _last_lines(said: bytes) -> list[str]:
    """The end of what a program said, which is why it failed."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    return [escape(line)[:_SHOWN] for line in lines if line][-_LINES:]
