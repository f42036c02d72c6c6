"""Where the benchmark runs: an interpreter, keys and stores of its own in a temporary folder. Touches nothing else."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from talktag.__main__ import main; main()"
CONTACT = "ana@example.org"
SHARES, SHARED = 3000, 100  # in the long ledger; products of its store


@dataclass(frozen=True, slots=True)
class Store:
    """One size: a store to read, a copy that talktag writes to, and one that git's plumbing alone writes to."""

    count: int
    slugs: tuple[str, ...]
    read: Path
    written: Path
    plain: Path


@dataclass(frozen=True, slots=True)
class Ledger:
    """A store with `count` shares of all products but the one of the slug `quiet`, and a reply to a bundle of that."""

    count: int
    store: Path
    quiet: str
    reply: Path


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The interpreter, the environment of every job, and the stores by size."""

    python: str
    environment: Mapping[str, str]
    scratch: Path
    stores: tuple[Store, ...]
    ledger: Ledger


def prepare(folder: Path, sizes: tuple[int, ...], tell: Callable[[str], None]) -> Surroundings:
    """Make everything a run needs below `folder`."""
    python = str(make_interpreter(folder / "python"))
    environment = make_environment(folder)
    stores = []
    for size in sizes:
        tell(f"making a store of {size:,} products")
        stores.append(_make_store(folder, size, python, environment))
    tell(f"making a ledger of {SHARES:,} shares")
    ledger = _make_ledger(folder, python, environment)
    os.sync()
    return Surroundings(python, environment, folder, tuple(stores), ledger)


def make_interpreter(folder: Path) -> Path:
    """An interpreter like this one, with its libraries, but without the finder of an editable install.

    Such a finder is imported at every start, even by `python -c pass`, and takes longer than the interpreter itself.
    `.pth` files in the folders named here are not read (site module, addsitedir against sys.path).
    """
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    libraries = [path for path in sys.path if path in {*site.getsitepackages(), site.getusersitepackages()}]
    packages = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(packages) / "benchmarks.pth").write_text("\n".join([str(ROOT), *libraries, ""]), encoding="utf-8")
    return folder / "bin" / "python"


def make_environment(folder: Path) -> dict[str, str]:
    """The environment of every job: the person's own settings of Python, Git, ripgrep and talktag stay out."""
    foreign = ("PYTHON", "GIT_", "TALKTAG_", "_TALKTAG", "XDG_", "RIPGREP_", "COMP_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    (folder / "home").mkdir()
    return kept | {"HOME": str(folder / "home"), "TALKTAG_CONFIG_DIR": str(folder / "config"), "LC_ALL": "C.UTF-8"}


def _make_ledger(folder: Path, python: str, environment: Mapping[str, str]) -> Ledger:
    """The store with the long ledger, and the reply that a repairer gave, with keys of another folder."""
    store = _make_store(folder / "ledger", SHARED, python, environment).written
    bundle, reply = folder / "given.zip", folder / "reply.json"

    def run(*words: str, keys: str = "config") -> None:
        keyed = {**environment, "TALKTAG_CONFIG_DIR": str(folder / keys)}
        done = subprocess.run((python, *words), cwd=ROOT, env=keyed, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}\n{done.stderr}")

    quiet = min((store / "products").glob("?/*.toml")).stem
    talktag = ("-c", MAIN, "--store", str(store), "--yes")
    run(*talktag, "export", quiet, "--to", "fix-it", "-o", str(bundle))
    answered = ("--service", "Cleaned", "--name", "Fix It", "--contact", CONTACT, "--unsigned", "-o", str(reply))
    run("-c", MAIN, "--yes", "reply", str(bundle), *answered, keys="fix")
    run("-m", "tests.benchmarks.ledger", str(store), str(SHARES))
    return Ledger(SHARES, store, quiet, reply)


def _make_store(folder: Path, size: int, python: str, environment: Mapping[str, str]) -> Store:
    read, written, plain = (folder / f"{kind}-{size}" for kind in ("read", "written", "plain"))

    def run(*words: str) -> str:
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}\n{done.stderr}")
        return done.stdout

    def talktag(*words: str) -> None:
        run(python, "-c", MAIN, "--store", str(read), *words)

    run(python, "-c", MAIN, "init", str(read), "--owner", "Ana Example", "--contact", CONTACT, "--no-passphrase")
    talktag("party", "add", "Fix It", "--role", "repairer")
    slugs = run(python, "-m", "tests.benchmarks.generate", str(read), str(size)).split()
    # Without these a collection of loose objects would go on in the background of the measurement.
    git = ("git", "-C", str(read), "-c", "gc.auto=0", "-c", "maintenance.auto=false")
    run(*git, "add", "-A")
    run(*git, "-c", "user.name=Ana", "-c", f"user.email={CONTACT}", "commit", "-q", "-m", "Add everything")
    for copy in (written, plain):
        shutil.copytree(read, copy, symlinks=True)
    return Store(size, tuple(slugs), read, written, plain)
