"""The keys of a store's settings are read here as git reads them, or git is asked; which of them do no harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talktag.store.git.vetting import is_harmless, plain_keys
from talktag.store.store import Store
from tests.store.hostile import OPERATIONS, again

ODD_SECTIONS = ("diff.", "log.", "status.", "format.", "i18n.", "core.quote", "core.abbrev", "grep.")
ODD_VALUES = {
    "core.abbrev": "4",
    "diff.algorithm": "patience",
    "diff.ignoreSubmodules": "all",
    "diff.submodule": "log",
    "diff.context": "0",
    "diff.interHunkContext": "9",
    "diff.renameLimit": "1",
    "diff.statGraphWidth": "3",
    "diff.dirstat": "files",
    "diff.wordRegex": ".",
    "diff.wsErrorHighlight": "all",
    "diff.colorMovedWS": "no",
    "i18n.commitEncoding": "ISO-8859-1",
    "i18n.logOutputEncoding": "UTF-16",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "on",
    "log.graphColors": "red",
    "log.excludeDecoration": "x",
    "status.renameLimit": "1",
    "status.showUntrackedFiles": "no",
    "format.pretty": "oneline",
    "format.numbered": "auto",
    "color.ui": "always",
}
PIECES = ["[core]", '[remote "a"]', "[a.b]", '[x "y z', '"]', "\tname = Ana", "key", "=", "v", "\n", "\n", " ", "\t"]
ODD = ['"', "\\", "#", ";", "\r", "\r\n", "\0", "]", "[", "1k = 2", "a-b = 1", "é", "\ufeff", "\x0b", "\\\n", "; x\\\n"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(PIECES * 3 + ODD), max_size=12).map("".join))
@example(text="[core]\n\tbare = false\n[core]\n\tfsmonitor\n")
@example(text='[Remote "A.b"]\n\tURL = x\n# said\\\n\tpushUrl=\n')
@example(text="[core]\n\tname = a \\\n\tbare = false\n")
def test_keys_read_without_git_are_those_that_git_lists(
    text: str, tmp_path_factory: pytest.TempPathFactory, git: Callable[..., str]
) -> None:
    keys = plain_keys(text.encode())
    if keys is not None:
        path = tmp_path_factory.getbasetemp() / "settings"
        path.write_bytes(text.encode())
        listed = git(path.parent, "config", "--file", str(path), "--no-includes", "--list", "--name-only", "-z")
        assert keys == listed.split("\0")[:-1]


def test_the_settings_of_a_new_store_and_of_a_clone_need_no_git(store: Store, git: Callable[..., str]) -> None:
    git(store.folder, "clone", "--quiet", ".", str(store.folder.parent / "clone"))
    for path in (store.folder, store.folder.parent / "clone"):
        keys = plain_keys((path / ".git/config").read_bytes())
        assert keys
        assert all(map(is_harmless, keys))


def test_a_key_hidden_from_a_plain_reader_is_left_to_git() -> None:
    for text in ("[core] fsmonitor = x\n", '[co\\\nre]\nx = "\n"', "[core]\nbare = \\\nfsmonitor = x\n", "fsmonitor=x"):
        assert plain_keys(text.encode()) is None, text


# What git, its graphical programs, editors and the clients of code forges write, one by one.
HARMLESS = re.findall(
    r"\S+",
    """
core.bare Core.Bare core.sharedRepository core.commitGraph user.signingKey user.useConfigOnly pack.window
remote.origin.url remote.a.b.url remote.pushDefault remote.origin.gh-resolved remote.origin.followRemoteHEAD
remote.origin.fork-remote-name remote.origin.github-pr-remote remote.origin.mirror remote.origin.skipFetchAll
branch..merge branch.main.pushRemote branch.main.vscode-merge-base branch.main.github-pr-owner-number
branch.sort branch.a.b/c.gk-last-accessed branch.main.gk-merge-target branch.main.base branch.autoSetupMerge
branch.main.note gui.wmstate gui.geometry gui.encoding gitflow.branch.master gitlens.x.y submodule.active
submodule.lib.url submodule.lib.active submodule.recurse lfs.repositoryformatversion
lfs.https://git.example/x.git/info/lfs.access receive.denyCurrentBranch receive.denyNonFastForwards
status.showUntrackedFiles status.short log.date log.decorate diff.noprefix diff.algorithm diff.colorMoved
fetch.recurseSubmodules fetch.fsckObjects transfer.fsckObjects maintenance.a.b maintenance.strategy
commitgraph.generationversion gc.auto color.ui color.pager color.diff.old advice.addIgnoredFile
i18n.commitEncoding index.skipHash feature.manyFiles rebase.autoStash rerere.enabled stash.showPatch tag.sort
column.ui merge.conflictStyle merge.renames grep.lineNumber mergetool.keepBackup blame.coloring push.followTags
http.postBuffer protocol.version
""",
)
HARMFUL = re.findall(
    r"\S+",
    """
core.fsmonitor core.hooksPath core.newThing remote.origin.vcs remote.origin.uploadpack remote.origin.proxy
remote.origin.promisor remote.origin.receivepack branch.main.mergeOptions submodule.lib.update diff.tool
merge.tool diff.x.textconv diff.x.command diff.external diff.orderFile merge.x.driver commit.template
blame.ignoreRevsFile mailmap.file format.outputDirectory init.templateDir gc.recentObjectsHook fetch.bundleURI
log.showSignature hook.x.command hook.x.event alias.st alias.x.command pager.log trace2.eventTarget
sendemail.smtpServer credential.helper gpg.format extensions.worktreeConfig extensions.refStorage
includeIf.x.path http.sslCAInfo url.ext::sh.insteadOf safe.directory man.viewer web.browser browser.x.cmd
tar.tgz.command trailer.x.cmd uploadpack.packObjectsHook lfs.customtransfer.x.path gitlens.x.command
someone.program new.section.preCommitHook vscode.editor x.y.script core core. .bare x. color
""",
)
HARMFUL += ["", ".", "remote.a\nb.url", "color.a\nb"]


@pytest.mark.parametrize("key", HARMLESS)
def test_a_key_that_can_do_no_harm_is_let_be(key: str) -> None:
    assert is_harmless(key)


@pytest.mark.parametrize("key", HARMFUL)
def test_a_key_that_can_run_or_reach_out_is_not(key: str) -> None:
    assert not is_harmless(key)


def test_the_commands_do_the_same_whatever_harmless_keys_say(store: Store, git: Callable[..., str]) -> None:
    """Git's own keys that change what it prints, set the other way round."""
    before = {name: OPERATIONS[name](again(store)) for name in ("log", "file_at", "unsaved", "broken_objects")}
    for key in git(store.folder, "help", "--config").split():
        if key.startswith(ODD_SECTIONS) and "<" not in key and "*" not in key and is_harmless(key):
            git(store.folder, "config", "--file", ".git/config", key, ODD_VALUES.get(key, "true"))
            if "fatal:" in git(store.folder, "status", fails=True) + git(store.folder, "log", "-1", "-p", fails=True):
                git(store.folder, "config", "--file", ".git/config", "--unset", key)  # a newer git wants another value
    assert git(store.folder, "config", "--file", ".git/config", "diff.noprefix") == "true\n"
    assert {name: OPERATIONS[name](again(store)) for name in before} == before
    OPERATIONS["apply"](again(store))
    assert list(OPERATIONS["log"](again(store)))[1:] == before["log"]


def test_a_settings_file_that_cannot_be_told_without_git_is_still_vetted(store: Store, tmp_path: Path) -> None:
    path = store.folder / ".git/config"
    path.write_text(path.read_text() + '[user] name = "Ana" ; the owner\n')
    assert plain_keys(path.read_bytes()) is None
    store.git.check()
