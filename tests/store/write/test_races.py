"""A link that comes into a folder's place between the look and the use: nothing outside is read, written or taken."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from talktag import disk
from talktag.errors import TalktagError
from talktag.model.plan import Plan, Write
from talktag.store.store import Store
from tests.store.hostile import CANARY

ROUNDS = 400


@pytest.fixture
def racing(store: Store, outside: Path) -> Iterator[Callable[[], None]]:
    """While started, one folder of the store turns into a link to a folder outside and back, as fast as it can."""
    real, aside = store.folder / "products/c", store.folder / "products/aside"
    (outside / "camera").mkdir()
    stop = threading.Event()

    def bring_back() -> None:
        while aside.exists():
            try:
                aside.rename(real)
            except OSError:  # talktag made the folder in between
                shutil.rmtree(real, ignore_errors=True)

    def swap() -> None:
        while not stop.is_set():
            real.rename(aside)
            with contextlib.suppress(FileExistsError):
                real.symlink_to(outside)
                time.sleep(0.0001)
                real.unlink()
            bring_back()
            time.sleep(0.0001)

    thread = threading.Thread(target=swap)
    yield thread.start
    stop.set()
    if thread.is_alive():
        thread.join()


def contents(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_a_race_is_won_by_the_link_where_paths_are_used(store: Store, racing: Callable[[], None]) -> None:
    """Else the tests below could not fail."""
    racing()
    met = False
    for _ in range(1000 * ROUNDS):
        if met:
            return
        with contextlib.suppress(FileNotFoundError, TalktagError):
            met = disk.read(disk.inside(store.folder, "products/c/camera.toml"), 1000) == CANARY
    pytest.fail("the link was never met")


def test_no_race_makes_talktag_read_what_a_link_leads_to(store: Store, racing: Callable[[], None]) -> None:
    kept = store.read("products/c/camera.toml")
    racing()
    found, refused = set(), 0
    for _ in range(10 * ROUNDS):
        try:
            found.add(store.read("products/c/camera.toml"))
        except TalktagError:
            refused += 1
    assert found <= {kept}
    assert refused


def test_no_race_makes_talktag_write_where_a_link_leads(
    store: Store, outside: Path, racing: Callable[[], None]
) -> None:
    before = contents(outside)
    racing()
    for number in range(ROUNDS // 10):
        with contextlib.suppress(TalktagError, OSError):
            store.apply(Plan((Write(f"products/c/camera/files/{number}/new.txt", b"x"),), "Add\n"))
    assert contents(outside) == before
