"""Who sold it and the number of the paper, as a receipt or invoice seems to say. It looks no company up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.text_line import TextLine, row_score, row_text
from talktag.model.intake.words.amounts import amounts_in
from talktag.model.intake.words.known_name import known_names
from talktag.model.intake.words.label import fold_in_place

_TOP = 6  # rows in which a shop writes its name
_LONGEST = 60
_COMPANY = re.compile(
    r"\b(?:gmbh(?: ?& ?co[.]? ?(?:kg|ohg))?|mbh|ag|kg|ohg|e[.]?k|ltd[.]?|limited|inc[.]?|llc|plc|corp[.]?|sarl"
    r"|s[.]a[.]r[.]l|sas|s[.]a[.]s|s[.]a|sa|s[.]l(?:[.]u)?|s[.]p[.]a|spa|s[.]r[.]l|srl|ab|aktiebolag|oyj?|as|a/s|aps"
    r"|b[.]?v|n[.]?v)(?![a-z])[.]?"
)
# Rows at the top that are no names.
_NO_NAME = re.compile(
    r"\b(?:receipt|invoice|order|rechnung|quittung|kassen ?bon|kassenbeleg|beleg|bon|ticket|factura(?: simplificada)?"
    r"|facture|recu|recibo|scontrino|ricevuta|fattura|documento commerciale|kvitto|faktura|kvittering|copy|kopie|copia"
    r"|duplicate|tel(?:[.]|efon|ephone|efono)?|fon|fax|phone|tlf|www|http|welcome|willkommen|bienvenu|bienvenid|benvenut"
    r"|valkommen|danke|thank|gracias|merci|grazie|tack|date|datum|fecha|data|vat|ust|mwst|nif|cif|siret|siren|tva|iva"
    r"|org|cvr|steuer|page|seite|kunde|customer|cliente|client|kund|cashier|kasse|kassa|caja|caisse|cassa|bill to"
    r"|ship to|street|st[.]|road|rd[.]|avenue|ave[.]|lane|strass?e|str[.]|platz|weg|allee|calle|c/|plaza|avda|rue|bd[.]"
    r"|boulevard|place|via|piazza|corso|viale|gatan|vagen|torget|total|summe)(?![a-z])"
)
_PLACE = re.compile(
    r"\b[0-9]{4,5}\b|\b[0-9]{3} [0-9]{2}\b|[a-z]{4,30}(?:strass?e|str[.]|gatan|vagen|weg|platz|allee) ?[0-9]|@"
    r"|[.](?:com|de|es|fr|it|se|co[.]uk)\b"
)
_NUMBER = re.compile(
    r"(?<![a-z])(?P<what>order|bestell(?:ung)?s?|auftrags?|pedido|commande|ordine|bestallning|ordre|invoice|rechnungs?"
    r"|re|facture|factura|fattura|faktura|receipt|bon|beleg|quittungs?|kassenbon|ticket|fra|recibo|scontrino|documento"
    r"|kvitto|trans(?:action|aktion)?|doc)[-. ]{0,2}(?:simplificada ?)?"
    r"(?:n(?:umb|umm)er|numero|num|nro|no|nr|id|n|#)(?![a-z])[ .:#°-]{0,4}"
    r"(?P<value>[a-z0-9][a-z0-9/_-]{1,29})(?![a-z0-9])"
    r"|(?<![a-z])(?P<bare>order|invoice|receipt|ticket|facture|factura|fattura|pedido|kvitto|rechnung|bon|faktura)"
    r"[ :]{1,3}#? ?(?P<also>(?=[a-z/-]{0,8}[0-9])[a-z0-9][a-z0-9/_-]{2,29})(?![a-z0-9])"
)
_DAY_LIKE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}\Z")


def shop_offers(rows: Sequence[Sequence[TextLine]], sellers: Iterable[str] = ()) -> Iterator[FieldOffer]:
    """Names of who sold it, as `from`: known `sellers`, companies by their form, else the name at the top."""
    yield from _known_sellers(rows, sellers)
    usual = median([line.box.height for row in rows for line in row] or [0])
    names = 0
    for at, row in enumerate(rows):
        text = row_text(row).strip(" *-=_,:;#|")
        folded = fold_in_place(text)
        letters = sum(each.isalpha() for each in text)
        is_long = not 2 < letters <= _LONGEST or len(text) > _LONGEST
        has_digits = sum(each.isdigit() for each in text) > letters / 3
        if is_long or has_digits or _NO_NAME.search(folded) or any(each.is_money for each in amounts_in(text)):
            continue
        is_company = _COMPANY.search(folded) is not None and len(text) > 5
        if not is_company and (at >= _TOP or names > 1 or _PLACE.search(folded)):
            continue
        is_tall = max(each.box.height for each in row) > 1.25 * usual
        sure = 0.8 if is_company and at < _TOP else 0.55 if is_company else (0.7 if is_tall else 0.55) - 0.15 * names
        names += 1
        yield FieldOffer("from", text, sure * row_score(row), text)


def _known_sellers(rows: Sequence[Sequence[TextLine]], sellers: Iterable[str]) -> Iterator[FieldOffer]:
    for each in known_names(rows, sellers):
        sure = 0.95 if each.row < _TOP else 0.75
        yield FieldOffer("from", each.name, sure * each.line.score, each.line.text)


def number_offers(rows: Sequence[Sequence[TextLine]]) -> Iterator[FieldOffer]:
    """The number of the order, invoice or receipt, as `order`; that of the order the likeliest."""
    for row in rows:
        text = row_text(row)
        for found in _NUMBER.finditer(fold_in_place(text)):
            group = "value" if found["value"] else "also"
            value = text[found.start(group) : found.end(group)].strip("-/_")
            what = found["what"] or found["bare"]
            if sum(each.isdigit() for each in value) < 2 or len(value) < 3 or _DAY_LIKE.match(value):
                continue
            is_order = what.startswith(("order", "bestell", "auftr", "pedido", "comm", "ordine"))
            is_bill = what.startswith(("inv", "rech", "fact", "fatt", "fakt"))
            sure = 0.9 if is_order else 0.85 if is_bill else 0.75
            yield FieldOffer("order", value, (sure if group == "value" else sure - 0.15) * row_score(row), text)
