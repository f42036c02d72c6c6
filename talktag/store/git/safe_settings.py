"""The settings under which every git runs for a store, whoever starts it: it runs nothing that a store names.

There is one set of them, for the plumbing and for GitPython.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.fsync": "all",
    "core.fsyncMethod": "fsync",
    "gc.auto": "0",
    "core.bigFileThreshold": "16m",  # larger files go through git in parts, into a pack of their own
    "init.defaultRefFormat": "files",
    "i18n.commitEncoding": "UTF-8",  # messages are UTF-8, whatever the owner writes elsewhere
    "i18n.logOutputEncoding": "UTF-8",
}
SAFE_OPTIONS = tuple(word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}"))
# Git's index of commits names their parents, and is believed unchecked: where it matters, the commits are read.
WITHOUT_GRAPH = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.commitGraph", "GIT_CONFIG_VALUE_0": "false"}
# A place where no file can be: whoever sets a parent to another tells another history.
_NO_GRAFTS = f"{os.devnull}/none"
# Who the owner is and where the owner's own settings are; any other of Git's variables could lead elsewhere.
_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")


def safe_environment(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of every git that runs for the store in `folder`; `environment` is the process's."""
    kept = {key: value for key, value in environment.items() if not key.startswith("GIT_") or key.startswith(_KEPT)}
    return kept | {
        "GIT_DIR": str(folder / ".git"),
        "GIT_WORK_TREE": str(folder),
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": _NO_GRAFTS,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }


def safe_variables(folder: Path) -> dict[str, str]:
    """The same environment and settings, all as variables, for a program that adds them to its own and runs git."""
    named = {f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(_SETTINGS)}
    values = {f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(_SETTINGS.values())}
    more = {"GIT_CONFIG_COUNT": str(len(_SETTINGS)), "GIT_CONFIG_PARAMETERS": ""}
    objects = {"GIT_OBJECT_DIRECTORY": str(folder / ".git/objects"), "GIT_ALTERNATE_OBJECT_DIRECTORIES": ""}
    return safe_environment(folder, {}) | objects | more | named | values
