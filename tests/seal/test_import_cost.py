"""Knowing about keys costs nothing until one is used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import talktag.seal


def test_importing_the_package_loads_no_cipher() -> None:
    names = [module.name for module in pkgutil.walk_packages(talktag.seal.__path__, "talktag.seal.")]
    assert len(names) > 10
    code = f"import sys; sys.path[:0] = {sys.path!r}; import {', '.join(names)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    heavy = {"cryptography", "_cffi_backend", "bcrypt", "subprocess", "socket"}
    assert heavy & {name.split(".")[0] for name in loaded.stdout.split()} == set()
