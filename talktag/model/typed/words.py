"""Names of months, days of the week and lengths of time in the languages of receipts and exports, folded. Data only."""

from __future__ import annotations

from functools import cache

# Each month by the beginnings of its names: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
# Danish, Norwegian. A name is taken for a month when it begins one of that month's names and no other month's.
_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro januari",
    "february februar feber février fevrier febrero febbraio fevereiro februari",
    "march märz mrz mars marzo março maart mrt marts",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août aout agosto augustus augusti",
    "september septembre septiembre setembre settembre setembro sept",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dicembre dezembro desember",
)
_WEEKDAYS = (
    "monday montag lundi lunes lunedì segunda maandag måndag mandag",
    "tuesday dienstag mardi martes martedì terça dinsdag tisdag tirsdag",
    "wednesday mittwoch mercredi miércoles mercoledì quarta woensdag onsdag",
    "thursday donnerstag jeudi jueves giovedì quinta donderdag torsdag",
    "friday freitag vendredi viernes venerdì sexta vrijdag fredag",
    "saturday samstag sonnabend samedi sábado sabato zaterdag lördag lørdag",
    "sunday sonntag dimanche domingo domenica zondag söndag søndag",
)
_UNITS = {
    "day": "d day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen dagar dager",
    "week": (
        "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor uge"
        " uger"
    ),
    "month": (
        "m mo mos mon mth mths month months monat monate monaten mois mes meses mese mesi mês maand maanden månad"
        " månader måned måneder"
    ),
    "year": "y yr yrs year years jahr jahre jahren an ans année années año años anno anni ano anos jaar år",
}
LIFETIME_WORDS = (
    "lifetime",
    "life",
    "for life",
    "a vie",
    "de por vida",
    "a vita",
    "lebenslang",
    "livstid",
    "vitalicia",
)


def month_of(name: str) -> int | None:
    """The month, January being 1, whose name begins with `name`, of at least three letters; None without just one."""
    found = _beginning(name, _MONTHS)
    return None if found is None else found + 1


def weekday_of(name: str) -> int | None:
    """The day of the week, Monday being 0, whose name begins with `name`, of at least two letters."""
    return _beginning(name, _WEEKDAYS, least=2)


def unit_of(name: str) -> str | None:
    """`day`, `week`, `month` or `year`, as it is written in any of the languages; None for another word."""
    from talktag.model.values.fold import fold

    wanted = fold(name.rstrip("."))
    return next((unit for unit, names in _UNITS.items() if wanted in _fold_words(names)), None)


def _beginning(name: str, rows: tuple[str, ...], least: int = 3) -> int | None:
    from talktag.model.values.fold import fold

    wanted = fold(name)
    found = [
        number
        for number, names in enumerate(rows)
        if len(wanted) >= least and any(each.startswith(wanted) for each in _fold_words(names))
    ]
    return found[0] if len(found) == 1 else None


@cache
def _fold_words(names: str) -> tuple[str, ...]:
    """The words of a row above, folded; an import asks for each of ten thousand cells."""
    from talktag.model.values.fold import fold

    return tuple(fold(names).split())
