"""Who a commit is by, as the owner's own Git has it, else as the store's settings say. It changes no setting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_CRUD = "".join(map(chr, range(33))) + ".,:;<>\"\\'"  # what git cuts off a name at both ends, and wants something left


class Committer(NamedTuple):
    """Who a commit is by, as Git's variables, and whether the owner's Git is set to sign commits."""

    variables: Mapping[str, str]
    signs: bool


def committer(git: Git, owner: tuple[str, str]) -> Committer:
    """The owner's own identity and signing setting, as Git has them; `owner` (name, mail) where it knows nobody."""
    wanted = r"^(user|author)\.(name|email)$|^commit\.gpgsign$"
    found: dict[str, str] = {}
    for item in git.run("config", "-z", "--get-regexp", wanted, may_fail=True).decode(errors="replace").split("\0"):
        key, _, value = item.partition("\n")
        found[key] = value or "true"
    name = found.get("author.name") or found.get("user.name") or owner[0]
    mail = found.get("author.email") or found.get("user.email") or owner[1]
    variables = {
        f"GIT_{who}_{what}": re.sub(r"[<>\n\0]", "", value).strip(_CRUD) or nobody
        for who in ("AUTHOR", "COMMITTER")
        for what, value, nobody in (("NAME", name, "talktag"), ("EMAIL", mail, "talktag@localhost"))
    }
    return Committer(
        {key: value for key, value in variables.items() if key not in git.variables},
        found.get("commit.gpgsign", "").lower() in {"true", "yes", "on", "1"},
    )
