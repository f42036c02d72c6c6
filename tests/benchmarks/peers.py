"""Programs that people keep similar things with, where they are installed: `pass` and `papis`. Runs no talktag.

Each gets a store of its own with as many entries. They are no yardsticks: nothing is held to them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from .measure import Job, Key
from .surroundings import Surroundings


def jobs(around: Surroundings, slugs: Sequence[str], tell: Callable[[str], None]) -> dict[Key, Job]:
    """A job for each of their commands, with an entry for each of `slugs`; none where none is installed."""
    found = {}
    for name, make in (("pass", _pass), ("papis", _papis)):
        if program := shutil.which(name):
            tell(f"making {len(slugs):,} entries of {name}")
            found |= {(f"{name} {what}", 0): job for what, job in make(program, around, slugs)}
    return found


def _pass(program: str, at: Surroundings, slugs: Sequence[str]) -> Iterator[tuple[str, Job]]:
    """The password store: one file an entry, sealed with GnuPG, in git; one entry is really sealed and copied."""
    home, folder = at.scratch / "gnupg", at.scratch / "pass"
    home.mkdir(mode=0o700)
    environment = {**at.environment, "GNUPGHOME": str(home), "PASSWORD_STORE_DIR": str(folder)}

    def call(*words: str, stdin: str = "") -> None:
        _call(words, environment, at.scratch, stdin)

    call("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "ana@example.org")
    call(program, "init", "ana@example.org")
    call(program, "insert", "-m", "first", stdin="a small secret\n")
    for slug in slugs:
        (folder / slug[0]).mkdir(exist_ok=True)
        shutil.copy(folder / "first.gpg", folder / slug[0] / f"{slug}.gpg")
    _commit(call, program, "git")
    one = slugs[len(slugs) // 2]
    yield "ls", Job(lambda _: (program, "ls"), at.scratch, environment)
    yield "find", Job(lambda _: (program, "find", one[:6]), at.scratch, environment)
    yield "show", Job(lambda _: (program, "show", f"{one[0]}/{one}"), at.scratch, environment)
    yield (
        "insert",
        Job(lambda number: ("sh", "-c", f'echo x | "{program}" insert -m y/{number}'), at.scratch, environment),
    )


def _papis(program: str, at: Surroundings, slugs: Sequence[str]) -> Iterator[tuple[str, Job]]:
    """The library of documents: a folder an entry with one YAML file, a cache of its own, git."""
    folder, config = at.scratch / "papis", at.scratch / "papis-config"
    environment = {**at.environment, "XDG_CONFIG_HOME": str(config), "XDG_CACHE_HOME": str(at.scratch / "papis-cache")}
    (config / "papis").mkdir(parents=True)
    (config / "papis/config").write_text(
        f"[settings]\nuse-git = True\ndefault-library = things\n[things]\ndir={folder}\n"
    )
    for number, slug in enumerate(slugs):
        (folder / slug).mkdir(parents=True)
        text = f"title: {slug}\nauthor: Ana\nref: {slug}\npapis_id: {number:032x}\n"
        (folder / slug / "info.yaml").write_text(text)

    def call(*words: str, stdin: str = "") -> None:
        _call(words, environment, folder, stdin)

    call("git", "init", "--quiet")
    call("git", "config", "user.name", "Ana")
    call("git", "config", "user.email", "ana@example.org")
    _commit(call, "git")
    call(program, "list", "--all")
    one = slugs[len(slugs) // 2]
    yield "list", Job(lambda _: (program, "list", "--all"), at.scratch, environment)
    yield "find", Job(lambda _: (program, "list", "--all", one[:8]), at.scratch, environment)
    words = ("--batch", "--git", "--no-open", "--no-edit", "--set", "author", "Ana")
    yield "add", Job(lambda number: (program, "add", *words, "--set", "title", f"Y {number}"), at.scratch, environment)


def _commit(call: Callable[..., None], *git: str) -> None:
    if git[-1] == "git" and len(git) > 1:
        call(*git, "init")
        for key, value in {"user.name": "Ana", "user.email": "ana@example.org", "gc.auto": "0"}.items():
            call(*git, "config", key, value)
    call(*git, "add", "-A")
    call(*git, "-c", "gc.auto=0", "commit", "--quiet", "--allow-empty", "-m", "Everything")


def _call(words: tuple[str, ...], environment: Mapping[str, str], folder: Path, stdin: str) -> None:
    done = subprocess.run(
        words, cwd=folder, env={**os.environ, **environment}, input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
