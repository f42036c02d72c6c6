"""Packages of npm as other people's opinion: fetched once, held to their hashes, unpacked. It runs nothing of them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


def fetch_packages(program: Callable[[str], str], folder: Path, packages: Mapping[str, str]) -> None:
    """Put packages, `name@version` with the SHA-256 of each archive, into `node_modules` of a folder.

    Skips with the reason where npm cannot fetch them, which is a failure where CI is set.
    """
    command = [program("npm"), "pack", "--silent", "--prefer-offline", *packages]
    got = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if got.returncode:
        reason = f"npm could not fetch {', '.join(packages)}: {got.stderr.strip()[-200:]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    for package, sha256 in packages.items():
        name, _, version = package.rpartition("@")
        archive = folder / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
        if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
            pytest.fail(f"{package} is not the package this test was written for")
        with tarfile.open(archive) as tar:
            tar.extractall(folder / "unpacked", filter="data")
        (folder / "node_modules" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "unpacked" / "package").rename(folder / "node_modules" / name)


def install_locked(program: Callable[[str], str], locked: Path, cache: Path) -> Path:
    """The folder with `node_modules` of what the package-lock.json in `locked` names, each held to its hash.

    It is kept in `cache` from run to run, one for each lock. Skips as fetch_packages does.
    """
    folder = cache / hashlib.sha256((locked / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test runners may want it at once
        if (folder / "whole").exists():
            return folder
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(locked / name, folder / name)
        command = [program("npm"), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        got = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if got.returncode:
            reason = f"npm could not fetch what {locked.name} names: {(got.stderr or got.stdout).strip()[-200:]}"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        (folder / "whole").touch()
    return folder
