"""Makes the two pictures of the README from the program's own output: run `python docs/images/make.py`.

Needs pdftoppm (poppler). The ids differ each time, so nothing compares the pictures; look at them before you commit.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw

from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import cells
from talktag.paper.labels.papers import load_papers

IMAGES = Path(__file__).resolve().parent
sys.path.insert(0, str(IMAGES.parent))

from generating.shell import Shell  # noqa: E402 - it stands beside this script, not among the packages

STOCK = "avery-l7120"
ROWS = 4  # of labels on the picture of the sheet
DPI = 110
# name, maker, place, bought, price, warranty
THINGS = (
    ("Canon EOS 5D Mark IV", "Canon", "office", "2024-03-02", "2499 EUR", "36 months"),
    ("Canon EF 24-70mm f/2.8L II", "Canon", "office", "2024-03-02", "1699 EUR", "36 months"),
    ("Manfrotto 055 tripod", "Manfrotto", "office", "2024-05-11", "219 EUR", "lifetime"),
    ("ThinkPad X1 Carbon", "Lenovo", "office", "2025-01-15", "1849 EUR", "36 months"),
    ("Dell UltraSharp U2723QE", "Dell", "office", "2023-11-24", "529 EUR", "36 months"),
    ("Brother QL-820NWB", "Brother", "office", "2024-08-30", "189 EUR", "36 months"),
    ("Sony WH-1000XM5", "Sony", "office", "2025-04-02", "319 EUR", "24 months"),
    ("Synology DS923+", "Synology", "hall cupboard", "2024-02-09", "599 EUR", "36 months"),
    ("AVM FRITZ!Box 7590", "AVM", "hall cupboard", "2022-06-18", "249 EUR", "60 months"),
    ("Bialetti Moka Express", "Bialetti", "kitchen", "2021-12-24", "39.90 EUR", None),
    ("Sage Barista Express", "Sage", "kitchen", "2025-06-20", "629 EUR", "24 months"),
    ("Miele G 7110 dishwasher", "Miele", "kitchen", "2023-09-01", "1149 EUR", "24 months"),
    ("Bosch Serie 6 oven", "Bosch", "kitchen", "2023-09-01", "699 EUR", "24 months"),
    ("Dyson V12 Detect Slim", "Dyson", "hall cupboard", "2025-10-05", "549 EUR", "24 months"),
    ("Miele WEG675 washer", "Miele", "cellar", "2022-03-12", "1399 EUR", "60 months"),
    ("Makita DHP486 drill", "Makita", "cellar", "2024-10-19", "289 EUR", "36 months"),
    ("Bosch GKS 190 saw", "Bosch", "cellar", "2020-07-04", "139 EUR", None),
    ("Trek Domane AL 2", "Trek", "cellar", "2023-04-14", "1199 EUR", "lifetime"),
    ("Brompton C Line", "Brompton", "hall", "2025-03-08", "1725 EUR", "60 months"),
    ("Thule Chariot Cross 2", "Thule", "cellar", "2022-05-21", "949 EUR", "24 months"),
    ("Yamaha P-145 piano", "Yamaha", "living room", "2024-12-07", "449 EUR", "24 months"),
    ("Sonos Beam", "Sonos", "living room", "2023-02-25", "499 EUR", "24 months"),
)
COMMANDS = (
    "talktag list office",
    "talktag show canon-eos",
    "talktag export canon-eos --to fix-it --include files:photo --purpose 'crack in the eyepiece' -o canon.zip",
)
BACKGROUND, FOREGROUND, FAINT = "#1b1e25", "#d8dce4", "#8b93a3"
COLOURS = {"32": "#8fc87a", "31": "#e0786f", "36": "#6fb8c8"}
ADVANCE, LEADING = 8.43, 19  # pixels of one letter and of one line at 14 pixels
_HEAD = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}">
<title>talktag list, show and export in a terminal</title>
<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="{FOREGROUND}">\
"""


def main() -> None:
    """Fill a store, print its sheet, show its list, and draw both."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "ana"
        home.mkdir()
        shell = Shell(home, home, {"TALKTAG_STORE": str(home / "things"), "TERM": "xterm-256color"})
        shell.environment |= {"NO_COLOR": ""}
        fill(shell)
        draw_sheet(home)
        draw_terminal(shell)


def fill(shell: Shell) -> None:
    """A store with a household's things, and the demo's photo and receipt on the first of them."""
    lines = ["talktag init things --owner 'Ana Pérez' --contact ana+tags@example.org --no-passphrase"]
    for name, maker, place, bought, price, warranty in THINGS:
        words = ["talktag", "add", name, "--maker", maker, "--place", place, "--bought", bought, "--price", price]
        lines.append(shlex.join(words + (["--warranty", warranty] if warranty else [])))
    lines += [
        "talktag set canon-eos serial=032021001234 'model=EOS 5D Mark IV' 'from=Foto Ruiz'",
        "talktag demo demo",
        "talktag attach canon-eos demo/camera.jpg demo/receipt.pdf",
        "echo 'do not mention the drop in Lisbon' | talktag note canon-eos -",
        "talktag party add 'Fix-It Cameras' --role repairer --contact bench@fixit.example",
        f"talktag sheet --all --stock {STOCK} -o sheet.pdf",
    ]
    screen, code = shell.run("\n".join(lines))
    if code:
        raise SystemExit(screen)


def draw_sheet(home: Path) -> None:
    """The upper part of the sheet in greys, with the outlines that are cut into the paper."""
    pdf = ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-f", "1", "-l", "1", "sheet.pdf", "sheet"]
    subprocess.run(pdf, cwd=home, check=True)
    page = Image.open(next(home.glob("sheet-*.png"))).convert("L")
    pen = ImageDraw.Draw(page)
    places = cells(find_paper(load_papers(), STOCK))
    for cell in places:
        corners = (cell.x_mm, cell.y_mm, cell.x_mm + cell.width_mm, cell.y_mm + cell.height_mm)
        pen.rounded_rectangle([pixels(each) for each in corners], radius=pixels(2), outline=205)
    below = next(cell.y_mm for cell in places if cell.row == ROWS + 1)
    picture = page.crop((0, 0, page.width, pixels(below - 1)))
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height), outline=170)
    picture.quantize(16).save(IMAGES / "sheet.png", optimize=True)


def pixels(mm: float) -> int:
    """Millimetres of paper as pixels of the picture."""
    return round(mm / 25.4 * DPI)


def draw_terminal(shell: Shell) -> None:
    """The commands and what the screen shows of them, colours kept, as an SVG that loads nothing."""
    rows: list[str] = []
    for command in COMMANDS:
        screen, _ = shell.run(command)
        rows += [f"\x1b[1m$ {command}\x1b[0m", *screen.replace(str(shell.home), "/home/ana").split("\n"), ""]
    rows = rows[:-1]
    width = int(max(len(plain(row)) for row in rows) * ADVANCE) + 40
    height = len(rows) * LEADING + 36
    lines = [
        _HEAD.format(width=width, height=height),
        *(line for number, row in enumerate(rows) for line in drawn(row, 30 + number * LEADING)),
        "</g>",
        "</svg>",
    ]
    (IMAGES / "terminal.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def drawn(row: str, y: int) -> list[str]:
    """One line of the screen as SVG text, a piece for every change of colour."""
    out, column, style = [], 0, ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", row):
        if part.startswith("\x1b["):
            style = part[2:-1]
        elif part:
            codes = style.split(";")
            look = 'font-weight="bold"' if "1" in codes else ""
            colour = next((COLOURS[code] for code in codes if code in COLOURS), FAINT if "2" in codes else None)
            look += f' fill="{colour}"' if colour else ""
            # Words are placed one by one, so that columns stand straight in whatever font there is.
            for word in re.finditer(r"\S+(?: \S+)*", part):
                x = 20 + (column + word.start()) * ADVANCE
                length = len(word[0]) * ADVANCE
                out.append(
                    f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}" {look}>{escape(word[0], quote=False)}</text>'
                )
            column += len(part)
    return out


def plain(row: str) -> str:
    """A line of the screen without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", row)


if __name__ == "__main__":
    main()
