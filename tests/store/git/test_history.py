"""What was before: told as git tells it, and never a neighbouring commit in place of the one asked for."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.plan import Change, Move, Plan, Remove, Write
from talktag.store.git.past.commit_text import trailers
from talktag.store.git.past.history import History
from talktag.store.git.past.merge_sides import gitpython
from talktag.store.git.past.passed_files import FileChange
from talktag.store.git.safe_settings import SAFE_OPTIONS
from talktag.store.store import Store
from tests.kit.stores import clean_environment, unopened

Git = Callable[..., str]
CAMERA = "products/c/camera.toml"
RECEIPT = "products/c/camera/files/receipt.txt"


@pytest.fixture
def past(store: Store) -> list[str]:
    """A store with some history; its commits, oldest first."""
    camera = store.read(CAMERA)
    receipt = store.read(RECEIPT)
    start = (store.folder / ".git/refs/heads/main").read_text().strip()
    return [
        start,
        *(
            saved(store, *changes)
            for changes in (
                [Write("products/d/drill.toml", b"drill")],
                [Write(CAMERA, camera + b"# sold\n", camera), Remove(RECEIPT, receipt)],
                [
                    Move("products/d/drill.toml", "products/b/bohrer.toml", b"drill"),
                    Write("a b-c".replace(" ", "_"), b"\xff\0"),
                ],
            )
        ),
    ]


def saved(store: Store, *changes: Change, message: str = "Change\n\nTalktag-Command: set\n") -> str:
    return str(store.apply(Plan(tuple(changes), message)))


def fresh(store: Store) -> History:
    return unopened(store.folder).history


def test_the_log_is_that_of_git_newest_first(store: Store, past: list[str], git: Git) -> None:
    told = [(each.commit, each.subject, each.author, int(each.date.timestamp())) for each in store.history.log()]
    listed = git(store.folder, "log", "--format=%H%x00%s%x00%an%x00%ct").splitlines()
    assert [f"{commit}\0{subject}\0{author}\0{when}" for commit, subject, author, when in told] == listed
    assert [each.commit for each in store.history.log()] == past[::-1]
    assert [each.commit for each in store.history.log(limit=2)] == past[:1:-1]
    assert list(store.history.log(limit=0)) == []


@pytest.mark.parametrize(
    ("paths", "commits"),
    [
        ([CAMERA], [2, 0]),
        (["products/c"], [2, 0]),
        (["products/c/"], [2, 0]),
        ([RECEIPT, "products/d/drill.toml"], [3, 2, 1, 0]),
        (["products/d"], [3, 1]),
        (["nowhere"], []),
        (["products/x/-rf", "--all"], []),
    ],
)
def test_the_log_of_a_file_or_folder_holds_the_commits_that_touched_it(
    paths: list[str], commits: list[int], store: Store, past: list[str]
) -> None:
    assert [each.commit for each in store.history.log(paths)] == [past[number] for number in commits]


def test_a_store_without_a_commit_has_an_empty_past(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "fresh").mkdir()
    new = Store(tmp_path / "fresh", lambda: tmp_path / "cache", environment)
    new.git.create()
    assert list(new.history.log()) == []
    assert new.history.file_at(CAMERA, datetime.datetime.now(datetime.UTC).date()) is None
    with pytest.raises(NotFoundError):
        new.history.find("0123")


def test_the_changes_of_a_commit_are_told_with_the_content_before_and_after(store: Store, past: list[str]) -> None:
    camera = b'# mine\nformat = 1\nid = "c000000000001"\nname = "Camera"\n'
    history = store.history
    assert history.changes(past[1]) == (FileChange("products/d/drill.toml", None, b"drill"),)
    assert set(history.changes(past[2])) == {
        FileChange(CAMERA, camera, camera + b"# sold\n"),
        FileChange(RECEIPT, b"receipt of the camera\n", None),
    }
    assert set(history.changes(past[3])) == {
        FileChange("products/d/drill.toml", b"drill", None),
        FileChange("products/b/bohrer.toml", None, b"drill"),
        FileChange("a_b-c", None, b"\xff\0"),
    }
    first = history.changes(past[0])
    assert {each.path for each in first} == {"talktag.toml", ".gitattributes", CAMERA, RECEIPT}
    assert {each.before for each in first} == {None}


def test_a_commit_is_found_by_its_id_or_a_beginning_of_at_least_four_letters(store: Store, past: list[str]) -> None:
    history = store.history
    for commit in past:
        for length in (8, 12, 40):
            assert history.find(commit[:length]).commit == commit
        assert history.find(commit.upper()).commit == commit
    for name in (past[0][:3], "", "HEAD", "main", f"{past[0]}0", past[0][1:], "0000", "-rf", "HEAD~1", "../x"):
        with pytest.raises(NotFoundError):
            history.find(name)


def test_a_beginning_several_commits_have_in_common_is_none_of_them(store: Store, git: Git) -> None:
    """Four letters are soon shared: among a thousand commits, almost surely."""
    stream = b"".join(
        b"commit refs/heads/main\ncommitter A <a@b.example> %d +0000\ndata 2\nn\n%s"
        % (number, b"from refs/heads/main^0\n" if number == 1_700_000_000 else b"")
        for number in range(1_700_000_000, 1_700_001_000)
    )
    git(store.folder, "fast-import", "--quiet", stdin=stream)
    ids = git(store.folder, "rev-list", "HEAD").split()
    assert len(ids) == 1001
    history = fresh(store)
    shared = next(each[:4] for each in ids if sum(other.startswith(each[:4]) for other in ids) > 1)
    with pytest.raises(AmbiguousError) as several:
        history.find(shared)
    commits = [each for each in ids if each.startswith(shared)]
    assert sorted(line.split()[0] for line in several.value.details) == sorted(each[:12] for each in commits)
    assert several.value.exit_code == 5
    for commit in commits:
        assert history.find(commit).commit == commit


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A time zone in which the days are not those of UTC."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_file_at_a_day_is_what_it_was_when_that_day_ended_here(
    noon: None, store: Store, environment: dict[str, str]
) -> None:
    times = {
        "before the day": "2024-03-01T23:59:59",
        "first of the day": "2024-03-02T00:00:00",
        "last of the day": "2024-03-02T23:59:59",
        "after the day": "2024-03-03T00:00:00",
    }
    (store.folder / ".git/refs/heads/main").unlink()
    content: bytes | None = store.read(CAMERA)
    for name, moment in times.items():
        stamp = f"{int(datetime.datetime.fromisoformat(moment).timestamp())} +0000"
        dated = unopened(store.folder, environment | {"GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp})
        saved(dated, Write(CAMERA, name.encode(), content))
        content = name.encode()
    history = fresh(store)
    for day, expected in {
        (1969, 12, 31): None,
        (1, 1, 1): None,
        (1970, 1, 1): None,
        (1999, 12, 31): None,
        (2024, 2, 29): None,
        (2024, 3, 1): b"before the day",
        (2024, 3, 2): b"last of the day",
        (2024, 3, 3): b"after the day",
        (2037, 1, 1): b"after the day",
        (2101, 1, 1): b"after the day",
        (9999, 12, 31): b"after the day",
    }.items():
        assert history.file_at(CAMERA, datetime.date(*day)) == expected, day
    assert history.file_at("products/n/none.toml", datetime.date(2030, 1, 1)) is None
    assert history.file_at(RECEIPT, datetime.date(2030, 1, 1)) is None


def test_the_newest_content_is_that_of_the_last_commit_not_of_the_disk(store: Store, past: list[str]) -> None:
    (store.folder / CAMERA).write_bytes(b"by hand")
    assert (store.history.file_now(CAMERA) or b"").endswith(b"# sold\n")
    assert store.history.file_now(RECEIPT) is None


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Add\n\nTalktag-Command: add\n", ("add", None)),
        ("Undo\n\nTalktag-Command: undo\nTalktag-Undoes: 0123\n", ("undo", "0123")),
        ("Undo\n\nSigned-off-by: A\nTalktag-Undoes: 0123\nTalktag-Command: undo\n", ("undo", "0123")),
        ("By hand", (None, None)),
        ("Talktag-Command: add", (None, None)),
        ("Talktag-Command: add\n\nnot a trailer\n", (None, None)),
        ("Add\n\nTalktag-Command: add\n\nNo trailer any more\n", (None, None)),
        ("Add\n\nTalktag-Command:add\ntalktag-undoes: 1\n", (None, None)),
        ("Add\n\nTalktag-Command: add: b: c\n\n\n", ("add: b: c", None)),
        ("", (None, None)),
    ],
)
def test_what_a_commit_says_of_its_command_is_read_from_its_last_paragraph(
    message: str, told: tuple[str | None, str | None], store: Store, git: Git
) -> None:
    who = {f"GIT_{who}_{what}": "o" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git(
        store.folder,
        "commit",
        "--quiet",
        "--allow-empty",
        "--allow-empty-message",
        "-F",
        "-",
        stdin=message.encode(),
        **who,
    )
    newest = next(fresh(store).log())
    assert (newest.command, newest.undoes) == told
    assert newest.subject == message.split("\n", 1)[0]


def test_only_the_trailers_asked_for_are_told() -> None:
    assert trailers("a\n\nX: 1\nY: 2\n", ["Y"]) == {"Y": "2"}
    assert trailers("a\n\nY: 1\nY: 2\n", ["Y"]) == {"Y": "2"}


def test_signed_commits_and_merges_are_told_like_any_other(store: Store, past: list[str], git: Git) -> None:
    who = {f"GIT_{who}_{what}": "o" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git(store.folder, "checkout", "--quiet", "-b", "other", past[1])
    (store.folder / "theirs.txt").write_text("x")
    git(store.folder, "add", "theirs.txt")
    git(store.folder, "commit", "--quiet", "-m", "Theirs", **who)
    git(store.folder, "checkout", "--quiet", "main")
    git(store.folder, "merge", "--quiet", "--no-edit", "other", **who)
    history = fresh(store)
    merge = next(history.log())
    assert merge.subject.startswith("Merge branch")
    assert history.changes(merge.commit) == (FileChange("theirs.txt", None, b"x"),)
    assert len(list(history.log())) == 6


@pytest.mark.parametrize("zone", ["+0000", "-0330", "+1345"])
def test_a_message_in_another_encoding_and_a_time_of_another_place_are_told_as_git_tells_them(
    zone: str, store: Store, past: list[str], git: Git
) -> None:
    who = {f"GIT_{who}_{what}": "Zo\xeb" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    options = ("-c", "i18n.commitEncoding=ISO-8859-1")
    text = "Caf\xe9\n\n    four blanks\n\nTalktag-Command: set\n"
    when = {"GIT_COMMITTER_DATE": f"1700000000 {zone}"}
    git(store.folder, *options, "commit", "--quiet", "--allow-empty", "-m", text, **who, **when)
    told = next(fresh(store).log())
    assert told.author == git(store.folder, "log", "-1", "--format=%an", "--encoding=UTF-8").strip()
    assert told.subject == git(store.folder, "log", "-1", "--format=%s", "--encoding=UTF-8").strip()
    assert told.date.isoformat() == git(store.folder, "log", "-1", "--format=%cI").strip().replace("Z", "+00:00")
    assert told.command == "set"


def test_reading_the_past_leaves_no_process_and_changes_nothing(
    store: Store, past: list[str], files: Callable[[Path], dict[str, bytes]]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (store.folder / ".git").rglob("*")}
    script = """
import os, sys
from pathlib import Path
from talktag.store.store import Store
history = Store.open(Path(sys.argv[1]), lambda: Path(sys.argv[2]), os.environ).history
newest = next(history.log())
history.changes(newest.commit)
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", script, str(store.folder), os.devnull],
        env=clean_environment(store.folder.parent / "home"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {path: path.stat().st_mtime_ns for path in (store.folder / ".git").rglob("*")} == before


def test_it_is_read_under_the_settings_of_every_other_git(store: Store) -> None:
    """GitPython adds to the process's own variables, so that all of them are given to it as variables."""
    git = gitpython(store.folder)
    for option in SAFE_OPTIONS[1::2]:
        key, _, value = option.partition("=")
        assert git.config("--get", key) == value
    assert git.rev_parse("--absolute-git-dir") == str(store.folder / ".git")
