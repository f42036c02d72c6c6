"""What the page behind a maker's code says, in each language. It holds no word of the maker's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class TagPageTexts(NamedTuple):
    """Every text of the page; what stands in braces is put in, and must stay."""

    kicker: str
    lead: str
    load: str
    several: str
    claim: str
    privacy: str


def tag_page_wording(language: str) -> TagPageTexts:
    """The texts in a language; English for one that there is none in."""
    return _TEXTS.get(language, _TEXTS["en"])


_TEXTS: Mapping[str, TagPageTexts] = {
    "en": TagPageTexts(
        kicker="You scanned a code of {maker}",
        lead="It stands beside the serial number of this thing. If the thing is yours, you can fill in "
        "your own record of it: what it is, how long the warranty lasts, the manual and the parts.",
        load="Load the description",
        several="If there are several, load them all; the program finds the right one.",
        claim="Then, with talktag, and a photograph of the code:",
        privacy="This page does not know which one you have: what stands behind the # of its address stays "
        "in your browser. {maker} learns that it is yours when you say so, and not before.",
    ),
    "es": TagPageTexts(
        kicker="Ha escaneado un código de {maker}",
        lead="Está junto al número de serie de este objeto. Si es suyo, puede completar su propia "
        "ficha: qué es, cuánto dura la garantía, el manual y las piezas.",
        load="Descargar la descripción",
        several="Si hay varias, descárguelas todas; el programa encuentra la buena.",
        claim="Después, con talktag y una foto del código:",
        privacy="Esta página no sabe cuál tiene usted: lo que está detrás del # de su dirección se queda "
        "en su navegador. {maker} sabrá que es suyo cuando usted lo diga, y no antes.",
    ),
    "de": TagPageTexts(
        kicker="Sie haben einen Code von {maker} gescannt",
        lead="Er steht neben der Seriennummer. Wenn das Gerät Ihnen gehört, können Sie Ihren eigenen "
        "Eintrag ausfüllen: was es ist, wie lange die Garantie gilt, Anleitung und Teile.",
        load="Beschreibung laden",
        several="Sind es mehrere, laden Sie alle; das Programm findet die richtige.",
        claim="Dann mit talktag und einem Foto des Codes:",
        privacy="Diese Seite weiß nicht, welches Sie haben: Was hinter dem # der Adresse steht, bleibt in "
        "Ihrem Browser. {maker} erfährt, dass es Ihnen gehört, wenn Sie es sagen, und nicht vorher.",
    ),
    "fr": TagPageTexts(
        kicker="Vous avez scanné un code de {maker}",
        lead="Il se trouve près du numéro de série. Si l’objet est à vous, vous pouvez compléter votre "
        "propre fiche : ce que c’est, la durée de la garantie, le manuel et les pièces.",
        load="Télécharger la description",
        several="S’il y en a plusieurs, téléchargez-les toutes ; le programme trouve la bonne.",
        claim="Ensuite, avec talktag et une photo du code :",
        privacy="Cette page ne sait pas lequel vous avez : ce qui suit le # de son adresse reste dans "
        "votre navigateur. {maker} apprend qu’il est à vous quand vous le dites, et pas avant.",
    ),
    "it": TagPageTexts(
        kicker="Ha scansionato un codice di {maker}",
        lead="Si trova accanto al numero di serie. Se l’oggetto è suo, può completare la sua scheda: "
        "che cos’è, quanto dura la garanzia, il manuale e i pezzi.",
        load="Scaricare la descrizione",
        several="Se ce ne sono più d’una, le scarichi tutte; il programma trova quella giusta.",
        claim="Poi, con talktag e una foto del codice:",
        privacy="Questa pagina non sa quale ha lei: ciò che segue il # dell’indirizzo resta nel suo "
        "browser. {maker} viene a sapere che è suo quando lo dice lei, e non prima.",
    ),
    "sv": TagPageTexts(
        kicker="Du har skannat en kod från {maker}",
        lead="Den sitter bredvid serienumret. Om saken är din kan du fylla i din egen post: vad det är, "
        "hur länge garantin gäller, bruksanvisningen och delarna.",
        load="Ladda ner beskrivningen",
        several="Finns det flera, ladda ner alla; programmet hittar den rätta.",
        claim="Sedan, med talktag och ett foto av koden:",
        privacy="Den här sidan vet inte vilken du har: det som står efter # i adressen stannar i din "
        "webbläsare. {maker} får veta att den är din när du säger det, och inte förr.",
    ),
}
