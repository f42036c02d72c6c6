"""SSH wire strings (RFC 4251 section 5): four bytes of length, then that many bytes. It knows no key type."""

from __future__ import annotations

_LENGTH = 4


def pack(*values: bytes) -> bytes:
    """Each value as an SSH string, one after the other."""
    return b"".join(len(value).to_bytes(_LENGTH, "big") + value for value in values)


def take(data: bytes) -> tuple[bytes, bytes]:
    """The SSH string at the start of `data`, and what follows it; ValueError when `data` is too short."""
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    if len(data) < max(end, _LENGTH):
        raise ValueError("cut short")
    return data[_LENGTH:end], data[end:]


def unpack(data: bytes, count: int) -> list[bytes]:
    """Exactly `count` SSH strings that fill `data`; ValueError for anything else."""
    values = []
    for _ in range(count):
        value, data = take(data)
        values.append(value)
    if data:
        raise ValueError("bytes left over")
    return values


def ascii_of(value: bytes) -> str:
    r"""The first 64 bytes of a name as printable ASCII, such as `ssh-ed25519`; what is not that becomes `\x17`."""
    return value[:64].decode("latin-1").encode("unicode_escape").decode("ascii")
