"""Who a commit is by: the owner as their own Git knows them, else the owner of the store; signed where they sign."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import SyncError
from talktag.model.plan import Plan, Write
from talktag.store.store import Store
from tests.kit.stores import opened, unopened

Git = Callable[..., str]


def author(store: Store, environment: dict[str, str], git: Git) -> str:
    """Save once in that environment; author and committer of the commit."""
    saving = opened(store.folder, environment)
    number = len(store.names("products"))
    saving.apply(Plan((Write(f"products/x{number}/a.toml", b"x"),), "Add\n"))
    return git(store.folder, "log", "-1", "--format=%an <%ae>, %cn <%ce>").strip()


def configure(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / ".gitconfig").write_text(text)


def test_where_git_knows_nobody_it_is_the_owner_of_the_store(
    store: Store, environment: dict[str, str], git: Git
) -> None:
    assert author(store, environment, git) == "Ana Lund <ana@store.example>, Ana Lund <ana@store.example>"


def test_the_owners_git_identity_is_used(store: Store, environment: dict[str, str], git: Git) -> None:
    configure(Path(environment["HOME"]), "[user]\nname = Ana Git\nemail = ana@git.example\n")
    assert author(store, environment, git) == "Ana Git <ana@git.example>, Ana Git <ana@git.example>"


def test_a_half_known_identity_is_made_whole(store: Store, environment: dict[str, str], git: Git) -> None:
    configure(Path(environment["HOME"]), "[user]\nname = Ana Git\n")
    assert author(store, environment, git) == "Ana Git <ana@store.example>, Ana Git <ana@store.example>"


def test_the_settings_the_owner_names_in_the_environment_are_the_ones_read(
    store: Store, environment: dict[str, str], git: Git, tmp_path: Path
) -> None:
    configure(Path(environment["HOME"]), "[user]\nname = Home\nemail = home@git.example\n")
    (tmp_path / "other").write_text("[user]\nname = Other\nemail = other@git.example\n")
    other = environment | {"GIT_CONFIG_GLOBAL": str(tmp_path / "other")}
    assert author(store, other, git) == "Other <other@git.example>, Other <other@git.example>"
    nobody = environment | {"GIT_CONFIG_GLOBAL": "/dev/null"}
    assert author(store, nobody, git) == "Ana Lund <ana@store.example>, Ana Lund <ana@store.example>"


def test_the_store_itself_may_name_who_keeps_it(store: Store, environment: dict[str, str], git: Git) -> None:
    git(store.folder, "config", "user.name", "Store")
    git(store.folder, "config", "user.email", "store@git.example")
    assert author(store, environment, git) == "Store <store@git.example>, Store <store@git.example>"


def test_gits_own_variables_come_first(store: Store, environment: dict[str, str], git: Git) -> None:
    configure(Path(environment["HOME"]), "[user]\nname = Ana Git\nemail = ana@git.example\n")
    variables = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@x.example",
        "GIT_AUTHOR_DATE": "1700000000 +0100",
        "GIT_COMMITTER_NAME": "C",
    }
    assert author(store, environment | variables, git) == "A <a@x.example>, C <ana@git.example>"
    assert git(store.folder, "log", "-1", "--format=%ad", "--date=raw") == "1700000000 +0100\n"


@pytest.mark.parametrize("name", ["<>", "...", '"', " ; "])
def test_an_owner_whose_name_git_could_not_hold_can_save_all_the_same(
    name: str, store: Store, environment: dict[str, str], git: Git
) -> None:
    opened = unopened(store.folder, environment)
    opened.apply(Plan((Write("products/x/a.toml", b"x"),), "Add\n"), author=(name, name))
    assert git(store.folder, "log", "-1", "--format=%an <%ae>") == "talktag <talktag@localhost>\n"


def test_the_reference_log_tells_what_happened_and_by_whom(store: Store, environment: dict[str, str], git: Git) -> None:
    author(store, environment, git)
    assert git(store.folder, "reflog", "--format=%gn %gs").splitlines()[0] == "Ana Lund talktag: Add"


@pytest.fixture
def signing(environment: dict[str, str], program: Callable[[str], str], tmp_path: Path) -> Path:
    """The home of an owner whose Git signs every commit with an SSH key; the file that says whose key it is."""
    home = Path(environment["HOME"])
    home.mkdir()
    key = home / "id_ed25519"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "ana", "-f", str(key)], check=True)
    configure(
        home,
        f"[user]\nname = Ana\nemail = ana@git.example\nsigningKey = {key}\n"
        "[gpg]\nformat = ssh\n[commit]\ngpgSign = yes\n",
    )
    allowed = tmp_path / "allowed"
    allowed.write_text(f"ana@git.example {key.with_suffix('.pub').read_text()}")
    return allowed


def test_a_commit_is_signed_where_the_owners_git_signs(
    signing: Path, store: Store, environment: dict[str, str], git: Git
) -> None:
    author(store, environment, git)
    verify = ("-c", f"gpg.ssh.allowedSignersFile={signing}", "verify-commit", "HEAD")
    said = subprocess.run(
        ["git", *verify], cwd=store.folder, env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0
    assert 'Good "git" signature for ana@git.example' in said.stderr


def test_a_signature_that_cannot_be_made_is_an_error_and_nothing_changes(
    signing: Path, store: Store, environment: dict[str, str], git: Git, files: Callable[[Path], dict[str, bytes]]
) -> None:
    (signing.parent / "home/id_ed25519").unlink()
    before = files(store.folder)
    with pytest.raises(SyncError) as failed:
        author(store, environment, git)
    assert failed.value.details, "git's own words"
    assert files(store.folder) == before
    assert git(store.folder, "rev-list", "--count", "HEAD") == "1\n"
