"""Masks on the disk: doctor looks at them, a second computer opens what comes, a spoiled one opens nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError, SealedError, TalktagError
from talktag.ops.keys.masks.find_mask import mask_of, open_masked, secrets_of
from talktag.ops.upkeep.doctor.doctor import doctor
from talktag.seal import age
from tests.ops.talk.masks.conftest import Sides


def masks(sides: Sides) -> list[str]:
    return [path for path in sides.ana.files if path.startswith("keys/masks/")]


def found_by_doctor(sides: Sides) -> set[str]:
    """What it says of masks, but that a bench makes no commits."""
    found = sides.ana.ask(doctor, fix=False).data.findings
    return {each.name for each in found if "masks" in each.path} - {"unsaved"}


def test_doctor_has_nothing_to_say_of_a_mask_that_holds_up_and_names_one_that_does_not(sides: Sides) -> None:
    sides.ask()
    assert found_by_doctor(sides) == set()
    (path,) = masks(sides)
    sides.ana.write(path, sides.ana.text(path).replace("thing = ", "think = "))
    assert found_by_doctor(sides) == {"missing", "unknown-key"}


def test_a_second_computer_with_the_same_keys_reads_the_answer(sides: Sides, tmp_path: Path) -> None:
    file = sides.ask()
    shutil.copytree(sides.ana.folder, tmp_path / "second")
    sides.take(sides.canon, file)
    came = sides.say(sides.canon, "canon-eos-5d", "For 200,000 shots")
    other = replace(sides.ana, folder=tmp_path / "second")
    sides.take(other, came)
    assert [each.title for each in other.store.entries_in("products/c/camera").value or ()][-1] == "For 200,000 shots"


def test_a_mask_whose_seal_holds_other_keys_signs_and_opens_nothing(sides: Sides) -> None:
    sides.ask("a")
    sides.ask("b")
    one, other = masks(sides)
    session = sides.ana.session()
    first, second = (mask_of(session.store, path[11:-5]) for path in (one, other))
    assert first is not None
    assert second is not None
    with pytest.raises(InvalidError, match="are other keys than it says"):
        secrets_of(session, replace(first, sealed=second.sealed))
    with pytest.raises(TalktagError):
        secrets_of(session, replace(first, sealed="nothing"))


def test_a_spoiled_mask_keeps_no_other_from_its_answer(sides: Sides) -> None:
    sides.ask("a")
    (path,) = masks(sides)
    came = sides.ask("b")
    record = sides.ana.text(path)
    sides.ana.write(path, record.replace("-----BEGIN AGE", "-----BEGIN NO"))
    sides.take(sides.canon, came)
    sides.take(sides.ana, sides.say(sides.canon, "canon-eos-5d", "For 200,000 shots"))
    assert len(sides.ana.store.entries_in("products/c/camera").value or ()) == 3


def test_what_is_sealed_to_nobody_here_is_opened_by_no_mask(sides: Sides) -> None:
    sides.ask()
    sealed = content_of(age.encrypt(b"x", recipients=[age.recipient_of(age.generate_identity())]))
    assert open_masked(sides.ana.session(), sealed) is None
    with pytest.raises(SealedError):
        sides.take(sides.ana, _kept(sides, sealed.whole()))


def _kept(sides: Sides, data: bytes) -> Path:
    path = sides.post / "x.age"
    path.write_bytes(data)
    return path
