"""One plan, one commit, exactly its files; and where it cannot be carried out, an error and nothing changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import DiskError, InvalidError, StaleError, SyncError, TalktagError
from talktag.model.plan import Change, Move, Plan, Remove, Write
from talktag.store.store import Store
from tests.kit.stores import clean_environment, opened, unopened
from tests.store.laboratory import ONE_SAVE, Laboratory

CAMERA = "products/c/camera.toml"
RECEIPT = "products/c/camera/files/receipt.txt"
Git = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]


def save(store: Store, *changes: Change) -> str | None:
    return store.apply(Plan(changes, "Change it\n\nTalktag-Command: set\n"))


def changed_paths(git: Git, store: Store) -> list[str]:
    return git(store.folder, "show", "--format=", "--name-status", "--no-renames", "HEAD").splitlines()


def test_one_plan_is_one_commit_with_exactly_its_files(store: Store, git: Git, files: Files) -> None:
    camera = store.read(CAMERA)
    made = save(
        store,
        Write("products/d/drill.toml", b"drill"),
        Write(CAMERA, camera + b"more", camera),
        Remove(RECEIPT, store.read(RECEIPT)),
    )
    assert git(store.folder, "rev-parse", "HEAD") == f"{made}\n"
    assert git(store.folder, "rev-list", "--count", "HEAD") == "2\n"
    assert changed_paths(git, store) == [f"M\t{CAMERA}", f"D\t{RECEIPT}", "A\tproducts/d/drill.toml"]
    assert git(store.folder, "log", "-1", "--format=%B") == "Change it\n\nTalktag-Command: set\n\n"
    assert git(store.folder, "status", "--porcelain", "--ignored") == ""
    assert files(store.folder)[CAMERA] == camera + b"more"
    assert git(store.folder, "show", f"HEAD:{CAMERA}").encode() == camera + b"more"


def test_what_the_owner_staged_by_hand_is_not_swept_along_and_stays_staged(store: Store, git: Git) -> None:
    (store.folder / "notes.txt").write_text("mine")
    (store.folder / CAMERA).write_text("by hand")
    git(store.folder, "add", "notes.txt", CAMERA)
    (store.folder / RECEIPT).write_text("by hand, not staged")
    save(store, Write("products/d/drill.toml", b"drill"))
    assert changed_paths(git, store) == ["A\tproducts/d/drill.toml"]
    state = git(store.folder, "status", "--porcelain").splitlines()
    assert sorted(state) == [f" M {RECEIPT}", "A  notes.txt", f"M  {CAMERA}"]


def test_a_hand_edited_file_that_a_plan_does_change_is_taken_from_the_disk(store: Store, git: Git) -> None:
    (store.folder / CAMERA).write_bytes(b"by hand")
    save(store, Write(CAMERA, b"by hand and more", b"by hand"))
    assert git(store.folder, "show", f"HEAD:{CAMERA}") == "by hand and more"
    assert git(store.folder, "status", "--porcelain") == ""


def test_what_was_changed_by_hand_in_a_file_that_a_plan_changes_is_a_commit_of_its_own(store: Store, git: Git) -> None:
    before = store.read(RECEIPT)
    (store.folder / CAMERA).write_bytes(b"by hand")
    told: list[str] = []
    plan = Plan((Write(CAMERA, b"by hand and more", b"by hand"), Remove(RECEIPT, before)), "Change it\n")
    store.apply(plan, tell=told.extend)
    assert told == [CAMERA]
    assert git(store.folder, "show", f"HEAD^:{CAMERA}") == "by hand"
    assert git(store.folder, "show", f"HEAD^:{RECEIPT}").encode() == before
    assert git(store.folder, "log", "-1", "--format=%B", "HEAD^").split("\n\n") == [
        "Save changes made by hand: camera.toml",
        "Talktag-Command: save",
        "",
    ]
    assert git(store.folder, "rev-list", "--count", "HEAD") == "3\n"
    assert git(store.folder, "status", "--porcelain") == ""


def test_a_file_git_never_saw_is_taken_up_before_it_is_changed(store: Store, git: Git) -> None:
    (store.folder / "products/d").mkdir()
    (store.folder / "products/d/drill.toml").write_bytes(b"by hand")
    save(store, Write("products/d/drill.toml", b"by hand and more", b"by hand"))
    assert git(store.folder, "show", "HEAD^:products/d/drill.toml") == "by hand"


def test_a_plan_that_takes_up_what_was_changed_by_hand_is_the_only_commit(store: Store, git: Git) -> None:
    (store.folder / CAMERA).write_bytes(b"by hand")
    save(store, Write(CAMERA, b"by hand", b"by hand"))
    assert git(store.folder, "rev-list", "--count", "HEAD") == "2\n"


@pytest.mark.parametrize(
    "change",
    [
        Write(CAMERA, b"new", b"not what is there"),
        Write(CAMERA, b"new"),
        Write("products/n/none.toml", b"new", b"something"),
        Remove(RECEIPT, b"not what is there"),
        Remove("products/n/none.toml", b""),
        Move(RECEIPT, "products/c/camera/files/other.txt", b"not what is there"),
        Move("products/n/none.toml", "products/c/camera/files/other.txt", b""),
        Move(RECEIPT, CAMERA, b"receipt of the camera\n"),
    ],
    ids=repr,
)
def test_a_plan_made_from_something_else_is_stale_and_writes_nothing(
    change: Change, store: Store, git: Git, files: Files
) -> None:
    before = files(store.folder)
    with pytest.raises(StaleError) as refused:
        save(store, Write("products/d/drill.toml", b"drill"), change)
    assert refused.value.exit_code == 8
    assert files(store.folder) == before
    assert git(store.folder, "rev-list", "--count", "HEAD") == "1\n"


def test_a_file_is_moved_with_its_content_and_its_history(store: Store, git: Git, files: Files) -> None:
    receipt = store.read(RECEIPT)
    save(store, Move(RECEIPT, "products/k/kamera/files/beleg.txt", receipt))
    assert RECEIPT not in files(store.folder)
    assert store.read("products/k/kamera/files/beleg.txt") == receipt
    assert changed_paths(git, store) == [f"D\t{RECEIPT}", "A\tproducts/k/kamera/files/beleg.txt"]
    followed = git(store.folder, "log", "--follow", "--format=%s", "products/k/kamera/files/beleg.txt")
    assert followed.splitlines() == ["Change it", "Start the store"]
    assert git(store.folder, "status", "--porcelain") == ""


def test_an_empty_file_is_a_file(store: Store, git: Git) -> None:
    save(store, Write("products/d/empty.txt", b""))
    assert store.read("products/d/empty.txt") == b""
    assert git(store.folder, "ls-tree", "HEAD", "products/d/empty.txt").split()[2].startswith("e69de29")
    save(store, Write("products/d/empty.txt", b"full", b""))
    save(store, Write("products/d/empty.txt", b"", b"full"))
    save(store, Remove("products/d/empty.txt", b""))
    assert not store.has("products/d/empty.txt")
    assert git(store.folder, "status", "--porcelain") == ""


def test_bytes_git_would_convert_are_stored_as_they_are(store: Store, git: Git) -> None:
    for key, value in {"core.autocrlf": "true", "core.safecrlf": "true", "core.eol": "crlf"}.items():
        git(store.folder, "config", key, value)
    data = b"a\r\nb\nc\rd\x00\xff\xfe"
    save(store, Write("products/d/odd.age", data))
    made = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    assert git(store.folder, "rev-parse", "HEAD:products/d/odd.age") == f"{made}\n"


def test_a_plan_of_nothing_makes_no_commit(store: Store, git: Git) -> None:
    assert save(store) is None
    assert git(store.folder, "rev-list", "--count", "HEAD") == "1\n"


def test_an_identical_content_written_twice_is_harmless(store: Store, git: Git) -> None:
    camera = store.read(CAMERA)
    save(store, Write(CAMERA, camera, camera))
    assert store.read(CAMERA) == camera
    assert git(store.folder, "status", "--porcelain") == ""


def test_a_message_of_odd_characters_is_kept_as_far_as_git_can(store: Store, git: Git) -> None:
    store.apply(Plan((Write("products/d/a.toml", b"a"),), "# not a comment\n\n -- \x1b[31m ünïcödé\n"))
    assert git(store.folder, "log", "-1", "--format=%B") == "# not a comment\n\n -- \x1b[31m ünïcödé\n\n"
    store.apply(Plan((Write("products/d/b.toml", b"b"),), "half a letter \udcff\n"))
    assert git(store.folder, "log", "-1", "--format=%s") == "half a letter ?\n"
    store.apply(Plan((Write("products/d/c.toml", b"c"),), ""))
    assert git(store.folder, "log", "-1", "--format=%B") == "\n"


def test_a_message_git_refuses_changes_nothing(store: Store, git: Git, files: Files) -> None:
    before = files(store.folder)
    with pytest.raises(SyncError):
        store.apply(Plan((Write("products/d/a.toml", b"a"),), "a\0b\n"))
    assert files(store.folder) == before
    assert git(store.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "products/../../x", "a/..", ".", "..", "", "/etc/x", "//x", "/", "a//b", "a/", "/a", "./a"),
        *(".git/config", ".git", ".GIT/config", ".Git/hooks/x", "git~1/config", "GIT~1/x", ".gitmodules"),
        *("a/.git/config", "a/git~1/x", ".gitattributes/x", ".talktag", "-rf", "--help", "a/-rf"),
        *(
            "a\0b",
            "a\nb",
            "a\n",
            "\na",
            "a/b\n",
            "a\tb",
            "a b",
            "a\\b",
            "C:x",
            "C:\\x",
            "a:b",
            "a*",
            "a?",
            'a"b',
            "a|b",
        ),
        *("a.", "a/b.", "a /b", "products/c/käse.toml", "a\u202eb", "a\udcffb", "~", "~/x", "$HOME/x", "%2e%2e/x"),
        *(
            "con",
            "products/c/con.toml",
            "nul",
            "a/AUX.txt",
            "com1.toml",
            "LPT9",
            "conin$",
            "a" * 300,
            "a/" * 3000 + "a",
        ),
    ],
    ids=lambda path: repr(path[:30]),
)
def test_a_path_that_leaves_the_store_or_some_system_cannot_hold_is_refused(
    path: str, store: Store, git: Git, files: Files
) -> None:
    before = files(store.folder.parent)
    for change in (
        Write(path, b"x"),
        Write(path, b"x", b"y"),
        Remove(path, b"x"),
        Move(path, "products/d/x", b"x"),
        Move(RECEIPT, path, b"receipt of the camera\n"),
    ):
        with pytest.raises(InvalidError):
            save(store, change)
    with pytest.raises(InvalidError):
        store.read(path)
    assert not store.has(path)
    assert files(store.folder.parent) == before
    assert git(store.folder, "rev-list", "--count", "HEAD") == "1\n"


def test_a_file_where_a_folder_must_be_and_a_folder_where_a_file_must_be_are_refused(
    store: Store, git: Git, files: Files
) -> None:
    before = files(store.folder)
    for path in (f"{CAMERA}/x", "products/c"):
        with pytest.raises(TalktagError):
            save(store, Write("products/d/drill.toml", b"x"), Write(path, b"x"))
        assert files(store.folder) == before
    assert git(store.folder, "rev-list", "--count", "HEAD") == "1\n"
    assert git(store.folder, "status", "--porcelain") == ""


def test_a_store_named_by_a_relative_path_is_the_same_store(
    store: Store, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.folder.parent)
    save(unopened(Path("store")), Write("products/d/drill.toml", b"x"))
    save(opened(Path("store")), Write("products/e/else.toml", b"x"))
    assert git(store.folder, "rev-list", "--count", "HEAD") == "3\n"


def test_without_git_nothing_is_written_and_the_error_says_how_to_get_it(
    store: Store, environment: dict[str, str], files: Files, tmp_path: Path
) -> None:
    before = files(store.folder)
    (tmp_path / "empty").mkdir()
    without = opened(store.folder, environment | {"PATH": str(tmp_path / "empty")})
    with pytest.raises(SyncError, match="not installed") as failed:
        save(without, Write("products/d/drill.toml", b"x"))
    assert failed.value.exit_code == 11
    assert any("install" in hint for hint in failed.value.hints)
    assert files(store.folder) == before
    not_a_program = tmp_path / "empty/git"
    not_a_program.write_text("#!/nowhere/at/all\n")
    for mode in (0o644, 0o755):
        not_a_program.chmod(mode)
        with pytest.raises(SyncError):
            save(without, Write("products/d/drill.toml", b"x"))
    assert files(store.folder) == before


def test_a_read_only_file_system_is_a_disk_error_and_reading_still_works(
    laboratory: Laboratory, program: Callable[[str], str], files: Files
) -> None:
    unshare = program("unshare")
    folder = laboratory.copy()
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" "$3" "$1" "$4" new'
    arguments = (str(folder), sys.executable, str(ONE_SAVE), str(folder.parent / "cache"))
    if subprocess.run([unshare, "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system of its own")
    before = files(folder)
    done = subprocess.run(
        [unshare, "-m", "sh", "-c", script, "sh", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(folder.parent / "home"),
    )
    assert done.stdout.startswith("refused disk: this store is read-only for you"), done.stdout + done.stderr
    assert "Read-only file system" in done.stdout
    assert done.returncode == DiskError.exit_code
    assert files(folder) == before
    assert laboratory.call(folder, "new").returncode == 0


def test_a_store_in_an_unborn_repository_gets_its_first_commit(
    tmp_path: Path, environment: dict[str, str], git: Git
) -> None:
    folder = tmp_path / "fresh"
    folder.mkdir()
    fresh = Store(folder, lambda: tmp_path / "cache", environment)
    fresh.git.create()
    with pytest.raises(StaleError):
        save(fresh, Remove(CAMERA, b""))
    assert fresh.git.head() is None
    save(fresh, Write(CAMERA, b"x"))
    assert git(folder, "rev-list", "--count", "HEAD") == "1\n"
    assert git(folder, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert git(folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("where", ["users/ana/main", "detached"])
def test_a_save_goes_to_whatever_the_owner_checked_out(where: str, store: Store, git: Git) -> None:
    if where == "detached":
        git(store.folder, "checkout", "--quiet", "--detach")
    else:
        git(store.folder, "checkout", "--quiet", "-b", where)
    before = git(store.folder, "rev-parse", "main")
    save(store, Write("products/d/drill.toml", b"x"))
    assert git(store.folder, "rev-list", "--count", "HEAD") == "2\n"
    assert git(store.folder, "rev-parse", "main") == before
    assert git(store.folder, "pack-refs", "--all") == ""
    save(store, Write("products/e/else.toml", b"x"))
    assert git(store.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "commands",
    [
        ["symbolic-ref HEAD refs/heads/main"],
        ["checkout --quiet -b a/b.c-d"],
        ["pack-refs --all"],
        ["checkout --quiet --detach"],
        ["branch other", "symbolic-ref refs/heads/main refs/heads/other"],
        ["symbolic-ref HEAD refs/heads/unborn"],
        ["symbolic-ref HEAD refs/heads/ünborn"],
    ],
    ids=" ".join,
)
def test_where_a_branch_is_read_to_be_is_where_git_says_it_is(commands: list[str], store: Store, git: Git) -> None:
    for command in commands:
        git(store.folder, *command.split())
    wanted = git(store.folder, "rev-parse", "--verify", "--quiet", "HEAD", fails=True).strip() or None
    assert store.git.tip() == store.git.head() == wanted


def test_a_plan_is_a_value(store: Store) -> None:
    plan = Plan((Write(CAMERA, b"x", store.read(CAMERA)),), "x")
    assert plan._replace(message="y").changes is plan.changes
    with pytest.raises(AttributeError):
        plan.message = "z"  # type: ignore[misc]


def test_every_new_folder_and_file_is_flushed_before_saved_is_said(
    laboratory: Laboratory, program: Callable[[str], str], git: Git
) -> None:
    """What plain git never does: without it, a power cut takes what was said to be saved."""
    folder = laboratory.copy()
    git(folder, "checkout", "--quiet", "-b", "users/ana")
    git(folder, "config", "core.fsyncMethod", "writeout-only")
    git(folder, "config", "core.fsync", "none")
    log = folder.parent / "log"
    program_line = [sys.executable, str(ONE_SAVE), str(folder), str(folder.parent / "cache"), "new"]
    strace = [program("strace"), "-f", "-y", "-q", "-e", "trace=fsync,rename,link,write", "-o", str(log), *program_line]
    assert subprocess.run(strace, check=False, capture_output=True).returncode == 0
    lines = log.read_text()
    before = lines[: lines.index('"saved ')].splitlines()
    flushed = {line.split("<", 1)[1].split(">", 1)[0] for line in before if " fsync(" in line}
    root = str(folder)
    new = git(folder, "rev-list", "--objects", "HEAD", "^HEAD~1").split()
    objects = {name for name in new if len(name) == 40}
    assert len(objects) >= 6
    for path in (
        *("/products", "/products/d", "/products/d/drill", "/products/d/drill/files"),
        *("/.git/objects", "/.git/refs/heads/users", "/.git/refs/heads", "/.git", "/.git/talktag", "/.git/talktag/tmp"),
        *(f"/.git/objects/{name[:2]}" for name in objects),
    ):
        assert f"{root}{path}" in flushed, path
    assert sum("/.git/objects/" in path and "tmp_obj" in path for path in flushed) >= len(objects)
    assert any(path.endswith("refs/heads/users/ana.lock") for path in flushed)


def test_a_folder_that_a_change_empties_goes_and_one_with_anything_else_in_it_stays(store: Store) -> None:
    (store.folder / "products/d/drill/files").mkdir(parents=True)
    for path in ("products/d/drill.toml", "products/d/drill/files/a.txt", "products/d/drill/notes/b.age"):
        save(store, Write(path, b"x"))
    mine = store.folder / "products/d/drill/files/.mine"
    mine.write_text("not talktag's")
    save(store, Remove("products/d/drill/files/a.txt", b"x"), Remove("products/d/drill/notes/b.age", b"x"))
    assert mine.exists()
    assert not (store.folder / "products/d/drill/notes").exists()
    mine.unlink()
    save(store, Write("products/d/drill/files/a.txt", b"x"))
    save(store, Remove("products/d/drill/files/a.txt", b"x"), Remove("products/d/drill.toml", b"x"))
    assert not (store.folder / "products/d").exists()
    assert (store.folder / CAMERA).exists()


def test_a_repository_that_was_never_finished_is_made_anew_and_no_other_one(
    tmp_path: Path, environment: dict[str, str], git: Git
) -> None:
    from talktag.store.git.remains import is_unfinished

    new = Store(tmp_path / "new", lambda: tmp_path / "cache", environment)
    new.folder.mkdir()
    new.git.create()
    directory = new.folder / ".git"
    for name, data in (("HEAD", b"re"), ("config", b"[core]\n\0\0\0"), ("HEAD", b""), ("config", b"[co")):
        (directory / name).write_bytes(data)
        assert is_unfinished(directory), (name, data)
    new.git.create()
    assert git(new.folder, "status", "--porcelain") == ""
    for name, data in (
        ("HEAD", b"0123456789012345678901234567890123456789\n"),
        ("refs/heads/main", b"0123456789012345678901234567890123456789\n"),
        ("packed-refs", b""),
        ("index", b""),
        ("description", b""),
        ("config", b'[core]\n[remote "origin"]\n'),
    ):
        path = directory / name
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(data)
        assert not is_unfinished(directory), name
        path.unlink() if before is None else path.write_bytes(before)
    assert is_unfinished(directory)
    assert not is_unfinished(new.folder)
    assert not is_unfinished(tmp_path / "nothing")
