"""A change of keys that goes along with one of a store, and what becomes of it when it is cut short. It makes none.

The commit decides: where it was made, the new keys are put in use and accepted, else they are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import NoStoreError, SealedError, TalktagError
from talktag.model.plan import Move, Plan, Write
from talktag.seal.keys.atomic_files import NO_COMMIT, Wait
from talktag.store import layout
from talktag.store.git.git import blob_id

if TYPE_CHECKING:
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.store.store import Store

_TELLING = (layout.OWNER_KEY, layout.RECIPIENTS, f"{layout.PARTIES}/")  # the files that hold keys


def wait_for(store: Store, plan: Plan) -> Wait | None:
    """How to tell later whether a plan was carried out; None for one that only moves files."""
    found = [each for each in plan.changes if not isinstance(each, Move)]
    found = [each for each in found if not layout.is_beside(each.path)] or found  # a commit tells more certainly
    telling = [each for each in found if each.path.startswith(_TELLING)] or found[:1]
    written = {each.path: blob_id(each.data) if isinstance(each, Write) else NO_COMMIT for each in telling}
    return Wait(store.folder, store.tip() or NO_COMMIT, written) if written else None


def was_carried_out(wait: Wait | None, open_store: Callable[[Path], Store]) -> bool:
    """Whether the plan was carried out that something waits for, for nothing never.

    Raises what opening its store does, but where that was to be made by the plan.
    """
    try:
        return wait is not None and open_store(wait.store).was_written(wait.since, wait.written)
    except NoStoreError:
        if wait and wait.since == NO_COMMIT:
            return False  # it was to be the first commit of that store
        raise


def settle(folder: KeyFolder, open_store: Callable[[Path], Store]) -> None:
    """End a change of keys that was cut short; nothing to do where there is none.

    SealedError where the store cannot be looked at: until then nobody knows which keys are the right ones.
    """

    def is_made(wait: Wait) -> bool:
        try:
            return was_carried_out(wait, open_store)
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
