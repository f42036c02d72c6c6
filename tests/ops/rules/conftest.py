"""A shop that can be written to, as for conversations."""

from tests.ops.talk.conftest import shop as opener

__all__ = ["opener"]
