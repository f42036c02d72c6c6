"""A file with keys that a person got by another way, held against who signed. It keeps no key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError, NotFoundError, UntrustedError

if TYPE_CHECKING:
    from talktag.ops.keys.signature import Signature
    from talktag.ops.session import Session
    from talktag.seal.ssh.allowed_signers import Signers
    from talktag.seal.ssh.key import PublicKey

_KEYS_LIMIT = 64 * 1024  # bytes of a file of keys


def check_file(session: Session, signer: Path, signature: Signature) -> str:
    """How the signer is known if the file `signer` has a line for the key that holds now, and for such a signature.

    UntrustedError where it has none.
    """
    key, signers = signature.key, _signers_in(signer)
    try:
        line = signers.line_of(key, signature.namespace, session.now.timestamp())
    except UntrustedError as error:
        raise _by_another(key, f'the key that signed it stands in "{signer}", but {error.message}') from None
    if line is None and (trouble := signers.trouble()):
        raise _no_key(signer, trouble)
    if line is None:
        keys = "the key" if len(signers.lines) == 1 else "any of the keys"
        raise _by_another(key, f'the bundle was not signed with {keys} in "{signer}"')
    return f"the key {f'of {line.principals[:80]} ' if line.principals else ''}in {signer.name}"


def _by_another(key: PublicKey, message: str) -> UntrustedError:
    return UntrustedError(
        message,
        details=[f"signed with {key.fingerprint}"],
        hints=["do not use it; ask the sender for the right key by another way"],
    )


def _signers_in(path: Path) -> Signers:
    from talktag.seal.ssh.allowed_signers import decode_keys, read_signers

    try:
        data = disk.read(disk.real_path(path), _KEYS_LIMIT)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None
    try:
        return read_signers(decode_keys(data))
    except InvalidError as error:
        raise _no_key(path, error) from None


def _no_key(path: Path, error: InvalidError) -> InvalidError:
    message = f'"{path}" holds no OpenSSH public key that talktag can check: {error.message}'
    return InvalidError(message, hints=error.hints or ["it is one line like: ssh-ed25519 AAAA… name"])
