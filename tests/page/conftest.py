"""What a page is made of and who visits it: the fixtures of a bundle, which a page is a part of. Judges nothing."""

from __future__ import annotations

from tests.bundle.conftest import (
    axe,
    bundle,
    checker,
    checker_file,
    document,
    forge,
    make_bundle,
    photo,
    signing,
    visitor,
)

__all__ = [
    "axe",
    "bundle",
    "checker",
    "checker_file",
    "document",
    "forge",
    "make_bundle",
    "photo",
    "signing",
    "visitor",
]
