"""What completes a parameter, as its command declares it: read when the table is made. It finds nothing itself."""

from __future__ import annotations

from collections.abc import Callable


def completes(*kinds: str) -> Callable[[str], list[str]]:
    """The kinds of a parameter, the likeliest first, in the form in which Typer keeps them with it.

    A kind is a name in `offers.FINDERS`, or `MODULE:CONSTANT` for the words of a constant.
    """

    def kinds_of(incomplete: str) -> list[str]:  # noqa: ARG001 - Typer's signature
        return list(kinds)

    return kinds_of
