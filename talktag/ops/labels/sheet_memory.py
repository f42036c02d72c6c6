"""What is remembered of a physical sheet of labels, from one print to the next. Prints and draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.paper import Paper
from talktag.model.labels.used_sheet import UsedSheet, cells_text, read_used_sheet, used_sheet_table
from talktag.model.plan import Change, Write
from talktag.model.toml.write import changed_text, new_text
from talktag.model.values.ident import is_slug
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.paper.labels.sheet import Sheet, SheetOptions
    from talktag.store.store import Store


class Memory(NamedTuple):
    """What is remembered of a physical sheet; `name` is None where none was named."""

    name: str | None = None
    sheet: UsedSheet | None = None
    data: bytes | None = None

    @classmethod
    def of(cls, store: Store, name: str | None) -> Memory:
        """The memory of that name, a fresh one where there is none yet; InvalidError where it does not hold up."""
        if name is None:
            return cls()
        if not is_slug(name):
            raise UsageError(f'"{name}" is no name for a sheet', hints=["use small letters, digits and hyphens"])
        path = layout.sheet(name)
        if not store.has(path):
            return cls(name)
        data = store.read(path)
        reading = read_used_sheet(data, path)
        details = [str(problem) for problem in reading.problems if problem.severity == "error"]
        if reading.value is None or details:
            raise InvalidError(f'"{path}" does not hold up', details=details, hints=["mend it in an editor"])
        return cls(name, reading.value, data)

    @property
    def paper(self) -> str | None:
        """The paper the sheet is of."""
        return self.sheet.paper if self.sheet else None

    def continue_sheet(self, options: SheetOptions, paper: Paper) -> SheetOptions:
        """The options with the cells that are gone; UsageError for a sheet of another paper."""
        if self.sheet is None:
            return options
        if self.sheet.paper != paper.id:
            raise UsageError(
                f'the sheet "{self.name}" is of "{self.sheet.paper}"', hints=["give a new sheet another name"]
            )
        if self.is_full(paper):
            return options  # a new sheet of the same name is begun
        return replace(options, used=options.used | self.sheet.used)

    def is_full(self, paper: Paper) -> bool:
        """Whether no label was left on the sheet."""
        return self.sheet is not None and len(self.sheet.used) >= (paper.per_sheet or 0)

    def notices(self, made: Sheet) -> Iterator[str]:
        """What has to be put into the printer: a new sheet, or further ones after the one that is remembered."""
        if self.name is None:
            return
        if self.is_full(made.paper):
            yield f'the sheet "{self.name}" is used up: put in a new one, which goes by that name from now on'
        if made.pages > 1:
            yield f'after the sheet "{self.name}" put in new ones; the last of them goes by that name from now on'

    def remembering(self, made: Sheet) -> list[Change]:
        """What keeps the cells that are gone once this is printed."""
        if self.name is None:
            return []
        if not made.used:
            raise UsageError(f'"{made.paper.id}" is no sheet', hints=["leave --sheet out"])
        used = UsedSheet(made.paper.id, frozenset(made.used))
        path = layout.sheet(self.name)
        if self.data is None:
            return [Write(path, new_text(used_sheet_table(used)))]
        data = changed_text(self.data, {("used",): cells_text(used.used)})
        return [Write(path, data, self.data)] if data != self.data else []
