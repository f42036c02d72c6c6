"""What a card of keys says around its values, in each language. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.parties.party import check_language


class CardTexts(NamedTuple):
    """Every text of the card; what stands in braces is put in, and must stay.

    `photograph` and `save` go before a command, `by_age` before one that needs no talktag.
    """

    kicker: str
    title: str
    lead: str
    photograph: str
    save: str
    contacts: str
    mail: str
    phone: str
    url: str
    digits: str
    compare: str
    by_age: str
    code: str


def card_wording(language: str) -> CardTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "a card is not written")
    return _TEXTS[language]


_TEXTS: Mapping[str, CardTexts] = {
    "en": CardTexts(
        kicker="Write to us privately",
        title="Write to {name} privately",
        lead="Only {name} can read what is sealed with this card, and you can check that an answer is from there.",
        photograph="With talktag, photograph the code and type:",
        save="With talktag, save this as card.txt and type:",
        contacts="Any phone: its camera puts {name} among your contacts.",
        mail="Mail",
        phone="Telephone",
        url="Page",
        digits="To be read out",
        compare="Did the card reach you by mail or from a page? Somebody may have changed it on the way. Have these "
        "numbers read out to you, at a telephone number that you know from elsewhere.",
        by_age="With the program age alone (age-encryption.org):",
        code="The code of this card",
    ),
    "es": CardTexts(
        kicker="Escríbanos en privado",
        title="Escribir a {name} en privado",
        lead="Solo {name} puede leer lo que se cierra con esta tarjeta, y usted puede comprobar que la respuesta viene "
        "de allí.",
        photograph="Con talktag, fotografíe el código y escriba:",
        save="Con talktag, guarde esto como card.txt y escriba:",
        contacts="Con cualquier teléfono: la cámara guarda {name} entre sus contactos.",
        mail="Correo",
        phone="Teléfono",
        url="Página",
        digits="Para leer en voz alta",
        compare="¿Le llegó la tarjeta por correo o de una página? Alguien pudo cambiarla por el camino. Haga que le "
        "lean estos números, llamando a un teléfono que conozca por otra vía.",
        by_age="Solo con el programa age (age-encryption.org):",
        code="El código de esta tarjeta",
    ),
    "de": CardTexts(
        kicker="Schreiben Sie uns vertraulich",
        title="Vertraulich an {name} schreiben",
        lead="Was mit dieser Karte verschlossen wird, kann nur {name} lesen, und Sie können prüfen, dass eine Antwort "
        "von dort kommt.",
        photograph="Mit talktag: den Code fotografieren und eingeben:",
        save="Mit talktag: dies als card.txt sichern und eingeben:",
        contacts="Mit jedem Telefon: Die Kamera legt {name} unter Ihren Kontakten ab.",
        mail="E-Mail",
        phone="Telefon",
        url="Seite",
        digits="Zum Vorlesen",
        compare="Kam die Karte per E-Mail oder von einer Seite? Dann kann sie unterwegs geändert worden sein. Lassen "
        "Sie sich diese Ziffern vorlesen, unter einer Nummer, die Sie anderswoher kennen.",
        by_age="Allein mit dem Programm age (age-encryption.org):",
        code="Der Code dieser Karte",
    ),
    "fr": CardTexts(
        kicker="Écrivez-nous en privé",
        title="Écrire à {name} en privé",
        lead="Seul {name} peut lire ce qui est fermé avec cette carte, et vous pouvez vérifier qu’une réponse vient de "
        "là.",
        photograph="Avec talktag, photographiez le code et tapez :",
        save="Avec talktag, enregistrez ceci sous card.txt et tapez :",
        contacts="Avec n’importe quel téléphone : l’appareil photo range {name} parmi vos contacts.",
        mail="Courriel",
        phone="Téléphone",
        url="Page",
        digits="À lire à voix haute",
        compare="La carte vous est parvenue par courriel ou d’une page ? Quelqu’un a pu la changer en chemin. Faites-"
        "vous lire ces chiffres, à un numéro que vous connaissez d’ailleurs.",
        by_age="Avec le seul programme age (age-encryption.org) :",
        code="Le code de cette carte",
    ),
    "it": CardTexts(
        kicker="Ci scriva in privato",
        title="Scrivere a {name} in privato",
        lead="Solo {name} può leggere ciò che viene chiuso con questa carta, e lei può verificare che una risposta "
        "venga da lì.",
        photograph="Con talktag, fotografi il codice e scriva:",
        save="Con talktag, salvi questo come card.txt e scriva:",
        contacts="Con qualsiasi telefono: la fotocamera mette {name} tra i suoi contatti.",
        mail="E-mail",
        phone="Telefono",
        url="Pagina",
        digits="Da leggere a voce",
        compare="La carta le è arrivata per posta elettronica o da una pagina? Qualcuno può averla cambiata lungo la "
        "strada. Si faccia leggere queste cifre, a un numero che conosce per altra via.",
        by_age="Con il solo programma age (age-encryption.org):",
        code="Il codice di questa carta",
    ),
    "sv": CardTexts(
        kicker="Skriv till oss privat",
        title="Skriv till {name} privat",
        lead="Bara {name} kan läsa det som försluts med det här kortet, och du kan kontrollera att ett svar kommer "
        "därifrån.",
        photograph="Med talktag: fotografera koden och skriv:",
        save="Med talktag: spara detta som card.txt och skriv:",
        contacts="Med vilken telefon som helst: kameran lägger {name} bland dina kontakter.",
        mail="E-post",
        phone="Telefon",
        url="Sida",
        digits="Att läsa upp",
        compare="Kom kortet med e-post eller från en sida? Då kan någon ha ändrat det på vägen. Låt någon läsa upp de "
        "här siffrorna för dig, på ett telefonnummer som du känner från annat håll.",
        by_age="Med bara programmet age (age-encryption.org):",
        code="Kortets kod",
    ),
}
