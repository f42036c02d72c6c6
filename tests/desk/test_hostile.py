"""What somebody else puts into the folder of a desk holds nobody else up."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import DiskError
from tests.kit.desk import Customer, DeskBench

IN_THE_WAY: dict[str, Callable[[Path], None]] = {
    "a link": lambda path: path.symlink_to("/etc/hostname"),
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are other ones there")
@pytest.mark.parametrize("desk", ["folders"], indirect=True)
@pytest.mark.parametrize("what", IN_THE_WAY)
def test_what_cannot_be_opened_is_told_and_holds_nobody_up(desk: DeskBench, what: str) -> None:
    path = desk.folder / "in" / "cur" / "20260302T120000000Z,1-1,x"
    IN_THE_WAY[what](path)
    bea = Customer(2)
    desk.send(bea.scan(), bea)
    with pytest.raises(DiskError):
        desk.run()
    assert len(desk.answers(bea)) == 1
    assert [path.name in each for each in desk.told] == [True]
