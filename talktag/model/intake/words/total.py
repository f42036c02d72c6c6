"""Which amount on a receipt was paid: the one that adds up, else the largest of the likeliest. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.text_line import TextLine, row_score, row_text
from talktag.model.intake.words.amounts import Amount, amounts_in, currency_of, money_of
from talktag.model.intake.words.label import fold_in_place

_PAID = (
    r"grand total|total (?:to pay|due|payable|paid|amount|eur|gbp|usd|sek|chf|a pagar|ttc|general|iva incl)|total gbp"
    r"|amount (?:due|paid|payable)|balance (?:due|to pay)|to pay|zu zahlen(?:der betrag)?|zahlbetrag|gesamt ?(?:betrag"
    r"|summe|preis)|gesamt|endbetrag|endsumme|rechnungs ?(?:betrag|summe)|summe|betrag|importe(?: total| a pagar)?"
    r"|a pagar|total a|(?:net )?a payer|montant(?: total| ttc| du| regle)?|totale(?: complessivo| euro| documento"
    r"| da pagare| fattura)?|importo(?: pagato| totale)?|da pagare|att betala|totalt?(?: att betala)?|totalbelopp"
    r"|summa|(?:a )?betale|i alt|totaal|te betalen|total|totaal|iznos|razem|suma|celkem|yhteensa"
)
_NOT_PAID = (
    r"sub[- ]?tota[a-z]{1,3}|zwischen ?summe|sous[- ]?total|del ?summa|suma parcial|parcial|total (?:ht|hors taxe|net"
    r"|items?|savings?|discount|moms|tva|iva|vat|tax|mwst|articulos|articles|artikel|punkte|points|vat)|netto"
    r"|\bnet\b(?! a payer)"
    r"|mwst|m[.]w[.]s?t|\bust\b|umsatzsteuer|steuer|\bvat\b|\btax|\btva\b|\biva\b|\bmoms\b|\bmva\b|\bigic\b|imponibile"
    r"|imposta|base imp|\bht\b|rabatt|nachlass|discount|descuento|dto[.]|remise|reduction|sconto|saving|you saved|ahorr"
    r"|spar|\bcash\b|\bbar\b|gegeben|tendered|\bchange\b|ruckgeld|wechselgeld|\bcambio\b|efectivo|entregad|recibid"
    r"|rendu|especes|contant[ei]|\bresto\b|kontant|vaxel|tilbage|points|punkte|bonus|gutschein|voucher|tip\b|trinkgeld"
    r"|deposit|pfand|pant\b|avrundning|rundung|rounding|items?\b|anzahl|menge|qty|stuck"
)
_CARD = (
    r"visa|master ?card|maestro|amex|girocard|ec[- ]?(?:karte|cash)|kartenzahlung|carte? banc|\bcb\b|bankomat"
    r"|tarjeta (?:visa|banc|cred|deb)|con tarjeta|carta di (?:cred|deb)|^kort\b|(?:credit|debit|bank) ?(?:card|kort)"
)
_TAX_WORD = r"(?:vat|tax|mwst|ust|m[.]w[.]st[.]?|tva|iva|moms|mva|btw)"
# Words that speak of tax and mean that it is within: "Total incl. VAT".
_WITHIN = re.compile(
    r"\(?(?:inkl?|incl|ink|inclus[a-z]{0,4}|including|inc|inkl[a-z]{0,8}|con|med|avec|toutes)[. ]{0,3}"
    r"(?:[0-9]{1,2} ?% ?)?"
    rf"{_TAX_WORD}\b[.)]?|{_TAX_WORD} (?:incl?[a-z]{{0,8}}|compris[ea]?|inkl[.]?)[.)]?|\bttc\b"
)
_PAID_WORD = re.compile(rf"(?<![a-z])(?:{_PAID})(?![a-z])")
_NOT_PAID_WORD, _CARD_WORD = re.compile(_NOT_PAID), re.compile(_CARD)
_CASH = re.compile(r"\bcash\b|\bbar\b|gegeben|tendered|efectivo|entregad|recibid|especes|contant[ei]|kontant")
_CHANGE = re.compile(r"\bchange\b|ruckgeld|wechselgeld|cambio|rendu|\bresto\b|vaxel|tilbage|monnaie")
_PART = re.compile(
    r"sub[- ]?tota|zwischen ?summe|sous[- ]?total|\bht\b|netto|\bnet\b(?! a payer)|imponibile|base imp|del ?summa"
)
_TAX = re.compile(rf"\b{_TAX_WORD}\b")


class _PriceRow(NamedTuple):
    text: str
    folded: str
    amounts: tuple[Amount, ...]
    score: float


def total_offers(rows: Sequence[Sequence[TextLine]], default: str | None) -> Iterator[FieldOffer]:
    """What was paid, as `price`; none where the receipt names no currency and there is no `default` one."""
    read = [_row(row) for row in rows]
    currency = currency_of((each.text for each in read), default)
    if not currency:
        return
    proofs = _proofs(read)
    for row, value, sure in _candidates(read):
        money = money_of(value, currency)
        if money:
            sure_now = 0.97 if value in proofs and sure >= 0.5 else sure
            yield FieldOffer("price", str(money), sure_now * row.score, row.text)


def _row(row: Sequence[TextLine]) -> _PriceRow:
    text = row_text(row)
    return _PriceRow(text, _WITHIN.sub(" ", fold_in_place(text)), amounts_in(text), row_score(row))


def _candidates(rows: Sequence[_PriceRow]) -> Iterator[tuple[_PriceRow, Decimal, float]]:
    """Rows that say what was paid, its amount, and how sure; of equals the largest is the surest."""
    named: list[tuple[_PriceRow, Decimal, float]] = []
    for at, row in enumerate(rows):
        is_paid = _PAID_WORD.search(row.folded) and not _NOT_PAID_WORD.search(row.folded)
        if not is_paid and not _CARD_WORD.search(row.folded):
            continue
        amount = _amount(row, rows[at + 1 : at + 2])
        if amount and amount.value > 0 and not amount.is_minus:
            sure = (0.85 if is_paid else 0.5) - (0.0 if amount.is_money else 0.3)
            named.append((row, amount.value, sure))
    surest = max((each[2] for each in named), default=0.0)
    largest = max((value for _, value, sure in named if sure == surest), default=Decimal(0))
    for row, value, sure in named:
        yield row, value, sure if value == largest or sure < surest else sure - 0.25


def _amount(row: _PriceRow, below: Sequence[_PriceRow]) -> Amount | None:
    """The last amount of a row, else of the one under it if that says nothing else."""
    for each in (row, *(one for one in below if not re.search(r"[a-z]{4}", one.folded))):
        sure = [amount for amount in each.amounts if amount.is_money]
        if sure or each.amounts:
            return (sure or each.amounts)[-1]
    return None


def _proofs(rows: Sequence[_PriceRow]) -> set[Decimal]:
    """The amounts that add up: items, a part and its tax, cash less change."""
    parts = _values(rows, _PART)
    taxes = _values([each for each in rows if not _PART.search(each.folded)], _TAX)
    cash, change = _values(rows, _CASH), _values(rows, _CHANGE)
    found = {part + tax for part in parts for tax in taxes}
    found |= {given - back for given in cash for back in change if given > back > 0}
    found |= set(_sum_of_items(rows))
    return found


def _values(rows: Sequence[_PriceRow], words: re.Pattern[str]) -> list[Decimal]:
    rows = [each for each in rows if words.search(each.folded)][:6]
    return [amount.value for row in rows for amount in row.amounts[-3:] if amount.is_money]


def _sum_of_items(rows: Sequence[_PriceRow]) -> Iterator[Decimal]:
    """The sum of the rows above the first that names a sum, of two items or more, those less than nothing taken off."""
    items: list[Decimal] = []
    for row in rows:
        if _PAID_WORD.search(row.folded) or _PART.search(row.folded):
            break
        money = [each for each in row.amounts if each.is_money]
        if money:
            items.append(-money[-1].value if money[-1].is_minus else money[-1].value)
    if len(items) > 1:
        yield sum(items, Decimal(0))
