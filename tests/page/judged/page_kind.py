"""One page to be judged, and words that no page should be disturbed by. Judges nothing."""

from __future__ import annotations

from typing import NamedTuple

# As long as a name can be, without a place to break it; and words that would be markup, or turn the line around.
LONG = "Q7Z9" * 40
POISON = "</script><script>x</script>--><!-- \" ' onload=x & كاميرا <b>"
HOSTILE = f"{POISON} {LONG}"
AS_IT_OPENS = "0"


class JudgedPage(NamedTuple):
    """A page and what it is called; `states` are JavaScript that brings it into the states that a person sees."""

    name: str
    data: bytes
    states: tuple[str, ...] = (AS_IT_OPENS,)
