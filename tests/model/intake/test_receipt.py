"""Receipts and invoices in eight languages, as they are read: what is offered first, and what is left open."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.intake.receipt import KEYS, receipt_offers
from tests.kit.read_lines import read_lines

TODAY = datetime.date(2026, 3, 2)


def firsts(text: str, sellers: tuple[str, ...] = (), **known: object) -> dict[str, str]:
    """The first offer of each key."""
    found: dict[str, str] = {}
    for offer in receipt_offers(read_lines(text), sellers, **{"today": TODAY, **known}):  # type: ignore[arg-type]
        found.setdefault(offer.key, offer.value)
    return found


RECEIPTS = {
    "de: till": (
        """MEDIA MARKT GmbH
        Alexanderplatz 3
        10178 Berlin
        Rechnung Nr. 4711-2024
        Bohrmaschine GSR|129,99
        Bit-Set 32-tlg.|19,95
        Zwischensumme|149,94
        MwSt 19%|23,94
        SUMME EUR|149,94
        Bar|200,00
        Rückgeld|50,06
        Datum: 03.04.24 14:22
        USt-IdNr. DE123456789""",
        {"from": "MEDIA MARKT GmbH", "bought": "2024-04-03", "price": "149.94 EUR", "order": "4711-2024"},
    ),
    "de: letter": (
        """#Fahrrad Schmitz e.K.
        Herrn Max Muster
        Rechnung
        Rechnungsnummer: RE-2023/118
        Lieferdatum: 01.06.2023
        Rechnungsdatum: 12. Juni 2023
        Nettobetrag|1.050,42 €
        zzgl. 19 % MwSt.|199,58 €
        Rechnungsbetrag|1.250,00 €
        Fällig bis 26.06.2023""",
        {"from": "Fahrrad Schmitz e.K.", "bought": "2023-06-12", "price": "1250.00 EUR", "order": "RE-2023/118"},
    ),
    "de: zu zahlen": (
        "OBI\n24.12.2023 10:05\nLampe|7,99\nLeiter|59,99\nzu zahlen EUR|67,98\nKartenzahlung|67,98",
        {"from": "OBI", "bought": "2023-12-24", "price": "67.98 EUR"},
    ),
    "es: till": (
        """FNAC ESPAÑA S.A.U.
        Plaza Callao 2
        28013 Madrid
        FACTURA SIMPLIFICADA Nº: T-0012345
        12/11/2023 18:02
        Cámara Canon R10|899,00 €
        Tarjeta SD|29,90 €
        TOTAL|928,90 €
        IVA 21% incluido|161,21
        Tarjeta VISA|928,90""",
        {"from": "FNAC ESPAÑA S.A.U.", "bought": "2023-11-12", "price": "928.90 EUR", "order": "T-0012345"},
    ),
    "es: importe": (
        """Ferretería Pepe
        Fecha: 5 de marzo de 2024
        Taladro|80,00
        Base imponible|66,12
        IVA 21%|13,88
        Importe total EUR|80,00
        Entregado|100,00
        Cambio|20,00""",
        {"from": "Ferretería Pepe", "bought": "2024-03-05", "price": "80.00 EUR"},
    ),
    "fr: invoice": (
        """DARTY & FILS SAS
        Facture n° F2024-00891
        Paris, le 5 mars 2024
        Aspirateur|249,00
        Total HT|207,50
        TVA 20%|41,50
        Total TTC|249,00 €
        Carte bancaire|249,00
        Garantie jusqu'au 05/03/2026""",
        {"from": "DARTY & FILS SAS", "bought": "2024-03-05", "price": "249.00 EUR", "order": "F2024-00891"},
    ),
    "fr: net à payer": (
        """Boulanger
        Ticket n° 99123
        17/08/2022 11:40
        Grille-pain|39,99
        Sous-total|39,99
        Remise|-4,00
        NET A PAYER EUR|35,99""",
        {"from": "Boulanger", "bought": "2022-08-17", "price": "35.99 EUR", "order": "99123"},
    ),
    "it: till": (
        """ESSELUNGA S.p.A.
        DOCUMENTO COMMERCIALE
        di vendita o prestazione
        FERRO DA STIRO|59,90
        SUBTOTALE|59,90
        TOTALE COMPLESSIVO|59,90
        di cui IVA|10,80
        Contante|60,00
        Resto|0,10
        08-02-2024 10:11
        DOCUMENTO N. 0123-0456""",
        {"from": "ESSELUNGA S.p.A.", "bought": "2024-02-08", "price": "59.90 EUR", "order": "0123-0456"},
    ),
    "sv: till": (
        """ELGIGANTEN AB
        Org.nr 556471-4474
        Kvitto nr: 88123
        Dammsugare|1 999,00
        Att betala|1 999,00 kr
        Varav moms 25%|399,80
        2024-02-29 12:30
        Kort|1 999,00
        Öppet köp t.o.m. 2024-03-30""",
        {"from": "ELGIGANTEN AB", "bought": "2024-02-29", "price": "1999.00 SEK", "order": "88123"},
    ),
    "da: till": (
        """Elgiganten A/S
        CVR 17237977
        Bon nr. 4521
        03-11-2023 16:20
        Støvsuger|899,00
        Total DKK|899,00
        Moms 25%|179,80""",
        {"from": "Elgiganten A/S", "bought": "2023-11-03", "price": "899.00 DKK", "order": "4521"},
    ),
    "en: United Kingdom": (
        """Currys
        www.currys.co.uk
        Order no: 1234567
        04/03/24 17:31
        TV 43 inch|£499.00
        Total to pay|£499.00
        VAT @20%|£83.17""",
        {"from": "Currys", "bought": "2024-03-04", "price": "499.00 GBP", "order": "1234567"},
    ),
    "en: United States": (
        """Best Buy
        1717 Harrison St
        San Francisco, CA 94103
        Sale 03/04/2024 5:31 PM
        Headphones|$199.99
        Subtotal|$199.99
        Sales Tax 8.5%|$17.00
        Total|$216.99
        VISA|$216.99
        Order # BBY01-80612345""",
        {"from": "Best Buy", "bought": "2024-03-04", "price": "216.99 USD", "order": "BBY01-80612345"},
    ),
    "en: shop by mail": (
        """Order Confirmation
        Thomann GmbH
        Order number: 2023-556677
        Order date: March 7, 2023
        Item total|€1,180.00
        Shipping|€20.00
        Grand total incl. VAT|€1,200.00""",
        {"from": "Thomann GmbH", "bought": "2023-03-07", "price": "1200.00 EUR", "order": "2023-556677"},
    ),
    "de-CH": (
        """Digitec Galaxus AG
        Rechnung Nr. 55667788
        31.01.2024
        Monitor|CHF 1'299.00
        Total CHF|1'299.00
        MWST 8.1%|97.33""",
        {"from": "Digitec Galaxus AG", "bought": "2024-01-31", "price": "1299.00 CHF", "order": "55667788"},
    ),
    "the value under the word": (
        "Foto Sol\n2024-05-06\nTOTAL\n€ 45,90",
        {"from": "Foto Sol", "bought": "2024-05-06", "price": "45.90 EUR"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), RECEIPTS.values(), ids=RECEIPTS)
def test_a_receipt_offers_first_what_stands_on_it(text: str, wanted: dict[str, str]) -> None:
    found = firsts(text)
    assert {key: found.get(key) for key in KEYS if key in wanted or key == "order"} == {"order": None, **wanted}


@pytest.mark.parametrize(
    "line",
    [
        *("Subtotal|10.00", "Zwischensumme|10,00", "Sous-total|10,00", "Subtotale|10,00", "Delsumma|10,00"),
        *("VAT 20%|10.00", "MwSt 19%|10,00", "TVA 20%|10,00", "IVA 21%|10,00", "Moms 25%|10,00", "Total IVA|10,00"),
        *("Cash|10.00", "Change|10.00", "Bar|10,00", "Rückgeld|10,00", "Entregado|10,00", "Cambio|10,00"),
        *("Espèces|10,00", "Rendu|10,00", "Contanti|10,00", "Resto|10,00", "Växel|10,00", "Total savings|10.00"),
    ],
)
def test_a_part_a_tax_cash_and_change_are_never_offered_as_the_price(line: str) -> None:
    assert "price" not in firsts(f"Shop EUR\n{line}")


def test_of_two_totals_the_one_that_adds_up_comes_first() -> None:
    text = "Shop\nDrill|80.00 €\nBits|20.00 €\nTotal|100.00 €\nTotal 12 months|150.00 €"
    assert [each.value for each in receipt_offers(read_lines(text)) if each.key == "price"] == [
        "100.00 EUR",
        "150.00 EUR",
    ]


def test_of_two_totals_that_nothing_proves_the_larger_comes_first() -> None:
    text = "Shop\nTotal|80.00 €\nTotal|95.00 €"
    assert firsts(text)["price"] == "95.00 EUR"


def test_cash_less_change_proves_a_total() -> None:
    (price,) = (
        each
        for each in receipt_offers(read_lines("A\nTotal|7.30 €\nCash|10.00 €\nChange|2.70 €"))
        if each.key == "price"
    )
    (alone,) = (each for each in receipt_offers(read_lines("A\nTotal|7.30 €")) if each.key == "price")
    assert price.value == alone.value == "7.30 EUR"
    assert price.score > alone.score


def test_without_a_word_for_it_what_the_card_paid_is_offered_with_less_trust() -> None:
    (offer,) = receipt_offers(read_lines("12 34\nVISA|45,90 €"))
    assert (offer.key, offer.value) == ("price", "45.90 EUR")
    assert offer.score <= 0.5


@pytest.mark.parametrize(
    ("text", "currency", "wanted"),
    [
        ("Total|12.00", None, None),  # an amount in nothing is no price
        ("Total|12.00", "EUR", "12.00 EUR"),
        ("Total|$12.00", None, "12.00 USD"),
        ("Total|$12.00", "CAD", "12.00 CAD"),
        ("Total|$12.00", "EUR", "12.00 USD"),
        ("Total|12,00 kr", None, None),  # of four countries
        ("Total|12,00 kr", "NOK", "12.00 NOK"),
        ("Org.nr 556471-4474\nTotal|12,00 kr", None, "12.00 SEK"),
        ("MVA 25%\nTotal|12,00 kr", None, "12.00 NOK"),
        ("Total|¥1200", None, "1200 JPY"),
        ("Total|¥12.50", None, None),  # yen have no hundredths
        ("Partita IVA 0123456789\nTotale|12,00", None, "12.00 EUR"),
    ],
)
def test_a_price_has_the_currency_that_the_receipt_or_the_store_says(
    text: str, currency: str | None, wanted: str | None
) -> None:
    assert firsts(text, currency=currency).get("price") == wanted


@pytest.mark.parametrize(
    ("text", "known", "wanted"),
    [
        ("Date 03/04/2024", {}, None),  # March or April
        ("Date 03/04/2024", {"day_first": True}, "2024-04-03"),
        ("Date 03/04/2024", {"day_first": False}, "2024-03-04"),
        ("Date 03/04/2024 10:00\nPrinted 25/04/2024", {}, "2024-04-03"),  # another date has no month 25
        ("Date 03/04/2024\nTotal £3.00", {}, "2024-04-03"),
        ("Date 03/04/2024\nSales Tax $3.00", {}, "2024-03-04"),
        ("Date 01/12/2026", {}, "2026-01-12"),  # December is yet to come
        ("Date 03.04.2024", {}, "2024-04-03"),
        ("Date 05/05/2024", {}, "2024-05-05"),
        ("Date 31/02/2024", {}, None),
        ("Date 2027-01-01", {}, None),  # yet to come
        ("Date 24-03-02 EUR", {}, "2002-03-24"),
        ("12.03.202414:55", {}, "2024-03-12"),  # a blank that was not read
        ("Best before 12.03.2025", {}, None),
        ("Return until 2024-04-30\nBought 2024-03-31", {}, "2024-03-31"),
        ("1.2.3.4 10/20", {}, None),
        ("Tel 030-12-345678", {}, None),
    ],
)
def test_a_day_is_offered_when_it_has_one_reading(text: str, known: dict[str, object], wanted: str | None) -> None:
    assert firsts(text, **known).get("bought") == wanted


def test_a_seller_of_the_store_comes_first_as_the_store_spells_it() -> None:
    text = "Quittung\nIrgendwas oben\nfoto-sol filiale 7\nTotal|3,00 €"
    assert firsts(text)["from"] == "Irgendwas oben"
    assert firsts(text, ("Foto Sol", "Media Markt"))["from"] == "Foto Sol"


def test_addresses_telephones_and_greetings_are_no_sellers() -> None:
    text = "Welcome\nTel. +49 30 1234567\nHauptstraße 12\n10115 Berlin\nwww.example.com\nReceipt 12345\nThank you"
    assert "from" not in firsts(text)


def test_the_number_of_the_order_comes_before_that_of_the_receipt() -> None:
    assert firsts("Receipt no. 99881\nOrder no. 4455667")["order"] == "4455667"


@pytest.mark.parametrize(
    "line", ["Order no. 12/03/2024", "Order no. AB", "Receipt no.", "In order now 5", "Bon appétit 2024"]
)
def test_dates_and_words_are_no_numbers_of_an_order(line: str) -> None:
    assert "order" not in firsts(line)


def test_offers_come_in_the_order_of_the_keys_with_the_text_they_are_from() -> None:
    offers = receipt_offers(read_lines(RECEIPTS["de: till"][0]), today=TODAY)
    keys = [each.key for each in offers]
    assert keys == sorted(keys, key=KEYS.index)
    assert next(each for each in offers if each.key == "price").source == "SUMME EUR  149,94"
    assert all(0 < each.score <= 1 for each in offers)
