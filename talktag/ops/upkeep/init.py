"""`init`: a new store, and keys for its owner where there are none yet."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.errors import InvalidError
from talktag.model.effects.of_stores import StartStore
from talktag.model.plan import Write
from talktag.model.settings.store_settings import Settings, settings_table
from talktag.model.settings.values import parse_mail
from talktag.model.toml.write import new_text
from talktag.model.values.currency import checked_currency
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import owner_signer
from talktag.ops.keys.kept_keys import acceptance
from talktag.ops.keys.named_keys import OWNER
from talktag.ops.labels.paper import find_known_paper
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.seal.keys.recipients import format_recipients
from talktag.store import layout
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Started:
    """Where the new store is, and whether keys were made for it."""

    folder: Path
    keys: Path
    new_keys: bool

    def values(self) -> dict[str, Any]:
        """The folders and what was made."""
        return {"store": str(self.folder), "keys": str(self.keys), "new_keys": self.new_keys}


def init(session: Session, store: Store, settings: Settings, passphrase: Callable[[], str] | None) -> Outcome:
    """A new store in an empty or new folder; keys, and a passphrase for them, only where there are none.

    `passphrase` is asked for when keys are really made; None makes them without one. Keys, what is accepted of them and
    the store are all there in the end, or none of it.
    """
    from talktag.seal.keys.key_files import FreshKeys

    check_contact(settings.contact)
    check_currency(settings.currency)
    store.repair()
    check_folder(store.folder)
    keys = session.key_folder
    fresh = None if keys.exists() else FreshKeys.generate()
    public = fresh.public(settings.owner) if fresh else keys.public()
    recipients = format_recipients(public)
    plan = commit_message.plan(
        "init",
        "Start the store",
        Write(layout.SETTINGS, new_text(settings_table(settings))),
        Write(layout.ATTRIBUTES, layout.ATTRIBUTES_TEXT),
        Write(layout.OWNER_KEY, f"{public.signing_line}\n".encode()),
        Write(layout.RECIPIENTS, recipients),
    )
    effects = (
        StartStore(str(store.folder), (settings.owner, settings.contact)),
        *((keys.new_keys(fresh, settings.owner, passphrase),) if fresh else ()),
        acceptance(keys, settings.id, {OWNER: [owner_signer(public)]}, recipients=recipients),
    )
    return Outcome(Started(store.folder, keys.path, fresh is not None), plan, effects=effects)


def check_folder(folder: Path) -> None:
    """Refuse a folder that a store cannot be made in; InvalidError says why."""
    if (folder / layout.SETTINGS).exists():
        raise InvalidError(
            f'there is a store in "{folder}" already',
            hints=[f"use it with: talktag --store {shlex.quote(str(folder))} list"],
        )
    if not _is_free(folder):
        raise InvalidError(
            f'"{folder}" is not an empty folder',
            hints=["name a new one: talktag init DIR --owner NAME --contact MAIL"],
        )


def _is_free(folder: Path) -> bool:
    """Whether a store may be made in `folder`: it is new or empty, or an `init` that never came to its end left it."""
    from talktag.store.git.remains import is_unfinished

    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and all(path.name == ".git" and is_unfinished(path) for path in folder.iterdir())


def check_currency(currency: str | None) -> None:
    """Refuse what is no currency; InvalidError says the form. None and nothing stand for none."""
    if not currency:
        return
    try:
        checked_currency(currency)
    except ValueError as error:
        raise InvalidError(str(error), hints=["use a code such as EUR or USD"]) from None


def check_contact(contact: str) -> None:
    """Refuse a contact that no finder could write to; InvalidError says the form."""
    try:
        parse_mail(contact)
    except ValueError as error:
        raise InvalidError(str(error), hints=["use one like: --contact ana+tags@example.org"]) from None


def checked_paper(name: str | None) -> str | None:
    """The id of the label paper of that name, None for none; NotFoundError with near ones, AmbiguousError for several.

    A store that is yet to be made has no papers of its own.
    """
    return find_known_paper(None, name) if name else None
