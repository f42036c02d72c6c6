"""Programs called `talktag-NAME` as verbs of talktag: found on the PATH, handed the store and the flags by environment.

None ever takes the place of a verb, and nothing but their being typed runs them: neither completion nor help.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from talktag.cli.own.programs import find_program, programs_called, store_of

if TYPE_CHECKING:
    from talktag.cli.flags import Flags

PREFIX = "talktag-"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_HANDED = ("json", "plain", "dry_run", "yes", "no_input", "no_hook")
TEXT = """\
A program called talktag-NAME on your PATH is the verb talktag NAME:

  - it never takes the place of a verb of talktag's own;
  - NAME is of small letters, digits, hyphens and underscores;
  - it is a regular file that may be executed, in a folder of the PATH that is
    absolute, and not the current folder; nothing in a store counts;
  - whatever follows NAME is handed to it as it is, --help included, and its
    exit code is talktag's; flags of talktag's stand before NAME;
  - TALKTAG_STORE is the folder of the store, if there is one; TALKTAG_JSON,
    TALKTAG_PLAIN, TALKTAG_DRY_RUN, TALKTAG_YES, TALKTAG_NO_INPUT and
    TALKTAG_NO_HOOK are 1 where that flag was given, TALKTAG_MESSAGE is what
    -m says. No passphrase is handed on.
"""


def plugin_path(name: str, environment: Mapping[str, str], store: object) -> str | None:
    """The program that `talktag NAME` runs; None where there is none, or it may not be one."""
    if not name or not _LETTERS.issuperset(name) or name.startswith("-"):
        return None
    return find_program(f"{PREFIX}{name}", environment, store_of(store, environment))


def plugins(environment: Mapping[str, str], store: object) -> dict[str, str]:
    """Every plugin by its name, with its program."""
    found = programs_called(PREFIX, environment, store_of(store, environment))
    named = {name.removeprefix(PREFIX): path for name, path in found.items()}
    return {name: path for name, path in named.items() if name and _LETTERS.issuperset(name)}


def plugin_environment(flags: Flags, environment: Mapping[str, str]) -> dict[str, str]:
    """What a plugin is handed: the environment as it is, the store, and which flags were given."""
    store = store_of(flags.store, environment)
    given = {f"TALKTAG_{name.upper()}": "1" for name in _HANDED if getattr(flags, name)}
    said = {"TALKTAG_MESSAGE": flags.own_words} if flags.own_words is not None else {}
    return {**environment, **({"TALKTAG_STORE": store} if store else {}), **given, **said}


def help_text(environment: Mapping[str, str], store: object, verbs: Mapping[str, object]) -> str:
    """The rules, and the plugins that there are."""
    rows = [
        f"  {name:<16}{path}{' (never run: there is a verb of that name)' if name in verbs else ''}"
        for name, path in sorted(plugins(environment, store).items())
    ]
    return "\n".join((TEXT, "On your PATH:" if rows else "There is none on your PATH.", *rows)) + "\n"
