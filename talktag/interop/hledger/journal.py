"""Money of things as a journal of hledger, a transaction a flow. What others wrote cannot become a line or an account.

The form: https://hledger.org/1.25/hledger.html#journal-format. Amounts of two currencies stand side by side, never
added. The other side of each is the account of the party, so that it tells who earned how much.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.interop.cut_text import cut_text
from talktag.model.values.foreign_text import escape
from talktag.model.worth.flow import minus

if TYPE_CHECKING:
    from talktag.model.values.money import Money
    from talktag.model.worth.flow import Flow

NOBODY = "nobody-named"
_LONGEST = 120  # letters of a text; a longer one is cut, visibly
_TAKEN_APART = re.compile(r"\s+")


class JournalNames(NamedTuple):
    """What products are called in accounts, by their ids, and what parties are called, by their slugs."""

    products: Mapping[str, str]
    parties: Mapping[str, str]


def write_journal(flows: Sequence[Flow], names: JournalNames) -> bytes:
    """The journal as UTF-8, by day; what it declares is all that it uses."""
    parties = _accounts(each.party or "" for each in flows)
    posted = [_transaction(flow, names, parties) for flow in flows]
    accounts = sorted({account for each in posted for account, _ in each.postings})
    lines = [
        "; what things cost and who earned it, written by talktag; two currencies are never added",
        "decimal-mark .",
    ]
    lines += [f"commodity {_format_of(code, flows)}" for code in sorted({each.money.currency for each in flows})]
    lines += [f"account {each}" for each in accounts]
    for each in posted:
        lines += ["", each.head, *(f"    {account}  {amount}" for account, amount in each.postings)]
    return "\n".join([*lines, ""]).encode()


def account_of(flow: Flow, names: JournalNames) -> str:
    """The account of a thing that a flow is told in: what was paid is an expense, what came in is income."""
    kind = "income" if flow.is_got else "expenses"
    return f"{kind}:things:{_part(names.products.get(flow.product, flow.product))}:{_part(flow.what)}"


class _Transaction(NamedTuple):
    head: str
    postings: tuple[tuple[str, str], ...]


def _transaction(flow: Flow, names: JournalNames, parties: Mapping[str, str]) -> _Transaction:
    money = minus(flow.money) if flow.is_got else flow.money
    party = f"parties:{parties[flow.party or '']}"
    payee = names.parties.get(flow.party or "", flow.party or "nobody named")
    # A code always, as a text that begins with a bracket would be taken for one.
    said = f"{flow.day} * ({_part(flow.entry or flow.what)}) {_line(payee)} | {_line(flow.title or flow.what)}"
    notes = [f"product:{_part(flow.product)}"]
    notes += ["by-record:yes"] if flow.is_counted else []
    notes += [f"portion-of:{flow.whole}"] if flow.whole else []
    return _Transaction(
        f"{said}  ; {', '.join(notes)}", ((account_of(flow, names), str(money)), (party, str(minus(money))))
    )


def _accounts(parties: Iterable[str]) -> Mapping[str, str]:
    """The account of each party, no two alike, however alike they are written."""
    found: dict[str, str] = {}
    taken: set[str] = {NOBODY}
    for party in dict.fromkeys(parties):
        name = base = _part(party) if party else NOBODY
        number = 1
        while party and name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        found[party] = name
    return found


def _part(text: str) -> str:
    """A part of the name of an account: letters, digits and hyphens, so that none begins another part or a comment."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LNM" else "-" for letter in text.casefold())
    return re.sub("-+", "-", kept).strip("-")[:_LONGEST] or "unnamed"


def _line(text: str) -> str:
    """A text within a line: `;` would begin a comment, and `|` part the payee from the rest."""
    plain = _TAKEN_APART.sub(" ", escape(text)).strip()
    cut = cut_text(plain, _LONGEST)
    return cut.replace(";", ",").replace("|", "/") or "unnamed"


def _format_of(code: str, flows: Iterable[Flow]) -> str:
    """How amounts of a currency are shown: as many decimals as any of them has."""
    places = max(_places(each.money) for each in flows if each.money.currency == code)
    return f"1000.{'0' * places} {code}"


def _places(money: Money) -> int:
    return len(str(money).partition(" ")[0].partition(".")[2])
