"""What is built for others: a wheel with all that the program and its reader need, an sdist that can test itself."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import talktag

ROOT = Path(__file__).resolve().parents[2]
TOP = f"talktag-{talktag.__version__}"


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return set(listed.decode().split("\0")) - {""}


def build(kind: str, folder: Path) -> Path:
    """A distribution of this checkout, by the backend that pyproject.toml names."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_a_wheel_holds_the_whole_package_and_nothing_else(wheel: set[str]) -> None:
    package = {name for name in tracked() if name.startswith("talktag/")}
    assert {"talktag/py.typed", "talktag/data/label-stocks.toml", "talktag/data/schemas/product.json"} <= package
    assert {name for name in wheel if name.startswith("talktag/")} == package
    assert {name.partition("/")[0] for name in wheel} == {"talktag", f"{TOP}.data", f"{TOP}.dist-info"}


def test_a_wheel_puts_the_manual_page_where_man_looks(wheel: set[str]) -> None:
    assert f"{TOP}.data/data/share/man/man1/talktag.1" in wheel


def test_the_manual_page_of_an_installed_wheel_is_found_and_told(built: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    pip = [sys.executable, "-m", "pip", "--python", tmp_path / "venv/bin/python"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", built], check=True)
    page = tmp_path / "venv/share/man/man1/talktag.1"
    assert page.read_bytes() == (ROOT / "docs/reference/talktag.1").read_bytes()
    page.write_text(page.read_text("utf-8").replace("TALKTAG 1", "INSTALLED 1"), "utf-8")
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": libraries}
    command = [tmp_path / "venv/bin/talktag", "help", "man"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("INSTALLED(1)\n")


def test_a_wheel_holds_every_licence(wheel: set[str]) -> None:
    licences = {name for name in wheel if "/licenses/" in name}
    assert {name.partition("/licenses/")[2] for name in licences} >= {"LICENSE", "talktag/data/fonts/Apache-2.0.txt"}


def test_an_sdist_holds_tests_pictures_and_documentation(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        held = {name.removeprefix(f"{TOP}/") for name in archive.getnames()}
    assert tracked() - held == set()
