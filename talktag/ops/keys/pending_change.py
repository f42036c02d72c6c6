"""A change of keys that goes along with one of a store, and what becomes of it when it is cut short. It makes none.

The commit decides: where it was made, the new keys are put in use and accepted, else they are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import SealedError, TalktagError
from talktag.model.plan import Plan, Write
from talktag.ops.keys.named_keys import OWNER
from talktag.seal.keys.atomic_files import Acceptance, Wait
from talktag.seal.keys.pins import AcceptedKey
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout
from talktag.store.git.git import blob_id

if TYPE_CHECKING:
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.store.store import Store


def wait_for(store: Store, plan: Plan) -> Wait | None:
    """How to tell later whether a plan was carried out."""
    written = {each.path: blob_id(each.data) for each in plan.changes if isinstance(each, Write)}
    keys = {path: blob for path, blob in written.items() if path in {layout.OWNER_KEY, layout.RECIPIENTS}}
    tip = store.git.tip()
    return Wait(store.folder, tip, keys) if tip and keys else None


def acceptance(store: Store, folder: KeyFolder, line: str, recipients: bytes | None) -> Acceptance:
    """What is accepted of a store whose owner signs with the key of `line` from now on."""
    key = PublicKey.from_line(line).fingerprint
    known = {each.fingerprint for each in folder.signers(store.settings.id) if each.name == OWNER}
    signers = {AcceptedKey(OWNER, "owner", key), *(AcceptedKey(OWNER, "earlier", each) for each in known - {key})}
    return Acceptance(store.settings.id, {OWNER: signers}, recipients)


def settle(folder: KeyFolder, open_store: Callable[[Path], Store]) -> None:
    """End a change of keys that was cut short; nothing to do where there is none.

    SealedError where the store cannot be looked at: until then nobody knows which keys are the right ones.
    """

    def is_made(wait: Wait) -> bool:
        try:
            return open_store(wait.store).was_written(wait.since, wait.written)
        except TalktagError as error:
            raise SealedError(
                f'a change of your keys was cut short, and its store "{wait.store}" cannot be looked at',
                details=[error.message],
                hints=[
                    "bring that store back, then type the command again",
                    f'or, if it is gone: rm -r "{folder.path}/next"',
                ],
            ) from error

    folder.settle(is_made)
