"""`talktag sheet`: TalkTag labels on a sheet, or on a roll."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import PRODUCT_HELP, complete_paper, complete_product
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.views.view import Block, Columns, Pairs
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.labels.calibrate import Calibrated
    from talktag.ops.labels.sheet import Printed, SheetRequest
    from talktag.paper.labels.sheet import SheetOptions

_PAPER = typer.Option(metavar="ID", help="The label paper; see: talktag stock list.", autocompletion=complete_paper)
_PRINTER = typer.Option(metavar="NAME", help="Your name for the printer, whose calibration counts.")

_ENDINGS = {"pdf": ("pdf",), "png": ("png",), "svg": ("svg",), "dots": ("png",)}  # of each format; dots are a picture


def show(data: "Printed") -> Iterator[Block]:
    """What was printed, and from how far a phone reads it."""
    from talktag.model.labels.used_sheet import cells_text
    from talktag.paper.labels.sheet import reads_up_to_cm

    sheet = data.sheet
    module = f"{sheet.module_mm:.2f} mm, error correction {sheet.error_correction}"
    far = f"about {reads_up_to_cm(sheet.module_mm)} cm away (computed, not tried with a phone)"
    yield Pairs(
        [
            ("file", ", ".join(map(str, data.paths)) or "-"),
            ("stock", sheet.paper.id),
            ("labels", sheet.labels),
            ("pages", sheet.pages),
            ("module", sheet.module_mm and module),
            ("reads up to", sheet.module_mm and far),
            ("proof", data.proof and data.proof.line()),
            ("now used", cells_text(sheet.used) if sheet.options.used or data.remembered else None),
        ]
    )
    if data.blank:
        from talktag.model.values.ident import printed_tag

        yield Columns(("blank tags",), [(printed_tag(tag),) for tag in data.blank])


def show_calibrated(data: "Calibrated") -> Iterator[Block]:
    """The file of the test print, or what the printer does."""
    found = data.solved and data.solved.calibration
    yield Pairs(
        [
            ("stock", data.paper.id),
            ("printer", data.printer),
            ("file", data.path),
            ("offset", found and f"{found.offset_x:+.2f} mm right, {found.offset_y:+.2f} mm down"),
            ("scale", found and f"{found.scale_x:.4f} across, {found.scale_y:.4f} down"),
            ("skew", found and f"{found.skew:+.2f} mm down for each 100 mm to the right"),
            ("readings agree to", data.solved and f"{data.solved.residual_mm:.2f} mm"),
        ]
    )


class SheetFlags(NamedTuple):
    """Which labels are to be printed, how, and where to."""

    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The PDF or picture; - is standard output.")
    ]
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF|QUERY]...", help=PRODUCT_HELP, autocompletion=complete_product),
    ] = None
    everything: Annotated[bool, typer.Option("--all", help="A label for every product.")] = False
    blank: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="So many labels to be claimed later, with: talktag tag claim."),
    ] = None
    stock: Annotated[str | None, _PAPER] = None
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="qr, qr+id, qr+id+name, qr+text, flag (a cable's), round, id, or id-code (the smallest code).",
        ),
    ] = None
    start: Annotated[str, typer.Option(metavar="N|R:C", help="The first free label: 7, or row 2:column 3.")] = "1"
    used: Annotated[str | None, typer.Option(metavar="CELLS", help="Labels that are gone, like 1,2,5-9.")] = None
    remembered: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="A sheet of yours; its used labels are remembered."),
    ] = None
    copies: Annotated[int, typer.Option(min=1, metavar="N", help="How many of each.")] = 1
    order: Annotated[str, typer.Option(metavar="NAME", help="given, name or place.")] = "given"
    fill: Annotated[str, typer.Option(metavar="WAY", help="rows or columns first.")] = "rows"
    found: Annotated[str, typer.Option(metavar="TEXT", help='A line over the id, like "FOUND? / GEFUNDEN?".')] = ""
    text: Annotated[str, typer.Option(metavar="TEXT", help="For the layouts qr+text and flag.")] = ""
    key_check: Annotated[
        bool, typer.Option("--key-check", help="Print the tag's key check as text; see: talktag tag.")
    ] = False
    code: Annotated[str | None, typer.Option(metavar="FORM", help="What the code opens: mail, tel or finder.")] = None
    symbol: Annotated[str, typer.Option(metavar="NAME", help="qr, or datamatrix for small parts.")] = "qr"
    cable: Annotated[float, typer.Option(metavar="MM", help="How thick a flag's cable is.")] = 5.0
    outline: Annotated[bool, typer.Option("--outline", help="Draw the labels' edges, for a test print.")] = False
    cut_marks: Annotated[bool, typer.Option("--cut-marks", help="Draw where to cut, on uncut paper.")] = False
    file_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="NAME", help="pdf, png, svg, or dots for a roll printer.", show_default="by FILE"
        ),
    ] = None
    system_fonts: Annotated[
        bool, typer.Option("--system-fonts", help="Use this computer's fonts where talktag's lack a letter.")
    ] = False
    prove: Annotated[bool, typer.Option("--prove", help="Read every code back, also as a bad camera would.")] = False
    printer: Annotated[str | None, _PRINTER] = None
    print_it: Annotated[bool, typer.Option("--print", help="Then run the printer's own print command.")] = False


@command("sheet", view=show)
def sheet(context: Context, typed: SheetFlags) -> Outcome:
    """Print TalkTag labels for products on a sheet of label paper.

    Print the PDF at actual size. Without --layout everything that fits is on a label.

    Example: talktag sheet --all --stock avery-l7120 -o sheet.pdf

    Example: talktag sheet place:office -label:stored --sheet drawer --found "FOUND? / GEFUNDEN?" -o office.pdf
    """
    from talktag.cli.printers import printed_by, printer_of
    from talktag.cli.render.progress import with_progress
    from talktag.ops.labels.sheet import sheet as operate

    wanted, printer = _wanted_labels(typed), printer_of(context, typed.printer)
    options, session = _options(context, typed), context.session()
    outcome = with_progress(
        context.terminal, "labels", lambda tell: operate(session, wanted, options, printer.calibrations, tell)
    )
    return printed_by(typed.printer, printer, outcome) if typed.print_it else outcome


def _wanted_labels(typed: SheetFlags) -> "SheetRequest":
    """Which labels there are to be, and where they go; UsageError where the file's name says another form."""
    from talktag.ops.labels.sheet import SheetRequest

    path = path_of(typed.output)
    ending = check_ending(path, *_ENDINGS.get(typed.file_format or "", ("pdf", "png", "svg")))
    return SheetRequest(
        words=typed.words or (),
        everything=typed.everything,
        blank=typed.blank or 0,
        paper=typed.stock,
        path=path,
        file_format=typed.file_format or ending or "pdf",
        remembered=typed.remembered,
        form=typed.code,
        text=typed.text,
        with_key_check=typed.key_check,
        prove=typed.prove,
    )


def _options(context: Context, typed: SheetFlags) -> "SheetOptions":
    """How the labels are laid out."""
    from talktag.model.labels.sheet_cells import parse_start
    from talktag.paper.labels.sheet import SheetOptions

    return SheetOptions(
        layout=typed.layout,
        symbol=typed.symbol,
        start=parse_start(typed.start),
        used=_cells(typed.used),
        fill=typed.fill,
        copies=typed.copies,
        order=typed.order,
        found=typed.found,
        cable_mm=typed.cable,
        outline=typed.outline,
        cut_marks=typed.cut_marks,
        font_folders=_system_fonts(context) if typed.system_fonts else (),
    )


@command("calibrate", view=show_calibrated, family="sheet")
def calibrate(
    context: Context,
    stock: Annotated[str, _PAPER],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.pdf", help="The test print; - is standard output."),
    ] = None,
    printer: Annotated[str | None, _PRINTER] = None,
    read: Annotated[
        list[str] | None, typer.Option(metavar="A=RIGHT,DOWN", help="What you read at a ruler, in mm; A, B, C, D.")
    ] = None,
) -> Outcome:
    """Measure how a printer misses, so that labels land where they should.

    First it prints a page with rulers at the four corners, outlines of the labels and bars of 100 mm. Print it at
    actual size on plain paper, hold it with a label sheet against the light, and read at A, B, C and D how many
    millimetres right of and below the zero the label's corner lies. Give the readings back with --read; what the
    printer does is kept in your own settings, for this printer and paper, and sheet --printer NAME allows for it.

    Example: talktag sheet calibrate --stock avery-l7120 -o page.pdf

    Example: talktag sheet calibrate --stock avery-l7120 --printer office --read A=0.5,0 --read B=0.5,0.2 \
--read C=0.4,0.1 --read D=0.4,0.3
    """
    from talktag.cli.printers import keeping_calibration, printer_of
    from talktag.ops.labels.calibrate import parse_readings, solve_readings, trial_print

    session = context.session()
    chosen = printer_of(context, printer, may_be_new=True)
    if not read:
        if output is None:
            raise UsageError("neither a file nor readings are named", hints=["print the page first: -o page.pdf"])
        path = path_of(output)
        check_ending(path, "pdf")
        return trial_print(session, stock, printer, chosen.calibrations, path)
    if printer is None or output is not None:
        raise UsageError("readings are kept under the name of a printer", hints=["--printer NAME, without -o"])
    return keeping_calibration(context, solve_readings(session, stock, printer, parse_readings(read)))


def _cells(text: str | None) -> frozenset[int]:
    from talktag.model.labels.used_sheet import parse_cells

    try:
        return parse_cells(text) if text is not None else frozenset()
    except ValueError as error:
        raise UsageError(str(error), hints=["for example: --used 1,2,5-9"]) from None


def _system_fonts(context: Context) -> tuple[Path, ...]:
    import sys

    from talktag.paper.type.font_folders import font_folders

    return font_folders(sys.platform, Path(context.terminal.environment.get("HOME", "/")))
