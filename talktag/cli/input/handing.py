"""The questions of `hand` at a terminal: who, what for, and what more than usual. Decides nothing of what leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.errors import DeclinedError, InvalidError, UsageError

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.session import Session
    from talktag.ops.sharing.hand.hand import HandRequest
    from talktag.ops.sharing.hand.handed_to import KnownParty, SaidOfParty

_TRIES = 3


def ask_handing(terminal: Terminal, session: Session, wanted: HandRequest) -> HandRequest:
    """What is wanted, with the person's answers; what the command line gave is not asked for.

    Raises UsageError naming the flags where nobody can be asked, DeclinedError when the person ends the input,
    InvalidError for an answer that does not hold up three times.
    """
    from talktag.ops.finding.find_product import find_product
    from talktag.ops.sharing.hand.handed_to import known_party
    from talktag.ops.sharing.hand.more_to_give import more_to_give

    product = find_product(session.store, wanted.share.ref).product  # before any question, and so is the party
    known = known_party(session, wanted.party.to)
    missing = _missing(wanted, known)
    if missing and not terminal.can_ask:
        raise _error_without_terminal(terminal, wanted, known, missing)
    party, share = wanted.party, wanted.share
    if known.party is None:
        party = _ask_party(terminal, party, known.near)
    if share.purpose is None:
        share = replace(share, purpose=_ask(terminal, "What is it for? Enter for nothing"))
    if not share.include and terminal.can_ask and not terminal.agrees:
        role = known.party.role if known.party else party.role or ""
        more = more_to_give(session, product, role, share)
        share = replace(share, include=_ask_more(terminal, role, more))
    return wanted._replace(party=party, share=share)


def _missing(wanted: HandRequest, known: KnownParty) -> list[str]:
    """The flags of what would be asked for."""
    said = wanted.party
    flags = {"--role ROLE": said.role, "--mail ADDRESS": said.mail} if known.party is None else {}
    return [flag for flag, value in {**flags, "--purpose TEXT": wanted.share.purpose}.items() if value is None]


def _error_without_terminal(
    terminal: Terminal, wanted: HandRequest, known: KnownParty, missing: Sequence[str]
) -> UsageError:
    what = "what it is for is missing" if known.party else f'"{wanted.party.to}" is not among your parties'
    empty = [f'{each.split(" ")[0]} ""' for each in missing if not each.startswith("--role")]
    return UsageError(
        f"{what}, and {terminal.silence}",
        hints=[*known.near, f"add: {' '.join(missing)}", *([f"or, for none: {' '.join(empty)}"] if empty else [])],
    )


def _ask_party(terminal: Terminal, said: SaidOfParty, near: Sequence[str]) -> SaidOfParty:
    """A party that is not kept yet: what they are called, what they are, where they get mail."""
    from talktag.model.parties.roles import ROLE_NAMES
    from talktag.ops.parties.change_party import check_values

    name, role, mail = said.to, said.role, said.mail
    if role is None or mail is None:
        terminal.say(f'"{said.to}" is not among your parties, so it is added.')
        for hint in near:
            terminal.hint(f"{hint} Ctrl-C gives up.")
        name = _ask(terminal, f"What are they called? [{said.to}]") or said.to
    if role is None:
        terminal.hint(f"  {', '.join(ROLE_NAMES)}")
        question = "What are they to you? [repairer]"
        role = _ask(terminal, question, ROLE_NAMES, lambda each: check_values({"role": each or "repairer"}))
    if mail is None:
        question = "Their mail address; Enter for none"
        mail = _ask(terminal, question, (), lambda each: check_values({"mail": each}))
    return said._replace(to=name, role=role or "repairer", mail=mail)


def _ask_more(terminal: Terminal, role: str, more: Sequence[str]) -> tuple[str, ...]:
    """The sections that go along besides, parted by commas."""
    if not more:
        return ()

    def check(answer: str) -> None:
        wrong = [each for each in _split_at_commas(answer) if each not in more]
        if wrong:
            raise InvalidError(f'"{wrong[0]}" is none of {", ".join(more)}')

    terminal.hint(f"  {', '.join(more)}")
    return _split_at_commas(_ask(terminal, f"What else than {_usual(role)}? Enter for nothing", more, check))


def _usual(role: str) -> str:
    return "others are given" if role == "other" else f"{'an' if role[:1] in 'aeiou' else 'a'} {role} is given"


def _split_at_commas(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _ask(
    terminal: Terminal, question: str, offers: Sequence[str] = (), check: Callable[[str], object] = lambda _: None
) -> str:
    """An answer that holds up, within three tries."""
    for left in reversed(range(_TRIES)):
        answer = terminal.prompt(question, offers)
        if answer is None:
            raise DeclinedError("nothing was done")
        try:
            check(answer)
        except InvalidError as error:
            if not left:
                raise
            terminal.say(f"talktag: {error.message}")
        else:
            return answer
    raise AssertionError
