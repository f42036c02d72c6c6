"""The words on type plates that say what stands behind them, in the languages of plates. Data and its search only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from talktag.model.values.fold import fold

# "no", "nr", "number" … with what stands around it, in text whose letters are folded one by one.
_NO = r"(?:(?:numbers?|nummer|numero|num|nbr|no|nr)\b[.:]?|n[.:]|n?[#])"
_DE = r"(?:(?:de|di|da|do|du|d) ?)?"
_WORDS = {
    "serial": (
        rf"service ?tag|serial(?:i[sz]ed)?(?: ?{_NO})?|ser[.]? ?-?{_NO}|s ?[/.] ?n[.]?(?:[oru][.]?)?|sn|s[.-] ?no[.]?"
        rf"|seri(?:en|e)[- .]?{_NO}|serienn[ro][.]?|serienummer|seriennummer|seriennr[.]?|serienr[.]?"
        rf"|{_NO} ?{_DE}(?:serie|fabricacion|fabrication|fabricacao)|n[.]? ?s(?:erie)?\b|numero ?seriale|seriale"
        rf"|{_NO} ?{_DE}matricola|matricola(?: ?{_NO})?|matricule(?: ?{_NO})?"
        rf"|fabr?(?:ik(?:ations)?)?[.]?[- ]?{_NO}|f[.-] ?nr[.]?|gerate[- ]?{_NO}|masch(?:inen)?[.]?[- ]?{_NO}"
        rf"|tillv(?:erknings)?[.]?[- ]?{_NO}|maskin[- ]?{_NO}|produktions[- ]?{_NO}"
    ),
    "model": (
        rf"model(?:l|le|lo|o|e)?(?: ?(?:name|code|designation))?(?:[- ]?{_NO})?|mod(?:[.:]|\b)(?: ?{_NO})?"
        rf"|m ?/ ?n[.]?|e[- ]nr[.]?|produktname|product name"
    ),
    # Often a name for a whole line of models, or of a part of it.
    "type": (
        rf"typ(?:e|en)?(?:bezeichnung|beteckning)?(?:[- .]?{_NO})?|tipo(?: ?{_NO})?"
        rf"|ref(?:[.]|erence|erencia)?(?: ?commerciale)?(?: ?{_NO})?"
    ),
    "number": r"(?:no|nr|nummer|numero|num)[.:]?",
    "maker": (
        r"(?:manufacture[rd]|made|produced|produktion|mfd|mfr|mfg)[.]? ?(?:by\b|:)|manufacturer|hersteller"
        r"|fabri(?:cante|cant|que par|cado por)|fabbrica(?:nte|to da)|produttore|prodotto da|tillverka(?:re|d av)"
        r"|brand(?: name)?|marke|marque|marca|marke[.]?|fabrikat"
    ),
    "gtin": r"(?:ean|upc|gtin)(?:[- ]?(?:8|12|13|14|code|a))?(?: ?(?:code|no[.]?|nr[.]?))?|bar ?code",
    # What is neither of these but has a value of its own, which must not be taken for one of them.
    "other": (
        r"fcc ?id|contains|ic ?id|ic ?:|canada|cmiit(?: ?id)?|r[ -]?nz|anatel|kcc?[- ]?id|imei(?: ?[12])?|meid|eid"
        r"|iccid|mac(?: ?(?:address|id|addr[.]?))?|wlan|wi-?fi|bt ?addr|lot(?: ?no[.]?)?|batch|charge|chargen-?nr[.]?"
        rf"|lotto|p ?/ ?n[.]?|part ?{_NO}|teile-?nr[.]?|art(?:[.]|ikel|icle|iculo|icolo)?[- .]?{_NO}|sku|asin"
        rf"|(?:date|datum|fecha|data)(?: (?:of|de|di) [a-z]{{2,16}})?|mfg[.]? ?date|dom\b|baujahr|bj[.]"
        rf"|(?:year|annee|ano|anno)(?: (?:of|de|di) [a-z]{{2,16}})?|tillv[.]?ar|fd\b"
        r"|rev(?:[.]|ision)?|hw|fw|ver(?:sion|[.])?|firmware"
        rf"|in(?:put|gang|gresso)|entr(?:ee|ada)|out(?:put)?|aus(?:gang)?|salida|sortie|uscita|eingang|rating|rated"
        rf"|volt(?:age|s)?|current|power|leistung|nenn[a-z]{{2,20}}|freq(?:uency|uenz|[.])?|tension|potencia|puissance"
        rf"|potenza|effekt|spannung|tensione|capacity|kapazitat|weight|gewicht|peso|poids|vikt|class|schutz[a-z]{{2,16}}"
        rf"|ip ?[0-9x]{{2}}|pnc|prod(?:uct)?[. ]?(?:code|id|{_NO})|express|reg(?:[.]|ulatory)?"
        rf" ?(?:model|type|id|no[.]?)|password|pin|ssid|key|wps|cat(?:[.]|alog)?[- ]?{_NO}|order ?{_NO}|bestell-?nr[.]?"
    ),
}
_LABEL = re.compile(
    "(?<![a-z0-9])(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _WORDS.items()) + r")(?![a-z0-9])"
)
# "ModelNo" and "S/N123": a reader of pictures loses blanks, so some labels may touch what is behind them.
_TOUCHING = re.compile(r"(?<![a-z0-9])(?P<serial>s/n[o]?|(?:serial|ser) ?n[or]|seriennr|serien-nr)(?=[a-z0-9])")


class PlateLabel(NamedTuple):
    """Where in a text a label stands and what it announces: a key of a product, or `other`."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def fold_in_place(text: str) -> str:
    """The text folded letter by letter, as long as it was, so that places in one are places in the other."""
    return "".join((fold(each)[:1] or " ") if each not in "°º" else "o" for each in text)


def labels_in(text: str) -> tuple[PlateLabel, ...]:
    """The labels of a line from left to right; none lies in another."""
    folded = fold_in_place(text)
    found = [PlateLabel(each.lastgroup or "", *each.span()) for each in _LABEL.finditer(folded)]
    found += [PlateLabel("serial", *each.span()) for each in _TOUCHING.finditer(folded)]
    result: list[PlateLabel] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if not result or label.start >= result[-1].end:
            result.append(label)
    return tuple(result)
