"""An OpenSSH key that a person names by its file: a private one to open, or the public half of one ssh-agent holds.

It changes nothing, and asks for a passphrase only where the secret is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import InvalidError, NotFoundError, SealedError, TalktagError
from talktag.ops.session import Session
from talktag.seal.ssh.key import PublicKey, SigningKey, needs_passphrase, public_of

if TYPE_CHECKING:
    from talktag.seal.ssh.agent import AgentKey

# Asks for the passphrase that opens a file, and gives what it opens.
Asks = Callable[[Callable[[str], SigningKey]], SigningKey]
_KEY_LIMIT = 64 * 1024


class KeyFile(NamedTuple):
    """The public half of a key, and what its line calls it; `secret` is the private text, None where that is elsewhere.

    Of a private file that a passphrase protects the public half is only what it says in the clear.
    """

    path: Path
    public: PublicKey
    comment: str
    secret: bytes | None

    def open(self, passphrase: Asks) -> SigningKey:
        """The key in a private file; SealedError for a wrong passphrase, InvalidError where it does not hold up."""
        data = self.secret or b""
        try:
            if needs_passphrase(data):
                key = passphrase(lambda words: SigningKey.from_openssh(data, words))
            else:
                key = SigningKey.from_openssh(data)
        except InvalidError as error:
            raise _cannot_sign(self.path, error) from None
        if key.public != self.public:
            raise InvalidError(f'"{self.path}" cannot sign: its public half is of another key')
        return key

    def agent_key(self, session: Session) -> AgentKey:
        """The key as ssh-agent holds it; SealedError where none runs here. Whether it has the key is not asked."""
        from talktag.seal.ssh.agent import AgentKey

        agent = session.key_folder.agent
        if agent is None:
            message = f'"{self.path}" is the public half of a key, and no ssh-agent runs here'
            raise SealedError(message, hints=[self.hint])
        return AgentKey(agent, self.public)

    @property
    def hint(self) -> str:
        """What to do where ssh-agent does not hold the other half."""
        return f"add the private half with: ssh-add {str(self.path).removesuffix('.pub')}; or name that file"


def read_key_file(path: Path) -> KeyFile:
    """The key in a file; NotFoundError, or InvalidError where it is none that could sign."""
    try:
        data = disk.read(disk.real_path(path), _KEY_LIMIT)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None
    if b"-----BEGIN" not in data:
        line = data.decode("utf-8", "replace").strip()
        try:
            return KeyFile(path, PublicKey.from_line(line), comment_of(line), None)
        except InvalidError as error:
            raise InvalidError(f'"{path}" is no OpenSSH key: {error.message}', hints=error.hints) from None
    try:
        return KeyFile(path, public_of(data), _comment_beside(path), data)
    except InvalidError as error:
        raise _cannot_sign(path, error) from None


def comment_of(line: str) -> str:
    """What an OpenSSH public line calls its key."""
    return line.strip().partition(" ")[2].partition(" ")[2].strip()


def _comment_beside(path: Path) -> str:
    """What the public half beside a private key calls it; nothing where there is none."""
    try:
        return comment_of(
            disk.read(disk.real_path(path).with_name(f"{path.name}.pub"), _KEY_LIMIT).decode("utf-8", "replace")
        )
    except (FileNotFoundError, TalktagError):
        return ""


def _cannot_sign(path: Path, error: InvalidError) -> InvalidError:
    return InvalidError(f'"{path}" cannot sign: {error.message}', hints=error.hints)
