"""Packs the history of a store: loose objects into a pack, small packs into one, an index of commits. It drops nothing.

Also what no branch leads to any more stays. What is taken away was made anew before, put on the disk, and compared;
stopped at any point, it is begun again by whoever comes next.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talktag.disk import failing_as
from talktag.store.git.packing import loose, packs
from talktag.store.git.packing.others import only_one
from talktag.store.git.packing.pack_index import objects_in
from talktag.store.git.packing.workshop import Workshop, workshop

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_AT_ONCE = 4000  # objects: half a second, where a store of years was never packed


def pack_history(git: Git, scratch: Path, *, wholly: bool) -> None:
    """Pack what is loose, `wholly` or the oldest thousands of it; nothing while another git packs.

    The store's lock is held, and its repository known to be harmless; `scratch` is the writer's folder for what comes
    and goes. SyncError or DiskError where it fails; nothing
    is lost then.
    """
    objects = git.directory / "objects"
    with only_one(git.directory, scratch) as is_free:
        if not is_free:
            return
        packs.clear_left(objects / "pack")
        with workshop(git) as shop:
            # In this order no object moves twice: a git that reads meanwhile looks for it in one other place only.
            _join(shop, objects / "pack")
            _pack_loose(shop, objects, None if wholly else _AT_ONCE)
            if shop.was_cut_off:
                packs.remove(packs.needless(objects / "pack"))
            if not (git.directory / "shallow").exists():  # git makes no index of half a history
                shop.write_graph()


def _pack_loose(shop: Workshop, objects: Path, most: int | None) -> None:
    idents = loose.newest(objects, most)
    if idents:
        shop.pack(idents, read_back=True)
        with failing_as(f'could not tidy up "{objects}"'):
            for ident in idents:
                loose.path_of(objects, ident).unlink(missing_ok=True)


def _join(shop: Workshop, folder: Path) -> None:
    joined = packs.to_join(folder)
    if joined:
        idents = dict.fromkeys(ident for pack in joined for ident in objects_in(pack.path))
        made = shop.pack(list(idents), read_back=False)  # git compares what it copies with its checksum
        packs.remove([pack for pack in joined if pack.path.name not in made])  # one may hold all, and be made again
