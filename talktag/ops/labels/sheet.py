"""`sheet`: TalkTag labels for products, or blank ones, on label paper. Draws nothing itself.

Gives a tag to a product that has none, and remembers which cells of a named sheet are used up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.labels.calibration import Calibration
from talktag.model.labels.paper import Paper
from talktag.model.labels.used_sheet import cells_text
from talktag.model.plan import Change, Write
from talktag.model.products.product import Product, Tag
from talktag.model.products.record import tag_table
from talktag.model.queries.query import is_keyed
from talktag.model.toml.write import appended_text
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.finder.sticker_text import sticker_texts
from talktag.ops.finding.choose_products import slugs_here
from talktag.ops.labels.paper import known_papers, paper_called
from talktag.ops.labels.sheet_files import Progress, prove_sheet, sheet_outputs
from talktag.ops.labels.sheet_memory import Memory
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.paper.labels.label import Label
    from talktag.paper.labels.proof import Proof
    from talktag.paper.labels.sheet import Sheet, SheetOptions


class SheetRequest(NamedTuple):
    """What is to be printed, and where it goes; `path` None is standard output.

    Labels are for the products of `words`, for `everything`, or `blank` ones to be claimed later. `remembered` names
    a physical sheet; `form` is one of FORMS of the payload, `text` what stands beside the code in a layout with text.
    """

    words: Sequence[str] = ()
    everything: bool = False
    blank: int = 0
    paper: str | None = None
    path: Path | None = None
    file_format: str = "pdf"
    remembered: str | None = None
    form: str | None = None
    text: str = ""
    with_key_check: bool = False
    prove: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet, the files it goes to (none is standard output), and what was proved of it."""

    sheet: Sheet
    paths: tuple[Path, ...]
    blank: tuple[str, ...] = ()
    proof: Proof | None = None
    remembered: str | None = None

    def values(self) -> Mapping[str, Any]:
        """What was printed, with the figures that decide whether a phone reads it."""
        used = {"used": cells_text(self.sheet.used)} if self.sheet.used else {}
        proof = {"proof": self.proof.line()} if self.proof else {}
        code = {"module_mm": round(self.sheet.module_mm, 3), "error_correction": self.sheet.error_correction}
        return {
            "file": str(self.paths[0]) if self.paths else "-",
            "files": [str(path) for path in self.paths],
            "stock": self.sheet.paper.id,
            "labels": self.sheet.labels,
            "pages": self.sheet.pages,
            **(code if self.sheet.module_mm else {}),
            **({"blank": list(self.blank)} if self.blank else {}),
            **used,
            **proof,
        }


def sheet(
    session: Session,
    wanted: SheetRequest,
    options: SheetOptions,
    calibrations: Mapping[str, Calibration],
    progress: Progress | None = None,
) -> Outcome:
    """Labels on sheets or a roll; the owner's contact is what a finder reaches.

    `options` are as they were typed, without a calibration: `calibrations` are the printer's by the id of a paper.
    Products without a live tag get one, in the plan. InvalidError when a label does not fit, naming a paper that does,
    and when a proof that was asked for does not hold.
    """
    from talktag.ops.finding.broken_records import broken_records
    from talktag.paper.labels.sheet import lay_sheet

    store = session.store
    papers, problems = known_papers(store)
    memory = Memory.of(store, wanted.remembered)
    paper = paper_called(papers, problems, _must_name(wanted.paper or memory.paper or store.settings.paper))
    calibration = calibrations.get(paper.id, Calibration())
    printed = replace(options, layout=_layout(options.layout, paper, wanted), calibration=calibration)
    slugs, gone = ((), ()) if wanted.blank else _slugs(session, wanted)
    labels, blank, writes = _blank(session, wanted) if wanted.blank else _labels(session, wanted, slugs)
    made = lay_sheet(labels, paper, memory.continue_sheet(printed, paper), papers=papers)
    outputs = sheet_outputs(made, wanted.file_format, wanted.path, progress)
    proof = prove_sheet(made, progress) if wanted.prove else None
    writes += memory.remembering(made)
    several = wanted.everything or any(map(is_keyed, wanted.words))
    return Outcome(
        Printed(made, tuple(each.path for each in outputs if each.path), blank, proof, wanted.remembered),
        commit_message.plan("sheet", _subject(blank, writes, wanted), *writes) if writes else None,
        outputs[0],
        outputs[1:],
        notices=(*gone, *sticker_texts(store).notices(wanted.form), *made.notices, *memory.notices(made)),
        problems=(*problems, *(broken_records(store) if several else ())),
    )


def _layout(layout: str | None, paper: Paper, wanted: SheetRequest) -> str | None:
    """The layout that was asked for, or one with room for other text; UsageError where text and layout do not fit."""
    has_text = bool(wanted.text or wanted.with_key_check)
    if layout is None and has_text:
        return "round" if paper.shape == "round" else "qr+text"
    if has_text and layout in {"qr", "qr+id", "qr+id+name", "id", "id-code"}:
        raise UsageError(f'the layout "{layout}" has no room for other text', hints=["--layout qr+text"])
    if layout == "qr+text" and not has_text:
        raise UsageError('the layout "qr+text" has no text', hints=["--text TEXT", "--key-check"])
    return layout


def _labels(
    session: Session, wanted: SheetRequest, slugs: Sequence[str]
) -> tuple[list[Label], tuple[str, ...], list[Change]]:
    """A label for each product, and what gives a tag to those that have none."""
    store = session.store
    writes: list[Change] = []
    tagged: list[tuple[Product, str]] = []
    for slug in slugs:
        record = store.record(slug)
        tag = record.product.live_tag()
        if tag is None:
            tag = Tag(session.new_tag(), session.today)
            writes.append(Write(record.path, appended_text(record.data, "tags", [tag_table(tag)]), record.data))
        tagged.append((record.product, tag.id))
    return list(_make_labels(session, wanted, tagged)), (), writes


def _blank(session: Session, wanted: SheetRequest) -> tuple[list[Label], tuple[str, ...], list[Change]]:
    """Labels with tags that are on no product yet, and what keeps these."""
    from talktag.ops.finding.find_tag import new_blank_tags

    if wanted.words or wanted.everything:
        raise UsageError("--blank is for labels without a product", hints=["leave the products out, or --blank"])
    tags, write = new_blank_tags(session, wanted.blank)
    nobody = Product("", "", "")
    return list(_make_labels(session, wanted, [(nobody, tag) for tag in tags])), tags, [write]


def _make_labels(session: Session, wanted: SheetRequest, tagged: Sequence[tuple[Product, str]]) -> Iterator[Label]:
    from talktag.ops.labels.tag import key_checks
    from talktag.paper.labels.label import Label

    checks = key_checks(session, tuple(tag for _, tag in tagged)) if wanted.with_key_check else {}
    texts = sticker_texts(session.store)
    for product, tag in tagged:
        check = " ".join(checks.get(tag, "")[at : at + 4] for at in range(0, 16, 4)).strip()
        text = "\n".join(filter(None, (wanted.text, check)))
        yield Label(texts.of(tag, wanted.form), printed_tag(tag), product.name, text, product.place or "")


def _slugs(session: Session, wanted: SheetRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The products that labels are for, and what to say of those that are left out."""
    if wanted.everything == bool(wanted.words):
        raise UsageError(
            "name products, or all of them with --all",
            hints=["for example: talktag sheet --all --stock avery-l7120 -o sheet.pdf"],
        )
    return slugs_here(session, wanted.words, "talktag sheet")


def _must_name(paper: str | None) -> str:
    if paper is None:
        raise UsageError(
            "no label paper is named",
            hints=[
                "name the label paper with --stock ID; see them with: talktag stock list",
                'or keep one for good, in talktag.toml: [defaults] with stock = "ID"',
            ],
        )
    return paper


def _subject(blank: Sequence[str], writes: Sequence[Change], wanted: SheetRequest) -> str:
    remembers = any(change.path.startswith(f"{layout.SHEETS}/") for change in writes)
    tagged = len(writes) - remembers
    if blank:
        return f"Make {len(blank)} blank labels"
    if not tagged:
        return f"Use up cells of the sheet {wanted.remembered}"
    return f"Give {plural(tagged, 'product')} a tag"
