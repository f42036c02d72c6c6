"""Whole files or nothing: durable writes, guarded reads. It knows nothing of stores, keys or bundles."""

from talktag.disk.folders import Parent, failing_as, inside, make_folder, make_folder_unflushed, parent, way_inside
from talktag.disk.guarded import read, read_inside, read_start, real_path
from talktag.disk.whole import (
    MANY,
    PRIVATE,
    PRIVATE_FOLDER,
    PUBLIC,
    discard,
    flush_all,
    flush_tree,
    publish,
    put,
    put_unflushed,
    stage,
    stage_all,
    stage_unflushed,
)

__all__ = [
    "MANY",
    "PRIVATE",
    "PRIVATE_FOLDER",
    "PUBLIC",
    "Parent",
    "discard",
    "failing_as",
    "flush_all",
    "flush_tree",
    "inside",
    "make_folder",
    "make_folder_unflushed",
    "parent",
    "publish",
    "put",
    "put_unflushed",
    "read",
    "read_inside",
    "read_start",
    "real_path",
    "stage",
    "stage_all",
    "stage_unflushed",
    "way_inside",
]
