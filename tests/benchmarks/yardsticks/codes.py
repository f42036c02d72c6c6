"""The libraries of a sheet alone: 35 QR codes by qrcode, each one filled path on a page by reportlab."""

import io

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas(io.BytesIO())
for number in range(35):
    code = QRCode(error_correction=ERROR_CORRECT_Q)
    code.add_data(f"mailto:ana@example.org?subject=TT-{number:09d}")
    code.make()
    path = canvas.beginPath()
    for y, row in enumerate(code.modules):
        for x, dark in enumerate(row):
            if dark:
                path.rect(x, y, 1, 1)
    canvas.drawPath(path, stroke=0, fill=1)
canvas.save()
