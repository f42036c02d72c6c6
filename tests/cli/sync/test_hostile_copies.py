"""What a copy, what comes from it, or the store's own settings could run or reach on the way: nothing does."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.two_computers import Several


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What is there once a program was run that must not be."""
    return tmp_path / "ran"


def program(ran: Path, name: str = "program") -> Path:
    path = ran.parent / name
    path.write_text(f"#!/bin/sh\necho {name} >> {ran}\n")
    path.chmod(0o755)
    return path


HOOKS = ("pre-receive", "update", "post-receive", "post-update", "reference-transaction", "proc-receive")


def test_no_hook_and_no_program_of_a_copy_on_this_computer_runs(two: Several, ran: Path) -> None:
    desk, laptop = two.computers
    (two.hub / "hooks").mkdir(exist_ok=True)
    for name in HOOKS:
        program(ran, name).rename(two.hub / "hooks" / name)
    named = program(ran, "named")
    settings = ("core.fsmonitor", "core.alternateRefsCommand", "uploadpack.packObjectsHook", "core.sshCommand")
    for key in (*settings, "core.pager", "gpg.program", "filter.x.smudge", "filter.x.process", "core.gitProxy"):
        two.git("config", key, str(named))
    (two.hub / "objects/info/alternates").write_text(f"{desk.things}/.git/objects\n")
    laptop.ok("set", "drill", "place=cellar")
    laptop.ok("sync")
    assert "1 change came" in desk.run("sync").err
    assert not ran.exists()


def test_a_copy_with_a_worktree_is_not_written_into(two: Several, ran: Path) -> None:
    desk, laptop = two.computers
    desk.git("config", "receive.denyCurrentBranch", "updateInstead")
    laptop.git("config", "remote.origin.url", str(desk.things))
    laptop.ok("set", "drill", "place=cellar")
    before = desk.state
    done = laptop.run("sync")
    assert (done.code, "send to a bare repository" in done.err) == (11, True)
    assert desk.state == before


SETTINGS = (
    *("core.sshCommand", "core.askPass", "core.fsmonitor", "core.hooksPath", "core.gitProxy", "credential.helper"),
    *("remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "remote.origin.proxy"),
    *("uploadpack.packObjectsHook", "protocol.allow", "protocol.ext.allow", "url.ext::sh.insteadOf", "http.proxy"),
    *("include.path", "filter.x.clean", "gpg.program", "ssh.variant.command"),
)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_of_the_store_that_could_run_a_program_is_refused_before_anything_goes_out(
    key: str, two: Several, ran: Path
) -> None:
    _, laptop = two.computers
    laptop.git("config", key, str(program(ran)))
    done = laptop.run("sync")
    assert (done.code, "which could run a program or reach out" in done.err) == (10, True)
    assert not ran.exists()


ADDRESSES = ("ext::sh -c touch% ran", "--upload-pack=touch ran", "-oProxyCommand=touch ran", "ssh://-oProxyCommand=x/y")
ADDRESSES += ("http://example.org/x", "git://example.org/x", "fd::17", "::x", "ftp://example.org/x", "a\nb", "")


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_address_is_anything_but_a_place(url: str, computer: Computer) -> None:
    done = computer.run("sync", "--remote", url, "--yes")
    assert (done.code, "an address is https://" in done.err) == (6, True), done.err
    computer.git("config", "remote.origin.url", url)
    assert computer.run("sync").code != 0
    assert not list(computer.folder.rglob("ran"))
    assert computer.run("sync").code in {6, 4}


def test_an_address_that_the_persons_own_settings_turn_into_a_program_is_refused_by_git(
    two: Several, ran: Path
) -> None:
    _, laptop = two.computers
    laptop.write(
        ".gitconfig", f'[url "ext::{program(ran)} "]\n\tinsteadOf = file://\n[protocol "ext"]\n\tallow = always\n'
    )
    done = laptop.run("sync")
    assert (done.code, "not allowed" in done.err) == (11, True)
    assert not ran.exists()


def test_the_persons_own_ssh_is_the_one_that_goes_out(two: Several, ran: Path) -> None:
    """As with git itself: it stands in the person's settings or environment, never in the store."""
    _, laptop = two.computers
    laptop.write(".gitconfig", f"[core]\n\tsshCommand = {program(ran)}\n")
    laptop.git("config", "remote.origin.url", "git@example.invalid:things.git")
    assert laptop.run("sync").code == 11
    assert set(ran.read_text().split()) == {"program"}  # git asks it twice


def push(two: Several, files: Sequence[tuple[str, str, str]], tmp_path: Path) -> None:
    """Put a commit on the copy as somebody does who may push to it: mode, path, content."""
    lines = []
    for mode, path, content in files:
        words = ["git", "-C", str(two.hub), "hash-object", "-w", "--stdin"]
        blob = content if mode == "160000" else subprocess.check_output(words, input=content.encode()).decode().strip()
        lines.append(f"{mode} {blob}\t{path}\n")
    index = {"GIT_INDEX_FILE": str(tmp_path / "index"), "GIT_DIR": str(two.hub), "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", "read-tree", "main"], env=index, check=True)
    subprocess.run(["git", "update-index", "--index-info"], input="".join(lines).encode(), env=index, check=True)
    tree = subprocess.check_output(["git", "write-tree"], env=index).decode().strip()
    who = ["git", "-c", "user.name=Eve", "-c", "user.email=e@example.org"]
    words = [*who, "commit-tree", "-p", "main", "-m", "nothing of note", tree]
    commit = subprocess.check_output(words, env=index).decode().strip()
    subprocess.run(["git", "update-ref", "refs/heads/main", commit], env=index, check=True)


STRANGE = (
    ("120000", "products/d/drill/files/x.txt", "/etc/passwd"),
    ("120000", "products/e", "/etc"),
    ("160000", "products/m", "0123456789012345678901234567890123456789"),
    ("100644", ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = -u./ran\n'),
    ("100644", "products/d/drill/files/con.txt", "a device on some systems"),
    ("100644", "products/d/\x1b[31mdrill.toml", "x"),
    ("100644", ".envrc", "touch ran"),
)


@pytest.mark.parametrize("file", STRANGE, ids=lambda each: repr(each[1]))
def test_what_no_store_holds_is_named_and_nothing_of_it_is_taken(
    file: tuple[str, str, str], two: Several, tmp_path: Path
) -> None:
    _, laptop = two.computers
    push(
        two,
        [file, ("100644", "products/k/kettle.toml", 'format = 1\nid = "k000000000001"\nname = "Kettle"\n')],
        tmp_path,
    )
    before = laptop.state
    done = laptop.run("sync")
    assert (done.code, laptop.state) == (6 if done.code == 6 else 11, before)
    assert "nothing was taken" in done.err or "could not fetch" in done.err
    assert "\x1b[31m" not in done.err + done.out
    laptop.ok("list")


BROKEN = (
    ("products/d/drill.toml", 'format = 1\nid = "d"\nname = \n'),
    ("products/d/drill.toml", 'format = 99\nname = "x"\n'),
    ("products/d/drill/entries.toml", "entry = [\n{ id = 1 \n"),
    ("talktag.toml", "format = 1\n"),
    ("parties/eve.toml", 'format = 1\nname = ""\n'),
    ("products/x/x.toml", "<<<<<<< ours\n"),
)


@pytest.mark.parametrize(("path", "text"), BROKEN, ids=lambda each: each[:20])
def test_a_record_that_does_not_hold_up_is_named_and_nothing_is_taken(
    path: str, text: str, two: Several, tmp_path: Path
) -> None:
    """Also where it is mended later: then all of it comes."""
    desk, laptop = two.computers
    kept = two.git("rev-parse", "main").strip()
    push(two, [("100644", path, text)], tmp_path)
    before = laptop.state
    for flag in ((), ("--dry-run",), ("--prefer", "there")):
        done = laptop.run("sync", *flag)
        assert (done.code, laptop.state) == (6, before)
        assert f"{path}" in done.err
    two.git("update-ref", "refs/heads/main", kept)
    desk.ok("add", "Kettle")
    desk.ok("sync")
    laptop.ok("sync")
    assert "Kettle" in laptop.ok("list")


def test_a_store_that_was_begun_apart_is_refused_with_the_reason(computer: Computer, two: Several) -> None:
    before, there = computer.state, two.git("rev-parse", "main")
    done = computer.run("sync", "--remote", str(two.hub), "--yes")
    assert (done.code, "were begun apart" in done.err) == (11, True)
    assert (computer.state, two.git("rev-parse", "main")) == (before, there)


def test_a_password_in_an_address_is_told_nowhere(two: Several) -> None:
    _, laptop = two.computers
    url = "https://ana:secret@localhost:1/x.git"
    done = laptop.run("sync", "--remote", url, "--yes")
    assert (done.code, "has a password in it" in done.err, "secret" in done.err) == (6, True, False)
    laptop.git("config", "remote.origin.url", url)  # where git put it itself
    done = laptop.run("sync")
    assert (done.code, "could not fetch" in done.err, "secret" in done.out + done.err) == (11, True, False), done.err


MIDDLES = (
    ("MERGE_HEAD", "a merge is not finished"),
    ("CHERRY_PICK_HEAD", "a cherry-pick is not finished"),
    ("REVERT_HEAD", "a revert is not finished"),
    ("shallow", "shallow clone"),
)


@pytest.mark.parametrize(("name", "words"), MIDDLES)
def test_a_repository_in_the_middle_of_something_is_refused_with_what_to_type(
    name: str, words: str, two: Several
) -> None:
    _, laptop = two.computers
    (laptop.things / ".git" / name).write_bytes(laptop.git("rev-parse", "HEAD"))
    done = laptop.run("sync")
    assert (done.code, words in done.err, "git -C" in done.err) == (11, True, True)


def test_a_store_on_no_branch_or_on_one_that_is_not_there_is_refused_with_what_to_type(two: Several) -> None:
    _, laptop = two.computers
    laptop.git("switch", "--quiet", "-c", "mine")
    done = laptop.run("sync")
    assert (done.code, 'has no branch "mine"' in done.err, "git switch main" in done.err) == (11, True, True)
    laptop.git("switch", "--quiet", "--detach", "main")
    done = laptop.run("sync")
    assert (done.code, "on no branch" in done.err) == (11, True)


def test_several_remotes_are_listed_and_one_is_taken_by_its_name(two: Several, tmp_path: Path) -> None:
    _, laptop = two.computers
    laptop.git("remote", "rename", "origin", "stick")
    laptop.git("remote", "add", "other", str(tmp_path / "nowhere"))
    assert "nothing came" in laptop.run("sync").err  # the one of the branch
    laptop.git("branch", "--unset-upstream")
    done = laptop.run("sync")
    assert (done.code, "stick" in done.err, "other" in done.err) == (5, True, True)
    assert "nothing came" in laptop.run("sync", "--remote", "stick").err
    done = laptop.run("sync", "--remote", "other")
    assert (done.code, "does not appear to be a git repository" in done.err) == (11, True)


def test_a_copy_in_which_tables_were_committed_brings_none_of_them(two: Several) -> None:
    """They would be in the history of this computer too, from where nothing is deleted."""
    desk, laptop = two.computers
    laptop.write("things/tables/boat.toml", "format = 1\n")
    laptop.git("add", "-f", "tables/boat.toml")
    laptop.git("-c", "user.name=x", "-c", "user.email=x@store.example", "commit", "-qm", "by hand")
    laptop.git("push", "-q", "origin", "HEAD:main")
    before = desk.state
    done = desk.run("sync")
    assert (done.code, "what came holds what talktag does not keep" in done.err) == (6, True)
    assert '"tables/boat.toml"' in done.err
    assert desk.state == before


def test_what_lies_beside_the_history_is_neither_sent_nor_told_of(two: Several) -> None:
    desk, laptop = two.computers
    for path, text in {"boat.toml": "format = 1\n", ".gitignore": "*\n"}.items():
        laptop.write(f"things/tables/{path}", text)
    laptop.ok("set", "drill", "place=cellar")
    assert "tables" not in laptop.run("sync").err
    desk.ok("sync")
    assert not (desk.things / "tables").exists()
