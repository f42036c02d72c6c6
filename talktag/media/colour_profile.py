"""Colour profiles (ICC.1:2022) cut to what makes colours; which display or scanner they were made for goes.

It copies numbers and computes none, so that the colours stay the same.
"""

from __future__ import annotations

import struct

from talktag.media.colour_tables import ProfileError, cut_tables

_HEAD, _ENTRY = 128, 12
_TAGS_LIMIT = 200
_CLASSES = {b"scnr", b"mntr", b"prtr", b"spac"}
_SPACES = {b"XYZ ", b"Lab "}
_COLOURS = (
    *(b"wtpt", b"chad", b"cicp", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC"),
    *(b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2"),
)
_FLOATS = {b"D2B0", b"D2B1", b"D2B2", b"D2B3"}  # which a reader may prefer to the tables that can be cut
_MADE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
_D50 = bytes.fromhex("0000f6d6000100000000d32d")
_NAME = b"colours"
# A reader may want a name and a notice of rights in every profile; these are the same in all.
_TEXT_2 = b"desc\0\0\0\0" + struct.pack(">I", len(_NAME) + 1) + _NAME + b"\0" + bytes(78)
_RIGHTS_2 = b"text\0\0\0\0none\0"
_TEXT_4 = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", 2 * len(_NAME), 28)
_TEXT_4 += _NAME.decode().encode("utf-16-be")


def cut_profile(profile: bytes) -> bytes:
    """The profile without dates, names, texts and tags of its maker's own; empty for what no reader takes for one.

    ProfileError for a profile that makes its colours in a way that is not known here.
    """
    if len(profile) < _HEAD + 4 or profile[36:40] != b"acsp":
        return b""
    kind, space = profile[12:16], profile[20:24]
    if kind not in _CLASSES or space not in _SPACES:
        raise ProfileError("its colour profile is of an unknown kind")
    tags = _tags(profile)
    if not _FLOATS.isdisjoint(tags):
        raise ProfileError("its colour profile is of an unknown kind")
    kept = {name: cut_tables(tags[name]) for name in _COLOURS if name in tags}
    is_old = profile[8] < 4
    texts = {b"desc": _TEXT_2, b"cprt": _RIGHTS_2} if is_old else {b"desc": _TEXT_4, b"cprt": _TEXT_4}
    return _write_profile(profile, texts | kept)


def _tags(profile: bytes) -> dict[bytes, bytes]:
    count = int.from_bytes(profile[_HEAD : _HEAD + 4], "big")
    if count > _TAGS_LIMIT:
        raise ProfileError("its colour profile is damaged")
    tags: dict[bytes, bytes] = {}
    for start in range(_HEAD + 4, _HEAD + 4 + _ENTRY * count, _ENTRY):
        name, at, size = struct.unpack_from(">4sII", profile.ljust(start + _ENTRY, b"\0"), start)
        tags.setdefault(name, profile[at : at + size])
    return tags


def _write_profile(profile: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A profile of these tags, with what of the head makes colours; tags of one content share it, as is usual."""
    at = _HEAD + 4 + _ENTRY * len(tags)
    table, bodies, places = b"", b"", dict[bytes, int]()
    for name, body in tags.items():
        if body not in places:
            places[body] = at + len(bodies)
            bodies += body + bytes(-len(body) % 4)
        table += name + struct.pack(">II", places[body], len(body))
    rest = struct.pack(">I", len(tags)) + table + bodies
    intent = profile[64:68] if profile[64:67] == bytes(3) and profile[67] < 4 else bytes(4)
    head = struct.pack(">I", _HEAD + len(rest)) + bytes(4) + profile[8:10] + bytes(2) + profile[12:24] + _MADE
    return head + b"acsp" + bytes(24) + intent + _D50 + bytes(_HEAD - 80) + rest
