"""`party add --card`, `party set --card`: a card of keys taken in, and how it came. It believes no key by itself.

A card's signature holds its parts together and cannot say whose they are: whoever can change the file on its way puts
a card of their own in its place, as good as any. So a key off a card is kept only by a person who looks at it, and
never unattended; but for a card that a person says they read on the spot, off the paper that hangs there, which nobody
on the way could change. Another key than the one that was kept always asks, however it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UntrustedError, UsageError
from talktag.model.parties.key_card import CONTACT, KeyCard, ReadCard
from talktag.model.parties.party import FROM_A_FILE, ON_THE_SPOT, Party
from talktag.model.plan import Write
from talktag.model.values.fold import fold
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import KINDS, accepting, kinds_not_accepted
from talktag.ops.keys.card_in_file import read_card_in
from talktag.ops.keys.key_card import check_signature
from talktag.ops.keys.whose_key import key_of_line, own_key
from talktag.ops.outcome import Outcome
from talktag.ops.parties.change_party import NewParty, new_party, party_from_card
from talktag.ops.parties.party import find_party, party_values
from talktag.ops.session import Session
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh.key import PublicKey
from talktag.store.collections import PARTIES


class CardFile(NamedTuple):
    """A file with a card, as it was named, and what was said of it.

    `ask_spot` asks whether the person read it on the spot, `ask_role` what somebody of that name is to the owner; both
    are None where nobody can be asked.
    """

    data: bytes
    name: str
    on_the_spot: bool = False
    ask_spot: Callable[[str], bool] | None = None
    ask_role: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class CardTaken:
    """A party as it will be after its card was taken in; `kept` is the fingerprint of a key that goes for the card's.

    `key` is None for the card of another program, which has none.
    """

    party: Party
    key: PublicKey | None
    kept: str | None = None

    @property
    def digits(self) -> tuple[str, ...]:
        """The digits of the card's key, to be compared with what they read out."""
        return digit_groups(self.key) if self.key else ()

    def values(self) -> Mapping[str, Any]:
        """The party, and what its key is compared by."""
        found = {"fingerprint": self.key and self.key.fingerprint, "digits": list(self.digits), "kept": self.kept}
        return party_values(self.party) | {key: value for key, value in found.items() if value}


def add_by_card(session: Session, file: CardFile, new: NewParty, role: str | None) -> Outcome:
    """A plan that adds the party of a card; what was typed in `new` counts before what the card says.

    UntrustedError for a card that does not hold together, InvalidError where the party is there already.
    """
    read, key = _read(session, file)
    card = read.card
    name = new.name or card.name
    _check_is_new(session, name, key)
    came = _way_of(file, card) if key else None
    role = role or (file.ask_role(name) if file.ask_role else "other")
    said = {each: getattr(new, each) or getattr(card, each) or None for each in CONTACT}
    wanted = new._replace(name=name, role=role, **said)
    if key:
        wanted = wanted._replace(key=key.line(), age=card.age or None, key_from=came)
    party, write = new_party(session, wanted)
    changes = (write,) if write else ()
    plan = commit_message.plan("party add", f"Add the party {party.name}", *changes)
    outcome = Outcome(CardTaken(party, key), plan, notices=tuple(_notices(read, party, came)))
    return _asking(outcome, party, came)._replace(effects=accepting(session, plan.changes))


def set_by_card(session: Session, ref: str, file: CardFile) -> Outcome:
    """A plan that adds to a party what its card says and its record does not; another key is asked about.

    Raises what `add_by_card` does, and UntrustedError where the key is somebody else's here.
    """
    party = find_party(session.store, ref)
    read, key = _read(session, file)
    holder = _holder(session, key) if key else None
    if holder and holder.slug != party.slug:
        raise UntrustedError(
            f"the key on the card is the one that is kept for {holder.name}, and not for {party.name}",
            hints=["do not take it in; ask them for their card by another way"],
        )
    came = _way_of(file, read.card) if key else None
    changed, write = party_from_card(session, party, read.card, key, came)
    differs = _differs(party, changed)
    kept = key_of_line(party.key or "") if differs else None
    data = CardTaken(changed, key, kept.fingerprint if kept else None)
    subject = f"Take the card of {changed.name} in"
    plan = commit_message.plan("party set", subject, write) if write else None
    notices = (*_notices(read, changed, came), *_kept_notices(read.card, changed))
    outcome = Outcome(data, plan, notices=notices)
    if not key:
        return outcome if plan else outcome._replace(notices=(*notices, "nothing was changed"))
    is_new = differs or changed.key != party.key or changed.age != party.age
    if not is_new and not kinds_not_accepted(session, party):
        return outcome if plan else outcome._replace(notices=(*notices, "the record says so already"))
    looked_at = write or _as_it_is(session, party)
    effects = accepting(session, [looked_at], KINDS)
    return _asking(outcome, changed, came, differs=differs)._replace(effects=effects)


def _read(session: Session, file: CardFile) -> tuple[ReadCard, PublicKey | None]:
    """The card in a file, and its key where it has one and its signature holds."""
    read = read_card_in(file.data, file.name)
    card = read.card
    if not (card.key or card.age or card.signature):
        if file.on_the_spot:
            raise UsageError(
                "the card has no keys, so it does not matter how it came", hints=["leave out --on-the-spot"]
            )
        return read, None
    key = check_signature(card)
    if own_key(session, key):
        raise InvalidError("that is your own card", hints=["name the card of whom you want to write to"])
    return read, key


def _way_of(file: CardFile, card: KeyCard) -> str:
    is_read = file.on_the_spot or (file.ask_spot is not None and file.ask_spot(card.name))
    return ON_THE_SPOT if is_read else FROM_A_FILE


def _check_is_new(session: Session, name: str, key: PublicKey | None) -> None:
    """InvalidError where a party of the store has that key or that name."""
    held = _holder(session, key) if key else None
    if held:
        raise InvalidError(
            f"the key on the card is kept for {held.name} already",
            hints=[f"to take the rest of the card in: talktag party set {held.slug} --card FILE"],
        )
    for reading in session.store.all(PARTIES):
        if reading.value and fold(reading.value.name) == fold(name):
            raise InvalidError(
                f"there is a party of that name: {reading.value.slug}",
                hints=[
                    f"if the card is theirs: talktag party set {reading.value.slug} --card FILE",
                    "if it is another's, say how you call them: talktag party add NAME --card FILE",
                ],
            )


def _holder(session: Session, key: PublicKey) -> Party | None:
    found = (reading.value for reading in session.store.all(PARTIES))
    return next((each for each in found if each and key_of_line(each.key or "") == key), None)


def _differs(before: Party, after: Party) -> bool:
    """Whether a key or a recipient that was kept goes for another."""
    has_other_key = bool(before.key) and key_of_line(before.key or "") != key_of_line(after.key or "")
    return has_other_key or bool(before.age and before.age != after.age)


def _asking(outcome: Outcome, party: Party, came: str | None, *, differs: bool = False) -> Outcome:
    """The outcome with the question of a key; where nobody may answer it but a person, that is said."""
    if came is None:
        return outcome
    if differs:
        return outcome._replace(
            question=f"{party.name} has other keys now than those that were kept. Put these in their place?",
            in_person=UntrustedError(
                f"the card has another key than the one kept for {party.name}, which a person must look at",
                hints=["ask them by another way whether they have a new key, then type it at a terminal without --yes"],
            ),
        )
    in_person = UntrustedError(
        "a key out of a file is kept by a person who looks at it, and not by --yes",
        hints=[
            "type it at a terminal without --yes, and have the digits read out to you",
            "if you photographed the card where it hangs: --on-the-spot",
        ],
    )
    question = f"Keep these keys as those of {party.name}?"
    return outcome._replace(question=question, in_person=None if came == ON_THE_SPOT else in_person)


def _notices(read: ReadCard, party: Party, came: str | None) -> Iterator[str]:
    """What to say of a card: that it has no keys, what of it is not signed, what is to be done about its key."""
    if came is None:
        yield "it is no card of keys: only the name and how to reach them were taken"
        return
    if read.left:
        yield f"not signed, and left out: {', '.join(dict.fromkeys(read.left[:10]))}"
    if party.key_from == FROM_A_FILE and not party.key_checked:
        yield (
            "the card holds together; whose it is only they can say: have the digits read out to you, "
            f"talktag party check {party.slug}"
        )


def _kept_notices(card: KeyCard, party: Party) -> Iterator[str]:
    for each in CONTACT:
        kept, said = getattr(party, each), getattr(card, each)
        if kept and said and kept != said:
            yield f'{each} stays "{kept}"; the card says "{said}"'


def _as_it_is(session: Session, party: Party) -> Write:
    from talktag.store import layout

    path = layout.party(party.slug)
    held = session.store.read(path)
    return Write(path, held, held)
