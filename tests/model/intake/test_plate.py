"""Type plates of ten kinds in seven languages, as they are read: what is offered first, and what is never offered."""

from __future__ import annotations

import pytest

from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.plate import KEYS, plate_offers
from tests.kit.read_lines import read_lines


def firsts(text: str, makers: tuple[str, ...] = ()) -> dict[str, str]:
    """The first offer of each key."""
    found: dict[str, str] = {}
    for offer in plate_offers(read_lines(text), makers):
        found.setdefault(offer.key, offer.value)
    return found


PLATES = {
    "en: telephone": (
        """#Panasonic
        Model No. KX-TG6711|S/N: 1ABCD012345
        Input: 5.5 V DC 500 mA
        FCC ID: ACJ96NKX-TG6711
        Made in Vietnam""",
        {"maker": "Panasonic", "model": "KX-TG6711", "serial": "1ABCD012345"},
    ),
    "en: maker named, serial under its label": (
        """Manufactured by: Makita Corporation
        MODEL|SERIAL NO.
        DHP484|0123456 Y
        18 V d.c.""",
        {"maker": "Makita Corporation", "model": "DHP484", "serial": "0123456"},
    ),
    "en: computer": (
        """DELL
        Latitude 7420
        Service Tag: 7XK4PN3  Express Service Code: 16048632567
        Reg Model: P135G  Reg Type No. P135G001""",
        {"maker": "DELL", "serial": "7XK4PN3"},
    ),
    "en: box": (
        """SONY
        WH-1000XM5
        Wireless Noise Cancelling Headphones
        S/N 5011234
        4 548736 132610""",
        {"maker": "SONY", "model": "WH-1000XM5", "serial": "5011234", "gtin": "04548736132610"},
    ),
    "de: washing machine": (
        """SIEMENS
        E-Nr. WM14N2A0/01  FD 9805 00123
        Typ: WMW1
        Serien-Nr.: 4012345678
        220-240 V ~ 50 Hz  2300 W
        Siemens Haushaltsgeräte, Carl-Wery-Str. 34, 81739 München""",
        {"maker": "SIEMENS", "model": "WM14N2A0/01", "serial": "4012345678"},
    ),
    "de: drill": (
        """Metabo
        Hersteller: Metabowerke GmbH, Nürtingen
        Modell: SBE 650
        Seriennummer|00671850000123
        n0 0-2800 /min 650 W""",
        {"maker": "Metabowerke GmbH, Nürtingen", "model": "SBE 650", "serial": "00671850000123"},
    ),
    "fr: kettle": (
        """Fabricant : SEB S.A.S.
        Modèle : 8300
        N° de série : 1234567890A
        220-240V~ 50/60Hz 2400W
        Fabriqué en France""",
        {"maker": "SEB S.A.S.", "model": "8300", "serial": "1234567890A"},
    ),
    "es: heater": (
        """Fabricante: Orbegozo S.L.
        Modelo: RRE 1310
        Nº de serie: 2021-004512
        Potencia 1500 W  230 V~
        Fabricado en España""",
        {"maker": "Orbegozo S.L.", "model": "RRE 1310", "serial": "2021-004512"},
    ),
    "it: coffee machine": (
        """DE'LONGHI APPLIANCES S.r.l.
        Modello ECAM22.110.B
        Matricola n. 45821A
        230 V ~ 50 Hz  1450 W
        Prodotto in Romania""",
        {"maker": "DE'LONGHI APPLIANCES S.r.l.", "model": "ECAM22.110.B", "serial": "45821A"},
    ),
    "sv: saw": (
        """Husqvarna AB
        Modell: 120 Mark II
        Serienummer:|20184500123
        Tillverkad i Sverige""",
        {"maker": "Husqvarna AB", "model": "120 Mark II", "serial": "20184500123"},
    ),
    "pt: fridge": (
        """Marca: Teka
        Modelo: NFL 340 C
        Número de série 4011234567
        R600a 42 g""",
        {"maker": "Teka", "model": "NFL 340 C", "serial": "4011234567"},
    ),
    "fr: a model that begins with N": (
        "BRAUN\nModèle N-122\nN° de série: 4711001",
        {"maker": "BRAUN", "model": "N-122", "serial": "4711001"},
    ),
    "nothing but a number": (
        """Miele
        Mod. W 1614
        Nr. 21/091234567""",
        {"maker": "Miele", "model": "W 1614", "serial": "21/091234567"},
    ),
    "labels without blanks": (
        """ModelNo:HS110(EU)
        S/N:2189C40001234
        MAC:98DAC4123456""",
        {"model": "HS110(EU)", "serial": "2189C40001234"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PLATES.values(), ids=PLATES)
def test_a_plate_offers_first_what_stands_on_it(text: str, wanted: dict[str, str]) -> None:
    found = firsts(text)
    assert {key: found.get(key) for key in wanted} == wanted


NOT_SERIALS = {
    "approval": "FCC ID: 2AHPT-H1234\nIC: 21234-H1234\nCMIIT ID: 2019DP1234",
    "network": "MAC: 98DAC4123456\nIMEI: 356938035643809\nSSID: TP-Link_1234\nWi-Fi key 12345678",
    "lot": "LOT 2023-0456\nBatch 771234\nP/N 123-4567-01\nArt.-Nr. 12345678",
    "made in": "Made in Germany 123456",
    "rating": "Input 100-240V~50/60Hz 1.5A\nOutput: 19V 3.42A\nIP44 Class II",
    "none": "Serial No.: N/A\nS/N: none\nS/N: -",
    "a spreadsheet's": "S/N: 3.56938E+14",
    "dates": "Date of manufacture 2021-03-04\nBaujahr 2019",
}


@pytest.mark.parametrize("text", NOT_SERIALS.values(), ids=NOT_SERIALS)
def test_numbers_of_something_else_are_never_offered_as_a_serial(text: str) -> None:
    assert "serial" not in firsts(text)


def test_a_maker_of_the_store_comes_first_wherever_it_stands_and_as_the_store_spells_it() -> None:
    text = "Professional Line\nTyp 4711\nS/N 123456\ndistributed by BOSCH Power Tools"
    assert firsts(text)["maker"] == "Professional Line"
    assert firsts(text, ("Makita", "Bosch"))["maker"] == "Bosch"


def test_a_maker_of_the_store_is_not_seen_inside_other_words_nor_one_of_two_letters() -> None:
    assert "maker" not in firsts("S/N 123456\nTyp 4711 BOSCHETTO", ("Bosch",))
    assert "maker" not in firsts("S/N 123456 HP", ("HP",))


@pytest.mark.parametrize(
    ("line", "gtin"),
    [
        ("EAN 4006381333931", "04006381333931"),
        ("UPC 0 36000 29145 2", "00036000291452"),
        ("4 006381 333931", "04006381333931"),
        ("EAN-8: 96385074", "00000096385074"),
        ("EAN 4006381333932", None),  # a wrong check digit
        ("96385074", None),  # eight digits alone are as often something else
        ("S/N 4006381333931", None),
        ("IMEI 4006381333931", None),
        ("000000000000", None),
    ],
)
def test_a_bar_code_number_is_offered_when_its_check_digit_is_right(line: str, gtin: str | None) -> None:
    assert firsts(f"Thing\n{line}").get("gtin") == gtin


def test_what_was_read_with_less_trust_is_offered_with_less() -> None:
    sure, unsure = (plate_offers(read_lines("S/N: 12345678", score))[0] for score in (1.0, 0.5))
    assert sure == FieldOffer("serial", "12345678", 0.95, "S/N: 12345678")
    assert 0 < unsure.score < 0.5


def test_a_value_behind_its_label_is_surer_than_one_beside_and_that_than_one_below() -> None:
    texts = ("Serial No: A1234567", "Serial No:|A1234567", "Serial No:\nA1234567")
    scores = [plate_offers(read_lines(each))[0].score for each in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_a_word_at_the_top_is_offered_as_maker_with_little_trust_and_warnings_are_not() -> None:
    offers = plate_offers(read_lines("WARNING\nTechnofix\nS/N 123456"))
    assert [(each.key, each.value) for each in offers][:1] == [("maker", "Technofix")]
    assert offers[0].score < 0.5


def test_no_more_than_three_of_a_key_are_offered_in_the_order_of_the_keys() -> None:
    text = "\n".join(f"Model: A{number}00  S/N: B12345{number}" for number in range(9))
    keys = [each.key for each in plate_offers(read_lines(text))]
    assert keys == ["model"] * 3 + ["serial"] * 3
    assert keys == sorted(keys, key=KEYS.index)


def test_an_empty_plate_offers_nothing() -> None:
    assert plate_offers([]) == ()
    assert plate_offers(read_lines("\n \n")) == ()
