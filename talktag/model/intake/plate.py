"""Maker, model, serial number and bar code number as a type plate seems to say. It offers; it never decides.

Numbers of approvals (FCC, IC, CE …), lots, networks and ratings are none of these, and no one of them is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from talktag.model.intake.field_offer import FieldOffer, best_offers
from talktag.model.intake.text_line import TextLine, rows_of
from talktag.model.intake.words.known_name import known_names
from talktag.model.intake.words.label import fold_in_place, labels_in
from talktag.model.intake.words.plate_value import LabelValue, code_in, has_quantity, name_in, values_behind_labels
from talktag.model.values.fold import fold
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.serial import serial_doubt

KEYS = ("maker", "model", "serial", "gtin")
_TOP = 4  # rows in which a maker writes its name
_LONGEST_NAME = 40
_COMPANY = re.compile(
    r"\b(?:gmbh(?: & co[.]? kg)?|ag|kg|ltd[.]?|limited|inc[.]?|llc|corp(?:oration|[.])?|co[.],? ?ltd[.]?|s[.]?a[.]?s?"
    r"|s[.]?l[.]?|s[.]?p[.]?a|s[.]?r[.]?l|ab|oy|as|a/s|aps|b[.]?v|n[.]?v|plc|company)(?![a-z])[.]?"
)
# A line with one of these says something else than who made it, though it stands at the top.
_NO_NAME = re.compile(
    r"\b(?:made in|hecho en|fabrique en|fabricado en|hergestellt in|prodotto in|tillverkad i|warning|caution|achtung"
    r"|warnung|attention|atencion|avvertenza|attenzione|varning|danger|designed|assembled|product of|type plate"
    r"|adapter|adaptor|charger|supply|netzteil|ladegerat|battery|akku|conforms|complies|indoor|only|use|do not|nicht"
    r"|www|http|com|patent|class|model|serial|license|import|distribut)"
)
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){7,13}(?![0-9A-Za-z])")


def plate_offers(lines: Iterable[TextLine], makers: Iterable[str] = ()) -> tuple[FieldOffer, ...]:
    """What the text of a type plate or a box offers for maker, model, serial and gtin, at most three of each.

    `makers` are those that the store already knows; one of them in the text is likelier than any other word.
    """
    rows = rows_of(lines)
    found = list(values_behind_labels(rows))
    offers = [each for one in found for each in _behind_label(one)]
    taken = {each.value for each in offers if each.key == "serial"}
    offers += _free_numbers(rows, taken)
    offers += _known_makers(rows, makers)
    offers += [each for each in _at_the_top(rows) if each.value not in taken]
    return best_offers(offers, KEYS)


def _behind_label(found: LabelValue) -> Iterator[FieldOffer]:
    if found.key in {"serial", "number"}:
        yield from _serials(found)
    elif found.key in {"model", "type"}:
        name = name_in(found.text)
        if 2 <= len(name) <= _LONGEST_NAME and any(each.isalnum() for each in name):
            sure = (0.9 if any(each.isdigit() for each in name) else 0.6) - 0.1 * (found.key == "type")
            yield FieldOffer("model", name, sure * found.score, found.source)
    elif found.key == "maker":
        name = found.text[:_LONGEST_NAME].strip(" ,:;")
        if sum(each.isalpha() for each in name) >= 2:
            yield FieldOffer("maker", name, 0.9 * found.score, found.source)
    elif found.key == "gtin":
        for digits in _DIGITS.findall(found.text):
            if number := _gtin(digits):
                yield FieldOffer("gtin", number, 0.97 * found.score, found.source)


def _serials(found: LabelValue) -> Iterator[FieldOffer]:
    code = code_in(found.text)
    digits = sum(each.isdigit() for each in code)
    if len(code) < 4 or not digits or len(code) > _LONGEST_NAME or serial_doubt(code):
        return
    sure = 0.95 if digits > 2 else 0.6
    if found.key == "number":  # a bare "No." is as often the number of a part or of a patent
        if digits < 6:
            return
        sure = 0.5
    yield FieldOffer("serial", code, sure * found.score, found.source)


def _free_numbers(rows: Sequence[Sequence[TextLine]], taken: set[str]) -> Iterator[FieldOffer]:
    """Digits under a bar code: twelve or more, with a right check digit, behind no label of something else."""
    for line in (each for row in rows for each in row):
        if any(each.key != "gtin" for each in labels_in(line.text)):
            continue
        for digits in _DIGITS.findall(line.text):
            number = _gtin(digits)
            if (
                number
                and len(re.sub(r"\D", "", digits)) >= 12
                and not any(re.sub(r"\W", "", each) == re.sub(r"\D", "", digits) for each in taken)
            ):
                yield FieldOffer("gtin", number, 0.7 * line.score, line.text)


def _gtin(digits: str) -> str | None:
    try:
        number = parse_gtin(digits)
    except ValueError:
        return None
    return number if number.strip("0") else None


def _known_makers(rows: Sequence[Sequence[TextLine]], makers: Iterable[str]) -> Iterator[FieldOffer]:
    """The store's own makers that stand in the text as whole words; in a longer line they count less."""
    for each in known_names(rows, makers):
        sure = (0.95 if each.is_whole else 0.85) - 0.02 * min(each.row, 10)
        yield FieldOffer("maker", each.name, sure * each.line.score, each.line.text)


def _at_the_top(rows: Sequence[Sequence[TextLine]]) -> Iterator[FieldOffer]:
    """Lines near the top that look like a maker's name, the tallest the likeliest; under it what looks like a model."""
    if len(rows) < 2:
        return
    usual = median(line.box.height for row in rows for line in row)
    names: list[int] = []
    for at, row in enumerate(rows):
        for line in row:
            folded = fold_in_place(line.text)
            is_company = _COMPANY.search(folded) is not None and _is_name(line.text, folded, 60)
            if is_company or (at < _TOP and _is_name(line.text, folded, _LONGEST_NAME)):
                names.append(at)
                is_tall = line.box.height > 1.25 * usual
                sure = 0.55 if is_company else 0.5 if is_tall else 0.35
                yield FieldOffer("maker", line.text.strip(" ,:;|"), sure * line.score - 0.03 * at, line.text)
    for at in range(min(_TOP + 1, len(rows))):
        for line in rows[at]:
            if at <= min(names, default=0) + 2 and _is_model(line.text):
                yield FieldOffer("model", line.text.strip(" .,:;|"), 0.4 * line.score - 0.03 * at, line.text)


def _is_name(text: str, folded: str, longest: int) -> bool:
    letters = sum(each.isalpha() for each in text)
    digits = sum(each.isdigit() for each in text)
    if not 2 < letters <= longest or digits > letters / 8 or labels_in(text) or _NO_NAME.search(folded):
        return False
    return text.lstrip()[:1].isupper() or text.islower()


def _is_model(text: str) -> bool:
    has_both = any(each.isdigit() for each in text) and any(each.isalpha() for each in text)
    is_short = 3 <= len(text) <= 30 and len(text.split()) <= 4
    return has_both and is_short and not labels_in(text) and not has_quantity(text) and not _NO_NAME.search(fold(text))
