"""Whose key made a signature: one of this computer, a party's, one in a file, or one whose digits were compared.

It opens no file that somebody handed over; what a signer may do with a good signature is decided by others.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import DeclinedError, InvalidError, TalktagError, UntrustedError
from talktag.ops.keys.signature import Signature
from talktag.ops.keys.signer_file import check_file
from talktag.ops.session import Session
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.seal.ssh.key import PublicKey

_ASKED = 3  # of the groups of digits of a key
# Asks a person to type what the other reads out; None where nobody can be asked.
Compare = Callable[[str], str | None]


def known_as(session: Session, key: PublicKey) -> str | None:
    """How the signer is known on this computer: the owner, or a party of the store; None for a stranger.

    UntrustedError where the store names the key and nobody accepted it on this computer.
    """
    from talktag.ops.keys.accepted_keys import known_in_store

    if own := own_key(session, key):
        return own
    return known_in_store(session, key) if session.store_if_any else None


def own_key(session: Session, key: PublicKey) -> str | None:
    """How a key of this computer is known; None where it is not one of them."""
    folder = session.key_folder
    if folder.exists() and key_of_line(folder.public().signing_line) == key:
        return "you"
    if folder.exists() and key in map(key_of_line, folder.old_signing_lines()):
        return "you, with a key of earlier"
    return None


def settle(session: Session, signature: Signature, party: Party | None, signer: Path | None, compare: Compare) -> str:
    """How it is known that its key is that of `party`: it was kept before, is in `signer`, or its digits were compared.

    UntrustedError where it is another than the one that was kept, belongs to somebody else, or nothing settles it.
    Nothing said beside a key that was kept can replace it: a changed key is what a forger would have.
    """
    key = signature.key
    if party and party.key:
        return _as_kept(session, key, party)
    owner = known_as(session, key)
    if owner is not None and party:
        raise UntrustedError(
            f"it is signed by {owner}, and not by {party.name}",
            details=[f"signed with {key.fingerprint}"],
            hints=["do not take it in; ask who sent it"],
        )
    if owner is not None:
        return owner
    if signer is not None:
        return check_file(session, signer, signature)
    return compare_key(session, key, party.name if party else "the sender", compare)


def _as_kept(session: Session, key: PublicKey, party: Party) -> str:
    kept = key_of_line(party.key or "")
    if kept == key:
        from talktag.ops.keys.accepted_keys import check_kept

        check_kept(session, party)
        return "the key kept before"
    path = layout.party(party.slug)
    if kept is None:
        raise InvalidError(f'the key in "{path}" does not hold up', hints=["mend it in an editor, then: talktag save"])
    raise UntrustedError(
        f"it is signed with another key than the one kept for {party.name}",
        details=[f"kept   {kept.fingerprint}", f"signed {key.fingerprint}"],
        hints=[
            f"ask {party.name} by another way, such as the telephone, whether they have a new key",
            f'only if they have, as they give it to you: talktag party set {party.slug} key="ssh-ed25519 …"',
        ],
    )


def compare_key(
    session: Session, key: PublicKey, name: str, compare: Compare, lead: str = "Their key is new here. "
) -> str:
    """Ask for some groups of the key's digits, which the person must get from the other: they are not shown here.

    How the key is known from then on. UntrustedError for other digits, or where nobody can be asked.
    """
    from talktag.ops.keys.accepted_keys import COMPARED
    from talktag.seal.keys.key_digits import GROUPS, digit_groups

    groups = digit_groups(key)
    choices = list(itertools.combinations(range(GROUPS), _ASKED))
    chosen = choices[session.random_bits(32) % len(choices)]
    numbers = ", ".join(str(number + 1) for number in chosen)
    how = "Type three groups of five digits. "
    typed = compare(f"{lead}{how}Groups {numbers} of the digits that {name} reads out from: talktag key show")
    if typed is None:
        raise unknown_signer(key)
    if not typed.strip():
        raise DeclinedError("nothing was done")
    if "".join(typed.split()) != "".join(groups[number] for number in chosen):
        raise UntrustedError(
            "the digits that were typed are not those of the key",
            details=[f"signed with {key.fingerprint}"],
            hints=["if they read out what you typed, do not use it: somebody else signed it"],
        )
    return COMPARED


def unknown_signer(key: PublicKey) -> UntrustedError:
    """The error of a file that is intact and signed by nobody known, with what two people can compare."""
    from talktag.seal.keys.key_digits import digit_groups

    return UntrustedError(
        "the bundle is intact, but its signer is unknown",
        details=[f"signed with {key.fingerprint}", f"digits      {' '.join(digit_groups(key))}"],
        hints=["get the sender's key by another way, save it, then add: --signer KEYFILE"],
    )


def _key_of(line: str) -> PublicKey:
    from talktag.seal.ssh.key import PublicKey

    return PublicKey.from_line(line)


def key_of_line(line: str) -> PublicKey | None:
    """The key of an OpenSSH public line, None where it is none."""
    try:
        return _key_of(line.strip())
    except TalktagError:
        return None
