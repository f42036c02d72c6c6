"""What the page of a review says around it, in each language. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.parties.party import check_language


class ReviewTexts(NamedTuple):
    """Every text of the page; what stands in braces is put in, and must stay.

    `somebody` is an owner who does not say their name; `owner` and `owner_since` are who wrote it, `how` goes before
    the key and the command.
    """

    kicker: str
    title: str
    stars: str
    owner: str
    owner_since: str
    somebody: str
    signature: str
    how: str


def review_wording(language: str) -> ReviewTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "no review is written")
    return _TEXTS[language]


_TEXTS: Mapping[str, ReviewTexts] = {
    "en": ReviewTexts(
        kicker="Review",
        title="Review of {item}",
        stars="{stars} of 5",
        owner="{name}, who owns one",
        owner_since="{name}, who owns one since {year}",
        somebody="an owner",
        signature="Signature",
        how="The file is signed beside it. This key says so; whose it is, the key itself does not say:",
    ),
    "es": ReviewTexts(
        kicker="Reseña",
        title="Reseña de {item}",
        stars="{stars} de 5",
        owner="{name}, que tiene uno",
        owner_since="{name}, que tiene uno desde {year}",
        somebody="alguien",
        signature="Firma",
        how="La firma del archivo está a su lado. Esta clave la confirma; de quién es, la clave misma no lo dice:",
    ),
    "de": ReviewTexts(
        kicker="Bewertung",
        title="Bewertung: {item}",
        stars="{stars} von 5",
        owner="{name}, hat so etwas",
        owner_since="{name}, hat so etwas seit {year}",
        somebody="jemand",
        signature="Unterschrift",
        how="Die Unterschrift der Datei liegt daneben. Dieser Schlüssel bestätigt sie; wem er gehört, sagt er selbst "
        "nicht:",
    ),
    "fr": ReviewTexts(
        kicker="Avis",
        title="Avis sur {item}",
        stars="{stars} sur 5",
        owner="{name}, qui en possède un exemplaire",
        owner_since="{name}, qui en possède un exemplaire depuis {year}",
        somebody="quelqu’un",
        signature="Signature",
        how="La signature du fichier est à côté. Cette clé la confirme ; à qui elle appartient, la clé elle-même ne le "
        "dit pas :",
    ),
    "it": ReviewTexts(
        kicker="Recensione",
        title="Recensione di {item}",
        stars="{stars} su 5",
        owner="{name}, che ne possiede uno",
        owner_since="{name}, che ne possiede uno dal {year}",
        somebody="qualcuno",
        signature="Firma",
        how="La firma del file è accanto. Questa chiave la conferma; di chi sia, la chiave stessa non lo dice:",
    ),
    "sv": ReviewTexts(
        kicker="Omdöme",
        title="Omdöme om {item}",
        stars="{stars} av 5",
        owner="{name}, som äger en",
        owner_since="{name}, som äger en sedan {year}",
        somebody="någon",
        signature="Underskrift",
        how="Filens underskrift ligger bredvid. Den här nyckeln bekräftar den; vems den är säger nyckeln själv inte:",
    ),
}
