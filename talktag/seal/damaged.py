"""The one refusal this package adds to the error tree. It holds no rules and decides nothing."""

from __future__ import annotations

from talktag.errors import SealedError


class DamagedError(SealedError):
    """An age file that is malformed, altered or cut short, or that asks for more work than talktag does for it.

    A plain SealedError says the file may be sound but nothing given opens it: no key, or a wrong passphrase.
    """
