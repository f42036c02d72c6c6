"""`desk tags`: from a table of serial numbers to signed descriptions, labels with codes, and a register of them.

A claim is drawn for each article, stands in its code, and is kept nowhere: what the desk keeps is the fingerprint of
the key that the claim is. It needs no store and reaches no network.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.disk.in_parts import file_content
from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.interop.grid import read_grid
from talktag.model.effects.of_desk import TAGS as DESCRIBE
from talktag.model.effects.of_desk import AtDesk
from talktag.model.makers.article import COLUMNS, ArticleKind, ReadArticles, read_articles, unknown_columns
from talktag.model.makers.maker_code import goods_path, parse_tag_address
from talktag.model.problem import lines
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural
from talktag.ops.desk.tags.new_tags import NewTags, new_tags
from talktag.ops.desk.tags.write_descriptions import description_paths, write_descriptions
from talktag.ops.labels.paper import known_papers, paper_called
from talktag.ops.labels.sheet_files import Progress, prove_sheet, sheet_outputs
from talktag.ops.outcome import Outcome, Output

if TYPE_CHECKING:
    from talktag.model.labels.calibration import Calibration
    from talktag.ops.desk.desk import OpenDesk
    from talktag.ops.session import Session
    from talktag.paper.labels.label import Label
    from talktag.paper.labels.proof import Proof
    from talktag.paper.labels.sheet import Sheet, SheetOptions

_TABLE_LIMIT = 64 * 1024 * 1024  # bytes
_TOLD = 20  # bad rows that are told one by one


class TagsRequest(NamedTuple):
    """What is to be printed, as typed: the table, the address that codes begin with, and where things go.

    `web` is the folder for a static host. With `gs1` the codes of goods that have a number are GS1 Digital Links. The
    labels go to `path` as `file_format`, on `paper`; the texts of the codes to `codes`, for another printer.
    """

    table: Path
    address: str
    web: Path
    gs1: bool = False
    path: Path | None = None
    to_stdout: bool = False
    file_format: str = "pdf"
    paper: str | None = None
    codes: Path | None = None
    prove: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTags:
    """What is printed and described: how many tags of how many kinds, the sheet if any, and the files."""

    made: NewTags
    files: tuple[str, ...]
    sheet: Sheet | None = None
    proof: Proof | None = None

    def values(self) -> Mapping[str, Any]:
        """How many, and where they go; no claim is in it."""
        labels = {"labels": self.sheet.labels, "pages": self.sheet.pages} if self.sheet else {}
        return {
            "tags": len(self.made.tags),
            "descriptions": [
                {"name": each.kind.name, "bundle": each.bundle, "path": each.path, "articles": len(each.articles)}
                for each in self.made.described
            ],
            "files": list(self.files),
            **labels,
            **({"proof": self.proof.line()} if self.proof else {}),
        }


@dataclass
class _Printing:
    """One printing on its way: what was asked for, and what it comes to, each once."""

    session: Session
    desk: OpenDesk
    wanted: TagsRequest

    @cached_property
    def address(self) -> str:
        try:
            return parse_tag_address(self.wanted.address)
        except ValueError as error:
            raise InvalidError(str(error), hints=["codes lead there; any web space will do"]) from None

    @cached_property
    def articles(self) -> ReadArticles:
        read = _read_table(self.wanted.table, self.desk.settings.name)
        if self.wanted.gs1:
            _check_paths(read.kinds)
        _check_manuals(read.kinds, self.wanted.table.parent)
        return read

    @cached_property
    def made(self) -> NewTags:
        return new_tags(self.session, self.desk, self.articles.kinds, self.address, gs1=self.wanted.gs1)

    def labels(self) -> list[Label]:
        """A label for each article, in the order of the table."""
        from talktag.paper.labels.label import Label

        return [
            Label(each.code.text, printed_tag(each.code.tag), each.kind.name, f"{each.kind.name}\nS/N {each.serial}")
            for each in self.made.tags
        ]


def print_tags(
    session: Session,
    desk: OpenDesk,
    wanted: TagsRequest,
    options: SheetOptions | None = None,
    calibrations: Mapping[str, Calibration] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Descriptions, a register, labels and texts of codes; nothing is written where one row is bad.

    InvalidError with the lines of the table that do not hold up.
    """
    if wanted.path is None and wanted.codes is None and not wanted.to_stdout:
        raise UsageError("the codes would be kept nowhere", hints=["print them: -o tags.pdf --stock ID", "or: --codes"])
    printing = _Printing(session, desk, wanted)
    made = printing.made
    outputs: list[Output] = []
    sheet, proof = None, None
    if wanted.path or wanted.to_stdout:
        sheet = _sheet(printing, options, calibrations or {})
        outputs += sheet_outputs(sheet, wanted.file_format, wanted.path, progress)
        proof = prove_sheet(sheet, progress) if wanted.prove else None
    if wanted.codes:
        outputs.append(Output(wanted.codes, partial(_codes_csv, made)))
    written = description_paths(desk.folder, wanted.web, made)
    work = partial(write_descriptions, session, desk, made, wanted.web, wanted.table.parent)
    effect = AtDesk(DESCRIBE, str(desk.folder), "", work, tuple(map(str, written)))
    data = PrintedTags(made, tuple(map(str, written)), sheet, proof)
    return Outcome(
        data,
        output=outputs[0],
        more=tuple(outputs[1:]),
        effects=(effect,),
        notices=sheet.notices if sheet else (),
        done=(
            f"put what is in {wanted.web} at {printing.address}, as it is",
            "the claims stand on the labels and in the texts of the codes alone: keep those as you keep keys",
        ),
    )


def _sheet(printing: _Printing, options: SheetOptions | None, calibrations: Mapping[str, Calibration]) -> Sheet:
    from dataclasses import replace

    from talktag.model.labels.calibration import Calibration
    from talktag.paper.labels.sheet import SheetOptions, lay_sheet

    if printing.wanted.paper is None:
        raise UsageError("no label paper is named", hints=["name it with --stock ID; see: talktag stock list"])
    papers, problems = known_papers(None)
    paper = paper_called(papers, problems, printing.wanted.paper)
    chosen = options or SheetOptions()
    layout = chosen.layout or ("round" if paper.shape == "round" else "qr+text")
    chosen = replace(chosen, layout=layout, calibration=calibrations.get(paper.id, Calibration()))
    return lay_sheet(printing.labels(), paper, chosen, papers=papers)


def _read_table(path: Path, maker: str) -> ReadArticles:
    try:
        grid = read_grid(file_content(path, _TABLE_LIMIT).whole())
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None
    titles = [each.casefold() for each in grid.titles()]
    if unknown := unknown_columns(titles):
        raise InvalidError(
            f'"{path.name}" has a column that means nothing here: {unknown[0]}',
            hints=[f"columns are {', '.join(COLUMNS)}, and field.NAME for anything else"],
        )
    rows = ((line.number, dict(zip(titles, line.texts, strict=False))) for line in grid.lines)
    read = read_articles(rows, maker, path.name)
    if read.problems:
        told = list(lines(read.problems[:_TOLD]))
        more = [f"and {len(read.problems) - _TOLD} more"] if len(read.problems) > _TOLD else []
        raise InvalidError(
            f"{plural(len(read.problems), 'row')} of the table cannot be used; nothing was made",
            details=[*told, *more],
            hints=["mend them, and run it again"],
        )
    if not read.kinds:
        raise InvalidError(f'"{path.name}" has no article in it', hints=["a row for each, below the titles"])
    return read


def _check_paths(kinds: Mapping[ArticleKind, Sequence[object]]) -> None:
    """InvalidError for a batch that no address can name."""
    for kind in kinds:
        try:
            goods_path(kind.gtin or "0", kind.batch or None)
        except ValueError as error:
            raise InvalidError(str(error), hints=["or leave out --gs1"]) from None


def _check_manuals(kinds: Iterable[ArticleKind], beside: Path) -> None:
    """InvalidError for a manual out of the folder of the table: a table of another could publish any file here."""
    folder = os.path.realpath(beside)
    for kind in kinds:
        whole = os.path.realpath(beside / kind.manual)
        if kind.manual and not kind.manual_is_address and os.path.commonpath([folder, whole]) != folder:
            message = f'the manual "{kind.manual}" is not beside the table, and would be published'
            raise InvalidError(message, hints=["copy it into the folder of the table, and name it there"])


def _codes_csv(made: NewTags) -> bytes:
    """The texts of the codes for another printer, a row an article: what stands in it is secret."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("serial", "name", "tag", "code"))
    writer.writerows((each.serial, each.kind.name, each.code.tag, each.code.text) for each in made.tags)
    return text.getvalue().encode()
