"""A store received from a stranger: whatever command is typed in it, no program that it names ever runs.

What each of its settings does by itself is looked at in tests/store; here is every command that there is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_json import COMMANDS, ELSEWHERE
from tests.kit.menus import BACKPACK, OFFER
from tests.store.hostile import HOOKS, KEYS

if TYPE_CHECKING:
    from tests.kit.computer import Computer

# A line for each command whose example needs another person or another computer; `demo` makes a folder of its own.
LINES = {
    **COMMANDS,
    "key new": "key new Ana --no-passphrase",
    "key restore": "key restore recovery.txt --no-passphrase --yes",
    "key use": "key use signing --yes",
    "party check": "party check fix-it",
    "receive": "receive answer.zip --signer other.pub --yes",
    "inbox show": "inbox show 1",
    "inbox take": "inbox take 1 --signer other.pub --yes",
    "inbox drop": "inbox drop 1 --yes",
    "inbox fetch": "inbox fetch --again",
    "rule show": "rule show back",
    "rule try": "rule try back",
    "rule export": "rule export back --as krl -o back.krl",
    "rule add": "rule add theirs.toml --from fix-it --yes",
    "finder check": "finder check site",
    "mcp": "mcp",
    "proposals show": "proposals show 7k3",
    "proposals approve": "proposals approve 7k3",
    "proposals drop": "proposals drop --all",
    "wish show": "wish show lens",
    "wish set": "wish set lens --most 7EUR",
    "wish send": "wish send lens --to fix-it --by-name --in-the-clear -o lens.zip --yes",
    "wish offers": "wish offers lens",
    "wish choose": "wish choose lens fix-it --in-the-clear -o taken.zip --yes",
    "wish end": "wish end lens",
    "wish menu": "wish menu menu.json",
    "wish compose": "wish compose lens --menu menu.json cloth=canvas",
    "wish page": "wish page lens -o lens.html",
    "wish take": "wish take lens offer.json --from fix-it --yes",
    "wish export": "wish export lens -o lens.jsonld",
    "wish drop": "wish drop lens",
    "wish offer": "wish offer boat --price 5EUR --in-the-clear -o offer.zip --yes",
    "tables show": "tables show boat",
    "tables forget": "tables forget boat --yes",
    "terms show": "terms show Ångström",
    "terms offer": "terms offer Ångström --to fix-it --in-the-clear -o offer.zip --yes",
    "terms accept": "terms accept Ångström --in-the-clear -o yes.zip --yes",
    "terms refuse": "terms refuse Ångström --in-the-clear -o no.zip --yes",
    "terms counter": "terms counter Ångström --with Ångström --in-the-clear -o other.zip --yes",
    "terms withdraw": "terms withdraw Ångström --in-the-clear -o gone.zip --yes",
    "terms receipt": "terms receipt Ångström -o receipt.jsonld",
    "terms breach": "terms breach Ångström --in-the-clear -o broken.zip --yes",
    "reply": "reply made.zip --service cleaned -o reply.zip --yes",
    "letter answered": "letter answered canon",
    "revoke": "revoke BUNDLE -o letter.txt",
    "intake": "intake rows.csv --yes",
    "open": "open canon",
    "sync": "sync --yes",
    "git": "git status",
    "desk new": "desk new desk --name NetCo --contact care@netco.example",
    "desk": "desk desk --once",
    "desk list": "desk list desk",
    "desk show": "desk show desk 4f1c",
    "desk say": "desk say desk 4f1c yes",
    "desk forget": "desk forget desk 4f1c --yes",
    "desk tags": "desk tags desk --from rows.csv --address https://a.example/ --to web --codes codes.csv",
    "claim tell": "claim tell canon --mail --yes",
}
# git is the person's own, and heeds what they let stand in the store; the fence that mcp raises stands until its
# process ends, so it is run in one of its own, in tests/assistant.
AT_ITS_OWN = {"demo", "help", "git", "mcp"}
# Beside each line: what else a command may be asked for that goes other ways through Git.
MORE = (
    "doctor --fix",
    "save --yes",
    "save --rewound --yes",
    "set canon place=here -n",
    "set --where canon place=there --yes",
    "show canon --at 2024-03-02",
    "log canon",
    "log canon --as cloudevents",
    "standing canon --at today",
    "worth",
    "worth canon --as html",
    "show canon --as fix-it",
    "find Ruiz --notes",
    "key reseal -n",
)


@pytest.fixture(scope="module")
def received(_model: Path, tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Path:
    """A home with a store and all that the lines need beside it, made once and copied."""
    from tests.kit.computer import Computer

    folder = tmp_path_factory.mktemp("received") / "home"
    shutil.copytree(_model, folder, symlinks=True)
    computer = Computer(folder)
    computer.ok("export", "canon", "--to", "fix-it", "-o", "made.zip", "--yes")
    shop = {"TALKTAG_CONFIG_DIR": str(folder / "shop"), "TALKTAG_STORE": str(folder / "none")}
    for words in (
        ["key", "new", "Fix", "--no-passphrase"],
        ["reply", "made.zip", "--service", "x", "-o", "answer.zip"],
    ):
        assert computer.run(*words, "--yes", env=shop).code == 0
    shutil.copy(folder / "shop/keys/signing_key.pub", folder / "other.pub")
    (folder / "came").mkdir()
    shutil.copy(folder / "answer.zip", folder / "came")
    computer.ok("config", "carrier.post.kind=folder", f"carrier.post.in={folder}/came")
    computer.ok("inbox", "fetch")
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "ours")], check=True)
    (folder / "ours").rename(folder / "signing")
    computer.ok("key", "backup", "-o", "recovery.txt")
    computer.write("rows.csv", "name,maker\nCup,Ibili\n")
    computer.write("papers.toml", "[[stock]]\nid = 'tape-50'\nkind = 'tape'\nlabel_w = 50\nlabel_h = 0\n")
    computer.write("menu.json", json.dumps(BACKPACK | {"valid": "2099-01-31"}))
    computer.write("offer.json", json.dumps(OFFER))
    computer.write("things/wishes/lens.toml", 'format = 1\nid = "3m8q0x2v7k9tb"\nname = "a lens"\n')
    computer.write("things/tags/a.toml", 'format = 1\nmade = 2024-03-02\ntags = ["R709WNXNW"]\n')
    computer.ok("save", "--yes")
    outside = folder / "outside"
    outside.mkdir()
    (outside / "victim").write_text("the owner's own\n")
    shutil.rmtree(folder / "config/seen")
    return folder


@pytest.fixture
def stranger(received: Path, tmp_path: Path) -> Computer:
    """The same home, ready to be spoiled; whatever its planted program does, it leaves a mark."""
    from tests.kit.computer import Computer

    shutil.copytree(received, tmp_path / "home", symlinks=True)
    computer = Computer(tmp_path / "home", quick=True)
    run = computer.write("evil/run", f"#!/bin/sh\ntouch '{computer.folder}/mark'\n[ $# -gt 0 ] || cat\n")
    run.chmod(0o755)
    for hook in HOOKS:
        shutil.copy(run, run.with_name(hook))
    computer.write("evil/config", f'[core]\nfsmonitor = {run}\n[diff]\nexternal = {run}\n[filter "x"]\nclean = {run}\n')
    return computer


def dirty(computer: Computer) -> None:
    """Make git want to look at the files again, and each attribute name what was planted."""
    for path in ("things/.gitattributes", "things/.git/info/attributes", "things/products/.gitattributes"):
        computer.write(path, "* filter=x diff=x merge=x -text ident\n")
    record = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    record.write_bytes(record.read_bytes() + b"\n")


def settings(*chosen: str) -> Callable[[Computer], None]:
    """Plants these keys, or all of them that name a program, in the store's own settings."""

    def plant(computer: Computer) -> None:
        run = computer.folder / "evil/run"
        for key in chosen or [key for key, value in KEYS.items() if "!" in value]:
            value = KEYS[key].replace("!!", f"!{run}")
            value = {"!": str(run), "evil": str(run.parent), "../evil/config": f"{run.parent}/config"}.get(value, value)
            path = str(computer.things / ".git/config")
            subprocess.run(["git", "config", "--file", path, key, value], check=True)

    return plant


def hooks(computer: Computer) -> None:
    """Every hook there is."""
    folder = computer.things / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for hook in HOOKS:
        shutil.copy(computer.folder / "evil/run", folder / hook)


def worktree_settings(computer: Computer) -> None:
    """A second file of settings, which git reads where an extension says so."""
    settings("extensions.worktreeConfig")(computer)
    shutil.copy(computer.folder / "evil/config", computer.things / ".git/config.worktree")


def submodule(computer: Computer) -> None:
    """A repository inside of the store, with settings of its own, and named as a submodule."""
    nested = computer.things / "products/n"
    nested.mkdir()
    git = ["git", "-C", str(nested), "-c", "user.name=x", "-c", "user.email=x"]
    (nested / ".gitattributes").write_text("* filter=x\n")
    (nested / "file").write_text("x")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    computer.write("things/.gitmodules", f'[submodule "n"]\npath = products/n\nurl = ext::{computer.folder}/evil/run\n')
    computer.git("add", "products/n", ".gitmodules")
    computer.git("commit", "--quiet", "-m", "a submodule")
    shutil.copy(computer.folder / "evil/config", nested / ".git/config")
    (nested / "file").write_text("y")


# What is planted, and what of plain git sets it off, as far as that is known to.
PLANTS: dict[str, tuple[Callable[[Computer], None], tuple[str, ...]]] = {
    "every program": (settings(), ("status",)),
    "fsmonitor": (settings("core.fsmonitor"), ("status",)),
    "a clean filter": (settings("filter.x.clean", "filter.x.smudge"), ("add", ".")),
    "a filter process": (settings("filter.x.process"), ("add", ".")),
    "textconv": (settings("diff.x.textconv"), ("diff",)),
    "a diff command": (settings("diff.x.command"), ("diff",)),
    "an external diff": (settings("diff.external"), ("diff",)),
    "a pager": (settings("core.pager", "pager.log"), ()),
    "an editor": (settings("core.editor", "sequence.editor"), ("commit", "--allow-empty")),
    "a gpg program": (
        settings("gpg.program", "gpg.ssh.program"),
        ("commit", "-S", "--allow-empty", "-mx"),
    ),
    "an ssh command": (settings("core.sshCommand"), ("ls-remote", "ssh://host.invalid/x")),
    "a credential helper": (settings("credential.helper", "core.askPass"), ("credential", "fill")),
    "an alias": (settings("alias.status", "alias.config"), ()),
    "an include": (settings("include.path"), ("status",)),
    "a conditional include": (settings("includeIf.gitdir:/.path"), ("status",)),
    "a folder of hooks": (settings("core.hooksPath"), ("commit", "--allow-empty", "-mx")),
    "hooks": (hooks, ("commit", "--allow-empty", "-mx")),
    "a worktree's settings": (worktree_settings, ("status",)),
    "a place elsewhere": (settings("core.worktree", "core.attributesFile", "core.excludesFile", "diff.orderFile"), ()),
    "a submodule": (submodule, ("status",)),
    "attributes alone": (lambda _: None, ()),
}


WHOLE = {"every program", "hooks", "a worktree's settings", "a place elsewhere", "a submodule", "attributes alone"}
# One setting alone is met by these: the store is opened, read, written, joined and mended by them.
FEW = (
    "list",
    "show",
    "add",
    "set",
    "undo",
    "log",
    "note",
    "find",
    "export",
    "sync",
    "doctor",
    "save",
    "attach",
    "inbox",
)


def lines_for(name: str) -> list[str]:
    """What is typed in a store where that is planted: every command, a few where it is one setting of many."""
    verbs = LINES.keys() - AT_ITS_OWN if name in WHOLE else FEW
    return [*(LINES[verb] for verb in LINES if verb in verbs), *MORE]


def test_every_command_is_typed_in_a_hostile_store(commands: Mapping[str, Any]) -> None:
    assert commands.keys() == LINES.keys()
    assert {*ELSEWHERE, *COMMANDS} == LINES.keys()


@pytest.mark.parametrize("name", PLANTS)
def test_no_command_runs_what_a_store_names(name: str, stranger: Computer) -> None:
    plant, _ = PLANTS[name]
    dirty(stranger)
    plant(stranger)
    victim = (stranger.folder / "outside/victim").stat()
    (bundle,) = (path.stem.rsplit("-", 1)[-1] for path in stranger.things.glob("shares/*.toml"))
    refused = 0
    for line in lines_for(name):
        done = stranger.run(*(word.replace("BUNDLE", bundle) for word in line.split()))
        assert not (stranger.folder / "mark").exists(), line
        assert done.code != 1, (line, done.err)
        refused += done.code == 10
    stranger.terminal("edit", "canon", env={"EDITOR": "sed -i s/Canon/Kanon/"}).end()
    assert not (stranger.folder / "mark").exists()
    assert (refused > 10) == (plant not in {hooks, submodule, PLANTS["attributes alone"][0]}), refused
    assert (stranger.folder / "outside/victim").stat() == victim


@pytest.mark.parametrize("name", [name for name, (_, command) in PLANTS.items() if command])
def test_it_would_run_under_plain_git(name: str, stranger: Computer) -> None:
    plant, command = PLANTS[name]
    dirty(stranger)
    plant(stranger)
    git = ["git", "-C", str(stranger.things), "-c", "user.name=x", "-c", "user.email=x", *command]
    question = b"protocol=https\nhost=host.invalid\n\n"
    environment = stranger.environment | {
        "GIT_CONFIG_GLOBAL": str(stranger.folder / "none"),
        "GIT_TERMINAL_PROMPT": "0",
    }
    subprocess.run(git, env=environment, input=question, capture_output=True, check=False)
    assert (stranger.folder / "mark").exists()
