"""Type plates and receipts in six languages as a telephone photographs them, with what stands on each. Judges nothing.

The same number gives the same picture: letters by Pillow from talktag's fonts, then paper, tilt, light, blur, noise and
JPEG, all drawn from that number alone.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter, ImageFont

_FONTS = Path(__file__).parents[2] / "talktag/data/fonts"
_SIZE = (2016, 1512)  # a quarter of 12 megapixels; letters are as many pixels high as they are from a little nearer
MAKERS = ("BOSCH", "Miele", "Makita", "Panasonic", "Electrolux", "Husqvarna", "Moulinex", "De'Longhi", "Braun", "Teka")
# Words for model, serial number, made in.
_PLATE_WORDS = {
    "en": ("Model No.", "Serial No.", "Made in China"),
    "de": ("Typ", "Serien-Nr.", "Made in Germany"),
    "es": ("Modelo", "Nº de serie", "Fabricado en España"),
    "fr": ("Modèle", "N° de série", "Fabriqué en France"),
    "it": ("Modello", "Matricola", "Prodotto in Italia"),
    "sv": ("Modell", "Serienummer", "Tillverkad i Sverige"),
}


class ReceiptWords(NamedTuple):
    """What a till prints in one language, and how it writes amounts and days."""

    total: str
    part: str
    tax: str
    cash: str
    change: str
    number: str
    sign: str
    currency: str
    day: str
    comma: str
    shops: Sequence[str]
    goods: Sequence[str]


RECEIPT_WORDS = {
    "en": ReceiptWords(
        *("TOTAL", "Subtotal", "VAT 20%", "Cash", "Change", "Receipt no.", "£", "GBP", "%d/%m/%Y", "."),
        ("Harbour Electrics Ltd", "Toolshed", "Kitchen & Co"),
        ("Kettle", "Toaster", "Cable 2m", "Drill bits", "Lamp"),
    ),
    "de": ReceiptWords(
        *("SUMME EUR", "Zwischensumme", "MwSt 19%", "Bar", "Rückgeld", "Bon-Nr.", "", "EUR", "%d.%m.%Y", ","),
        ("Elektro Schulz GmbH", "Werkzeugmarkt", "Radhaus"),
        ("Wasserkocher", "Bohrer-Set", "Kabel 2m", "Lampe", "Schlauch"),
    ),
    "es": ReceiptWords(
        *("TOTAL", "Base imponible", "IVA 21%", "Entregado", "Cambio", "Ticket nº", " €", "EUR", "%d-%m-%Y", ","),
        ("Ferretería Luna S.L.", "Casa del Cable", "Electro Sol"),
        ("Taladro", "Tostadora", "Bombilla", "Cable 2m", "Plancha"),
    ),
    "fr": ReceiptWords(
        *("TOTAL TTC", "Total HT", "TVA 20%", "Espèces", "Rendu", "Facture n°", " €", "EUR", "%d/%m/%Y", ","),
        ("Bricolage Martin SARL", "La Maison du Café", "Électro Nord"),
        ("Bouilloire", "Perceuse", "Lampe", "Rallonge", "Grille-pain"),
    ),
    "it": ReceiptWords(
        *("TOTALE COMPLESSIVO", "Subtotale", "di cui IVA", "Contante", "Resto", "Documento n.", " €", "EUR"),
        *("%d-%m-%Y", ","),
        ("Ferramenta Rossi S.r.l.", "Casa Bella", "Elettro Uno"),
        ("Ferro da stiro", "Trapano", "Lampada", "Cavo 2m", "Frullatore"),
    ),
    "sv": ReceiptWords(
        *("Att betala", "Delsumma", "Varav moms 25%", "Kontant", "Växel", "Kvitto nr", " kr", "SEK", "%Y-%m-%d", ","),
        ("Elbutiken AB", "Verktygshuset", "Cykelhörnan"),
        ("Vattenkokare", "Borr", "Lampa", "Kabel 2m", "Strykjärn"),
    ),
}


class Photographed(NamedTuple):
    """A JPEG, and what stands on the thing in it, by key of a product."""

    data: bytes
    truth: dict[str, str]
    language: str


def type_plate(number: int) -> Photographed:
    """The type plate of a thing: silver or white, black or white letters, labels before or above the values."""
    chance = Random(f"plate {number}")
    language = list(_PLATE_WORDS)[number % 6]
    model_word, serial_word, made_in = _PLATE_WORDS[language]
    maker, model, serial = chance.choice(MAKERS), _model(chance), _serial(chance)
    rating = f"{chance.choice(('220-240', '230', '18'))} V~  50 Hz  {chance.randrange(20, 2400, 10)} W"
    blank = chance.choice((": ", " ", ":  "))
    rows = [f"{model_word}{blank}{model}", f"{serial_word}{blank}{serial}", rating, made_in, "CE  IP20  Class II"]
    if chance.random() < 0.3:
        rows[3:3] = [f"FCC ID: {chance.randrange(10**5, 10**6)}AB"]
    if chance.random() < 0.25:
        rows = [f"{model_word}|{serial_word}", f"{model}|{serial}", *rows[2:]]
    ground, ink = chance.choice((((222, 222, 226), 15), ((245, 245, 240), 25), ((60, 62, 66), 235)))
    plate = Image.new("RGB", (1100, 150 + 78 * len(rows)), ground)
    draw = ImageDraw.Draw(plate)
    draw.text((50, 24), maker, (ink, ink, ink), _font("Bold", 76))
    for at, row in enumerate(rows):
        for column, piece in enumerate(row.split("|")):
            draw.text((50 + 520 * column, 136 + 78 * at), piece, (ink, ink, ink), _font("Regular", 44))
    truth = {"maker": maker, "model": model, "serial": serial}
    return Photographed(_photograph(plate, chance), truth, language)


def receipt(number: int) -> Photographed:
    """A till's receipt on thermal paper: a shop, goods, a sum, tax, cash, a day, a number."""
    chance = Random(f"receipt {number}")
    language = list(RECEIPT_WORDS)[number % 6]
    words = RECEIPT_WORDS[language]
    shop, day = chance.choice(words.shops), datetime.date(2019, 1, 1) + datetime.timedelta(chance.randrange(2500))
    prices = [chance.randrange(199, 39999) for _ in range(chance.randrange(1, 9))]
    total, order = sum(prices), f"{chance.randrange(10**4, 10**7)}"

    def amount(cents: int) -> str:
        text = f"{cents / 100:.2f}".replace(".", words.comma)
        return f"{words.sign}{text}" if words.sign == "£" else f"{text}{words.sign}"

    rows = [
        f"{good}|{amount(price)}"
        for good, price in zip(chance.choices(words.goods, k=len(prices)), prices, strict=True)
    ]
    part = round(total / 1.2) if words.part in {"Base imponible", "Total HT"} else total
    rows += [f"{words.part}|{amount(part)}", f"{words.total}|{amount(total)}"]
    rows += [f"{words.tax}|{amount(total - round(total / 1.2))}"]
    if chance.random() < 0.6:
        rows += [f"{words.cash}|{amount(total + 500)}", f"{words.change}|{amount(500)}"]
    foot = [
        f"{day.strftime(words.day)}   {chance.randrange(8, 20):02}:{chance.randrange(60):02}",
        f"{words.number} {order}",
    ]
    rows = [*foot, *rows] if chance.random() < 0.4 else [*rows, *foot]
    paper = Image.new("RGB", (720, 210 + 56 * len(rows)), (247, 245, 238))
    draw = ImageDraw.Draw(paper)
    ink = chance.randrange(30, 110)  # thermal print fades
    colour = (ink, ink, ink + 12)
    draw.text(((720 - _font("Bold", 46).getlength(shop)) / 2, 40), shop, colour, _font("Bold", 46))
    for at, row in enumerate(rows):
        left, _, right = row.partition("|")
        draw.text((44, 140 + 56 * at), left, colour, _font("Regular", 34))
        draw.text((676 - _font("Regular", 34).getlength(right), 140 + 56 * at), right, colour, _font("Regular", 34))
    for _ in range(chance.randrange(4)):  # a line that the head of the printer leaves out
        x = chance.randrange(720)
        draw.line((x, 0, x, paper.height), (247, 245, 238), 2)
    price = f"{total / 100:.2f} {words.currency}"
    truth = {"from": shop, "bought": day.isoformat(), "price": price, "order": order}
    return Photographed(_photograph(paper, chance), truth, language)


def _model(chance: Random) -> str:
    letters = "".join(chance.choices("ABCDEFGHKLMNPRSTVWX", k=chance.randrange(1, 4)))
    digits = f"{chance.randrange(10, 10**4)}"
    return chance.choice((f"{letters}{digits}", f"{letters}-{digits}", f"{letters} {digits}", f"{digits}{letters}"))


def _serial(chance: Random) -> str:
    digits = "".join(chance.choices("0123456789", k=chance.randrange(7, 13)))
    return chance.choice((digits, f"{chance.choice('ACEFHKLNPRT')}{chance.choice('ACEFHKLNPRT')}{digits}"))


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / f"NotoSans-{weight}.ttf"), size)


def _photograph(flat: Image.Image, chance: Random) -> bytes:
    """What a telephone makes of it: on a table, askew, from one side, in uneven light, a little shaken."""
    width, height = _SIZE
    scale = min(width * 0.62 / flat.width, height * 0.86 / flat.height) * chance.uniform(0.4, 1)  # from near or far
    flat = flat.resize((round(flat.width * scale), round(flat.height * scale)), Image.Resampling.LANCZOS)
    scene = Image.new("RGB", _SIZE, (chance.randrange(70, 150),) * 3)
    scene.paste(flat, ((width - flat.width) // 2, (height - flat.height) // 2))
    edges = [(0, 0), (0, height), (width, height), (width, 0)]
    bent = [(x + chance.uniform(-0.05, 0.05) * width, y + chance.uniform(-0.05, 0.05) * height) for x, y in edges]
    quad = tuple(each for corner in bent for each in corner)
    scene = scene.transform(_SIZE, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    scene = scene.rotate(chance.uniform(-8, 8), Image.Resampling.BICUBIC, fillcolor=(90, 90, 90))
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(_SIZE)
    scene = Image.composite(scene, scene.point(lambda value: value * 0.55), shade)
    scene = scene.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 2.2)))
    grain = Image.frombytes("L", _SIZE, chance.randbytes(width * height)).convert("RGB")
    scene = Image.blend(scene, grain, chance.uniform(0.02, 0.1))
    sink = io.BytesIO()
    scene.rotate(chance.choice((0, 0, 0, 90, 180, 270)), expand=True).save(
        sink, "JPEG", quality=chance.randrange(60, 90)
    )
    return sink.getvalue()
