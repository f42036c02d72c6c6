"""Sample papers for the demo: a receipt as PDF and a photo as JPEG with a camera's hidden data.

Made up, which they say; nothing in them was ever bought.
"""

from __future__ import annotations

import io

from talktag.paper.draw.marks import Page, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.type.font import MM_PER_POINT, bold, regular

_A6_MM = (105.0, 148.0)


def receipt() -> bytes:
    """A one-page receipt."""
    lines = (
        (bold(), 14, "Foto Ruiz"),
        (regular(), 9, "Receipt 2024-0317 (a made-up sample)"),
        (regular(), 9, "2 March 2024"),
        (regular(), 9, ""),
        (regular(), 10, "Canon EOS 5D Mark IV      2499.00 EUR"),
        (regular(), 10, "Serial 032021001234"),
        (regular(), 9, ""),
        (regular(), 9, "Warranty 24 months. Thank you!"),
    )
    marks = []
    base = 17.0
    for face, points, text in lines:
        marks.append(TextMark(face.runs(text), points, 11.3, base))
        base += (points + 8) * MM_PER_POINT
    sink = io.BytesIO()
    writer = PdfWriter(sink, "Receipt (sample)")
    page = Page(*_A6_MM, marks)
    writer.add(page)
    writer.finish()
    return sink.getvalue()


def photo() -> bytes:
    """A drawn camera, with a place and a comment in its hidden data, for `export` to leave behind."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (960, 640), "#d8dde3")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((200, 190, 760, 520), 40, fill="#26292e")
    draw.rounded_rectangle((380, 140, 580, 230), 24, fill="#26292e")
    draw.ellipse((345, 215, 615, 485), fill="#111315", outline="#565c66", width=10)
    draw.ellipse((400, 270, 560, 430), fill="#27415e", outline="#7f8a99", width=6)
    draw.ellipse((430, 300, 480, 350), fill="#7fa4cc")
    draw.rounded_rectangle((235, 165, 305, 195), 10, fill="#8a2d2d")
    draw.rectangle((640, 235, 720, 262), fill="#c9ced6")
    exif = image.getexif()
    exif[0x010F], exif[0x0110] = "Canon", "EOS 5D Mark IV"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (38.0, 42.0, 50.0), "W", (9.0, 8.0, 12.0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88, exif=exif, comment=b"taken in Lisbon")
    return buffer.getvalue()
