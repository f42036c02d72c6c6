from __future__ import annotations

import pytest

from talktag.model.talk.message import read_message
from tests.kit.desk import Customer, DeskBench


@pytest.mark.parametrize("desk", ["folders"], indirect=True)
def test_an_answer_is_kept_as_its_reader_reads_it(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    (document,) = desk.answers(ana)
    (read,) = read_message(document, document.signer.fingerprint).entries
    kept = desk.kept(ana.channel)
    assert kept
    mine = next(each for each in kept.log if each.to)
    assert mine._replace(signer=None, recorded=None, to=None) == read._replace(signer=None)
    assert mine.id == f"{document.bundle}-1"
