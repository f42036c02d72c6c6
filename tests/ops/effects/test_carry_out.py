"""Everything is put ready, then the plan is carried out, then the rest happens; an error before that leaves nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from talktag.errors import DeclinedError, StaleError
from talktag.model.effects.effect import Effect
from talktag.model.effects.of_files import AddLine, DropDraft, InstallFile, KeepSetting
from talktag.model.effects.of_programs import RunProgram, WalkThrough
from talktag.model.effects.of_stores import RememberHistory
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.plan import Plan, Write
from talktag.model.settings.store_settings import Settings
from talktag.ops.effects.carry_out import carry_out
from talktag.ops.keys.kept_keys import acceptance
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.ops.upkeep.init import init
from talktag.seal.keys.key_folder import KeyFolder
from talktag.store.store import Store
from tests.kit.keys import change_keys
from tests.kit.stores import opened, unopened

NOW = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
PARTY = "parties/fix-it.toml"
KEY = AcceptedKey("fix-it", "seen", f"SHA256:{'a' * 43}")


@dataclass
class Hands:
    """A person who says yes or no, and whose programs are written down with the files that were there by then."""

    folder: Path
    agrees: bool = True
    asked: list[str] = field(default_factory=list)
    shown: list[bytes] = field(default_factory=list)
    ran: list[tuple[Sequence[str], set[str]]] = field(default_factory=list)
    walked: list[WalkThrough] = field(default_factory=list)

    def confirm(self, question: str) -> None:
        self.asked.append(question)
        if not self.agrees:
            raise DeclinedError("nothing was done")

    def write(self, parts: Iterable[bytes]) -> None:
        self.shown.append(b"".join(parts))

    def run(self, words: Sequence[str]) -> None:
        self.ran.append((words, {path.name for path in self.folder.iterdir()}))

    def walk(self, effect: WalkThrough) -> None:
        self.walked.append(effect)

    def store_in(self, folder: str) -> Store:
        return unopened(Path(folder))


class Nothing:
    """The data of an outcome whose effects are what counts."""

    def values(self) -> dict[str, Any]:
        return {}


@pytest.fixture
def hands(tmp_path: Path) -> Hands:
    return Hands(tmp_path)


@pytest.fixture
def session(tmp_path: Path, hands: Hands) -> Session:
    """A session with a store and keys, made by init."""
    made = Session(
        lambda: opened(tmp_path / "things"),
        lambda: KeyFolder(tmp_path / "config/keys"),
        lambda folder: folder.unlock(None),
        NOW,
        lambda bits: 5 % 2**bits,
    )
    settings = Settings("store1", "Ana", "ana@example.org")
    outcome = init(made, unopened(tmp_path / "things"), settings, None)
    carry_out(outcome, lambda: outcome, made, hands)
    return made


def done(outcome: Outcome, session: Session, hands: Hands, again: Callable[[], Outcome] | None = None) -> str | None:
    return carry_out(outcome, again or (lambda: outcome), session, hands)[1]


def plan(replaces: bytes | None = None) -> Plan:
    return Plan((Write(PARTY, b'format = 1\nname = "Fix-It"\n', replaces),), "Add\n\nTalktag-Command: party add\n")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file beside the store, but locks and cache."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"things", "cache"} & set(path.parts) and ".lock" not in path.name
    }


def accepting(session: Session) -> Effect:
    return acceptance(session.key_folder, "store1", {"fix-it": [KEY]})


def everything(session: Session, folder: Path) -> tuple[Effect, ...]:
    """One effect of each kind that goes along with a plan."""
    (folder / "draft").write_text("old")
    return (
        accepting(session),
        KeepSetting("the default store", "things", str(folder / "config/config.toml"), b'store = "things"\n', None),
        InstallFile(str(folder / "shell/talktag.sh"), b"complete\n"),
        AddLine(str(folder / ".bashrc"), "source talktag.sh"),
        DropDraft(str(folder / "draft")),
        RunProgram(("lp", "out.zip")),
    )


def test_init_makes_keys_store_and_what_is_accepted(session: Session, tmp_path: Path) -> None:
    public = session.key_folder.public()
    assert session.store.read("keys/owner.pub").decode() == f"{public.signing_line}\n"
    session.key_folder.check_pin("store1", session.store.read("keys/recipients.txt"))
    assert {each.name for each in session.key_folder.signers("store1")} == {"@owner"}
    assert session.store.git.run("log", "--format=%an <%ae>") == b"Ana <ana@example.org>\n"


def test_everything_happens_and_programs_run_when_all_files_are_there(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    output = Output(tmp_path / "out.zip", lambda: b"bundle")
    outcome = Outcome(Nothing(), plan(), output, effects=everything(session, tmp_path))
    assert done(outcome, session, hands)
    assert (tmp_path / "out.zip").read_bytes() == b"bundle"
    assert KEY in session.key_folder.signers("store1")
    assert (tmp_path / "config/config.toml").read_bytes() == b'store = "things"\n'
    assert (tmp_path / ".bashrc").read_text() == "\nsource talktag.sh\n"
    assert not (tmp_path / "draft").exists()
    (ran,) = hands.ran
    assert ran[0] == ("lp", "out.zip")
    assert {"out.zip", ".bashrc", "shell"} <= ran[1]
    assert opened(tmp_path / "things").has(PARTY)


def test_done_once_more_it_comes_to_the_same(session: Session, hands: Hands, tmp_path: Path) -> None:
    effects = everything(session, tmp_path)
    done(Outcome(Nothing(), effects=effects), session, hands)
    before = snapshot(tmp_path)
    done(Outcome(Nothing(), effects=effects), session, hands)
    assert snapshot(tmp_path) == before


def test_a_plan_that_cannot_be_carried_out_leaves_everything_as_it_was(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    effects = everything(session, tmp_path)
    before = snapshot(tmp_path)
    outcome = Outcome(Nothing(), plan(b"another"), Output(tmp_path / "out.zip", lambda: b"x"), effects=effects)
    with pytest.raises(StaleError):
        done(outcome, session, hands)
    assert snapshot(tmp_path) == before
    assert not hands.ran


def test_a_no_to_a_file_that_is_there_leaves_everything_as_it_was(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    (tmp_path / "out.zip").write_bytes(b"mine")
    effects = everything(session, tmp_path)
    before = snapshot(tmp_path)
    hands.agrees = False
    outcome = Outcome(Nothing(), plan(), Output(tmp_path / "out.zip", lambda: b"x"), effects=effects)
    with pytest.raises(DeclinedError):
        done(outcome, session, hands)
    assert snapshot(tmp_path) == before
    assert not opened(tmp_path / "things").has(PARTY)


def test_a_stop_before_the_plan_leaves_everything_as_it_was(session: Session, hands: Hands, tmp_path: Path) -> None:
    def stop() -> bytes:
        raise KeyboardInterrupt

    effects = everything(session, tmp_path)
    before = snapshot(tmp_path)
    first, second = Output(tmp_path / "1.png", lambda: b"x"), Output(tmp_path / "2.png", stop)
    with pytest.raises(KeyboardInterrupt):
        done(Outcome(Nothing(), plan(), first, (second,), effects=effects), session, hands)
    assert snapshot(tmp_path) == before
    assert not opened(tmp_path / "things").has(PARTY)


def test_settings_that_were_changed_meanwhile_are_not_overwritten(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    effects = everything(session, tmp_path)
    (tmp_path / "config/config.toml").write_bytes(b"mine = true\n")
    before = snapshot(tmp_path)
    with pytest.raises(StaleError):
        done(Outcome(Nothing(), plan(), effects=effects), session, hands)
    assert snapshot(tmp_path) == before


def test_keys_that_were_changed_meanwhile_are_not_overwritten(session: Session, hands: Hands, tmp_path: Path) -> None:
    folder = session.key_folder
    late = folder.lock_change(folder.unlock(None), "words", work_factor=2)
    from talktag.seal.keys.key_files import FreshKeys

    change_keys(folder, folder.renewal(folder.unlock(None), FreshKeys.generate()))
    before = snapshot(tmp_path)
    with pytest.raises(StaleError):
        done(Outcome(Nothing(), effects=(late,)), session, hands)
    assert snapshot(tmp_path) == before


def test_a_plan_that_came_too_late_is_made_anew_unless_a_person_was_asked(session: Session, hands: Hands) -> None:
    assert done(Outcome(Nothing(), plan(b"old")), session, hands, lambda: Outcome(Nothing(), plan()))
    asked = Outcome(Nothing(), plan(b"old"), question="Really?")
    with pytest.raises(StaleError):
        done(asked, session, hands, lambda: Outcome(Nothing(), plan()))


def test_a_change_that_a_crash_left_after_the_commit_is_finished_by_the_next_to_open_the_keys(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    """As when the program is killed between the commit and the keys: what was put ready waits, the commit is there."""
    from talktag.ops.keys.pending_change import settle, wait_for

    effect, folder = accepting(session), session.key_folder
    with folder.changing():
        folder.stage(folder.accepting(effect), {}, wait_for(session.store, plan()))  # type: ignore[arg-type]
    settle(folder, lambda _: opened(tmp_path / "things"))
    assert KEY not in folder.signers("store1"), "the commit was never made"
    with folder.changing():
        folder.stage(folder.accepting(effect), {}, wait_for(session.store, plan()))  # type: ignore[arg-type]
    opened(tmp_path / "things").apply(plan())
    settle(folder, lambda _: opened(tmp_path / "things"))
    assert KEY in folder.signers("store1")


def test_a_file_that_is_taken_away_tells_that_a_plan_was_carried_out(session: Session, tmp_path: Path) -> None:
    from talktag.model.plan import Remove
    from talktag.ops.keys.pending_change import wait_for

    store = session.store
    store.apply(plan())
    taking = Plan((Remove(PARTY, store.read(PARTY)),), "Take away\n\nTalktag-Command: undo\n")
    wait = wait_for(store, taking)
    assert wait
    assert not store.was_written(wait.since, wait.written)
    store.apply(taking)
    assert opened(tmp_path / "things").was_written(wait.since, wait.written)


def test_the_history_is_only_remembered_set_back_where_the_owner_looked_at_it(
    session: Session, hands: Hands, tmp_path: Path
) -> None:
    memory = tmp_path / "seen"
    folder = tmp_path / "things"
    session.open_store = lambda: unopened(folder, memory=memory)
    first = session.open_store()
    first.apply(plan())
    assert first.seen
    commit = first.seen.commit()
    first.git.run("reset", "-q", "--hard", "HEAD~1")
    place = str(first.seen.path)
    done(Outcome(Nothing(), effects=(RememberHistory(str(folder), place),)), session, hands)
    assert session.open_store().seen.commit() == commit  # type: ignore[union-attr]
    done(Outcome(Nothing(), effects=(RememberHistory(str(folder), place, set_back=True),)), session, hands)
    assert session.open_store().seen.commit() != commit  # type: ignore[union-attr]


def test_standard_output_is_written_when_the_plan_is_carried_out(session: Session, hands: Hands) -> None:
    with pytest.raises(StaleError):
        done(Outcome(Nothing(), plan(b"no"), Output(None, lambda: b"x"), question="?"), session, hands)
    assert hands.shown == []
    done(Outcome(Nothing(), plan(), Output(None, lambda: b"x")), session, hands)
    assert hands.shown == [b"x"]
