"""What is to be said, as somebody typed it. A value; it finds nothing and reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.model.log.kinds import MESSAGE

NONE = "none"  # what answers nothing, typed in place of an id


class TalkRequest(NamedTuple):
    """What is to be said, as typed.

    `ref` names what it is about, None for nothing; `to` whom, None for the only one there is a conversation with.
    `kind` is one of BY_OTHERS. `answers` is the id of an entry, "none" for none, None for the only open question.
    `data` are further values, each as `NAME=VALUE`. `page` is one of make_bundle.PAGES, None for none. What is
    `anonymous` does not tell the party who says it. With `usage` it tells how the thing was used, `since` a day.
    `prove` gives further values for the fingerprint of the key that it is signed with.
    `terms` names a text that is offered along. What `opens` goes on no conversation that there is.
    """

    ref: str | None
    text: str
    to: str | None = None
    kind: str = MESSAGE
    due: str | None = None
    answers: str | None = None
    data: Sequence[str] = ()
    files: Sequence[Path] = ()
    until: str | None = None
    in_the_clear: bool = False
    page: str | None = None
    anonymous: bool = False
    usage: bool = False
    since: str | None = None
    prove: Callable[[str], Mapping[str, str]] | None = None
    terms: str | None = None
    opens: bool = False
