"""PDFs with text, made by hand, and as scanners, shops and vandals make them."""

from __future__ import annotations

import io

from PIL import Image

A4 = (595, 842)


def text_pdf(*pages: str, rotate: int = 0, slant: str = "1 0 0 1 0 0", size: tuple[int, int] = A4) -> bytes:
    """A PDF with one page for each text, a row a line, a bar where a column begins; `slant` is a matrix of PDF."""
    return made_pdf([_content(each, size, slant) for each in pages], rotate, size)


def scan_pdf(*pictures: Image.Image) -> bytes:
    """A PDF as a scanner makes it: pictures of pages, and no text."""
    sink = io.BytesIO()
    pictures[0].save(sink, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return sink.getvalue()


def locked_pdf(password: str, *, owner: str = "owner") -> bytes:
    """A PDF that opens with a password; with an empty one it opens by itself, and only changing it is forbidden."""
    import pypdf

    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(text_pdf("Fahrrad Schmitz e.K.\nGesamtbetrag|1.250,00 EUR")))
    writer.encrypt(password, owner, algorithm="RC4-128")
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def made_pdf(contents: list[bytes], rotate: int = 0, size: tuple[int, int] = A4, *, catalog: str = "") -> bytes:
    """A PDF of these content streams; `catalog` goes into its root."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} "
            f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % each for each in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + head + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))


def _content(text: str, size: tuple[int, int], slant: str) -> bytes:
    drawn = [f"{slant} cm BT /F1 14 Tf"]
    for number, row in enumerate(text.splitlines()):
        for column, piece in enumerate(row.split("|")):
            shown = piece.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"1 0 0 1 {60 + 300 * column} {size[1] - 80 - 24 * number} Tm ({shown}) Tj")
    return "\n".join([*drawn, "ET"]).encode("cp1252")
