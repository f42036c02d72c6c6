"""What becomes of a message that came, in eight steps. Pure: it is handed facts, and reads, asks and writes nothing.

Default deny: what no step lets in stays out. A step that refuses wins over every step that would let it wait, ask or
take it in, wherever it stands; of two that say the same, the first one speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.log.kinds import KINDS
from talktag.model.parties.roles import ROLES
from talktag.model.talk.facts import AnsweredWish, KeyIs, MessageFacts, SaidEntry
from talktag.model.talk.message import ENTRIES_MOST
from talktag.model.talk.verdict import Fate, Verdict
from talktag.model.talk.verdict import PolicyStep as Step
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.parties.rate import Rate

_SHOWN = 40  # characters of a word that somebody else wrote


def judge(facts: MessageFacts) -> Verdict:
    """What becomes of a message with these facts.

    A question at the step of the key is one that a person answers by comparing digits; a yes given beforehand is none.
    """
    said = [verdict for look in _STEPS for verdict in look(facts)]
    return next(verdict for fate in Fate for verdict in said if verdict.fate is fate)


def _look_at_form(facts: MessageFacts) -> Iterator[Verdict]:
    if facts.form_fault:
        yield _refuse(Step.FORM, facts.form_fault)
    elif len(facts.entries) > ENTRIES_MOST:
        yield _refuse(Step.FORM, f"it has {len(facts.entries)} entries, and at most {ENTRIES_MOST} are taken")
    elif not facts.entries and not facts.files:
        yield _refuse(Step.FORM, "it is empty: it has no entry and no file")
    elif facts.until and facts.until < facts.today:
        yield _refuse(Step.FORM, f"it was meant to be read until {facts.until}", "ask for a new one")


def _look_at_signature(facts: MessageFacts) -> Iterator[Verdict]:
    if facts.signature_fault:
        yield _refuse(Step.SIGNATURE, facts.signature_fault)


def _look_at_key(facts: MessageFacts) -> Iterator[Verdict]:
    party = facts.party
    if party is None or facts.key is KeyIs.UNKNOWN:
        yield _wait(Step.KEY, "it is from somebody that you do not know", "add them with: talktag party add NAME")
    elif facts.key is KeyIs.CHANGED:
        reason = f"it is not signed with the key that you have of {party.name}"
        hint = "ask them, by a way that you had before; they may have a new key, or it is not from them"
        yield (Verdict(Fate.ASK, Step.KEY, reason, (hint,)) if facts.can_ask else _refuse(Step.KEY, reason, hint))
    elif facts.key is KeyIs.NEW:
        yield _question(facts, Step.KEY, f"the key of {party.name} is new on this computer")


def _look_at_channel(facts: MessageFacts) -> Iterator[Verdict]:
    party, channel = facts.party, facts.channel
    if party is None:
        return
    if not party.channel.is_sound:
        hint = f"see what is wrong with: talktag party show {party.slug}"
        yield _wait(Step.CHANNEL, f"what may come from {party.name} cannot be read", hint)
    if party.channel.until and party.channel.until < facts.today:
        yield _refuse(
            Step.CHANNEL, f"nothing may come from {party.name} after {party.channel.until}", _how_to_look(party)
        )
    if channel is None and not _is_permitted_by_name(facts, party):
        yield _wait(Step.CHANNEL, f"nothing stands open with {party.name} about that")
    elif channel and channel.party != party.slug:
        yield _refuse(Step.CHANNEL, f'it comes on a channel that is not with {party.name}, "{_cut(channel.id)}"')
    elif channel and channel.closed:
        yield _refuse(Step.CHANNEL, f"you took back on {channel.closed} what was open with {party.name}")
    elif channel and not channel.is_open(facts.today):
        yield _refuse(Step.CHANNEL, f"what was open with {party.name} ended on {channel.until}")
    for product in sorted(_things_of(facts) - _things_for(facts, party)):
        yield _refuse(Step.CHANNEL, f'{party.name} may not say anything about "{_cut(product)}"', _how_to_look(party))


def _is_permitted_by_name(facts: MessageFacts, party: Party) -> bool:
    """Whether the owner allowed the kinds of all entries by name, which stands open without anything given before."""
    return bool(facts.kinds) and {*facts.kinds} <= party.channel.permissions.keys()


def _things_of(facts: MessageFacts) -> set[str]:
    """What a message is about."""
    return {*facts.products, *(each.product for each in facts.entries if each.product)}


def _things_for(facts: MessageFacts, party: Party) -> set[str]:
    """What a party may talk about: by its record, else what it was given, and what a permission that it uses names."""
    held = facts.given if party.channel.products is None else party.channel.products
    used = (each for kind, each in party.channel.permissions.items() if kind in facts.kinds)
    return {*held, *(thing for each in used for thing in each.products)}


def _look_at_mute(facts: MessageFacts) -> Iterator[Verdict]:
    if facts.party is None:
        return
    for kind in facts.kinds:
        if kind in facts.party.channel.mute:
            words = f'you muted "{_cut(kind)}" from {facts.party.name}'
            yield _refuse(Step.MUTE, words, *_allowing(facts.party, kind))


def _look_at_may(facts: MessageFacts) -> Iterator[Verdict]:
    party = facts.party
    if party is None:
        return
    for each in facts.entries:
        yield from _look_at_right(facts, party, each)
    brings = ROLES[party.role].brings
    for kind in facts.files:
        if kind not in brings:
            words = f'a {party.role} may not bring a file of the kind "{_cut(kind)}"'
            yield _refuse(Step.MAY, words, f"a {party.role} may bring: {', '.join(brings)}")


def _look_at_right(facts: MessageFacts, party: Party, said: SaidEntry) -> Iterator[Verdict]:
    """Whether an entry is of a kind that its writer may write: by permission, else by `may`, else by the role."""
    if said.wish:
        yield from _look_at_wish(facts, party, said.wish)
        return
    permission = party.channel.permissions.get(said.kind)
    allow = _allowing(party, said.kind)
    if permission and permission.until and permission.until < facts.today:
        words = f'your permission to {party.name} for "{said.kind}" ended on {permission.until}'
        yield _refuse(Step.MAY, words, *allow)
    elif permission and permission.products and said.product not in permission.products:
        about = ", ".join(permission.products)
        yield _refuse(Step.MAY, f'{party.name} may send "{said.kind}" about nothing but {about}', *allow)
    elif not permission and said.kind not in party.writes:
        who = f"a {party.role}" if party.channel.may is None else party.name
        may = f"{party.name} may write: {', '.join(party.writes) or 'nothing'}; see: talktag party show {party.slug}"
        yield _refuse(Step.MAY, f'{who} may not write an entry of the kind "{_cut(said.kind)}"', may, *allow)


def _look_at_wish(facts: MessageFacts, party: Party, wish: AnsweredWish) -> Iterator[Verdict]:
    """Who was asked for offers needs no permission to make some, as long as the wish is open; a late one waits."""
    if wish.is_over:
        yield _wait(Step.MAY, f'your wish "{_cut(wish.name)}" is over', f"see: talktag wish offers {wish.slug}")
    elif wish.until and wish.until < facts.today:
        hint = f"let offers in for longer with: talktag wish set {wish.slug} --until DATE"
        yield _wait(Step.MAY, f'offers for "{_cut(wish.name)}" were to come until {wish.until}', hint)
    count = wish.came + sum(each.wish is not None and each.wish.slug == wish.slug for each in facts.entries)
    if count > wish.most:
        words = f'{count} offers for "{_cut(wish.name)}" come from {party.name}; at most {wish.most} are let in'
        yield _wait(Step.MOST, words)


def _look_at_most(facts: MessageFacts) -> Iterator[Verdict]:
    party = facts.party
    if party is None:
        return
    rates: list[tuple[str | None, Rate | None]] = [(None, party.channel.most)]
    rates += [(kind, each.most) for kind, each in party.channel.permissions.items() if kind in facts.kinds]
    for kind, rate in rates:
        if rate is None:
            continue
        since = rate.since(facts.now)
        came = sum(each.moment > since and kind in {None, *each.kinds} for each in facts.earlier)
        if came >= rate.most:
            what = f'with "{kind}" ' if kind else ""
            yield _wait(Step.MOST, f"{plural(came, 'message')} {what}came from {party.name}; at most {rate} are let in")


def _look_at_asking(facts: MessageFacts) -> Iterator[Verdict]:
    party = facts.party
    if party is None:
        return
    asked = {each.kind for each in facts.entries if each.wish is None}  # she asked for the offers herself
    if not all(_is_unasked(party, kind) for kind in asked) or not (facts.kinds or party.channel.auto):
        yield _question(facts, Step.ASK, f"what comes from {party.name} is asked about")
    if facts.files:
        yield _question(facts, Step.ASK, f"it brings {plural(len(facts.files), 'file')}, which is always asked about")
    if any(each.has_cost for each in facts.entries):
        yield _question(facts, Step.ASK, "it names a cost, which is always asked about")
    yield Verdict(Fate.TAKE, Step.ASK, f"what comes from {party.name} is taken in without a question")


def _is_unasked(party: Party, kind: str) -> bool:
    permission = party.channel.permissions.get(kind)
    return party.channel.auto or (permission is not None and permission.auto)


_STEPS = (
    _look_at_form,
    _look_at_signature,
    _look_at_key,
    _look_at_channel,
    _look_at_mute,
    _look_at_may,
    _look_at_most,
    _look_at_asking,
)


def _refuse(step: Step, reason: str, *hints: str) -> Verdict:
    return Verdict(Fate.REFUSE, step, reason, hints)


def _wait(step: Step, reason: str, *hints: str) -> Verdict:
    return Verdict(Fate.WAIT, step, reason, hints)


def _question(facts: MessageFacts, step: Step, reason: str) -> Verdict:
    """A question where somebody is there to answer it; else it waits until somebody is."""
    if facts.can_ask:
        return Verdict(Fate.ASK, step, reason)
    return _wait(step, reason, "look at what waits with: talktag inbox")


def _allowing(party: Party, kind: str) -> tuple[str, ...]:
    """What to type to allow a kind; nothing of a word that is not ours, which a shell might obey."""
    return (f"allow it with: talktag party allow {party.slug} {kind}",) if kind in KINDS else ()


def _how_to_look(party: Party) -> str:
    return f"see what may come from them with: talktag party show {party.slug}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
