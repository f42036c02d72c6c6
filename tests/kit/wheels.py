"""Packages of pip as other people's opinion: fetched once, held to their hash, read. It installs and runs nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

# A validator of passports by others, for the sake of the lists and schemas of UN/CEFACT that it carries.
PASSPORTS = ("dppvalidator==0.5.1", "676f3ff97be3f7d3ea02e71bf4696e35af19b886aeaa750df24880df00f3008a")


def fetch_wheel(cache: Path, package: str, sha256: str) -> zipfile.Path:
    """The wheel of a package, `name==version`, that has this SHA-256, as a folder to read from.

    It is kept in `cache` from run to run. Skips with the reason where pip cannot fetch it, which is a failure where
    CI is set.
    """
    (name, version) = package.split("==")
    kept = cache / f"{name}-{version}-py3-none-any.whl"
    if not kept.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", package]
        folder = cache / str(os.getpid())  # several test runners may want it at once
        got = subprocess.run([*command, "--dest", folder], capture_output=True, text=True, check=False)
        if got.returncode:
            reason = f"pip could not fetch {package}: {got.stderr.strip()[-200:]}"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        (folder / kept.name).rename(kept)
        folder.rmdir()
    if hashlib.sha256(kept.read_bytes()).hexdigest() != sha256:
        pytest.fail(f"{package} is not the package this test was written for")
    return zipfile.Path(kept)
